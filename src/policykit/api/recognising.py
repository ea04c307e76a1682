"""Recognising, while a file is added, that it is a version of a document already in the corpus."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from policykit.api.kinship import Card, Verdict
from policykit.api.known_documents import Known
from policykit.corpus import Added, AddStatus, Entry, Kin, Kinship
from policykit.errors import PolicykitError, UnsupportedFormat, WorkspaceError

if TYPE_CHECKING:
    from policykit.api.workspace import Workspace
    from policykit.catalog import Catalog
    from policykit.model.document import Document

Progress = Callable[[int, int, str], None]

READ_AT_ADD = 30  # so many files that come in are read at once to be recognised; more are, when they are indexed
NOT_INDEXED = 30  # so many originals that no index run has read yet are read to be compared with
LARGEST = 20_000_000  # bytes of a file read while it is added
FOLLOWS = {
    Kin.SAME: "，没有重复收入",
    Kin.NEWER: "，作为新版本收入；旧版本保留，两个版本都查得到",
    Kin.OLDER: "，作为旧版本收入；现行的版本不变",
    Kin.UNSURE: "：拿不准是不是新版本，先各自收入；确是新版本时运行 policykit versions --join",
}

IN_ITS_PLACE = "，作为新版本收入；旧版本另存，可以逐条对照，检索查到的是新版本"


def add(
    workspace: Workspace, paths: Iterable[Path], progress: Progress | None = None, *, separate: bool = False
) -> tuple[Added, ...]:
    """`Workspace.add`."""
    made: list[Recognising] = []

    def judging(count: int) -> Recognising | None:
        if count > READ_AT_ADD:
            return None
        made.append(Recognising(workspace))
        return made[0]

    try:
        out = workspace.corpus.add(paths, progress, None if separate else judging)
    finally:
        for one in made:
            one.close()
    if separate:
        for doc_id in (a.id for a in out if a.id and a.status is AddStatus.ADDED):
            workspace.corpus.lineage.set_apart(doc_id)
    return out


class Recognising:
    """Judges files while they are added to a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._corpus = workspace.corpus
        entries = self._corpus.entries()
        self._catalog = _opened(workspace)
        self._later = workspace.corpus.lineage.successors()
        self._known = Known(self._catalog, frozenset(e.id for e in entries), self._later)
        have = {(s.id, s.sha256) for s in self._catalog.summaries()} if self._catalog else set()
        unread = [e for e in entries if (e.id, e.sha256) not in have]
        for entry in unread if len(unread) <= NOT_INDEXED else ():
            if (document := _read(workspace.corpus.file(entry.path))) is not None:
                self._known.add(entry.id, entry.path, document)

    def __call__(self, source: Path, sha256: str, there: Entry | None) -> Kinship:
        """The judge that `corpus.Corpus.add` asks."""
        from policykit.corpus import document_id
        from policykit.pipeline import read

        if source.stat().st_size > LARGEST:
            return _over(there) if there else Kinship(Kin.NONE)
        try:
            document = read(source)
        except UnsupportedFormat as error:
            return Kinship(Kin.REFUSED, None, _told(error, source))
        except PolicykitError as error:
            return Kinship(Kin.NONE, None, f"原件已保存，但读不出文字：{_told(error, source)}")
        except Exception:  # a fault of a reader is for the index run to tell
            return Kinship(Kin.NONE)
        if not document.text.value.strip():
            return Kinship(Kin.NONE, None, "原件已保存，但里面没有文字：请检查是不是空文件，或只有图片")
        doc_id = document_id(sha256)
        made = self._known.add(doc_id, source.name, document)
        verdict, of = self._known.verdict(doc_id, made, document)
        if there is not None and (of == there.id or verdict.kin in (Kin.NONE, Kin.UNSURE)):
            in_place = self._in_place(there, made, document)
            if in_place is None:
                return _over(there)
            if in_place.kin is not Kin.NONE:
                verdict, of = in_place, there.id
        if verdict.kin in (Kin.NEWER, Kin.OLDER):
            of = self._later.get(of, of)
        if verdict.kin in (Kin.SAME, Kin.NEWER):
            self._known.rename(doc_id, of, keep=verdict.kin is Kin.NEWER)
        over = verdict.kin is Kin.NEWER and there is not None and of == there.id
        return Kinship(verdict.kin, of or None, verdict.why + (IN_ITS_PLACE if over else FOLLOWS.get(verdict.kin, "")))

    def _in_place(self, there: Entry, made: Card, document: Document) -> Verdict | None:
        if self._known.of(there.id) is None and (old := _read(self._corpus.file(there.path))) is not None:
            self._known.add(there.id, there.path, old)
        return self._known.in_place(there.id, made, document)

    def close(self) -> None:
        """Let go of the catalog."""
        if self._catalog is not None:
            self._catalog.close()


def _told(error: PolicykitError, source: Path) -> str:
    """What is wrong and what to do; the file is named by the line that says it."""
    message = error.message.replace(str(source), "").strip("：: ")
    return f"{message}；{error.hint}" if error.hint else message


def _over(there: Entry) -> Kinship:
    return Kinship(Kin.NEWER, there.id, "同名文件内容有变" + IN_ITS_PLACE)


def _opened(workspace: Workspace) -> Catalog | None:
    try:
        return workspace.catalog()
    except WorkspaceError:  # nothing is indexed yet
        return None


def _read(file: Path) -> Document | None:
    from policykit.pipeline import read

    try:
        return read(file) if file.stat().st_size <= LARGEST else None
    except Exception:  # what cannot be read cannot be compared; the index run tells why
        return None
