"""Words with * and ? looked for in a text, in time that grows with the text alone.

One pattern for the whole would try every way to share the text among its gaps, which grows beyond all measure with
their number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

GAP = 20  # how many characters `*` may stand for
STOPS = "。；\n"  # … none of which may be one of these


class Pieces:
    """Folded words with `*` (up to GAP characters of one sentence) and `?` (one character)."""

    def __init__(self, folded: str) -> None:
        self._pieces = [p for p in re.split(r"\*+", folded) if p]
        self._found = [re.compile(f"(?={_piece(p)})") for p in self._pieces]

    @property
    def pattern(self) -> str:
        """What to highlight: each piece where it next stands, never taken back to look for a later one."""
        first, *others = map(_piece, self._pieces)
        return first + "".join(f"(?>[^{STOPS}]{{0,{GAP}}}?{p})" for p in others)

    def inside(self, text: str) -> bool:
        """Whether a folded text has it."""
        ends: list[int] = []
        for place, (piece, pattern) in enumerate(zip(self._pieces, self._found, strict=True)):
            starts = [m.start() for m in pattern.finditer(text)]
            if place:
                # The nearest end before is the one that is reached if any is.
                starts = [s for s in starts if (at := bisect_right(ends, s)) and _reaches(text, ends[at - 1], s)]
            if not starts:
                return False
            ends = [s + len(piece) for s in starts]
        return True


def _piece(piece: str) -> str:
    return "".join("." if c == "?" else re.escape(c) for c in piece)


def _reaches(text: str, end: int, start: int) -> bool:
    return start - end <= GAP and not any(stop in text[end:start] for stop in STOPS)


def in_order(parts: Sequence[str], text: str) -> bool:
    """Whether the parts stand in a text one after another, with anything between them."""
    at = 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True
