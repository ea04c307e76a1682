"""Pages set in two columns: their lines in the order in which they are read, the left column first.

A page has columns where many lines in a row leave the same strip of it blank and both sides are running text, its
lines filled to the edge. A blank strip between short words is a table without ruling lines: its order is not certain.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from policykit.extract.paged.lines import PrintLine, glyph_rows, line_of
from policykit.extract.paged.page import Glyph

_LEAST = 6
"""Fewer split lines in a row are a heading, a signature or a form, no columns."""
_MIDDLE = (0.3, 0.7)  # where the strip may lie, as shares of the page's width
_FULL = 0.5  # share of the lines of a column that run to its edge
_LONG = 8  # characters of a line of running text, at least


@dataclass(frozen=True, slots=True)
class Placed:
    """A line and where it is read: lines are read in the order of `key`. Lines of columns are moved to the left
    edge of the first column, so that both columns have the same margins."""

    line: PrintLine
    key: tuple[float, int, float]
    column: bool = False


@dataclass(frozen=True, slots=True)
class Arranged:
    """The lines of a page from top to bottom, and whether their order is in doubt."""

    placed: tuple[Placed, ...]
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of print; `cut` is the number of characters left of the strip, None where the strip is printed on."""

    glyphs: list[Glyph]
    cut: int | None

    @property
    def split(self) -> bool:
        return self.cut is not None and 0 < self.cut < len(self.glyphs)


def arrange(glyphs: list[Glyph], width: float) -> Arranged:
    """The lines of a page of this width."""
    rows = glyph_rows(glyphs)
    strip = _strip(rows, width)
    if strip is None:
        return Arranged(tuple(_plain(row) for row in rows))
    out: list[Placed] = []
    doubtful = False
    cut = [_Row(row, _cut(row, strip)) for row in rows]
    for free, group in groupby(cut, key=lambda row: row.cut is not None):
        band = list(group)
        if not free or sum(row.split for row in band) < _LEAST:
            out += [_plain(row.glyphs) for row in band]
        elif _running(band):
            out += _columns(band)
        else:
            doubtful = True
            out += [_plain(row.glyphs) for row in band]
    return Arranged(tuple(sorted(out, key=lambda placed: placed.line.y0)), doubtful)


def _plain(row: list[Glyph]) -> Placed:
    line = line_of(row)
    return Placed(line, (line.y0, 0, line.y0))


def _strip(rows: list[list[Glyph]], width: float) -> float | None:
    """The x that most wide gaps near the middle of the page have in common."""
    centres: list[float] = []
    for row in rows:
        gaps = [
            (b.x0 - a.x1, (a.x1 + b.x0) / 2)
            for a, b in pairwise(row)
            if b.x0 - a.x1 > b.y1 - b.y0 and _MIDDLE[0] * width < (a.x1 + b.x0) / 2 < _MIDDLE[1] * width
        ]
        if gaps:
            centres.append(max(gaps)[1])
    return median(centres) if len(centres) >= _LEAST else None


def _cut(row: list[Glyph], strip: float) -> int | None:
    left = sum(g.x1 <= strip + 1 for g in row)
    right = sum(g.x0 >= strip - 1 for g in row)
    if left + right != len(row):
        return None
    if 0 < left < len(row) and row[left].x0 - row[left - 1].x1 < row[left].y1 - row[left].y0:
        return None  # a line across the page that only happens to have two characters meet there
    return left


def _running(band: list[_Row]) -> bool:
    """Whether both sides of the band are running text: their lines are long and run to the edge."""
    left = [row.glyphs[: row.cut] for row in band if row.cut]
    right = [row.glyphs[row.cut :] for row in band if row.cut is not None and row.cut < len(row.glyphs)]
    for side in (left, right):
        edge = max(part[-1].x1 for part in side)
        size = median(part[0].y1 - part[0].y0 for part in side)
        full = sum(part[-1].x1 >= edge - 2 * size for part in side)
        if full < _FULL * len(side) or median(len(part) for part in side) < _LONG:
            return False
    return True


def _columns(band: list[_Row]) -> list[Placed]:
    top = min(g.y0 for row in band for g in row.glyphs)
    sides = (
        [line_of(row.glyphs[: row.cut]) for row in band if row.cut],
        [line_of(row.glyphs[row.cut :]) for row in band if row.cut is not None and row.cut < len(row.glyphs)],
    )
    first = min(line.x0 for line in sides[0])
    out: list[Placed] = []
    for number, side in enumerate(sides):
        shift = min(line.x0 for line in side) - first
        for line in side:
            moved = replace(line, x0=line.x0 - shift, x1=line.x1 - shift)
            out.append(Placed(moved, (top, number, line.y0), column=True))
    return out
