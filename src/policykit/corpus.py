"""The corpus folder: originals as they came, never altered, and beside them what a person corrected.

    corpus/…                            originals, in the folders they were added with
    corpus/.policykit/manifest.tsv      path, stable id, hash, size, time of each original
    corpus/.policykit/versions/<id>/    the bytes of superseded versions, and `path`, the place they had
    corpus/.policykit/trash/<id>/       `original`, an original taken out, and `path`, the place it had
    corpus/.policykit/metadata/<id>.yaml  corrections to what the document says of itself

The manifest only spares re-hashing and keeps ids across versions: without it all is rebuilt from the files.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any

from policykit.errors import WorkspaceError
from policykit.extract import supported_suffixes

Progress = Callable[[int, int, str], None]

RACY_NS = 2_000_000_000  # a file changed this soon before the manifest was written is hashed again
FOLDER_NOTE = "README.md"  # at the top of a folder it tells about the folder; it is no document of it
MANIFEST_HEAD = "path\tid\tsha256\tsize\tmtime_ns\n"


class AddStatus(StrEnum):
    ADDED = "added"
    NEW_VERSION = "new_version"
    DUPLICATE = "duplicate"  # the same bytes are in the corpus under another path
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file. `path` is relative to the corpus, `message` Chinese for the user."""

    given: str
    status: AddStatus
    id: str | None = None
    path: str | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One original. `path` is relative to the corpus with `/`; `sha256` is of its bytes, in hex."""

    id: str
    path: str
    sha256: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Removed:
    """An original in the trash: its id, the path it had, and when it was removed."""

    id: str
    path: str
    at_ns: int


@dataclass(frozen=True, slots=True)
class Scan:
    """The originals found, and those left out with the reason (path, Chinese message)."""

    entries: tuple[Entry, ...]
    left_out: tuple[tuple[str, str], ...] = ()


def document_id(sha256: str) -> str:
    """The id of a document at first sight: `d` and ten hex digits of the hash of its bytes."""
    return f"d{sha256[:10]}"


class Corpus:
    """The corpus folder of a workspace."""

    def __init__(self, workspace: Path) -> None:
        self.root = workspace / "corpus"
        self.side = self.root / ".policykit"

    # -- reading -----------------------------------------------------------------------------------

    def file(self, path: str) -> Path:
        """Where the original with this relative path lies. Raises WorkspaceError for a path that leads out."""
        parts = PurePosixPath(path).parts
        if not parts or path.startswith("/") or ".." in parts:
            raise WorkspaceError(f"路径不在 corpus 文件夹之内：{path}", hint="请使用 corpus 下的相对路径。")
        return self.root.joinpath(*parts)

    def entries(self) -> tuple[Entry, ...]:
        """What the manifest says, without looking at the files. Empty where there is no manifest."""
        return tuple(sorted(self._manifest().values(), key=lambda e: e.path))

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
        _write(path, yaml.safe_dump(merged, allow_unicode=True, sort_keys=True).encode())

    def versions(self, doc_id: str) -> tuple[Path, ...]:
        """The kept bytes of superseded versions, oldest first."""
        folder = self.side / "versions" / doc_id
        files = [p for p in folder.glob("*") if p.name != "path"] if folder.is_dir() else []
        return tuple(sorted(files, key=lambda p: (p.stat().st_mtime_ns, p.name)))

    def scan(self, progress: Progress | None = None) -> Scan:
        """Look at every file of the folder, hash what is new or changed, and bring the manifest up to date.

        Two files with the same bytes are one document: the first by path stands, the other is left out.
        """
        known = self._manifest()
        written = self._manifest_time()
        found: list[Entry] = []
        left_out: list[tuple[str, str]] = []
        files = sorted(_files(self.root, left_out), key=lambda f: (f[0] not in known, f[0]))
        moved = {e.sha256: e for e in known.values()}
        here = {path for path, _ in files}
        taken: dict[str, str] = {}  # hash → path
        ids: set[str] = set()
        for done, (path, file) in enumerate(files):
            if progress:
                progress(done, len(files), path)
            try:
                info = file.stat()
                entry = known.get(path)
                fresh = entry is not None and entry.size == info.st_size and entry.mtime_ns == info.st_mtime_ns
                if entry is None or not fresh or info.st_mtime_ns > written - RACY_NS:
                    sha256 = _hash(file)
                    if entry is not None:
                        doc_id = entry.id
                    elif (was := moved.get(sha256)) and was.path not in here:
                        doc_id = was.id  # renamed by hand
                    else:
                        doc_id = self._new_id(path, sha256, ids)
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
        self._save({e.path: e for e in found}, known)
        return Scan(tuple(found), tuple(left_out))

    # -- adding ------------------------------------------------------------------------------------

    def add(self, paths: Iterable[Path], progress: Progress | None = None) -> tuple[Added, ...]:
        """Copy originals into the corpus; a folder keeps its name and its subfolders.

        The same bytes are taken once. New bytes at a path already taken are a new version of that document,
        which keeps its id; the old bytes are kept under versions/.
        """
        out: list[Added] = []
        manifest = {e.path: e for e in self.scan().entries}
        hashes = {e.sha256: e for e in manifest.values()}
        ids = {e.id for e in manifest.values()}
        before = dict(manifest)
        jobs = [job for path in paths for job in _jobs(path, out, self._own())]
        try:
            for done, (source, target) in enumerate(jobs):
                if progress:
                    progress(done, len(jobs), target)
                out.append(self._take(source, target, manifest, hashes, ids))
        finally:
            self._save(manifest, before)
        return tuple(out)

    def _take(
        self, source: Path, target: str, manifest: dict[str, Entry], hashes: dict[str, Entry], ids: set[str]
    ) -> Added:
        given = str(source)
        try:
            if (inside := self._inside(source)) is not None:
                entry = manifest.get(inside)
                return Added(given, AddStatus.UNCHANGED, entry.id if entry else None, inside, "已在 corpus 文件夹中")
            data = source.read_bytes()
            sha256 = hashlib.sha256(data).hexdigest()
            old = manifest.get(target)
            if (same := hashes.get(sha256)) is not None:
                if same.path == target:
                    return Added(given, AddStatus.UNCHANGED, same.id, target, "内容没有变化")
                return Added(given, AddStatus.DUPLICATE, same.id, same.path, f"与 {same.path} 内容相同，没有重复收入")
            place = self.file(target)
            if not place.parent.resolve().is_relative_to(self.root.resolve()) or place.is_symlink():
                return Added(given, AddStatus.REFUSED, message=f"目标位置经链接指向 corpus 之外：{target}")
            doc_id = old.id if old else self._new_id(target, sha256, ids)
            if old:
                self._keep(old, place)
            _write(place, data)
        except OSError as error:
            return Added(given, AddStatus.REFUSED, message=f"无法复制：{error.strerror or error}")
        info = place.stat()
        entry = Entry(doc_id, target, sha256, info.st_size, info.st_mtime_ns)
        if old:
            hashes.pop(old.sha256, None)
        manifest[target] = hashes[sha256] = entry
        ids.add(doc_id)
        if old:
            return Added(given, AddStatus.NEW_VERSION, doc_id, target, "同名文件内容有变，作为新版本收入，旧版本已保存")
        return Added(given, AddStatus.ADDED, doc_id, target)

    def _keep(self, old: Entry, place: Path) -> None:
        """Put the present bytes of a document among its versions before new ones take their place."""
        folder = self.side / "versions" / old.id
        kept = folder / f"{old.sha256[:16]}{place.suffix}"
        if not kept.exists():
            _write(kept, place.read_bytes())
        _write(folder / "path", old.path.encode())

    def _new_id(self, path: str, sha256: str, ids: set[str]) -> str:
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

    def _inside(self, source: Path) -> str | None:
        real, root = source.resolve(), self.root.resolve()
        return real.relative_to(root).as_posix() if real.is_relative_to(root) else None

    # -- taking out and putting back ---------------------------------------------------------------

    def remove(self, doc_id: str, path: str) -> None:
        """Move an original to the trash, from where `restore` brings it back. Raises WorkspaceError for none there."""
        place = self.file(path)
        if not place.is_file() or place.is_symlink():
            raise WorkspaceError(f"资料库里没有这份原件：{path}", hint="先更新索引，再看看列表。")
        folder = self.side / "trash" / doc_id
        _write(folder / "path", path.encode())
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
        _write(self.side / "versions" / doc_id / "path", removed.path.encode())  # so that it keeps its id
        os.replace(self.side / "trash" / doc_id / "original", place)
        return removed.path

    # -- the manifest ------------------------------------------------------------------------------

    def _manifest(self) -> dict[str, Entry]:
        out: dict[str, Entry] = {}
        try:
            lines = (self.side / "manifest.tsv").read_text("utf-8").splitlines()[1:]
        except (OSError, UnicodeDecodeError):
            return out
        for line in lines:
            cells = line.split("\t")
            if len(cells) == 5 and cells[3].isdecimal() and cells[4].isdecimal():
                out[cells[0]] = Entry(cells[1], cells[0], cells[2], int(cells[3]), int(cells[4]))
        return out

    def _manifest_time(self) -> int:
        try:
            return (self.side / "manifest.tsv").stat().st_mtime_ns
        except OSError:
            return 0

    def _save(self, manifest: dict[str, Entry], before: dict[str, Entry]) -> None:
        if manifest == before and (self.side / "manifest.tsv").exists():
            return
        rows = sorted(manifest.values(), key=lambda e: e.path)
        lines = [f"{e.path}\t{e.id}\t{e.sha256}\t{e.size}\t{e.mtime_ns}\n" for e in rows]
        _write(self.side / "manifest.tsv", (MANIFEST_HEAD + "".join(lines)).encode())


def _jobs(given: Path, out: list[Added], own: frozenset[Path]) -> Iterator[tuple[Path, str]]:
    """The files a given path stands for, each with its path inside the corpus; not those of the workspace itself."""
    if given.is_dir():
        name = given.resolve().name
        left_out: list[tuple[str, str]] = []
        taken = 0
        suffixes = supported_suffixes()
        for relative, file in sorted(_files(given, left_out, own)):
            if file.suffix.lower() in suffixes:
                taken += 1
                yield file, f"{name}/{relative}" if name else relative
            else:
                left_out.append((relative, f"不是能读的格式（{file.suffix or '没有扩展名'}），没有收入"))
        out.extend(Added(str(given / p), AddStatus.REFUSED, message=m) for p, m in left_out)
        if not taken and not left_out:
            out.append(Added(str(given), AddStatus.REFUSED, message="文件夹里没有可以收入的文件"))
    elif not given.exists():
        out.append(Added(str(given), AddStatus.REFUSED, message="没有这个文件或文件夹"))
    elif not given.is_file():
        out.append(Added(str(given), AddStatus.REFUSED, message="不是普通文件"))
    elif reason := _bad_name(given.name):
        out.append(Added(str(given), AddStatus.REFUSED, message=reason))
    else:
        yield given, given.name


def _files(
    root: Path, left_out: list[tuple[str, str]], own: frozenset[Path] = frozenset()
) -> Iterator[tuple[str, Path]]:
    """Regular files below `root` by relative path; hidden ones, editors' lock files and the folders `own` left out."""
    if not root.is_dir():
        return
    for folder, folders, names in os.walk(root, followlinks=False):
        folders[:] = sorted(f for f in folders if f[0] != "." and Path(folder, f).resolve() not in own)
        below = os.path.relpath(folder, root).replace(os.sep, "/")
        for name in sorted(names):
            relative = name if below == "." else f"{below}/{name}"
            if name.startswith((".", "~$")) or relative == FOLDER_NOTE:
                continue
            if reason := _bad_name(relative):
                left_out.append((relative.encode("unicode_escape", "replace").decode(), reason))
                continue
            file = os.path.join(folder, name)
            mode = os.lstat(file).st_mode
            if stat.S_ISLNK(mode):
                left_out.append((relative, "是链接，不是文件本身，没有收入"))
            elif stat.S_ISREG(mode):
                yield relative, Path(file)


def _bad_name(name: str) -> str | None:
    if re.search(r"[\x00-\x1f\x7f\ud800-\udfff]", name):
        return "文件名含有控制字符或不能识别的编码，请改名后再收入"
    if len(name.encode("utf-8", "replace")) > 1000:
        return "路径太长，请缩短后再收入"
    return None


def _hash(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: into a neighbour first, then renamed over."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{os.getpid()}.{time.monotonic_ns()}.part")
    try:
        with part.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(part, path)
    finally:
        if part.exists():
            part.unlink()
