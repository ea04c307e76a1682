"""Where the duties of a source stand: the sentence, the list of fragments or the table row of each, in print order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from policykit.draft.leadins import LeadIn, lead_ins
from policykit.draft.provenance import of_cell, of_heading, of_text, within
from policykit.draft.segments import segments, trimmed, whole
from policykit.draft.tablerows import TableRow, row_of
from policykit.model.annotation import Duty
from policykit.model.document import Clause, Document
from policykit.model.output import Provenance
from policykit.model.span import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the source that a task prints, and where they stand."""

    text: str
    source: Provenance


@dataclass(slots=True)
class Place:
    """Duties of one sentence, list or row. `at` is where it stands in the document's text."""

    at: int
    duties: list[Duty]
    address: str
    clause: Clause | None
    sentence: Piece | None
    names: tuple[Piece, ...] = ()
    items: tuple[Piece, ...] = ()
    row: TableRow | None = None

    @property
    def words(self) -> str:
        """All words of the place, by which a decision about it is known again."""
        if self.sentence is None:
            return "\n".join(d.action for d in self.duties)
        return "\n".join(p.text for p in (*self.names, self.sentence, *self.items))


def places(document: Document) -> list[Place]:
    """The duties of a document by the sentence, list or row they stand in, in print order."""
    clauses = {c.address: c for c in document.clauses}
    cut: dict[str, tuple[Span, ...]] = {}
    listed = _Lists(document)
    found: dict[tuple[str, int], Place] = {}
    for duty in document.duties:
        clause = clauses.get(duty.clause)
        if clause is None:
            place = _row_place(document, duty, clauses)
        elif (span := within(clause, duty.span)) is None:
            place = _odd_place(document, clause, duty)
        else:
            parts = cut.get(clause.address)
            if parts is None:
                parts = cut[clause.address] = segments(clause.text)
            place = listed.place(clause, span, duty) or _sentence_place(document, clause, whole(parts, span), duty)
        same = found.setdefault((place.address, place.at), place)
        if same is not place:
            same.duties.append(duty)
    return sorted(_without_overlap(found.values()), key=lambda p: p.at)


def _without_overlap(places: Iterable[Place]) -> Iterable[Place]:
    """A sentence whose record reaches over two takes in the one it overlaps."""
    last: Place | None = None
    for place in sorted(places, key=lambda p: (p.at, -(len(p.sentence.text) if p.sentence else 0))):
        if last is not None and _overlap(last, place):
            last.duties += place.duties
            continue
        if last is not None:
            yield last
        last = place
    if last is not None:
        yield last


def _overlap(one: Place, other: Place) -> bool:
    if one.address != other.address or one.row or one.sentence is None or other.sentence is None or other.items:
        return False
    a, b = one.sentence.source.span, other.sentence.source.span
    return a is not None and b is not None and a.contains(b)


def _sentence_place(document: Document, clause: Clause, span: Span, duty: Duty) -> Place:
    kept = trimmed(clause.text, span)
    source = of_text(document, clause, kept)
    return Place(_offset(clause, kept), [duty], clause.address, clause, Piece(source.quote, source))


def _odd_place(document: Document, clause: Clause, duty: Duty) -> Place:
    """A record outside the clause's paragraphs: in its heading, or nowhere that can be quoted."""
    if clause.heading and clause.head_span and clause.head_span.contains(duty.span):
        source = of_heading(document, clause)
        return Place(clause.head_span.start, [duty], clause.address, clause, Piece(clause.heading, source))
    return Place(duty.span.start, [duty], clause.address, clause, None)


def _row_place(document: Document, duty: Duty, clauses: dict[str, Clause]) -> Place:
    row = row_of(document, duty)
    if row is None:
        return Place(duty.span.start, [duty], duty.clause, None, None)
    pieces = [Piece(_flat(c.text), of_cell(document, row.table, row.row, c)) for c in (*row.names, row.task)]
    clause = clauses.get(row.table.clause)
    # A cell that spans rows stands once in the text: the row's number keeps its rows apart and in order.
    at = min((c.span.start for c in row.cells if c.row == row.row), default=duty.span.start)
    return Place(at, [duty], duty.clause, clause, pieces[-1], tuple(pieces[:-1]), row=row)


def _flat(text: str) -> str:
    return "".join(text.split())


def _offset(clause: Clause, span: Span) -> int:
    return clause.locate(span.start, span.start).start


class _Lists:
    """The lists of fragments of a document: a duty in one belongs to the whole list."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.by_lead: dict[str, LeadIn] = {}
        self.by_item: dict[str, LeadIn] = {}
        for found in lead_ins(document):
            self.by_lead[found.clause.address] = found
            self.by_item.update((c.address, found) for c in found.items)

    def place(self, clause: Clause, span: Span, duty: Duty) -> Place | None:
        lead = self.by_lead.get(clause.address)
        found = lead if lead is not None and lead.span.overlaps(span) else self.by_item.get(clause.address)
        if found is None:
            return None
        place = _sentence_place(self.document, found.clause, found.span, duty)
        sources = [of_text(self.document, c, trimmed(c.text, Span(0, len(c.text)))) for c in found.items]
        place.items = tuple(Piece(s.quote, s) for s in sources)
        return place
