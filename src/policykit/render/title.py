"""Breaking a long title by sense: no word is split, a cited title stays whole where it fits, and the lines form a
trapezoid or a diamond (GB/T 9704, 标题)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations, pairwise

from policykit.render.docx_measure import width_of

# Where the title's own parts meet: issuer, 关于 …, cited title, kind of document.
_JOINT = re.compile(r"(?=[《〈]|关于)|(?<=[》〉])|(?<=贯彻落实)|(?<=关于印发|关于转发)")
# Where words within a part meet: possible, but second best.
_WORD = re.compile(
    r"(?<=的)|(?<=）)|(?=（)|(?<=加强|规范|推进|做好|完善|深化|成立|开展)(?=[一-龥]{4})"
    r"|(?=工作(?:实施|方案|意见|办法|总结)|实施(?:方案|意见|细则)|任务(?:分解|分工)|通知|试点|行政执法)"
    r"|(?=[和与及][一-龥]{2})"
)
_NEVER_FIRST = frozenset("的》〉）、，。：；”’")
_NEVER_LAST = frozenset("《〈（“‘")
_MOST_PLACES = 24  # beyond so many places, or so long a title, lines are cut at the width
_SECOND_BEST = 3.0
_INSIDE = 12.0  # cost of breaking a cited title that would fit on one line
_STUMP = 6.0  # cost of leaving fewer than six characters of a cited title on a line
_MORE_LINES = 4.0
_HOURGLASS = 6.0
_SHORTEST = 4  # characters of a line between words
_QUOTED = re.compile(r"“[^“”]{1,16}”")
_MARK = re.compile(r"[的和与及、《》〈〉“”（）]")


def break_title(text: str, width: int) -> tuple[str, ...]:
    """The title in lines of at most `width` full-width characters; joined, the lines are the title again."""
    if width_of(text) <= width:
        return (text,)
    fewest = int(-(-width_of(text) // width))
    places = _places(text)
    if len(places) <= _MOST_PLACES and fewest <= 4:
        ways = (cuts for n in (fewest, fewest + 1) for cuts in combinations(places, n - 1))
        fitting = [(_cost(text, cuts, width, fewest), cuts) for cuts in ways if _fits(text, cuts, width)]
        if fitting:
            return tuple(_lines(text, min(fitting)[1]))
    cuts = _between_words(text, width, fewest)
    return tuple(_lines(text, cuts)) if cuts is not None else _even(text, fewest)


def _places(text: str) -> list[int]:
    found = {m.start() for m in _JOINT.finditer(text)} | {m.start() for m in _WORD.finditer(text)}
    return sorted(p for p in found if 0 < p < len(text) and _allowed(text, p))


def _allowed(text: str, at: int) -> bool:
    return text[at] not in _NEVER_FIRST and text[at - 1] not in _NEVER_LAST


def _lines(text: str, cuts: Iterable[int]) -> list[str]:
    return [text[a:b] for a, b in pairwise((0, *cuts, len(text)))]


def _fits(text: str, cuts: tuple[int, ...], width: int) -> bool:
    return all(b - a >= 2 and width_of(text[a:b]) <= width for a, b in pairwise((0, *cuts, len(text))))


def _cost(text: str, cuts: tuple[int, ...], width: int, fewest: int, *, whole: bool = True) -> float:
    """What is wrong with cuts; where they are not the `whole` yet, with the lines up to the last one."""
    lengths = [width_of(text[a:b]) for a, b in pairwise((0, *cuts, len(text)) if whole else (0, *cuts))]
    mean = sum(lengths) / len(lengths) if whole else width_of(text) / fewest
    cost = sum((n - mean) ** 2 for n in lengths) / mean
    cost += _MORE_LINES * (len(lengths) - fewest)
    cost += _HOURGLASS * sum(b < a and b < c for a, b, c in zip(lengths, lengths[1:], lengths[2:], strict=False))
    joints = {m.start() for m in _JOINT.finditer(text)}
    cost += _SECOND_BEST * sum(cut not in joints for cut in cuts)
    for quoted in re.finditer(r"《[^《》]{1,200}》", text):
        for cut in cuts:
            if quoted.start() < cut < quoted.end():
                cost += _INSIDE if len(quoted[0]) <= width else 0
                cost += _STUMP if min(cut - quoted.start(), quoted.end() - cut) < 6 else 0
    return cost


def _between_words(text: str, width: int, fewest: int) -> tuple[int, ...] | None:
    """The best places between any two words; None where a line would be too long or a stump."""
    best: dict[tuple[int, ...], tuple[float, tuple[int, ...]]] = {(0,): (0.0, ())}
    places = [*_word_places(text), len(text)]
    wide = [width_of(text[:at]) for at in range(len(text) + 1)]
    found: list[tuple[float, tuple[int, ...]]] = []
    for _ in range(fewest + 1):
        longer: dict[tuple[int, ...], tuple[float, tuple[int, ...]]] = {}
        for last, (_, cuts) in best.items():
            for at in places:
                if not _SHORTEST <= wide[at] - wide[last[-1]] <= width:
                    continue
                if at == len(text):
                    found.append((_cost(text, cuts, width, fewest), cuts))
                    continue
                made = (*cuts, at)
                cost, key = _cost(text, made, width, fewest, whole=False), (last[-1], at)
                if key not in longer or cost < longer[key][0]:
                    longer[key] = (cost, made)
        best = longer
    return min(found)[1] if found else None


def _word_places(text: str) -> list[int]:
    """Places between two words of which neither is a single character: 柳河|镇 and 河|长|制 are none."""
    from policykit.lang.segment import words

    tokens = [(start, end) for _, start, end in words(text)]
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    inside = {at for start, end in (*tokens, *quoted) for at in range(start + 1, end)}
    edges = sorted({0, len(text)} | {end for _, end in tokens if end not in inside})
    out = []
    for before, at, after in zip(edges, edges[1:], edges[2:], strict=False):
        left, right = text[before:at], text[at:after]
        whole = (len(left) > 1 or _MARK.match(left)) and (len(right) > 1 or _MARK.match(right))
        if whole and _allowed(text, at) and not (left[-1:].isdigit()):
            out.append(at)
    return out


def _even(text: str, lines: int) -> tuple[str, ...]:
    """Lines of equal length, moved off marks that may not begin or end one."""
    out: list[str] = []
    at = 0
    for left in range(lines, 1, -1):
        cut = at + -(-(len(text) - at) // left)
        while cut > at + 1 and not _allowed(text, cut):
            cut -= 1
        out.append(text[at:cut])
        at = cut
    return (*out, text[at:])
