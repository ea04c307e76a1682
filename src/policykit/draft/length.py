"""How long a plan is, and what could be shortened: the longest sections, and sentences that say nearly the same.

4,000 characters are what 《整治形式主义为基层减负若干规定》 (2024) asks of papers on a single task; annexes apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from policykit.draft.segments import segments
from policykit.model.output import Kind, Line

BUDGET = 4_000
_SPACE = re.compile(r"\s+")
_NOTED = re.compile(r"（责任科室：[^（）]{1,200}）")
_SHORTEST = 14  # characters: shorter sentences are alike by chance
_ALIKE = 0.72
_MOST = 800  # sentences compared with one another
SHOWN = 5
_UNCOUNTED = (Kind.IMPRINT, Kind.HEAD_MARK, Kind.ISSUER_MARK, Kind.DOC_NUMBER)


@dataclass(frozen=True, slots=True)
class Alike:
    """Two sentences of the draft that say nearly the same; `likeness` from 0 to 1."""

    first: str
    second: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Length:
    """`characters` are those printed, white space apart; `sections` (heading, characters) the longest first."""

    characters: int
    budget: int
    sections: tuple[tuple[str, int], ...]
    alike: tuple[Alike, ...]

    @property
    def over(self) -> int:
        """By how much the plan is too long; 0 where it is not."""
        return max(0, self.characters - self.budget)


def length(lines: Sequence[Line], budget: int = BUDGET) -> Length:
    """Measure the text of a plan."""
    counted = [(line, len(_SPACE.sub("", line.text))) for line in lines if line.kind not in _UNCOUNTED]
    sections: dict[str, int] = {}
    heading = ""
    for line, size in counted:
        if line.kind in (Kind.TITLE, Kind.SIGNATURE, Kind.ATTACHMENT_NOTE):
            heading = ""
        elif line.kind is Kind.HEADING_1:
            heading = line.text
        if heading:
            sections[heading] = sections.get(heading, 0) + size
    ranked = sorted(sections.items(), key=lambda s: -s[1])[:SHOWN]
    return Length(sum(size for _, size in counted), budget, tuple(ranked), tuple(_alike(lines)))


def _alike(lines: Iterable[Line]) -> list[Alike]:
    found = [s for line in lines for s in _sentences(line.text)][:_MOST]
    numbers: dict[tuple[str, str], int] = {}
    sets = [{numbers.setdefault(pair, len(numbers)) for pair in pairwise(s)} for s in found]
    # Sets of pairs as bits of one number: 300,000 comparisons take a fifth of a second.
    bits = sorted((len(s), sum(1 << n for n in s), at) for at, s in enumerate(sets))
    out: list[tuple[float, int, int]] = []
    for n, (few, first, at) in enumerate(bits):
        for many, second, other in bits[n + 1 :]:
            if 2 * few < _ALIKE * (few + many):
                break  # from here on they are only longer
            likeness = 2 * (first & second).bit_count() / (few + many)
            if likeness >= _ALIKE:
                out.append((-likeness, min(at, other), max(at, other)))
    return [Alike(found[a], found[b], round(-like, 2)) for like, a, b in sorted(out)[:SHOWN]]


def _sentences(text: str) -> Iterable[str]:
    plain = _NOTED.sub("", text)
    cut = (span.of(plain).strip() for span in segments(plain))
    return (s for s in cut if len(s) >= _SHORTEST)
