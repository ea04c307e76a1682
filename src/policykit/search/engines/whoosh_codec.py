"""A whoosh codec whose posting lists are plain arrays, so that pure Python can write and read them in bulk.

whoosh's own codec adds, pickles and compresses postings one by one in blocks of 128; here a term's whole list
is one record: count, unit numbers, frequencies (left out where all are 1), then the positions of each in turn.
Schema, segments, columns, the term dictionary and the table of contents are whoosh's.
"""

from __future__ import annotations

import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3TermInfo
from whoosh.columns import NumericColumn
from whoosh.fields import NUMERIC, FieldType, Schema
from whoosh.formats import Positions

INDEX_NAME = "clauses"
FIELD = "text"
LENGTH = "length"
SEARCHED = 4  # postings gone through in the time of looking one up
_EXTENT = struct.Struct("!qi")  # where W3TermInfo.to_bytes puts the place and size of the postings
_HEAD = struct.Struct("!IBB")  # postings, bytes a position, whether frequencies follow


class PairsField(FieldType):  # type: ignore[misc]  # whoosh has no type information
    """The one searchable field. Its tokens are made by policykit.search.tokens, never by whoosh."""

    indexed = True
    stored = False
    scorable = True

    def __init__(self) -> None:
        self.format = Positions()
        self.analyzer = None
        self.column_type = None
        self.spelling = self.vector = False
        self.multitoken_query = "default"


def schema() -> Any:
    """Tokens, and for each unit its number, its document version's and its length in tokens."""
    return Schema(
        **{
            FIELD: PairsField(),
            "unit": NUMERIC(sortable=True),
            "doc": NUMERIC(sortable=True),
            "when": NUMERIC(sortable=True),
        }
    )


COLUMNS = {
    "unit": NumericColumn("I"),
    "doc": NumericColumn("I"),
    "when": NumericColumn("I"),
    LENGTH: NumericColumn("I"),
}


class PairsCodec(W3Codec):  # type: ignore[misc]
    """whoosh's codec with the array posting lists."""

    def field_writer(self, storage: Any, segment: Any) -> PairsFieldWriter:
        return PairsFieldWriter(self, storage, segment)


class PairsFieldWriter(W3FieldWriter):  # type: ignore[misc]
    """Writes a term at a time; terms come in the order of their bytes."""

    def add_term(self, token: bytes, ids: array[int], counts: bytearray, positions: array[int]) -> None:
        counted = counts.count(1) != len(counts)
        post = self._postfile
        start = post.tell()
        post.write(_HEAD.pack(len(ids), positions.itemsize, counted))
        post.write(ids.tobytes())
        if counted:
            post.write(bytes(counts))
        post.write(positions.tobytes())
        info = W3TermInfo()
        info._weight, info._df = float(len(positions)), len(ids)
        info._minid, info._maxid = ids[0], ids[-1]
        info._minlength, info._maxlength, info._maxweight = 1, 1, 1.0
        info.set_extent(start, post.tell() - start)
        self._tindex.add(b"\0\0" + token, info.to_bytes())


@dataclass(frozen=True, slots=True)
class Postings:
    """One term in one segment. `counts` is None where every unit has it once; 255 stands for that or more."""

    ids: array[int]
    counts: bytes | None
    packed: bytes
    width: int

    def places(self, wanted: Sequence[int]) -> Iterator[tuple[int, int]]:
        """(unit, its place in `ids`) of those wanted that are here; `wanted` is in order."""
        ids = self.ids
        if len(wanted) * SEARCHED < len(ids):  # looked up one by one
            at, end = 0, len(ids)
            for i in wanted:
                at = bisect_left(ids, i, at)
                if at == end:
                    return
                if ids[at] == i:
                    yield i, at
        else:
            held = frozenset(wanted)
            yield from ((i, at) for at, i in enumerate(ids) if i in held)

    def positions(self) -> array[int]:
        """The positions of every unit in turn."""
        out = array("H" if self.width == 2 else "I")
        out.frombytes(self.packed)
        return out


def read_postings(terms: Any, token: str) -> Postings | None:
    """The postings of a token in a segment's term reader, or None."""
    key = b"\0\0" + token.encode("utf-8")
    try:
        offset, length = _EXTENT.unpack_from(terms._tindex[key], W3TermInfo._struct.size)
    except KeyError:
        return None
    record = terms._postfile.get(offset, length)
    count, width, counted = _HEAD.unpack_from(record)
    at = _HEAD.size
    ids = array("I")
    ids.frombytes(record[at : at + 4 * count])
    at += 4 * count
    counts = bytes(record[at : at + count]) if counted else None
    return Postings(ids, counts, bytes(record[at + count * counted :]), width)
