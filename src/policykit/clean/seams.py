"""Where pages meet in a text that shows no page breaks: found by numbering, placed by sentences and words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from policykit.clean.inline_labels import Label
from policykit.clean.numbering import EMPTY, State, follow, profile
from policykit.clean.ordering import Piece, best_order
from policykit.model.span import Span

_BOUNDARY = re.compile(r"(?<=[。！？；])[”）]?[ \u3000\n]*|\n+")
_CONTEXT = 900
_BREAK = 2.0
_HAN_PAIR = re.compile(r"(?=([\u3400-\u9fff]{2}))")
_FRAGMENT = re.compile(r"[\u3400-\u9fff，、]{1,10}[。；]")


@dataclass(frozen=True, slots=True)
class _Gap:
    """Between the last label of one run and the first of the next: the seam lies somewhere in `start..end`."""

    start: int
    end: int


def cut_at_seams(shown: str, labels: list[Label]) -> list[Span]:
    """The text in pieces, cut where its numbering breaks off. One piece if the numbering runs through."""
    runs = _runs(labels)
    if not 2 <= len(runs) <= 40:
        return [Span(0, len(shown))]
    # First the order by numbering alone; then each seam, knowing which runs will really be neighbours.
    rough = [
        Span(r[0].start if i else 0, runs[i + 1][0].start if i + 1 < len(runs) else len(shown))
        for i, r in enumerate(runs)
    ]
    order, _ = best_order([Piece.of(shown, span, run) for span, run in zip(rough, runs, strict=True)])
    if list(order) == sorted(order):
        return rough
    cuts = [0]
    for nth in range(1, len(runs)):
        gap = _Gap(runs[nth - 1][-1].start, runs[nth][0].start)
        before = order[order.index(nth) - 1] if order.index(nth) else None
        cuts.append(_seam(shown, gap, nth, before, runs, cuts[-1]))
    cuts.append(len(shown))
    return [Span(a, b) for a, b in pairwise(cuts) if b > a]


def _runs(labels: list[Label]) -> list[list[Label]]:
    """The labels in stretches that each count on without a break."""
    strengths = {x.kind: x.strength for x in labels}
    runs: list[list[Label]] = []
    state: State = EMPTY
    for label in labels:
        cost, after = follow(state, profile([label]), strengths)
        if runs and cost < _BREAK:
            runs[-1].append(label)
        else:
            runs.append([label])
        state = after
    return runs


def _seam(shown: str, gap: _Gap, nth: int, before: int | None, runs: list[list[Label]], least: int) -> int:
    """The likeliest place of the seam: a sentence's end, where the words change from one neighbour to the other.

    `before` is the run that really precedes run `nth`. Its end is known where it is the text's last run.
    """
    places = {m.end() for m in _BOUNDARY.finditer(shown, gap.start, gap.end)} | {gap.end}
    places = {p for p in places if p > least}
    if not places:
        return gap.end
    known_end = before == len(runs) - 1
    torn = known_end and not shown.rstrip().endswith(("。", "！", "？", "；", "）", "”"))
    own = _words(shown[max(least, gap.start - _CONTEXT) : gap.start + 40])
    if before is None:
        other: Counter[str] = Counter()
    else:
        tail = len(shown) if known_end else runs[before + 1][0].start if before + 1 < len(runs) else len(shown)
        other = _words(shown[runs[before][-1].start : min(tail, runs[before][-1].start + _CONTEXT)])
    other += _words(shown[gap.end : gap.end + _CONTEXT // 2])
    width = _wrap_width(shown[gap.start : gap.end])
    scored: list[tuple[float, int]] = []
    for place in sorted(places):
        score = _cohesion(shown, gap, place, own, other)
        rest = shown[place : place + 12]
        if torn:
            fragment = _FRAGMENT.match(rest)
            score += (4.0 if fragment else 0.0) + (2.0 if fragment and _one_word(shown, rest) else 0.0)
        if width and _lost_break(shown, place, width):
            score += 0.8
        scored.append((score, -place))
    return -max(scored)[1]


def _cohesion(shown: str, gap: _Gap, place: int, own: Counter[str], other: Counter[str]) -> float:
    """How much better the words before `place` fit what precedes and those after fit what follows; -2..2."""
    left, right = _words(shown[gap.start + 20 : place]), _words(shown[place : gap.end])
    return _likeness(left, own) - _likeness(left, other) + _likeness(right, other) - _likeness(right, own)


def _words(text: str) -> Counter[str]:
    return Counter(_HAN_PAIR.findall(text.replace(" ", "")[:4000]))


def _likeness(part: Counter[str], whole: Counter[str]) -> float:
    total = sum(part.values())
    return sum(n for pair, n in part.items() if pair in whole) / total if total >= 6 else 0.0


def _one_word(shown: str, rest: str) -> bool:
    """Whether the text's last characters and the fragment make a word that the text has elsewhere."""
    tail = re.sub(r"\s", "", shown[-12:])
    joint = tail[-2:] + rest[:2]
    return len(joint) == 4 and joint in shown.replace(" ", "")


def _wrap_width(text: str) -> int:
    """The length at which a recognised print wrapped its lines, told by the blanks left there; 0 if unknown."""
    lengths = sorted(len(part) for part in text.split(" ") if len(part) >= 12)
    return lengths[len(lengths) // 2] if len(lengths) >= 3 else 0


def _lost_break(shown: str, place: int, width: int) -> bool:
    """Whether the line round `place` is too long for one printed line: a paragraph must have ended there."""
    start = shown.rfind(" ", max(0, place - 3 * width), place)
    end = shown.find(" ", place, place + 3 * width)
    return start >= 0 and end >= 0 and end - start > width + 5
