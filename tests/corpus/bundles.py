"""Archives and letters as other programs write them, byte for byte where that is what a test is about."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable

from policykit.corpus import Added


def packed(files: Iterable[tuple[str, str | bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these files; names beyond ASCII are marked as UTF-8."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def packed_raw(files: Iterable[tuple[bytes, bool, bytes, str]]) -> bytes:
    """A zip with names as bytes: (name, marked as UTF-8, extra field, text). Stored, written by hand (APPNOTE.TXT)."""
    body, directory, count = bytearray(), bytearray(), 0
    for name, marked, extra, text in files:
        data = text.encode()
        common = struct.pack("<HHHHHLLLHH", 20, 0x800 * marked, 0, 0, 0x5A21, zlib.crc32(data), len(data), len(data),
                             len(name), len(extra))  # fmt: skip
        directory += b"PK\x01\x02\x14\x00" + common + struct.pack("<HHHLL", 0, 0, 0, 0, len(body)) + name + extra
        body += b"PK\x03\x04" + common + name + extra + data
        count += 1
    return body + directory + struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0)


def unicode_path(name: str, goes_with: bytes) -> bytes:
    """The extra field 0x7075."""
    data = name.encode()
    return struct.pack("<HHBL", 0x7075, 5 + len(data), 1, zlib.crc32(goes_with)) + data


def encrypted(archive: bytes, *numbers: int) -> bytes:
    """The archive with these members (all, where none is named) marked as encrypted, in both places."""
    data = bytearray(archive)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at, number = data.find(mark), 0
        while at >= 0:
            if not numbers or number in numbers:
                data[at + offset] |= 1
            number += 1
            at = data.find(mark, at + 4)
    return bytes(data)


def said(found: Iterable[Added], name: str) -> Added:
    """What was said of the one file given under a path that ends with this."""
    (one,) = (a for a in found if a.given.endswith(name))
    return one
