"""A salutation run together with the text behind it (各有关单位： 为深入…) becomes a line of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policykit.parse import forms
from policykit.parse.lines import Line

_RUN_TOGETHER = re.compile(r"(?P<s>[^。；：:]{3,300}[：:])[ \u3000\xa0]*(?=\S)")
_FAR = 80
_ADDRESSED = ("各", "有关", "省", "市", "区")


def part_salutations(lines: list[Line]) -> Sequence[Line]:
    """The lines with each salutation near the top apart from its text. Only lines that begin as one are touched."""
    for i, line in enumerate(lines[:_FAR]):
        if not line.text.startswith(_ADDRESSED):
            continue
        found = _RUN_TOGETHER.match(line.text, 0, 320)
        if not found or len(line.text) - found.end() < 12:
            continue
        if forms.is_salutation(found["s"]):
            first = Line(line.start, line.start + len(found["s"]), found["s"])
            rest = Line(line.start + found.end(), line.end, line.text[found.end() :])
            return [*lines[:i], first, rest, *lines[i + 1 :]]
    return lines
