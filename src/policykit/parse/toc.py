"""Tables of contents: the titles of chapters printed once more before the text, which are no units."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policykit.parse.lines import Line
from policykit.parse.numbering import STRUCTURAL, Label, Style

_TITLE = re.compile(r"目[ \u3000]*[录次]")
_PAGE = re.compile(r"[.．…·\s]*[-—（(]?[0-9]{0,4}[)）]?[-—]?$")
_MOST = 2000


def is_contents(line: str) -> bool:
    """目录, the line above a table of contents."""
    return len(line) <= 8 and line[:1] == "目" and _TITLE.fullmatch(line) is not None


def contents_end(lines: Sequence[Line], labels: Sequence[Label | None], at: int) -> int:
    """The index after a table of contents that begins at line `at`; `at` itself if none does.

    Under a 目录 line, everything up to where its first entry is printed again. Without that line, two or more
    chapter titles on end, if the first of them is printed again further on.
    """
    headed = is_contents(lines[at].text)
    first = at + 1 if headed else at
    if first >= len(lines):
        return first if headed else at
    if not headed and not (_structural(labels[first]) and first + 1 < len(lines) and _structural(labels[first + 1])):
        return at
    end = first
    seen: set[str] = set()
    while end < len(lines) and end - first < _MOST and not (end > first and is_contents(lines[end].text)):
        line, key = lines[end], _key(lines[end])
        if key in seen and key == _key(lines[first]):
            return end
        listed = _structural(labels[end]) or (headed and _entry(line, labels[end]))
        if not listed:
            break
        seen.add(key)
        end += 1
    if end == first:
        return first if headed else at
    opening = _key(lines[first])
    again = any(_key(line) == opening for line in lines[end : end + _MOST] if len(line.text) <= len(opening) + 12)
    return end if again else (first if headed else at)


def _structural(label: Label | None) -> bool:
    return label is not None and (label.style in STRUCTURAL or label.style is Style.DIVISION)


def _entry(line: Line, label: Label | None) -> bool:
    return len(line.text) <= 80 and line.text[-1] not in "。；：" and (label is not None or len(line.text) <= 40)


def _key(line: Line) -> str:
    return _PAGE.sub("", line.key)
