"""The second half of a sentence that says nothing without its first: 符合的，可以……；不符合的，应当…….

The first half is often a permission in which nobody's duty is read; a plan carries both or neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from policykit.draft.places import Piece, Place
from policykit.draft.provenance import of_text
from policykit.model.document import Document
from policykit.model.span import Span

_LEANS = re.compile(r"(?:其中|其余|但是?|否则)|(?:不|未|尚未|确需|需要|超过|逾期)[^，。；]{1,24}的，")
_BETWEEN = re.compile(r"\s*；\s*")


def with_first_halves(document: Document, found: Iterable[Place]) -> list[Place]:
    """The places in print order; one that leans on the part of its sentence before it, in which no duty was read,
    begins with that part."""
    out: list[Place] = []
    for place in found:
        joined = _joined(document, out[-1], place) if out else None
        if joined is not None:
            out[-1] = joined
        else:
            out.append(place)
    return out


def _joined(document: Document, first: Place, second: Place) -> Place | None:
    clause = second.clause
    if clause is None or first.clause is not clause or first.duties or not second.duties or first.items:
        return None
    if first.row is not None or second.row is not None or first.sentence is None or second.sentence is None:
        return None
    a, b = first.sentence.source.span, second.sentence.source.span
    if a is None or b is None or not _LEANS.match(second.sentence.text):
        return None
    if not _BETWEEN.fullmatch(Span(a.end, b.start).of(clause.text)):
        return None
    source = of_text(document, clause, Span(a.start, b.end))
    return replace(second, at=first.at, sentence=Piece(source.quote, source))
