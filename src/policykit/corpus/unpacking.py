"""Archives and letters that are added: the documents in them laid out in a folder that is gone when they are taken in.

Of one that is damaged or like a bomb nothing is taken; a member that cannot be read does not stop the others.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import TracebackType
from unicodedata import normalize

from policykit.corpus.members import Member, Opened
from policykit.corpus.model import Added, AddStatus, Job
from policykit.corpus.safe_names import Places, safe_name, safe_path
from policykit.corpus.unpacking_mail import unpack_letter
from policykit.corpus.unpacking_zip import bomb_refused, is_document, unpack_zip
from policykit.corpus.walking import BUNDLES, closed, shown, unreadable
from policykit.errors import PolicykitError, UnreadableInput
from policykit.extract import supported_suffixes
from policykit.extract.limits import LIMITS, MEBIBYTE
from policykit.extract.opening import read_bytes
from policykit.extract.ziparchive import Bomb

KINDS = {".zip": "压缩包", ".eml": "邮件"}
AT_ONCE = 5 * LIMITS.zip_total_bytes  # bytes that one run of adding may take out of all archives
_TOO_DEEP = "是套在里面的第二层，没有再往里取；请解压（或从邮件里另存）出来，再添加"


@dataclass(slots=True)
class _One:
    """A bundle as it was given, with all that is inside: how much came out so far, and the places given out."""

    given: str
    files: int = 0
    size: int = 0
    places: Places = field(default_factory=Places)

    def count(self, files: int, size: int) -> None:
        """Raises Bomb where it is too much."""
        self.files += files
        self.size += size
        if self.files > LIMITS.zip_members:
            raise Bomb(f"里面的文件超过 {LIMITS.zip_members} 个")
        if self.size > LIMITS.zip_total_bytes:
            raise Bomb(f"里面的文件合起来超过 {LIMITS.zip_total_bytes // MEBIBYTE} MB")


class Unpacking:
    """The bundles of one run of adding; use as a context manager: what was laid out is gone at its end."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._laid = self._size = 0

    def __enter__(self) -> Unpacking:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._folder is not None:
            self._folder.cleanup()

    def open(self, file: Path, base: str) -> list[Added | Job]:
        """What is in an archive or a letter: jobs, each with a path below the folder `base`, and the answers for what
        is not taken. First stands the answer for the bundle itself, alone where nothing is taken from it."""
        one = _One(shown(str(file)))
        try:
            letter = file.suffix.lower() == ".eml"
            if (size := file.stat().st_size) > LIMITS.file_bytes:
                raise _too_large(size, letter)
            opened = _opened(read_bytes(file), letter)
            return self._inside(opened, one, one.given, base, nested=False)
        except Bomb as bomb:
            return [_refused(one.given, bomb_refused(str(bomb)), str(file))]
        except PolicykitError as error:
            return [_refused(one.given, error, str(file))]
        except OSError as error:
            why = f"临时文件夹里放不下取出的文件（{error.strerror or error}）；检查磁盘空间再试"
            return [Added(one.given, AddStatus.REFUSED, message=why)]

    def _inside(self, opened: Opened, one: _One, given: str, base: str, *, nested: bool) -> list[Added | Job]:
        one.count(len(opened.members), 0)
        work: list[Added | Job] = []
        for member, path in _placed(opened, base):
            work += self._member(member, path, one, f"{given}/{shown(member.name)}", nested)
        litter = f"；另有系统文件、正文里的图片等 {opened.litter} 个不是文件原件，没有理会" if opened.litter else ""
        note = f"（{opened.note}）" if opened.note else ""
        told = f"{opened.kind}{note}，里面有 {len(opened.members)} 份文件{litter}"
        if not opened.members:
            told = f"{opened.kind}{note}里没有可以收入的文件{litter}"
            return [Added(given, AddStatus.REFUSED, message=told, container=_outer(one, given))]
        return [Added(given, AddStatus.UNPACKED, message=told, container=_outer(one, given)), *work]

    def _member(self, member: Member, path: str, one: _One, given: str, nested: bool) -> Iterator[Added | Job]:
        """What becomes of one member. Raises Bomb where that means the whole."""
        suffix = ".eml" if member.letter else PurePosixPath(path).suffix.lower()
        why = member.refusal or ("" if suffix in (*supported_suffixes(), *BUNDLES) else unreadable(suffix))
        if why:
            yield Added(given, AddStatus.REFUSED, message=why, container=one.given)
            return
        try:
            data = member.read()
            one.count(0, len(data))
            if suffix not in BUNDLES or (suffix == ".zip" and is_document(data)):
                yield self._laid_out(data, member, path, one, given)
            elif nested:
                yield Added(given, AddStatus.REFUSED, message=_TOO_DEEP, container=one.given)
            else:
                yield from self._bundle(data, suffix == ".eml", one, given, folder_of(path))
        except PolicykitError as error:
            yield _refused(given, error, "", one.given)

    def _bundle(self, data: bytes, letter: bool, one: _One, given: str, base: str) -> list[Added | Job]:
        try:
            opened = _opened(data, letter)
        except Bomb as bomb:
            raise bomb_refused(str(bomb)) from None
        return self._inside(opened, one, given, base, nested=True)

    def _laid_out(self, data: bytes, member: Member, path: str, one: _One, given: str) -> Job:
        self._size += len(data)
        if self._size > AT_ONCE:
            raise Bomb("这一次要取出的文件太多，请分几次添加")
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="policykit-", ignore_cleanup_errors=True)
        target = one.places.take(path)
        self._laid += 1
        place = Path(self._folder.name, str(self._laid), PurePosixPath(target).name)
        place.parent.mkdir()
        place.write_bytes(data)
        return Job(place, target, given, one.given, _said(member, target))


