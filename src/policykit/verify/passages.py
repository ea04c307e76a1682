"""The text that stands at an address of a document now: clause, paragraph of an article, table row."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from policykit.model.address import spoken
from policykit.model.document import Document

_PARAGRAPH = re.compile(r"第(\d{1,4})款|第([一二三四五六七八九十百零]{1,7})款")
_ROW = re.compile(r"第(\d{1,6})行")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}


@dataclass(frozen=True, slots=True)
class Passage:
    """`full` is what `clause_sha256` is taken of; `parts` are the texts a quote may stand in. `other` are wholes that
    a record may have hashed instead: of a counted paragraph its article, of a table row its line in the text."""

    address: str
    full: str
    parts: tuple[str, ...]
    other: tuple[str, ...] = ()

    def is_as(self, sha256: str) -> bool:
        """Whether the passage is, to the letter, the one that was hashed."""
        return any(
            hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest() == sha256
            for whole in (self.full, *self.other)
        )

    def holds(self, quote: str) -> bool:
        return any(quote in part for part in self.parts)


def passage(document: Document, address: str) -> Passage | None:
    """What stands at `address`, or None where the document has no such place."""
    clause = document.clause(address)
    if clause is not None:
        return Passage(address, clause.full_text, (clause.full_text, clause.text, clause.heading or ""))
    if not address:
        return Passage("", document.text.value, (document.text.value,))
    head, _, last = address.rpartition("/")
    row = _ROW.fullmatch(last)
    if row:
        return _row(document, head, int(row[1]), address)
    counted = _PARAGRAPH.fullmatch(last)
    parent = document.clause(head) if counted else None
    if counted and parent is not None:
        number = int(counted[1]) if counted[1] else _numeral(counted[2])
        own = parent.text.split("\n")
        if 1 <= number <= len(own):
            return Passage(address, own[number - 1], (own[number - 1],), (parent.full_text,))
    return None


def _row(document: Document, table_address: str, number: int, address: str) -> Passage | None:
    for table in document.tables:
        at = number + table.header_rows - 1
        if table.address == table_address and table.header_rows <= at < table.rows:
            cells = tuple(c.text for c in table.row_cells(at))
            joined = "\t".join(cells)
            spans = [c.span for c in table.row_cells(at) if c.row == at]
            line = document.text.value[min(s.start for s in spans) : max(s.end for s in spans)] if spans else joined
            return Passage(address, joined, (joined, *cells), (line, "\n".join(cells), "".join(cells)))
    return None


def _numeral(text: str) -> int:
    """A counted paragraph's number, up to 99: more 款 no article has."""
    tens, mark, ones = text.partition("十")
    if not mark:
        return _DIGITS.get(text, 0)
    return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)


def said(title: str, address: str) -> str:
    """A source as one would name it: `《云川省行政执法监督条例》第十四条第二款`."""
    return f"《{title}》{spoken(address)}" if address else f"《{title}》"
