"""What lies on a printed page: characters, ruling lines, images.

All measures are in points (1/72 inch) with the origin at the top left of the page as displayed, y downwards.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyph:
    """One visible character with its box. `gap` marks a printed space before it."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    gap: bool = False

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight ruling line: at `at` on one axis, from `start` to `end` on the other."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Page:
    """One page. `number` counts from 1."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    across: list[Rule]
    down: list[Rule]
    images: int
