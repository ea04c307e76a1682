"""Which print lines go on in the next one: the lines of a paragraph run to the right margin."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from policykit.extract.paged.lines import PrintLine

_LABEL = re.compile(
    r"第[一二三四五六七八九十百千零〇\d]{1,9}[条章节编款]|[一二三四五六七八九十]{1,4}、|[（(][一二三四五六七八九十\d]{1,4}[）)]|\d{1,3}[.．、](?!\d)|[①-⑳]|附件"
)
_SENTENCE_END = ("。", "；", "：", "！", "？", ";", ":")


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the running text of a document begins and ends, and the size of its characters."""

    left: float
    right: float
    size: float
    leading: float  # usual distance from line to line

    def align(self, line: PrintLine) -> str | None:
        """`center` or `right` where a line is clearly set so."""
        indent, rest = line.x0 - self.left, self.right - line.x1
        # The first line of a paragraph is set in by two characters, which is no centring.
        least = 2.6 if line.size <= 1.15 * self.size else 0.8
        if indent > least * self.size and abs(indent - rest) < self.size:
            return "center"
        if indent > 8 * self.size and rest < 6 * self.size:
            return "right"
        return None


def margins_of(lines: list[PrintLine]) -> Margins:
    """The margins that most of the text keeps to."""
    if not lines:
        return Margins(0, 0, 12, 20)
    sizes = Counter(round(line.size) for line in lines for _ in range(len(line.text)))
    size = float(sizes.most_common(1)[0][0]) or 12.0
    body = [line for line in lines if abs(line.size - size) <= 2] or lines
    right = sorted(line.x1 for line in body)[int(len(body) * 0.9) - 1 if len(body) > 9 else -1]
    starts = Counter(round(line.x0 / 3) for line in body)
    common = max(starts.values())
    # Of the places where many lines begin the leftmost is the margin; the others are indents.
    left = min(place for place, count in starts.items() if count * 4 >= common) * 3.0
    steps = [b.y0 - a.y0 for a, b in pairwise(body) if 0 < b.y0 - a.y0 < 5 * size]
    return Margins(left, right, size, median(steps) if steps else 1.6 * size)


def runs_on(line: PrintLine, following: PrintLine, margins: Margins, *, same_page: bool) -> bool:
    """Whether `following` continues the paragraph of `line`."""
    if line.x1 < margins.right - 1.7 * line.size:
        return False
    if following.x0 > margins.left + 0.9 * following.size:
        return False
    if abs(line.size - following.size) > 0.15 * margins.size or line.size > 1.25 * margins.size:
        return False
    if same_page and following.y0 - line.y0 > 1.7 * margins.leading:
        return False
    return not (line.text.endswith(_SENTENCE_END) and _LABEL.match(following.text))


def cell_runs_on(line: PrintLine, following: PrintLine, right: float) -> bool:
    """The same inside a table cell whose right edge is `right`."""
    if line.x1 < right - 2.2 * line.size or _LABEL.match(following.text):
        return False
    return not (line.text.endswith(("。", "；")) and line.x1 < right - 1.2 * line.size)


def glue(left: str, right: str) -> str:
    """What stands between two joined lines: a space between Western words, else nothing."""
    return " " if left[-1:].isascii() and right[:1].isascii() and left[-1:].isalnum() and right[:1].isalpha() else ""
