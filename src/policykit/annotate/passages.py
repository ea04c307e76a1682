"""The stretches of a document that annotation reads: headings, own texts and table cells, each with its way back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from policykit.model.document import Clause, Document, Table
from policykit.model.slots import direct
from policykit.model.span import Span


@direct
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


def passages(document: Document, worth: Callable[[str], object]) -> Iterator[Passage]:
    """Every heading, clause text and table cell whose text is `worth` reading, clause by clause, tables after theirs.

    Most texts hold nothing of what a rule looks for: asking comes before making a passage.
    """
    tables: dict[str, list[Table]] = {}
    for table in document.tables:
        tables.setdefault(table.clause, []).append(table)
    for clause in document.clauses:
        if clause.heading_span is not None:
            heading = clause.heading_span.of(document.text.value)
            if clause.paragraphs and "《" in heading and heading.count("《") > heading.count("》"):
                if worth(text := f"{heading}\n{clause.text}"):
                    yield _run_in(clause, clause.heading_span, heading, text)
                heading, text = "", ""
            else:
                text = clause.text
            if heading and worth(heading):
                yield Passage(clause.address, heading, (0,), (clause.heading_span,), heading=True)
        else:
            text = clause.text
        if text and clause.paragraphs and worth(text):
            yield Passage(clause.address, text, _offsets(clause.paragraphs, 0), clause.paragraphs)
        if tables:
            for table in tables.pop(clause.address, ()):
                yield from _of_table(table, worth)
    for rest in tables.values():
        for table in rest:
            yield from _of_table(table, worth)


def _offsets(paragraphs: tuple[Span, ...], at: int) -> tuple[int, ...]:
    if len(paragraphs) == 1:
        return (at,)
    out: list[int] = []
    for paragraph in paragraphs:
        out.append(at)
        at += paragraph.end - paragraph.start + 1
    return tuple(out)


def _run_in(clause: Clause, heading_span: Span, heading: str, text: str) -> Passage:
    """Heading and text as one passage, where a name in 《》 begins in the one and ends in the other."""
    offsets = (0, *_offsets(clause.paragraphs, len(heading) + 1))
    return Passage(clause.address, text, offsets, (heading_span, *clause.paragraphs))


def into_body(document: Document) -> Iterator[tuple[Span, Passage]]:
    """Lines of the head that the first lines of the body may go on (a short draft's sentence that a line's end cuts),
    each with both as one passage."""
    value = document.text.value
    first = next((c for c in document.clauses if c.paragraphs and c.heading_span is None), None)
    for span in document.metadata.spans if first else ():
        if first and first.paragraphs[0].start == span.end + 1 and "\u4e00" <= value[span.end - 1] <= "\u9fff":
            head = span.of(value)
            yield span, _run_in(first, span, head, f"{head}\n{first.text}")


def of_metadata(document: Document) -> Iterator[Passage]:
    """The head of the document (title, number, salutation) as passages of its preamble."""
    for span in document.metadata.spans:
        text = span.of(document.text.value)
        if text.strip():
            yield Passage("preamble", text, (0,), (span,))


def _of_table(table: Table, worth: Callable[[str], object]) -> Iterator[Passage]:
    for cell in table.cells:
        if cell.text and len(cell.span) and worth(cell.text):
            address = table.row_address(cell.row) or table.address
            yield Passage(address, cell.text, (0,), (cell.span,), cell=True)
