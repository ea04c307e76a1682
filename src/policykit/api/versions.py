"""The versions of a document: listed, found, joined and parted by a person.

versions(workspace, "青政办发〔2026〕3号")        oldest first, the one in use last
join(workspace, "旧文件", "新文件")               a person says that one is a new version of the other
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.errors import UsageError

if TYPE_CHECKING:
    from policykit.api.workspace import Workspace
    from policykit.catalog import Catalog
    from policykit.model.document import Document


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a document. `name` is what `diff` and `show` take: an id, or the file of kept bytes.

    `date` is the day of the text (ISO) or empty, `in_use` tells the version that the others are earlier than, `why`
    how it was recognised, in Chinese.
    """

    name: str
    title: str
    path: str
    date: str
    in_use: bool
    why: str

    def to_json(self) -> dict[str, Any]:
        """The fields by name."""
        return asdict(self)


def versions(workspace: Workspace, name: str) -> tuple[Version, ...]:
    """All versions of the document that `name` means, oldest first, the one in use last. Raises UsageError."""
    from policykit.api.register import register

    corpus = workspace.corpus
    with workspace.catalog() as catalog:
        doc_id = workspace.find(name, catalog)
        doc_id = corpus.lineage.successors().get(doc_id, doc_id)
        entries = register(catalog).index.entries
        known = {s.id: s for s in register(catalog).summaries}
    if doc_id not in entries:
        raise UsageError(f"目录里没有读到文件：{name}", hint="运行 policykit index 更新目录。")
    out = []
    for one in corpus.lineage.earlier_than(doc_id):
        if (entry := entries.get(one.earlier)) is not None:
            row = Version(one.earlier, entry.title, known[one.earlier].path, entry.edition or "", False, one.why)
            out.append((row.date, one.at_ns, row))
    for file in corpus.versions(doc_id):
        at = file.stat().st_mtime_ns
        day = datetime.fromtimestamp(at / 1e9, UTC).date().isoformat()
        why = f"{day} 被同名的新文件替换，原来的文件保存在这里"
        row = Version(str(file), entries[doc_id].title, f"（旧文件）{known[doc_id].path}", "", False, why)
        out.append((_day_of(file), at, row))
    for other in _by_date(workspace, doc_id, {doc_id, *(r.name for _, _, r in out)}):
        entry = entries[other]
        row = Version(other, entry.title, known[other].path, entry.edition or "", False, "标题、机关相同，日期较早")
        out.append((row.date, 0, row))
    out.sort(key=lambda item: item[:2])
    own = entries[doc_id]
    last = Version(doc_id, own.title, known[doc_id].path, own.edition or "", True, "")
    return (*(row for _, _, row in out), last)


def preceding(workspace: Workspace, name: str) -> tuple[Document, Document]:
    """The version before the one that `name` means, and that one; the earliest of several and the one after it.
    Raises UsageError where there is but one."""
    from policykit.pipeline import read

    with workspace.catalog() as catalog:
        after = workspace.load(name, catalog)
        every = versions(workspace, after.id)
        at = next((i for i, v in enumerate(every) if v.name == after.id), 0)
        later = workspace.corpus.lineage.successors().get(after.id) if at == 0 else None
        if later is not None and (newer := catalog.load(later)) is not None:
            return after, newer
        if at == 0:
            raise UsageError(
                f"《{after.metadata.title or name}》在工作区里只有一个版本",
                hint="先用 policykit add 收入新版本并运行 policykit index；已经收入而没有认出来的，"
                "用 policykit versions --join 旧 新；或者写出新旧两份文件。",
            )
        before = every[at - 1].name
        if (found := catalog.load(before)) is not None:
            return found, after
    return read(Path(before)), after


