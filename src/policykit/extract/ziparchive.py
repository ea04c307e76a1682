"""Opens zip containers (.docx, .ofd, bundles of documents) without trusting what they say of themselves."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from policykit.errors import UnreadableInput
from policykit.extract.limits import LIMITS, MEBIBYTE

_CHUNK = MEBIBYTE
_DIRECTORY_ENTRY = 1_000  # bytes of the directory that a member takes at most, names and all
# Others need memory that the archive itself may name.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


class Damaged(Exception):
    """A zip, or a member of one, that cannot be unpacked."""


class Bomb(Exception):
    """A zip that would grow out of all proportion; the message says in Chinese by what it is known."""


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The zip in these bytes. Raises Damaged, and Bomb for one of too many members."""
    if _directory_bytes(data) > LIMITS.zip_members * _DIRECTORY_ENTRY:
        raise Bomb("里面的文件太多")
    try:
        opened = zipfile.ZipFile(io.BytesIO(data))
    except _FAULTS:
        raise Damaged from None
    if len(opened.infolist()) > LIMITS.zip_members:
        raise Bomb(f"里面有 {len(opened.infolist())} 个文件，上限 {LIMITS.zip_members} 个")
    return opened


def inflate(opened: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """The bytes of a member that is not encrypted. Raises Damaged, and Bomb for one that grows above `most` bytes or
    out of proportion to what is stored: what really comes out counts, what is declared may be a lie."""
    allowed = min(most, max(LIMITS.zip_ratio_floor, member.compress_size * LIMITS.zip_ratio))
    if member.compress_type not in _METHODS:
        raise Damaged
    if member.file_size > allowed:
        raise Bomb(f"{member.filename:.80} 解压后异常地大")
    out: list[bytes] = []
    size = 0
    try:
        with opened.open(member) as part:
            while chunk := part.read(_CHUNK):
                size += len(chunk)
                if size > allowed:
                    raise Bomb(f"{member.filename:.80} 解压后异常地大")
                out.append(chunk)
    except _FAULTS:
        raise Damaged from None
    return b"".join(out)


def _directory_bytes(data: bytes) -> int:
    """How long the directory says it is (APPNOTE.TXT 4.3.14 and 4.3.16); looked at before it is read as a whole."""
    end = data.rfind(b"PK\x05\x06")
    if end < 0 or end + 22 > len(data):
        return 0
    size: int = struct.unpack_from("<L", data, end + 12)[0]
    large = data.rfind(b"PK\x06\x06", 0, end)
    if size == 0xFFFFFFFF and 0 <= large <= len(data) - 56:
        size = struct.unpack_from("<Q", data, large + 40)[0]
    return size


class Archive:
    """The members of a zip by name. Nothing is ever written to disk, so names cannot lead anywhere.

    Raises UnreadableInput for damaged, encrypted and bomb-like archives.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._read_so_far = 0
        try:
            self._zip = open_zip(data)
        except Damaged:
            raise self._damaged() from None
        except Bomb as bomb:
            raise self._bomb(str(bomb)) from None
        members = self._zip.infolist()
        if sum(m.file_size for m in members) > LIMITS.zip_total_bytes:
            raise self._bomb("解开后的总大小超出上限")
        self._members = {m.filename.lstrip("/").replace("\\", "/"): m for m in members}

    @property
    def names(self) -> tuple[str, ...]:
        """All member names, in the order of the archive's directory."""
        return tuple(self._members)

    def read(self, name: str) -> bytes | None:
        """The bytes of a member, None where there is none of that name."""
        member = self._members.get(name)
        if member is None:
            return None
        if member.flag_bits & 1:
            raise UnreadableInput(f"文件加了密码，无法读取：{self.name}", hint="请去掉打开密码、另存后再加入。")
        try:
            part = inflate(self._zip, member, LIMITS.zip_part_bytes)
        except Damaged:
            raise self._damaged() from None
        except Bomb as bomb:
            raise self._bomb(str(bomb)) from None
        self._read_so_far += len(part)
        if self._read_so_far > LIMITS.zip_total_bytes:
            raise self._bomb("解开后的总大小超出上限")
        return part

    def _damaged(self) -> UnreadableInput:
        return UnreadableInput(
            f"文件已损坏或没有下载完整：{self.name}", hint="请用 WPS 或 Word 打开检查，必要时修复后另存再加入。"
        )

    def _bomb(self, what: str) -> UnreadableInput:
        return UnreadableInput(
            f"文件内部结构异常（{what}），为安全起见不读取：{self.name}",
            hint="请确认文件来源；可在 WPS 或 Word 中打开后另存一份再加入。",
        )
