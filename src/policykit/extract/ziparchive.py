"""Opens zip containers (.docx, .ofd) without trusting what they say of themselves."""

from __future__ import annotations

import io
import zipfile
import zlib

from policykit.errors import UnreadableInput
from policykit.extract.limits import LIMITS, MEBIBYTE

_CHUNK = MEBIBYTE


class Archive:
    """The members of a zip by name. Nothing is ever written to disk, so names cannot lead anywhere.

    Raises UnreadableInput for damaged, encrypted and bomb-like archives.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._read_so_far = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
            raise self._damaged() from None
        members = self._zip.infolist()
        if len(members) > LIMITS.zip_members:
            raise self._bomb(f"里面有 {len(members)} 个部件")
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
        if member.file_size > LIMITS.zip_part_bytes:
            raise self._bomb(f"部件 {name:.80} 有 {member.file_size / MEBIBYTE:.0f} MB")
        allowed = max(LIMITS.zip_ratio_floor, member.compress_size * LIMITS.zip_ratio)
        out: list[bytes] = []
        size = 0
        try:
            with self._zip.open(member) as part:
                while chunk := part.read(_CHUNK):
                    size += len(chunk)
                    # What is declared may be a lie: only what really comes out counts.
                    if size > min(LIMITS.zip_part_bytes, allowed):
                        raise self._bomb(f"部件 {name:.80} 解压后异常地大")
                    out.append(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError):
            raise self._damaged() from None
        self._read_so_far += size
        if self._read_so_far > LIMITS.zip_total_bytes:
            raise self._bomb("解开后的总大小超出上限")
        return b"".join(out)

    def _damaged(self) -> UnreadableInput:
        return UnreadableInput(
            f"文件已损坏或没有下载完整：{self.name}", hint="请用 WPS 或 Word 打开检查，必要时修复后另存再加入。"
        )

    def _bomb(self, what: str) -> UnreadableInput:
        return UnreadableInput(
            f"文件内部结构异常（{what}），为安全起见不读取：{self.name}",
            hint="请确认文件来源；可在 WPS 或 Word 中打开后另存一份再加入。",
        )
