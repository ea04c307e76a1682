"""Taking files into the corpus: new ones, new versions of known ones, and those that are there already."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from policykit.corpus.disk import write
from policykit.corpus.model import Added, AddStatus, Entry, Job

if TYPE_CHECKING:
    from policykit.corpus.folder import Corpus
    from policykit.corpus.manifest import Entries


class Kin(StrEnum):
    """How a file that comes in stands to a document of the corpus."""

    NONE = "none"  # to none of them
    SAME = "same"  # the same text in other bytes
    NEWER = "newer"  # a new version of it
    OLDER = "older"  # an earlier version of it
    UNSURE = "unsure"  # perhaps: both are kept apart, and a person is told
    REFUSED = "refused"  # it is no document at all


@dataclass(frozen=True, slots=True)
class Kinship:
    """`of` is the id of the document the file is kin to; `message` says in Chinese what is thought and why."""

    kin: Kin
    of: str | None = None
    message: str = ""


Judge = Callable[[Path, str, Entry | None], Kinship]
"""(file that comes in, hash of its bytes, the original that has the place it would take, if any)."""

OVER = Kinship(Kin.NEWER, None, "同名文件内容有变，作为新版本收入，旧版本已保存")


class Taking:
    """One run of adding. Without a judge, a file is a new version where it takes a known one's place."""

    def __init__(self, corpus: Corpus, manifest: Entries, judge: Judge | None) -> None:
        self._corpus, self._judge = corpus, judge
        self.manifest = manifest
        self._hashes = {e.sha256: e for e in manifest.values()}
        self._ids = {e.id for e in manifest.values()}

    def take(self, job: Job) -> Added:
        """Copy one file to its place, or say why not. Never raises for what the file is."""
        added = self._take(job.source, job.target, job.given, job.container is not None)
        if job.container is None:
            return added
        message = "；".join(filter(None, (added.message, job.message)))
        return replace(added, container=job.container, message=message)

    def _take(self, source: Path, target: str, given: str, unpacked: bool) -> Added:
        try:
            if (inside := self._corpus.inside(source)) is not None:
                entry = self.manifest.get(inside)
                return Added(given, AddStatus.UNCHANGED, entry.id if entry else None, inside, "已在 corpus 文件夹中")
            data = source.read_bytes()
            if not data:
                return Added(given, AddStatus.REFUSED, message="文件是空的（0 字节），请重新取得原件再收入")
            sha256 = hashlib.sha256(data).hexdigest()
            if (same := self._hashes.get(sha256)) is not None:
                if same.path == target:
                    return Added(given, AddStatus.UNCHANGED, same.id, target, "内容没有变化")
                return Added(given, AddStatus.DUPLICATE, same.id, same.path, f"与 {same.path} 内容相同，没有重复收入")
            if not self._corpus.allows(target):
                return Added(given, AddStatus.REFUSED, message=f"目标位置经链接指向 corpus 之外：{target}")
            return self._place(source, target, given, data, sha256, unpacked)
        except OSError as error:
            return Added(given, AddStatus.REFUSED, message=f"无法复制：{error.strerror or error}；检查权限和磁盘空间")

    def _place(self, source: Path, target: str, given: str, data: bytes, sha256: str, unpacked: bool) -> Added:
        """`unpacked`: many archives and letters have one name, so that a place alone makes no version."""
        old = self.manifest.get(target)
        there = None if unpacked else old
        kin = self._judge(source, sha256, there) if self._judge else OVER if there else Kinship(Kin.NONE)
        of = old if kin is OVER else next((e for e in self.manifest.values() if e.id == kin.of), None)
        if kin.kin is Kin.REFUSED:
            return Added(given, AddStatus.REFUSED, message=kin.message)
        if kin.kin is Kin.SAME and of is not None:
            return Added(given, AddStatus.DUPLICATE, of.id, of.path, kin.message)
        over = old is not None and kin.kin is Kin.NEWER and of is old
        message = kin.message
        if old is not None and not over:
            target = self._free(target)
            message = f"资料库里已有同名的另一份文件，改名为 {target} 收入" + (f"；{message}" if message else "")
        if over and old is not None:
            self._corpus.keep(old)
        elif of is not None and kin.kin is Kin.NEWER:
            self._step_back(of, target, kin.message)
        doc_id = of.id if of is not None and kin.kin is Kin.NEWER else self._corpus.new_id(target, sha256, self._ids)
        place = self._corpus.file(target)
        write(place, data)
        info = place.stat()
        if over and old is not None:
            self._hashes.pop(old.sha256, None)
        self.manifest[target] = self._hashes[sha256] = Entry(doc_id, target, sha256, info.st_size, info.st_mtime_ns)
        self._ids.add(doc_id)
        if kin.kin is Kin.OLDER and of is not None:
            self._corpus.lineage.note(doc_id, of.id, kin.message)
        status = AddStatus.NEW_VERSION if of is not None and kin.kin is Kin.NEWER else AddStatus.ADDED
        return Added(given, status, doc_id, target, message)

    def _step_back(self, of: Entry, target: str, why: str) -> None:
        """Give the id of the version in use up to the one at `target`; the old original stays where it is."""
        moved = self._corpus.step_back(of, target, why, self._ids)
        self.manifest[of.path] = self._hashes[of.sha256] = moved
        self._ids.add(moved.id)

    def _free(self, target: str) -> str:
        stem, dot, suffix = target.rpartition(".")
        number = 2
        while (name := f"{stem}（{number}）{dot}{suffix}") in self.manifest or self._corpus.file(name).exists():
            number += 1
        return name
