"""Which document a person means: an id, a path, a file at hand, a 文号 or a title, as people write them."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from policykit.api.register import register
from policykit.errors import UsageError

if TYPE_CHECKING:
    from policykit.catalog import Catalog
    from policykit.model.store import DocumentSummary

LISTED = 10  # documents named in a message
ALIKE = 0.6  # of difflib's ratio: less is another title
LARGEST_COMPARED = 200_000_000  # bytes of a file at hand that is looked for by its content
_DOC_ID = re.compile(r"[dD][0-9a-fA-F]{10}")
_TILDES = re.compile(r"\s*[~～〜∼]\s*")
_ARTICLE = re.compile(r"第(?:[〇零一二三四五六七八九十百千两]+|[0-9０-９]+)[编章节条款]")


def find(catalog: Catalog, name: str, root: Path) -> str:
    """The id of the one document that `name` means in the workspace `root`.

    `name` is an id, a path (in the corpus, or of any copy of the file), a file name, a 文号 with any brackets,
    or a title, also in traditional characters or in part. Raises UsageError for none, with titles that are
    alike, and for several, with their ids.
    Of several versions of one document the one in use is meant; the others have their ids and paths.
    """
    found = matching(catalog, name, root)
    if len(found) > 1:
        found = _in_use(found, root)
    if len(found) == 1:
        return found[0].id
    if found:
        listed = "\n".join(f"    {_listed(s)}" for s in found[:LISTED])
        more = f"\n    ……还有 {len(found) - LISTED} 份" if len(found) > LISTED else ""
        raise UsageError(
            f"“{name}”对应 {len(found)} 份文件：\n{listed}{more}", hint="把标题写全，或者用左边的编号代替标题再试。"
        )
    if not name.strip():
        raise UsageError("没有写明是哪份文件", hint="可以写编号、文号、标题或文件名。")
    if _is_file(name):
        raise UsageError(
            f"这份文件还不在工作区里：{name}",
            hint="先运行 policykit add 和 policykit index，才能标明每一行的出处。",
        )
    raise UsageError(f"没有找到文件：{name}", hint=_advice(catalog, name))


def _in_use(found: tuple[DocumentSummary, ...], root: Path) -> tuple[DocumentSummary, ...]:
    """Without those that are known as earlier versions of another one found: a name means the version in use."""
    from policykit.corpus import Corpus

    later, ids = Corpus(root).lineage.successors(), {s.id for s in found}
    return tuple(s for s in found if later.get(s.id) not in ids)


def _listed(summary: DocumentSummary) -> str:
    meta = summary.metadata
    said = "，".join(v for v in (meta.doc_number, meta.issued_date, summary.path) if v)
    return f"{summary.id}  {meta.title or summary.path}（{said}）"


def matching(catalog: Catalog, name: str, root: Path) -> tuple[DocumentSummary, ...]:
    """The documents that `name` can mean; the first kind of name that fits decides. Never raises."""
    if found := catalog.lookup(name):
        return found
    text = name.strip()
    if not text:
        return ()
    if _DOC_ID.fullmatch(text) and (found := catalog.lookup(text.lower())):
        return found
    return _by_place(catalog, text, root) or _by_number(catalog, text) or _by_title(catalog, text)


def split_reference(catalog: Catalog, text: str, root: Path) -> tuple[str, str]:
    """`<document>~<address>`, `《标题》第三条` or `标题第三条` as name and address; the address may be empty."""
    parts = _TILDES.split(text.strip(), maxsplit=1)
    if len(parts) == 2:
        return parts[0], parts[1]
    if matching(catalog, text, root):
        return text, ""
    title, closing, rest = text.strip().rpartition("》")
    if closing and rest.strip():
        return title + closing, rest.strip()
    if found := _ARTICLE.search(text):
        return text[: found.start()].strip(), text[found.start() :].strip()
    return text, ""


def _by_place(catalog: Catalog, text: str, root: Path) -> tuple[DocumentSummary, ...]:
    """A file anywhere on the disk: its place in the corpus, its bytes, or at last its name."""
    flat = text.replace("\\", "/")
    path = Path(text)
    try:
        inside = path.resolve().relative_to((root / "corpus").resolve()).as_posix()
    except (ValueError, OSError, RuntimeError):  # RuntimeError: links that lead round in a circle
        inside = ""
    if inside and inside != "." and (found := catalog.lookup(inside)):
        return found
    try:
        if path.is_file() and path.stat().st_size <= LARGEST_COMPARED:
            with path.open("rb") as stream:
                sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            return tuple(s for s in register(catalog).summaries if s.sha256 == sha256)
    except (OSError, ValueError):
        return ()
    if "/" in flat:  # a path that is not there: of another machine, or copied from a list
        last = flat.rstrip("/").rpartition("/")[2]
        return tuple(s for s in register(catalog).summaries if last and s.path.rpartition("/")[2] == last)
    return ()


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):  # longer than a path can be, or with a character none can have
        return False


def _by_number(catalog: Catalog, text: str) -> tuple[DocumentSummary, ...]:
    import unicodedata

    from policykit.cite.names import number_key

    def key(number: str) -> str:
        return number_key(unicodedata.normalize("NFKC", number))

    if not text.rstrip().endswith("号"):
        return ()
    wanted = key(text)
    return tuple(
        s for s in register(catalog).summaries if s.metadata.doc_number and key(s.metadata.doc_number) == wanted
    )


def _by_title(catalog: Catalog, text: str) -> tuple[DocumentSummary, ...]:
    """Titles compared without marks, in simplified characters: the same ones, else those that contain the words."""
    from policykit.search.facts import key

    wanted = key(Path(text.replace("\\", "/")).name)
    if not wanted:
        return ()
    known = register(catalog).names
    if same := tuple(s for names, s in known if wanted in names):
        return same
    return tuple(s for (title, stem, _), s in known if wanted in title or wanted in stem)


def _advice(catalog: Catalog, name: str) -> str:
    from difflib import get_close_matches

    titles = {s.metadata.title or s.path: s.id for s in register(catalog).summaries}
    near = get_close_matches(name.strip().strip("《》"), titles, n=3, cutoff=ALIKE)
    if near:
        return "是不是要找：" + "；".join(f"{title}（{titles[title]}）" for title in near) + "？"
    if not titles:
        return "工作区里还没有文件，请先运行 policykit add 和 policykit index。"
    return "可以写编号、文号、标题（或其中一部分）、文件名；新放进来的文件要先运行 policykit index。"
