"""The document as it flows through reading: every stage takes one and returns one with more filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from policykit.model.annotation import Citation, Deadline, Duty, Indicator, Organ
from policykit.model.diagnostic import Change, Diagnostic, Ledger, Removal, Severity
from policykit.model.slots import direct
from policykit.model.span import Span
from policykit.model.text import Text


@dataclass(frozen=True, slots=True)
class Source:
    """The file that was read. `sha256` is of its bytes, in hex."""

    path: str
    sha256: str
    media_type: str


@direct
@dataclass(frozen=True, slots=True)
class ParagraphHint:
    """What the file format says of a paragraph. Spans are raw, so that cleaning does not shift them.

    `heading` is 1..9 where the format marks a heading, `align` is left, center or right.
    """

    raw_span: Span
    heading: int | None = None
    align: str | None = None
    role: str | None = None  # footnote, textbox, header, footer, list, title


@direct
@dataclass(frozen=True, slots=True)
class CellHint:
    """One printed cell of a table; `raw_span` runs from its first to its last character."""

    raw_span: Span
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class TableHint:
    """A table that the file format marks. In the text each row is a line, its cells parted by a tab."""

    raw_span: Span
    cells: tuple[CellHint, ...]


@direct
@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a parsed table. Rows and columns count from 0; `span` is in the document's text."""

    text: str
    row: int
    column: int
    span: Span
    rowspan: int = 1
    colspan: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table block. `address` is `<clause>/表N` (or `表N`); a data row is `<address>/第R行`, R from 1
    below the header.
    """

    address: str
    clause: str
    caption: str | None
    rows: int
    columns: int
    header_rows: int
    cells: tuple[Cell, ...]
    span: Span

    def row_address(self, row: int) -> str | None:
        """The address of printed row `row` (from 0); None for a header row."""
        return f"{self.address}/第{row - self.header_rows + 1}行" if row >= self.header_rows else None

    def row_cells(self, row: int) -> tuple[Cell, ...]:
        """The cells that cover printed row `row`, a cell spanning several rows being in each."""
        return tuple(c for c in self.cells if c.row <= row < c.row + c.rowspan)


class ClauseKind(StrEnum):
    COVER = "cover"
    PREAMBLE = "preamble"
    SIGNATURE = "signature"
    UNIT = "unit"  # a numbered unit of an outline
    PART = "part"  # 第一编
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    ITEM = "item"  # （一） below an article
    POINT = "point"  # 1. below an item
    ATTACHMENT = "attachment"  # 附件1 …


@direct
@dataclass(frozen=True, slots=True)
class Clause:
    """One addressable unit: its label, heading and own text, without its sub-units.

    All spans are in the document's text. `paragraphs` are the own paragraphs in print order and
    `text` is exactly those joined by newlines; `head_span` covers label, heading and their closing marks.
    """

    address: str
    level: int
    kind: ClauseKind
    label: str | None
    heading: str | None
    text: str
    paragraphs: tuple[Span, ...] = ()
    head_span: Span | None = None
    heading_span: Span | None = None

    @property
    def span(self) -> Span:
        """From the first to the last own character; sub-units may lie inside."""
        own = self.spans
        return Span(min(s.start for s in own), max(s.end for s in own)) if own else Span(0, 0)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Head and paragraphs: exactly the characters of this clause."""
        return ((self.head_span,) if self.head_span else ()) + self.paragraphs

    def locate(self, start: int, end: int) -> Span:
        """The document span of `text[start:end]`. The range must lie within one paragraph, else ValueError."""
        at = 0
        for paragraph in self.paragraphs:
            if start >= at and end <= at + len(paragraph):
                return Span(paragraph.start + start - at, paragraph.start + end - at)
            at += len(paragraph) + 1
        raise ValueError(f"{start}..{end} is not inside one paragraph of {self.address}")

    @property
    def full_text(self) -> str:
        """Label, heading and text as one would quote them."""
        head = (self.label or "") + (self.heading or "")
        return f"{head}\n{self.text}" if head and self.text else head or self.text


