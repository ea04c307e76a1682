"""Characters into print lines, by where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median

from policykit.extract.paged.page import Glyph

_WESTERN = re.compile(r"[A-Za-z0-9.,;:%()\-/&+'\"]")


@dataclass(frozen=True, slots=True)
class PrintLine:
    """One line of print and its box; `size` is the height of its characters."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float


def print_lines(glyphs: list[Glyph]) -> list[PrintLine]:
    """Lines from top to bottom, characters from left to right."""
    return [line_of(row) for row in glyph_rows(glyphs)]


def glyph_rows(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """The characters of each line from left to right, the lines from top to bottom."""
    rows: list[list[Glyph]] = []
    middle = height = 0.0
    for glyph in sorted(glyphs, key=lambda g: (g.middle, g.x0)):
        if rows and abs(glyph.middle - middle) <= 0.45 * max(height, glyph.y1 - glyph.y0):
            rows[-1].append(glyph)
            if glyph.y1 - glyph.y0 > height:
                middle, height = glyph.middle, glyph.y1 - glyph.y0
        else:
            rows.append([glyph])
            middle, height = glyph.middle, glyph.y1 - glyph.y0
    for row in rows:
        row.sort(key=lambda g: g.x0)
    return rows


def line_of(row: list[Glyph]) -> PrintLine:
    """The line that characters in print order make."""
    size = median(g.y1 - g.y0 for g in row)
    out: list[str] = []
    last: Glyph | None = None
    for glyph in row:
        if last is not None and _space_between(last, glyph, size):
            out.append(" ")
        out.append(glyph.text)
        last = glyph
    return PrintLine(
        "".join(out), row[0].x0, min(g.y0 for g in row), max(g.x1 for g in row), max(g.y1 for g in row), size
    )


def _space_between(left: Glyph, right: Glyph, size: float) -> bool:
    """A space that a reader sees: a wide gap, or a printed space between Western characters.

    Typesetting leaves thin gaps between Chinese and digits, which are no spaces of the text.
    """
    gap = right.x0 - left.x1
    if _WESTERN.match(left.text) and _WESTERN.match(right.text):
        return (right.gap and gap > 0) or gap > 0.25 * size
    return gap > (0.3 if right.gap else 0.75) * size
