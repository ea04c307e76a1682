"""Sentences of a source's tasks in which no duty was read: shown to a person, who may know better, never lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from policykit.annotate.duties.responsible import notes
from policykit.draft.places import Piece, Place
from policykit.draft.provenance import of_text
from policykit.draft.sections import AIMS, part_of
from policykit.draft.segments import segments, trimmed
from policykit.model.document import Clause, ClauseKind, Document
from policykit.model.span import Span

_RESPONSIBLE = re.compile(r"(?:责任|牵头|配合|主管|主办|协办|参与|完成)(?:单位|部门|机构|科室)：[^。；]{2,200}。?$")
SHORTEST = 6  # characters: less says nothing that could be done
_ARTICLES = (ClauseKind.ARTICLE, ClauseKind.ITEM, ClauseKind.POINT)


def remainder(document: Document, found: Sequence[Place], *, articles: bool) -> Iterable[Place]:
    """Places without duties: the sentences of the outline's units, the aims aside, that no place of `found` holds;
    with `articles` those of articles too, where the document is what is to be carried out and no law it rests on."""
    kinds = (ClauseKind.UNIT, *_ARTICLES) if articles else (ClauseKind.UNIT,)
    held: dict[str, list[Span]] = {}
    for place in found:
        for piece in (place.sentence, *place.items):
            if piece is not None and piece.source.span is not None:
                held.setdefault(piece.source.address, []).append(piece.source.span)
    for clause in document.clauses:
        if clause.kind in kinds and clause.text.strip() and part_of(document, clause.address) != AIMS:
            for span in _free(clause, held.get(clause.address, ())):
                source = of_text(document, clause, span)
                at = clause.locate(span.start, span.start).start
                yield Place(at, [], clause.address, clause, Piece(source.quote, source))


def _is_note(text: str, span: Span) -> bool:
    """Whether the words only say who answers for what stands before: （市司法局、市财政局负责）, 责任单位：市司法局."""
    words = span.of(text)
    if _RESPONSIBLE.match(words):
        return True
    return words.startswith("（") and any(n.start == 0 and n.end >= len(words.rstrip("。；")) for n in notes(words))


def _free(clause: Clause, held: Sequence[Span]) -> Iterable[Span]:
    for segment in segments(clause.text):
        span = trimmed(clause.text, segment)
        if len(span) >= SHORTEST and not _is_note(clause.text, span) and not any(span.overlaps(h) for h in held):
            yield span
