"""Measures of GB/T 9704-2012 in twips (1/1440 inch; 1 mm = 56.69), and the twips derived from them.

Paper, top and left margin are the standard's; bottom and right margin, line pitch and character pitch follow
from 版心 156 × 225 mm, 22 lines and 28 characters.
"""

from __future__ import annotations

from dataclasses import dataclass

LINE = 579  # 28.95 pt: 22 lines fill 225 mm
CHARACTER = 315  # 16 pt less the quarter point that lets 28 characters fill 156 mm
TIGHTEN = -5  # run spacing that does so
CHARACTERS = 28
TEXT_WIDTH = 8844  # 156 mm
MARK = 720  # a character of the 发文机关标志
MARK_CHARACTERS = TEXT_WIDTH / MARK
NARROWEST = 60  # percent of its width: narrower characters are no longer 小标宋 to the eye


@dataclass(frozen=True, slots=True)
class Page:
    """A section's paper and margins. `footer` is the distance of the footer from the paper's edge."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    footer: int
    orient: str

    @property
    def text_width(self) -> int:
        return self.width - self.left - self.right


PORTRAIT = Page(11906, 16838, 2098, 1984, 1588, 1474, 1247, "portrait")
# A landscape sheet is the portrait one turned: 天头 28, 下 26, 左 35, 右 37 mm.
LANDSCAPE = Page(16838, 11906, 1588, 1474, 1984, 2098, 737, "landscape")


def mark_scale(text: str) -> int:
    """The percent of their width to which the characters of a 发文机关标志 are narrowed, so that it stands on one line;
    100 where it does so anyway, or would not even then."""
    scale = int(100 * MARK_CHARACTERS / max(1.0, width_of(text)))
    return scale if NARROWEST <= scale < 100 else 100


def width_of(text: str) -> float:
    """The printed width in full-width characters: Latin letters, digits and spaces take half."""
    return sum(0.5 if ord(c) < 0x2E80 and c not in "—…“”‘’·" else 1.0 for c in text)
