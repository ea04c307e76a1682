"""The names of a zip's members as they were meant: the format kept no encoding for most of its life.

APPNOTE.TXT 4.4.4 (bit 11 of the flags: UTF-8), D.1 (else cp437, which nobody in China ever heeded), 4.6.9 (the field
0x7075 with the name in UTF-8 and a checksum of the one it goes with).
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Sequence

from policykit.extract.decode import likeness

_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075
_ENCODINGS = ("utf-8", "gb18030", "big5hkscs")  # where they look equally good, the first


def names_of(members: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The names in order. Those without a mark are of one encoding: one program wrote them on one machine."""
    raw = [_unmarked(m) for m in members]
    encodings = _encodings(b"\n".join(r for r in raw if r is not None))
    return [
        m.orig_filename if r is None else _unicode_path(m, r) or _decoded(r, encodings)
        for m, r in zip(members, raw, strict=True)
    ]


def without_false_marks(data: bytes) -> bytes:
    """The zip with the mark for UTF-8 taken from names that are none: some programs mark names in GB 18030 so, and the
    library then opens nothing at all. Offsets as in APPNOTE.TXT 4.3.7 and 4.3.12."""
    out, end = bytearray(data), data.rfind(b"PK\x05\x06")
    at = end - int.from_bytes(data[end + 12 : end + 16], "little") if end >= 0 else -1
    while at >= 0 and data[at : at + 4] == b"PK\x01\x02":
        lengths = [int.from_bytes(data[at + n : at + n + 2], "little") for n in (28, 30, 32)]
        local = int.from_bytes(data[at + 42 : at + 46], "little")
        if data[local : local + 4] == b"PK\x03\x04" and not _is_utf8(data[at + 46 : at + 46 + lengths[0]]):
            for flags in (at + 8, local + 6):
                out[flags + 1] &= 0xFF ^ (_UTF8_FLAG >> 8)
        at += 46 + sum(lengths)
    return bytes(out)


def _is_utf8(name: bytes) -> bool:
    try:
        name.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _unmarked(member: zipfile.ZipInfo) -> bytes | None:
    """The bytes of a name that is not marked as UTF-8. Each byte is one character of cp437, so they come back."""
    return None if member.flag_bits & _UTF8_FLAG else member.orig_filename.encode("cp437", "replace")


def _encodings(names: bytes) -> tuple[str, ...]:
    """The encodings to try, the one first in which the names look most like Chinese."""
    if names.isascii():
        return _ENCODINGS
    scored = []
    for order, encoding in enumerate(_ENCODINGS):
        try:
            scored.append((-likeness(names.decode(encoding)), order, encoding))
        except UnicodeDecodeError:
            scored.append((1.0, order, encoding))
    return tuple(encoding for _, _, encoding in sorted(scored))


def _decoded(raw: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


def _unicode_path(member: zipfile.ZipInfo, raw: bytes) -> str | None:
    """The name in the member's Unicode path field, where that goes with the name there is."""
    extra, at = member.extra, 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        field = extra[at + 4 : at + 4 + size]
        at += 4 + size
        if kind == _UNICODE_PATH and len(field) > 5 and field[0] == 1:
            if int.from_bytes(field[1:5], "little") != zlib.crc32(raw):
                continue
            try:
                return field[5:].decode("utf-8")
            except UnicodeDecodeError:
                continue
    return None
