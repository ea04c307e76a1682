"""The stretches of a document that annotation reads: headings, own texts and table cells, each with its way back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from policykit.model.document import Clause, Document, Table
from policykit.model.span import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """One stretch of text and where it stands.

    `offsets[i]` is where `spans[i]` (a span of the document's text) starts in `text`. `heading` is true where
    the text is a clause's heading, `cell` where it is a table's cell.
    """

    clause: str
    text: str
    offsets: tuple[int, ...]
    spans: tuple[Span, ...]
    heading: bool = False
    cell: bool = False

    def locate(self, start: int, end: int) -> Span:
        """The document span of `text[start:end]`; a stretch over a paragraph break runs from its first character
        to its last, and where pages were put in another order, to the end of its first paragraph.
        """
        first = self._place(start)
        last = self._place(max(start, end - 1)) + (1 if end > start else 0)
        if last < first:
            last = self.spans[bisect_right(self.offsets, start) - 1].end
        return Span(first, last)

    def _place(self, at: int) -> int:
        index = bisect_right(self.offsets, at) - 1
        span = self.spans[index]
        return min(span.start + at - self.offsets[index], span.end)


def passages(document: Document) -> Iterator[Passage]:
    """Every heading, clause text and table cell that has text, clause by clause, tables after their clause."""
    tables: dict[str, list[Table]] = {}
    for table in document.tables:
        tables.setdefault(table.clause, []).append(table)
    for clause in document.clauses:
        yield from _of_clause(document, clause)
        for table in tables.pop(clause.address, ()):
            yield from _of_table(table)
    for rest in tables.values():
        for table in rest:
            yield from _of_table(table)


def _of_clause(document: Document, clause: Clause) -> Iterator[Passage]:
    if clause.heading_span is not None:
        text = clause.heading_span.of(document.text.value)
        if clause.paragraphs and text.count("《") > text.count("》"):
            yield _run_in(clause, text)
            return
        if text:
            yield Passage(clause.address, text, (0,), (clause.heading_span,), heading=True)
    if clause.text and clause.paragraphs:
        offsets, at = [], 0
        for paragraph in clause.paragraphs:
            offsets.append(at)
            at += len(paragraph) + 1
        yield Passage(clause.address, clause.text, tuple(offsets), clause.paragraphs)


def _run_in(clause: Clause, heading: str) -> Passage:
    """Heading and text as one passage, where a name in 《》 begins in the one and ends in the other."""
    assert clause.heading_span is not None
    spans = (clause.heading_span, *clause.paragraphs)
    offsets, at = [0], len(heading) + 1
    for paragraph in clause.paragraphs:
        offsets.append(at)
        at += len(paragraph) + 1
    return Passage(clause.address, f"{heading}\n{clause.text}", tuple(offsets), spans)


def of_metadata(document: Document) -> Iterator[Passage]:
    """The head of the document (title, number, salutation) as passages of its preamble."""
    for span in document.metadata.spans:
        text = span.of(document.text.value)
        if text.strip():
            yield Passage("preamble", text, (0,), (span,))


def _of_table(table: Table) -> Iterator[Passage]:
    for cell in table.cells:
        if cell.text and len(cell.span):
            address = table.row_address(cell.row) or table.address
            yield Passage(address, cell.text, (0,), (cell.span,), cell=True)
