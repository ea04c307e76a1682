"""The lines of one article of a document in print order: its paragraphs, its items and points with their labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policykit.model.document import Clause, ClauseKind, Document


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the clause at `address`; `offset` is where `text`, its label left out, begins in the clause's
    own text. `label` is what stands before it (an item's （一）), `text` has it in front."""

    address: str
    label: str
    text: str
    offset: int


def article_lines(document: Document, clause: Clause, below: Sequence[Clause] | None = None) -> tuple[Line, ...]:
    """The lines of `clause` with all clauses below it (`below`, where they are known already), as printed."""
    if below is None:
        start = document.clauses.index(clause) + 1
        stop = start
        while stop < len(document.clauses) and document.clauses[stop].address.startswith(clause.address + "/"):
            stop += 1
        below = document.clauses[start:stop]
    value = document.text.value
    placed: list[tuple[int, Line]] = []
    for own in (clause, *below):
        item = own.kind in (ClauseKind.ITEM, ClauseKind.POINT)
        label = (own.label or "") if item else ""
        if own.heading and item:
            label += own.heading
        at = 0
        for number, paragraph in enumerate(own.paragraphs):
            text = paragraph.of(value)
            front = label if number == 0 else ""
            placed.append((paragraph.start, Line(own.address, front, front + text, at)))
            at += len(text) + 1
        if not own.paragraphs and label and own.head_span:
            placed.append((own.head_span.start, Line(own.address, label, label, 0)))
    placed.sort(key=lambda p: p[0])
    return tuple(line for _, line in placed)
