"""The corpus folder: originals as they came, never altered, and beside them what a person corrected.

    corpus/…                            originals, in the folders they were added with
    corpus/.policykit/manifest.tsv      path, stable id, hash, size, time of each original
    corpus/.policykit/versions/<id>/    the bytes of superseded versions, and `path`, the place they had
    corpus/.policykit/lineage.tsv       which documents are earlier versions of another
    corpus/.policykit/trash/<id>/       `original`, an original taken out, and `path`, the place it had
    corpus/.policykit/metadata/<id>.yaml  corrections to what the document says of itself

The manifest only spares re-hashing and keeps ids across versions: without it all is rebuilt from the files.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from policykit.corpus import manifest as manifests
from policykit.corpus.adding import Judge, Taking
from policykit.corpus.disk import hash_of, write
from policykit.corpus.lineage import Lineage
from policykit.corpus.model import Added, Entry, Job, Removed, Scan, document_id
from policykit.corpus.unpacking import Unpacking, closed_here, folder_of, is_bundle
from policykit.corpus.walking import CLOSED, files_below, work_of
from policykit.errors import WorkspaceError

Progress = Callable[[int, int, str], None]
Judging = Callable[[int], Judge | None]

RACY_NS = 2_000_000_000  # a file changed this soon before the manifest was written is hashed again
OF_THE_DOCUMENT = ("issuers", "region", "authority", "genre")  # corrections that hold for its later versions too


class Corpus:
    """The corpus folder of a workspace."""

    def __init__(self, workspace: Path) -> None:
        self.root = workspace / "corpus"
        self.side = self.root / ".policykit"
        self.lineage = Lineage(self.side)
        self._manifest = self.side / "manifest.tsv"

    # -- reading -----------------------------------------------------------------------------------

    def file(self, path: str) -> Path:
        """Where the original with this relative path lies. Raises WorkspaceError for a path that leads out."""
        parts = PurePosixPath(path).parts
        if not parts or path.startswith("/") or ".." in parts:
            raise WorkspaceError(f"路径不在 corpus 文件夹之内：{path}", hint="请使用 corpus 下的相对路径。")
        return self.root.joinpath(*parts)

    def entries(self) -> tuple[Entry, ...]:
        """What the manifest says, without looking at the files. Empty where there is no manifest."""
        return tuple(sorted(manifests.load(self._manifest).values(), key=lambda e: e.path))

    def corrections(self, doc_id: str) -> dict[str, Any]:
        """The corrected metadata values of a document (field name of `Metadata` → value); mostly empty."""
        path = self.side / "metadata" / f"{doc_id}.yaml"
        if not path.is_file():
            return {}
        import yaml

        try:
            data = yaml.safe_load(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise WorkspaceError(f"元数据更正文件无法读取：{path}（{error}）", hint="请改正或删除这个文件。") from error
        return data if isinstance(data, dict) else {}

    def correct(self, doc_id: str, values: dict[str, Any]) -> None:
        """Keep corrected metadata values for a document, added to those already there; None takes one back."""
        import yaml

        merged = {k: v for k, v in {**self.corrections(doc_id), **values}.items() if v is not None}
        path = self.side / "metadata" / f"{doc_id}.yaml"
        write(path, yaml.safe_dump(merged, allow_unicode=True, sort_keys=True).encode())

    def versions(self, doc_id: str) -> tuple[Path, ...]:
        """The kept bytes of superseded versions, oldest first."""
        folder = self.side / "versions" / doc_id
        files = [p for p in folder.glob("*") if p.name != "path"] if folder.is_dir() else []
        return tuple(sorted(files, key=lambda p: (p.stat().st_mtime_ns, p.name)))

    def scan(self, progress: Progress | None = None) -> Scan:
        """Look at every file of the folder, hash what is new or changed, and bring the manifest up to date.

        Two files with the same bytes are one document: the first by path stands, the other is left out.
        """
        known = manifests.load(self._manifest)
        written = manifests.written_ns(self._manifest)
        found: list[Entry] = []
        left_out: list[tuple[str, str]] = []
        files = sorted(files_below(self.root, left_out), key=lambda f: (f[0] not in known, f[0]))
        moved = {e.sha256: e for e in known.values()}
        here = {path for path, _ in files}
        taken: dict[str, str] = {}  # hash → path
        ids: set[str] = set()
        for done, (path, file) in enumerate(files):
            if progress:
                progress(done, len(files), path)
            try:
                if path.lower().endswith(CLOSED) and (reason := closed_here(Path(file))):
                    left_out.append((path, reason))
                    continue
                info = os.stat(file)
                entry = known.get(path)
                fresh = entry is not None and entry.size == info.st_size and entry.mtime_ns == info.st_mtime_ns
                if entry is None or not fresh or info.st_mtime_ns > written - RACY_NS:
                    sha256 = hash_of(Path(file))
                    if entry is not None:
                        doc_id = entry.id
                    elif (was := moved.get(sha256)) and was.path not in here:
                        doc_id = was.id  # renamed by hand
                    else:
                        doc_id = self.new_id(path, sha256, ids)
                    entry = Entry(doc_id, path, sha256, info.st_size, info.st_mtime_ns)
            except OSError as error:
                left_out.append((path, f"无法读取：{error.strerror or error}"))
                continue
            if entry.sha256 in taken:
                left_out.append((path, f"与 {taken[entry.sha256]} 内容相同，只收一份"))
                continue
            taken[entry.sha256] = path
            ids.add(entry.id)
            found.append(entry)
        found.sort(key=lambda e: e.path)
        manifests.save(self._manifest, {e.path: e for e in found}, known)
        return Scan(tuple(found), tuple(left_out))

    # -- adding ------------------------------------------------------------------------------------

    def add(
        self, paths: Iterable[Path], progress: Progress | None = None, judging: Judging | None = None
    ) -> tuple[Added, ...]:
        """Copy originals into the corpus; a folder keeps its name and its subfolders.

        The documents in an archive or a letter are taken one by one, into a folder with its name. The same bytes are
        taken once. A new version takes the id of its document: at the same path the old bytes are
        kept under versions/, at another path the old original stays in its place under an id of its own. `judging`
        gives a judge of versions for a number of files that come in; without one, only the path tells.
        """
        out: list[Added] = []
        manifest = {e.path: e for e in self.scan().entries}
        before = dict(manifest)
        with Unpacking() as unpacking:
            given = [one for path in paths for one in work_of(path, self._own())]
            work = [inside for one in given for inside in self._open(one, unpacking)]
            jobs = sum(isinstance(one, Job) for one in work)
            taking = Taking(self, manifest, judging(jobs) if judging and jobs else None)
            done = 0
            try:
                for one in work:
                    if progress and isinstance(one, Job):
                        progress(done, jobs, one.target)
                        done += 1
                    out.append(taking.take(one) if isinstance(one, Job) else one)
            finally:
                manifests.save(self._manifest, manifest, before)
        return tuple(out)

    def _open(self, given: Added | Job, unpacking: Unpacking) -> list[Added | Job]:
        """What is in an archive or a letter; anything else as it is. In the corpus it is unpacked where it lies."""
        if isinstance(given, Added) or not is_bundle(given.source):
            return [given]
        base = folder_of(self.inside(given.source) or given.target)
        while self.file(base).exists() and not self.file(base).is_dir():
            base += "（2）"
        return unpacking.open(given.source, base)

    def keep(self, old: Entry) -> None:
        """Put the present bytes of a document among its versions before new ones take their place."""
        place = self.file(old.path)
        folder = self.side / "versions" / old.id
        kept = folder / f"{old.sha256[:16]}{place.suffix}"
        if not kept.exists():
            write(kept, place.read_bytes())
        write(folder / "path", old.path.encode())

    def step_back(self, old: Entry, target: str, why: str, ids: set[str]) -> Entry:
        """Make an original an earlier version: what is at `target` takes its id. Answers with the original's new entry.

        The places of both are kept, so that the ids survive a lost manifest. Corrections to the old text stay with it;
        those that hold for the document as such go on.
        """
        write(self.side / "versions" / old.id / "path", target.encode())
        moved = replace(old, id=self.new_id(old.path, old.sha256, ids | {old.id}))
        write(self.side / "versions" / moved.id / "path", old.path.encode())
        if values := self.corrections(old.id):
            self.correct(moved.id, values)
            self.correct(old.id, {name: None for name in values if name not in OF_THE_DOCUMENT})
        self.lineage.note(moved.id, old.id, why, took=True)
        return moved

    def supersede(self, old: str, new: str, why: str) -> str:
        """Make one document of the corpus a new version of another: it takes its id, the old one gets another.

        Answers with the old one's id from now on; the next index run reads both again. Raises WorkspaceError where
        either is not there.
        """
        entries = {e.path: e for e in self.scan().entries}
        before = dict(entries)
        by_id = {e.id: e for e in entries.values()}
        if old not in by_id or new not in by_id or old == new:
            raise WorkspaceError("资料库里没有这两份文件", hint="先运行 policykit index，再看看列表。")
        was, now = by_id[old], by_id[new]
        moved = self.step_back(was, now.path, why, set(by_id))
        entries[was.path], entries[now.path] = moved, replace(now, id=was.id)
        for descent in self.lineage.rows():
            if descent.successor == new:
                self.lineage.note(descent.earlier, was.id, descent.why)
        self.lineage.forget(new)
        manifests.save(self._manifest, entries, before)
        return moved.id

    def give_back(self, earlier: str, successor: str) -> None:
        """Undo `supersede`: two documents exchange ids and what was corrected in them. Raises WorkspaceError."""
        entries = {e.path: e for e in self.scan().entries}
        before = dict(entries)
        by_id = {e.id: e for e in entries.values()}
        if earlier not in by_id or successor not in by_id:
            raise WorkspaceError("资料库里没有这两份文件", hint="先运行 policykit index，再看看列表。")
        was, now = by_id[earlier], by_id[successor]
        entries[was.path], entries[now.path] = replace(was, id=successor), replace(now, id=earlier)
        fixes, later_fixes = self.corrections(earlier), self.corrections(successor)
        for doc_id, path, own, other in (
            (successor, was.path, fixes, later_fixes),
            (earlier, now.path, later_fixes, fixes),
        ):
            write(self.side / "versions" / doc_id / "path", path.encode())
            if own or other:
                self.correct(doc_id, {**dict.fromkeys(other), **own})
        manifests.save(self._manifest, entries, before)

    def allows(self, target: str) -> bool:
        """Whether a path of the corpus leads nowhere else by links."""
        place = self.file(target)
        return place.parent.resolve().is_relative_to(self.root.resolve()) and not place.is_symlink()

    def new_id(self, path: str, sha256: str, ids: set[str]) -> str:
        doc_id = self._former_id(path) or document_id(sha256)
        if doc_id in ids:  # an earlier version of another document had these very bytes
            doc_id = document_id(hashlib.sha256(f"{sha256} {path}".encode()).hexdigest())
        return doc_id

    def _former_id(self, path: str) -> str | None:
        """The id of the document that had versions at this path, should the manifest have been lost."""
        folder = self.side / "versions"
        if not folder.is_dir():
            return None
        for mark in sorted(folder.glob("*/path")):
            if mark.read_text("utf-8") == path:
                return mark.parent.name
        return None

    def _own(self) -> frozenset[Path]:
        """The workspace's own folders: `add .` means what a person has put beside them."""
        workspace = self.root.resolve().parent
        return frozenset((self.root.resolve(), workspace / "indexes", workspace / "templates"))

    def inside(self, source: Path) -> str | None:
        real, root = source.resolve(), self.root.resolve()
        return real.relative_to(root).as_posix() if real.is_relative_to(root) else None

    # -- taking out and putting back ---------------------------------------------------------------

    def remove(self, doc_id: str, path: str) -> None:
        """Move an original to the trash, from where `restore` brings it back. Raises WorkspaceError for none there."""
        place = self.file(path)
        if not place.is_file() or place.is_symlink():
            raise WorkspaceError(f"资料库里没有这份原件：{path}", hint="先更新索引，再看看列表。")
        folder = self.side / "trash" / doc_id
        write(folder / "path", path.encode())
        os.replace(place, folder / "original")

    def trash(self) -> tuple[Removed, ...]:
        """What lies in the trash, the last removed first."""
        marks = [m for m in (self.side / "trash").glob("*/path") if (m.parent / "original").is_file()]
        marks.sort(key=lambda m: m.stat().st_mtime_ns, reverse=True)
        return tuple(Removed(m.parent.name, m.read_text("utf-8"), m.stat().st_mtime_ns) for m in marks)

    def restore(self, doc_id: str) -> str:
        """Bring an original back to its place, under its id; answers with its path. Raises WorkspaceError."""
        removed = next((r for r in self.trash() if r.id == doc_id), None)
        if removed is None:
            raise WorkspaceError("回收站里没有这份文件", hint="可能已经恢复了，到资料库里看看。")
        place = self.file(removed.path)
        if place.exists():
            raise WorkspaceError(f"原来的位置已有别的文件：{removed.path}", hint="先把那份文件移出或改名。")
        place.parent.mkdir(parents=True, exist_ok=True)
        write(self.side / "versions" / doc_id / "path", removed.path.encode())  # so that it keeps its id
        os.replace(self.side / "trash" / doc_id / "original", place)
        return removed.path