def in_print_order(clauses: Sequence[Clause]) -> list[tuple[Clause, bool, str]]:
    """The paragraphs of several clauses in the order of print: (clause, whether it is its first, the paragraph).

    An article's paragraph may stand after its items. A clause without paragraphs is one entry with an empty text,
    where its head stands.
    """
    pieces: list[tuple[int, Clause, bool, str]] = []
    for clause in clauses:
        at = 0
        for number, span in enumerate(clause.paragraphs):
            start = clause.head_span.start if number == 0 and clause.head_span else span.start
            pieces.append((start, clause, number == 0, clause.text[at : at + len(span)]))
            at += len(span) + 1
        if not clause.paragraphs:
            pieces.append((clause.span.start, clause, True, clause.text))
    pieces.sort(key=lambda piece: piece[0])
    return [piece[1:] for piece in pieces]


REVISIONS = ("修订", "修正")
"""Events of a history after which the text printed is another one (立法法 calls the two so)."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One step in a law's life as printed in its promulgation note: 公布, 通过, 修订, 修正, 施行, 废止."""

    event: str
    date: str | None
    text: str


@dataclass(frozen=True, slots=True)
class PartChange:
    """What a document does to a part of another one, by the clause at `clause`.

    `kind` is repeals (废止), deletes (删去), amends (修改) or adds (增加); `place` the parts as printed (第四十条,
    第三章) or the words that stand for them (中有关看守所的规定).
    """

    title: str
    place: str
    kind: str
    clause: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the document says of itself. Dates are ISO; a value is recorded only if printed.

    `spans` are the stretches of the document's text that are metadata rather than clause (title lines,
    number, salutation, promulgation note).
    """

    title: str | None = None
    doc_number: str | None = None
    issuers: tuple[str, ...] = ()
    issued_date: str | None = None
    published_date: str | None = None
    effective_date: str | None = None
    addressees: tuple[str, ...] = ()
    genre: str | None = None
    region: str | None = None
    cover_title: str | None = None
    cover_genre: str | None = None
    authority: str | None = None  # 法律 行政法规 地方性法规 部门规章 地方政府规章 司法解释 规范性文件
    history: tuple[HistoryEntry, ...] = ()
    repeals: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    changes: tuple[PartChange, ...] = ()

    @property
    def revised(self) -> HistoryEntry | None:
        """The latest change of the text that it tells of itself, with a date; None where it was never changed."""
        changes = [h for h in self.history if h.event in REVISIONS and h.date]
        return max(changes, key=lambda h: h.date or "", default=None)


@dataclass(frozen=True, slots=True)
class Document:
    """A document, from raw file (only source, raw, text and hints set) to fully read."""

    id: str
    source: Source
    raw: str
    text: Text
    ledger: Ledger = field(default_factory=Ledger)
    paragraph_hints: tuple[ParagraphHint, ...] = ()
    table_hints: tuple[TableHint, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    clauses: tuple[Clause, ...] = ()
    tables: tuple[Table, ...] = ()
    citations: tuple[Citation, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    duties: tuple[Duty, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    organs: tuple[Organ, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def clause(self, address: str) -> Clause | None:
        """The clause with exactly this address, or None. `第三条/第二款` is no clause: see `paragraph`."""
        return next((c for c in self.clauses if c.address == address), None)

    def with_text(self, text: Text, removed: tuple[Removal, ...] = (), changed: tuple[Change, ...] = ()) -> Document:
        """The document with a changed text and the ledger that accounts for the change.

        What was noted before goes on pointing at the same print; where all of that is gone, at nothing.
        """
        ledger = replace(self.ledger, removed=self.ledger.removed + removed, changed=self.ledger.changed + changed)
        noted = tuple([d if d.span is None else replace(d, span=self._moved(d.span, text)) for d in self.diagnostics])
        return replace(self, text=text, ledger=ledger, diagnostics=noted)

    def _moved(self, span: Span, text: Text) -> Span | None:
        """Where the print of `span` stands in another text of the same file."""
        found = [s for raw in self.text.raw_spans(span) for s in text.from_raw(raw)]
        return Span(min(s.start for s in found), max(s.end for s in found)) if found else None

    def noting(self, code: str, message: str, severity: Severity = Severity.INFO, span: Span | None = None) -> Document:
        """The document with one more diagnostic. `message` is Chinese, for the user."""
        return replace(self, diagnostics=(*self.diagnostics, Diagnostic(code, severity, message, span)))