def is_bundle(file: Path) -> bool:
    """Whether a file is an archive or a letter to be looked into, not a document named like one."""
    suffix = file.suffix.lower()
    if suffix != ".zip":
        return suffix in BUNDLES
    try:
        return not is_document(read_bytes(file))
    except PolicykitError:
        return True


def closed_here(file: Path) -> str:
    """What to do with an archive or a letter that lies in the corpus itself, where only documents are read; else
    empty."""
    if file.suffix.lower() in BUNDLES and is_bundle(file):
        what = KINDS[file.suffix.lower()]
        return f"是{what}，不直接读；用 policykit add 添加它，取出里面的文件，然后把它移出 corpus 文件夹"
    return closed(file.suffix)


def folder_of(path: str) -> str:
    """The path in the corpus of the folder for what is in the bundle at this path."""
    head, slash, name = path.rpartition("/")
    return f"{head}{slash}{safe_name(PurePosixPath(name).stem)}"


def _opened(data: bytes, letter: bool) -> Opened:
    return unpack_letter(data) if letter else unpack_zip(data)


def _placed(opened: Opened, base: str) -> list[tuple[Member, str]]:
    """Each member with its path; the folder that is all there is in an archive and has its name is not doubled."""
    paths = [safe_path(m.name) for m in opened.members]
    own = PurePosixPath(base).name + "/"
    if paths and all(p.startswith(own) for p in paths):
        paths = [p.removeprefix(own) for p in paths]
    return [(m, f"{base}/{p}") for m, p in zip(opened.members, paths, strict=True)]


def _said(member: Member, target: str) -> str:
    """What there is to say of a member: its note, and its name where that had to be changed."""
    name = PurePosixPath(target).name
    was = member.name.replace("\\", "/").rpartition("/")[2]
    changed = "" if normalize("NFC", was) == name else f"原来的名字是“{shown(was)[:120]}”，收入时改成合用的"
    return "；".join(filter(None, (member.note, changed)))


def _too_large(size: int, letter: bool) -> UnreadableInput:
    what, step = ("邮件", "用邮件软件打开，把附件另存") if letter else ("压缩包", "解压到文件夹")
    most = LIMITS.file_bytes // MEBIBYTE
    return UnreadableInput(f"{what}太大（{size / MEBIBYTE:.0f} MB，上限 {most} MB）", hint=f"请{step}，再添加。")


def _outer(one: _One, given: str) -> str | None:
    return None if given == one.given else one.given


def _refused(given: str, error: PolicykitError, named: str, container: str | None = None) -> Added:
    message = error.message.replace(named, "").strip("：: ") if named else error.message
    told = f"{message}；{error.hint}".rstrip("。") if error.hint else message
    return Added(given, AddStatus.REFUSED, message=told, container=container)
