"""From label candidates to the tree of units: which are labels, and which unit stands under which."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from policykit.model.slots import direct
from policykit.parse.lines import Line
from policykit.parse.numbering import Label, Style
from policykit.parse.quoting import quoted_lines

_SKIPPED = 3
"""An article label run together with its text is believed if at most so many numbers (less one) are missing."""
_ENDS = "。；：！？”）)》;:!?…"


@direct
@dataclass(frozen=True, slots=True)
class Entry:
    """One accepted label: the index of its line, and of its parent among the entries (-1 for none)."""

    line: int
    label: Label
    parent: int
    depth: int


def outline(lines: Sequence[Line], candidates: Sequence[Label | None]) -> list[Entry]:
    """The units that `lines` print, in order. `candidates` gives each line's label candidate."""
    return _nest(accepted(lines, candidates))


def accepted(lines: Sequence[Line], candidates: Sequence[Label | None]) -> list[tuple[int, Label]]:
    """The candidates that their neighbours confirm."""
    quoted = quoted_lines(lines, candidates)
    decimals = sum(1 for c in candidates if c and c.style is Style.DECIMAL)
    out: list[tuple[int, Label]] = []
    article = Label(Style.ARTICLE, 0, "", 0)
    chain: tuple[int, ...] = ()
    for i, label in enumerate(candidates):
        if label is None or quoted[i]:
            continue
        if label.style is Style.ARTICLE:
            if not _next_article(article, label):
                skipped = article.number < label.number <= article.number + _SKIPPED and not label.sub
                if label.loose and not (skipped and i > 0 and lines[i - 1].text[-1] in _ENDS):
                    continue
                if _runs_on(lines, i, label, article):
                    continue
            article = label
        elif label.style is Style.DECIMAL:
            here = (*label.prefix, label.number)
            if decimals < 2 or not _continues(chain, here):
                continue
            chain = here
        elif label.style is Style.NUMBER and decimals >= 2 and chain[:1] != (label.number,):
            if label.loose and label.number != (chain[0] + 1 if chain else 1):
                continue
            if label.loose:
                chain = (label.number,)
        elif label.loose:
            continue
        out.append((i, label))
    return out


def _next_article(last: Label, label: Label) -> bool:
    if label.sub:
        return label.number == last.number and label.sub == last.sub + 1
    return label.number == last.number + 1 or label.number == 1


def _runs_on(lines: Sequence[Line], i: int, label: Label, last: Label) -> bool:
    """Is this a line that begins with a mention of an article, because the sentence before broke off?"""
    return label.number <= last.number and i > 0 and lines[i - 1].text[-1] not in _ENDS


def _continues(chain: tuple[int, ...], here: tuple[int, ...]) -> bool:
    """May 1.2.1 follow 1.2 (child), 1.1.9 (up), 1.2.0? Each step adds one at some depth, dropping the rest."""
    if here[:-1] == chain and here[-1] == 1:
        return True
    if len(here) <= len(chain):
        return here[:-1] == chain[: len(here) - 1] and here[-1] > chain[len(here) - 1]
    return not chain and here[-1] == 1


def _kind(label: Label) -> tuple[Style, int]:
    """Labels of one kind stand side by side; decimals are as many kinds as they have places."""
    return label.style, len(label.prefix)


def _nest(labels: Sequence[tuple[int, Label]]) -> list[Entry]:
    places: dict[tuple[Style, int], list[int]] = defaultdict(list)
    for at, (_, label) in enumerate(labels):
        places[_kind(label)].append(at)
    under: Counter[tuple[Style, Style]] = Counter()
    out: list[Entry] = []
    stack: list[int] = []
    open_kinds: list[tuple[Style, int]] = []  # of the units on the stack
    for at, (line, label) in enumerate(labels):
        kind = _kind(label)
        if label.style <= Style.ARTICLE:
            while stack and out[stack[-1]].label.style >= label.style:
                stack.pop()
        elif kind in open_kinds:
            del stack[open_kinds.index(kind) :]
        else:
            while stack and not _nested(labels, places, out, stack, at, under):
                stack.pop()
        parent = stack[-1] if stack else -1
        if parent >= 0:
            under[(out[parent].label.style, label.style)] += 1
        out.append(Entry(line, label, parent, len(stack)))
        del open_kinds[len(stack) :]
        stack.append(at)
        open_kinds.append(kind)
    return out


def _nested(
    labels: Sequence[tuple[int, Label]],
    places: dict[tuple[Style, int], list[int]],
    out: Sequence[Entry],
    stack: Sequence[int],
    at: int,
    under: Counter[tuple[Style, Style]],
) -> bool:
    """Does label `at`, of a kind that is not open, stand under the unit on top of the stack?

    In the usual order of styles it does. Against it, only if the top's own numbering goes on after it
    (1. （一）（二） 2.), or, where nothing goes on, if the document has done so before.
    """
    top, label = out[stack[-1]].label, labels[at][1]
    if top.style is label.style is Style.DECIMAL:
        above = (*top.prefix, top.number)
        return label.prefix[: len(above)] == above
    if top.style < label.style:
        return True
    after = _next(places[_kind(top)], at)
    bound = min((_next(places[_kind(out[e].label)], at) or len(labels) for e in stack[:-1]), default=len(labels))
    if after is not None and after < bound:
        return labels[after][1].number == top.number + 1
    return under[(top.style, label.style)] > under[(label.style, top.style)]


def _next(places: Sequence[int], at: int) -> int | None:
    found = bisect_right(places, at)
    return places[found] if found < len(places) else None
