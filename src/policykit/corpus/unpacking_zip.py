"""A zip of documents: its members under their right names, each unpacked only when asked for."""

from __future__ import annotations

import zipfile
from collections.abc import Callable

from policykit.corpus.members import Member, Opened, is_litter
from policykit.corpus.zip_names import names_of, without_false_marks
from policykit.errors import UnreadableInput
from policykit.extract.limits import LIMITS, MEBIBYTE
from policykit.extract.ziparchive import Bomb, Damaged, inflate, open_zip

KIND = "压缩包"
_BY_HAND = "用解压软件解压到文件夹，再添加那个文件夹"
_MARKS = ("[Content_Types].xml", "OFD.xml", "mimetype")  # office files (OPC, OFD, ODF) are zips themselves
_ENCRYPTED = 0x41  # APPNOTE.TXT 4.4.4: bit 0, and bit 6 for strong encryption
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
_PASSWORD = "加了密码，没有取出；请用密码解压到文件夹，再添加那个文件夹"


def is_document(data: bytes) -> bool:
    """Whether a zip is a document of its own, under whatever name, rather than a bundle of some."""
    try:
        names = open_zip(data).namelist()
    except (Bomb, Damaged):
        return False
    return any(mark in names for mark in _MARKS) or "word/document.xml" in names


def unpack_zip(data: bytes) -> Opened:
    """The members of a zip. Raises UnreadableInput for one that is damaged, wholly encrypted, or like a bomb."""
    try:
        opened = _opened(data)
    except Damaged:
        raise UnreadableInput(
            "压缩包打不开：已损坏、没有下载完整、是分卷中的一卷，或者不是 zip",
            hint=f"请重新取得；能用解压软件打开时，{_BY_HAND}。",
        ) from None
    except Bomb as bomb:
        raise bomb_refused(str(bomb)) from None
    every = opened.infolist()
    if sum(m.file_size for m in every) > max(LIMITS.zip_part_bytes, len(data) * LIMITS.zip_ratio):
        raise bomb_refused("解开以后异常地大")
    named = [(m, n) for m, n in zip(every, names_of(every), strict=True) if not n.endswith(("/", "\\"))]
    wanted = [(m, n) for m, n in named if not is_litter(n)]
    if wanted and all(m.flag_bits & _ENCRYPTED for m, _ in wanted):
        raise UnreadableInput("压缩包加了密码，没有取出文件", hint="请用密码解压到文件夹，再添加那个文件夹。")
    members = tuple(Member(n, m.file_size, _reader(opened, m), _refusal(m)) for m, n in wanted)
    return Opened(KIND, members, len(named) - len(wanted))


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        return open_zip(data)
    except Damaged:
        return open_zip(without_false_marks(data))


def bomb_refused(what: str) -> UnreadableInput:
    """The error for a bundle that would grow beyond all measure."""
    return UnreadableInput(f"{what}，为安全起见整个没有收入", hint=f"请确认来源；确实需要时，{_BY_HAND}。")


def _refusal(member: zipfile.ZipInfo) -> str:
    if member.flag_bits & _ENCRYPTED:
        return _PASSWORD
    if member.compress_type not in _METHODS:
        return f"用了不能读的压缩方法，没有取出；请{_BY_HAND}"
    if member.file_size > LIMITS.file_bytes:
        return f"太大（{member.file_size / MEBIBYTE:.0f} MB，上限 {LIMITS.file_bytes // MEBIBYTE} MB），没有收入"
    return ""


def _reader(opened: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            return inflate(opened, member, LIMITS.file_bytes)
        except Damaged:
            raise UnreadableInput("在压缩包里已经损坏，没有取出", hint="请重新取得这个压缩包。") from None

    return read
