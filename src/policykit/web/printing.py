"""Pages kept ready to send: packed once, with open places for what is each person's own.

An answer is one gzip stream (RFC 1952) put together from packed stretches: each is deflate blocks (RFC 1951) that end
on a byte and refer to nothing before them, so they may stand in any order. What goes into an open place is stored
unpacked between them. The check sum of the whole is worked out from those of the stretches.
"""

from __future__ import annotations

import re
import secrets
import threading
import zlib
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

LEVEL = 2  # of zlib: twice as fast as 5, and a seventh more bytes
SHORT = 400  # bytes that are not worth packing
MOST_BYTES = 96_000_000  # kept by a shelf
_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_END = b"\x03\x00"  # a last block with nothing in it
_ZEROS = memoryview(bytes(1 << 20))
_SIGN = f"p{secrets.token_hex(16)}"  # nobody can write it into a document
_PLACES = re.compile(rf"{_SIGN}\.(\w+)\.")
_local = threading.local()


@dataclass(frozen=True, slots=True)
class Packed:
    """A stretch of text, packed. `crc` is its CRC-32 apart from the share that its length has in it."""

    data: bytes
    crc: int
    length: int

    def text(self) -> str:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(self.data).decode()


Piece = Packed | str
"""What a page is made of: a packed stretch, or the name of an open place."""


def pack(text: str) -> Packed:
    """The text as UTF-8, packed."""
    raw = text.encode("utf-8", "replace")
    if len(raw) < SHORT:
        return Packed(_stored(raw), zlib.crc32(raw) ^ _zeros(len(raw), 0), len(raw))
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = packer.compress(raw) + packer.flush(zlib.Z_FULL_FLUSH)
    return Packed(data, zlib.crc32(raw) ^ _zeros(len(raw), 0), len(raw))


class Inset:
    """HTML that many pages show. Within `composed` it stays packed; anywhere else it prints itself."""

    __slots__ = ("packed",)

    def __init__(self, html: str) -> None:
        self.packed = pack(html)

    def __html__(self) -> str:
        found: list[Packed] | None = getattr(_local, "insets", None)
        if found is None:
            return self.packed.text()
        found.append(self.packed)
        return place(str(len(found) - 1))

    def __str__(self) -> str:
        return self.packed.text()


def place(name: str) -> Markup:
    """What to print where something of this name is filled in later."""
    return Markup(f"{_SIGN}.{name}.")


class Composing:
    """While it is open, this thread's insets are collected; `pieces` then cuts the text at them and at the places."""

    def __enter__(self) -> Composing:
        self._insets: list[Packed] = []
        _local.insets = self._insets
        return self

    def __exit__(self, *_: object) -> None:
        _local.insets = None

    def pieces(self, text: str) -> tuple[Piece, ...]:
        """The page."""
        out: list[Piece] = []
        for n, part in enumerate(_PLACES.split(text)):
            if n % 2 == 0:
                out += [pack(part)] if part else []
            else:
                out.append(self._insets[int(part)] if part.isdecimal() else part)
        return tuple(out)


def filled(pieces: Iterable[Piece], values: Mapping[str, str]) -> bytes:
    """The gzip stream of a page, with `values` (HTML) at its open places."""
    out = [_HEAD]
    crc = length = 0
    for piece in pieces:
        if isinstance(piece, str):
            raw = values[piece].encode("utf-8", "replace")
            out.append(_stored(raw))
            crc = zlib.crc32(raw, crc)
            length += len(raw)
        else:
            out.append(piece.data)
            crc = _zeros(piece.length, crc) ^ piece.crc
            length += piece.length
    out += (_END, crc.to_bytes(4, "little"), (length & 0xFFFFFFFF).to_bytes(4, "little"))
    return b"".join(out)


def _stored(raw: bytes) -> bytes:
    """Deflate blocks that hold the bytes as they are."""
    parts = (raw[start : start + 0xFFFF] for start in range(0, len(raw), 0xFFFF))
    sizes = ((len(part), part) for part in parts)
    return b"".join(b"\0" + n.to_bytes(2, "little") + (n ^ 0xFFFF).to_bytes(2, "little") + part for n, part in sizes)


def _zeros(length: int, crc: int) -> int:
    """The check sum with so many zero bytes after it: CRC is linear, so this places a sum before what follows."""
    while length > len(_ZEROS):
        crc = zlib.crc32(_ZEROS, crc)
        length -= len(_ZEROS)
    return zlib.crc32(_ZEROS[:length], crc)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A page as it is in a state of the corpus; `ground` stands for all that it is made of, None where unknown."""

    state: str
    ground: Hashable
    pieces: tuple[Piece, ...]


class Shelf:
    """Pages by their places; those not asked for longest go when it is full. Safe for several threads."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._held = most, 0
        self._pages: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, place: Hashable, state: str) -> tuple[Piece, ...] | None:
        """The page, where it was kept in this state."""
        with self._lock:
            found = self._pages.get(place)
            if found is None or found.state != state:
                return None
            self._pages.move_to_end(place)
            return found.pieces

    def holds(self, place: Hashable) -> bool:
        """Whether the page was kept in any state."""
        return place in self._pages

    def again(self, place: Hashable, state: str, ground: Hashable) -> tuple[Piece, ...] | None:
        """The page kept in whatever state, where it was made of the same; from now on it is kept in this one."""
        with self._lock:
            found = self._pages.get(place)
            if found is None or found.ground is None or found.ground != ground:
                return None
            self._pages[place] = _Kept(state, found.ground, found.pieces)
            self._pages.move_to_end(place)
            return found.pieces

    def put(self, place: Hashable, state: str, pieces: tuple[Piece, ...], ground: Hashable = None) -> None:
        """Keep a page, instead of the one of another state."""
        with self._lock:
            self._let_go(self._pages.pop(place, None))
            self._pages[place] = _Kept(state, ground, pieces)
            self._held += _size(pieces)
            while self._held > self._most:
                self._let_go(self._pages.popitem(last=False)[1])

    def _let_go(self, kept: _Kept | None) -> None:
        self._held -= _size(kept.pieces) if kept else 0


def _size(pieces: Iterable[Piece]) -> int:
    """Bytes that a page takes; an inset that several share counts with each."""
    return sum(300 + len(p.data) for p in pieces if not isinstance(p, str))