def join(workspace: Workspace, old: str, new: str, *, indexing: bool = True) -> str:
    """Keep that `new` is a new version of `old`, and bring the index to it; says in Chinese what follows.

    The new one takes the id, and with it the decisions and drafts of the old one; where there are decisions or drafts
    of its own already, both keep their ids. Without `indexing` the next index run is left to the caller. Raises
    UsageError.
    """
    from policykit.api.indexing import reindex

    corpus = workspace.corpus
    with workspace.catalog() as catalog:
        before, after = _two(workspace, catalog, old, new)
        titles = [(catalog.summary(i), i) for i in (before, after)]
    told = [f"《{s.metadata.title or s.path}》（{s.path}）" if s else i for s, i in titles]
    corpus.lineage.forget(after)
    if _in_hand(workspace, after):
        corpus.lineage.note(before, after, "由人认定")
        following = "新版本已有自己的分工决定或草稿，旧版本的没有并过来；需要时用 policykit impact 旧 新 --carry 接转"
    else:
        corpus.supersede(before, after, "由人认定")
        following = "对旧版本的分工决定和成稿从此跟着新版本"
    if indexing:
        reindex(workspace)
    return f"{told[1]}记为{told[0]}的新版本；{following}。"


def split(workspace: Workspace, name: str, *, indexing: bool = True) -> str:
    """Undo a recognition: the document that `name` means and the version before or after it are two documents again.

    Says in Chinese what follows. `indexing` as in `join`. Raises UsageError where it has no other version.
    """
    from policykit.api.indexing import reindex

    corpus = workspace.corpus
    with workspace.catalog() as catalog:
        doc_id = workspace.find(name, catalog)
    rows = {d.earlier: d for d in corpus.lineage.rows()}
    found = rows.get(doc_id)
    if found is None or not corpus.lineage.successors().get(doc_id):
        earlier = corpus.lineage.earlier_than(doc_id)
        if not earlier:
            raise UsageError(f"没有记着“{name}”是哪份文件的版本", hint="用 policykit versions 看看这份文件有哪些版本。")
        found = earlier[-1]
    apart = found.earlier
    if found.took and found == corpus.lineage.earlier_than(found.successor)[-1]:
        corpus.give_back(found.earlier, found.successor)
        for one in corpus.lineage.earlier_than(found.successor):
            if one.earlier != found.earlier:  # they are versions of what bears the id again
                corpus.lineage.note(one.earlier, found.successor, one.why, took=one.took)
    corpus.lineage.set_apart(apart)
    if indexing:
        reindex(workspace)
    return "已分开：两份文件各自独立，以后也不再认作同一份的版本。"


def _two(workspace: Workspace, catalog: Catalog, old: str, new: str) -> tuple[str, str]:
    before, after = workspace.find(old, catalog), workspace.find(new, catalog)
    before = workspace.corpus.lineage.successors().get(before, before)
    if before == after:
        raise UsageError("新旧是同一份文件", hint="用左边的编号或文件的路径写明是哪两份。")
    return before, after


def _in_hand(workspace: Workspace, doc_id: str) -> bool:
    from policykit.decisions import Decisions
    from policykit.works import Works

    drafts = Works(workspace.root).all()
    return Decisions(workspace.root).speak_of(doc_id) or any(doc_id in w.sources for w in drafts)


def _by_date(workspace: Workspace, doc_id: str, known: set[str]) -> list[str]:
    """Documents of the same title by the same body with an earlier date, which nobody told to be versions."""
    from policykit.api.register import register

    apart = workspace.corpus.lineage.apart()
    if doc_id in apart:
        return []
    with workspace.catalog() as catalog:
        index = register(catalog).index
    own = index.entries[doc_id]
    issuers = set(own.metadata.issuers)
    return [
        e.id
        for e in (index.named(own.metadata.title) if own.metadata.title else ())
        if e.id not in known
        and e.id not in apart
        and e.title == own.title
        and (e.edition or "9") < (own.edition or "")
        and (not issuers or not e.metadata.issuers or issuers & set(e.metadata.issuers))
    ]


def _day_of(file: Path) -> str:
    """The date that kept bytes bear, empty where they cannot be read: to put them in order with the others."""
    from policykit.cite.index import CorpusIndex
    from policykit.model.store import DocumentSummary
    from policykit.pipeline import read

    try:
        meta = read(file).metadata
    except Exception:  # kept as they were, and perhaps were unreadable then
        return ""
    return CorpusIndex([DocumentSummary("d", "", "", meta)]).entries["d"].edition or ""
