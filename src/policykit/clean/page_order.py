"""Rule clean.page_order: pages that a preview site printed out of order are put back.

Two prints occur. Where page numbers part the pages, the pieces are known and only their order is looked for. Where
nothing parts them, the text is cut where its numbering breaks off (二、… 18. … 三、 after 三、). Either way the order
must be much better than the printed one; a change is always reported, and so is disorder that no order mends.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from policykit.clean.inline_labels import Label, inline_labels
from policykit.clean.numbering import EMPTY, follow, profile
from policykit.clean.ordering import Piece, best_order, cost_of, words_of
from policykit.clean.page_marks import find_page_marks
from policykit.clean.seams import cut_at_seams
from policykit.lang.script import to_simplified
from policykit.model.diagnostic import Severity
from policykit.model.document import Document
from policykit.model.span import Span
from policykit.model.text import Edit

RULE = "clean.page_order"

_MOST_PIECES = 120
_GAIN = 1.9
"""An order must be better than the printed one by about one plain break of the numbering."""
_FLAWED = 2.0
_PREVIEW_RULES = frozenset({"clean.preview", "clean.chunk_marks"})


def page_order(document: Document) -> Document:
    """Pieces in reading order; text, offsets and ledger stay complete since nothing is removed."""
    value = document.text.value
    marks = find_page_marks(value)
    from_preview = any(r.rule in _PREVIEW_RULES for r in document.ledger.removed)
    if len(marks) < 2 and not from_preview:
        return document
    shown = to_simplified(value)
    labels = inline_labels(shown)
    flaws = _flaws(labels)
    if len(labels) < 3 or (flaws < _FLAWED and len(marks) < 2):
        return document
    if len(marks) >= 2:
        spans = _pages(value, [(m.start, m.end) for m in marks])
    else:
        spans = cut_at_seams(shown, labels)
    if not 2 <= len(spans) <= _MOST_PIECES:
        return document
    words = words_of(shown) if marks else frozenset()
    starts = [x.start for x in labels]
    own = [labels[bisect_left(starts, s.start) : bisect_left(starts, s.end)] for s in spans]
    pieces = [Piece.of(shown, span, inside, words) for span, inside in zip(spans, own, strict=True)]
    printed = tuple(range(len(pieces)))
    cost = cost_of(pieces, printed)
    if cost < _FLAWED:
        return document
    order, margin = best_order(pieces)
    if order == printed or cost - cost_of(pieces, order) < _GAIN:
        if flaws < _FLAWED:
            return document
        message = "文件序号有中断或倒退，像是页序有误，但找不到明显更合理的顺序，已保持原样。请对照原件核对页序。"
        return document.noting("clean.page_order_uncertain", message, Severity.WARNING)
    if len(marks) >= 2 and not value.endswith("\n"):
        # The file's last page will stand inside: its page number needs a line of its own.
        document = document.with_text(*document.text.edit([Edit(Span(len(value), len(value)), "\n")], RULE))
        spans[-1] = Span(spans[-1].start, len(value) + 1)
        shown += "\n"
    document = document.with_text(document.text.reorder([spans[i] for i in order]))
    sure = "" if margin >= 1 else "这一顺序没有十足把握，"
    if len(marks) < 2:
        sure += "原文没有页码，分页的位置是按序号和语句推定的，接缝处的句子可能归错，"
    message = f"页序有误，已按序号和语句衔接重新排列：{_moves(shown, spans, order)}。{sure}请对照原件核对。"
    return document.noting("clean.page_order", message, Severity.WARNING)


def _flaws(labels: list[Label]) -> float:
    return follow(EMPTY, profile(labels), {x.kind: x.strength for x in labels})[0]


def _pages(value: str, marks: list[tuple[int, int]]) -> list[Span]:
    """The text cut at its page numbers: after each where they stand at the foot, before each at the head."""
    at_head = not value[: marks[0][0]].strip()
    cuts = [0]
    for start, end in marks:
        place = start if at_head else value.find("\n", end) + 1 or len(value)
        if place > cuts[-1]:
            cuts.append(place)
    if value[cuts[-1] :].strip():
        cuts.append(len(value))
    cuts[-1] = len(value)
    return [Span(a, b) for a, b in pairwise(cuts) if b > a]


def _moves(shown: str, spans: list[Span], order: tuple[int, ...]) -> str:
    """Which pieces now stand elsewhere, with their first words: `原第2部分“办法。深入…”移到原第3部分之后`."""
    said: list[str] = []
    for place, piece in enumerate(order):
        before = order[place - 1] if place else None
        if before == piece - 1 or (before is None and piece == 0):
            continue
        words = "".join(spans[piece].of(shown)[:40].split())[:12]
        where = "移到最前" if before is None else f"接在原第{before + 1}部分之后"
        said.append(f"原第{piece + 1}部分（“{words}…”）{where}")
    return "；".join(said[:12]) + ("等" if len(said) > 12 else "")
