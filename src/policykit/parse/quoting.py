"""Quoted provisions in amendment decisions: lines that stand inside “…” after 修改为 are no units of the decision."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policykit.parse.lines import Line
from policykit.parse.numbering import STRUCTURAL, Label, Style

_OPENS = re.compile(r"(?:修改为|修正为|改为|增加|作为第[^：:“]{1,16}|增列|表述为|规定为|如下)[^：:“”]{0,60}[：:]?$")
_AMENDS = re.compile(r"修改|修正|增加|删去|删除|废止|改为")


def quoted_lines(lines: Sequence[Line], labels: Sequence[Label | None]) -> list[bool]:
    """For each line: does it lie inside a quoted provision that an earlier line opened?

    A quotation opens with “ after words of amendment (or with a line that ends so), and closes with the last ”
    of a later line. As insurance against a lost closing mark it also closes at the label that continues the
    numbering of the unit which opened it, and at a chapter or article of another numbering than the quoted one.
    """
    out = [False] * len(lines)
    inside = False
    opener: Label | None = None
    unmarked = False
    for i, line in enumerate(lines):
        label = labels[i]
        if inside and label and opener and label.style is opener.style and label.number == opener.number + 1:
            inside = False
        if inside and unmarked and label and opener and label.style < opener.style and label.style not in _QUOTABLE:
            inside = False
        if not inside and label:
            opener = label
        if inside and unmarked and "“" in line.text:
            unmarked = False
        out[i] = inside
        opens, closes = line.text.rfind("“"), line.text.rfind("”")
        if inside:
            if not unmarked and closes > opens:
                inside = False
        elif opens > closes and (_OPENS.search(line.text[max(0, opens - 80) : opens]) or opens == 0):
            inside, unmarked = opener is not None and _amending(line, opener), False
        elif opener and line.text[-1] in "：:" and _OPENS.search(line.text[-80:]) and _AMENDS.search(line.text[-80:]):
            # The quotation starts on the next line.
            follows = lines[i + 1].text if i + 1 < len(lines) else ""
            if follows.startswith("“"):
                inside = unmarked = True
    return out


_QUOTABLE = STRUCTURAL | {Style.ARTICLE}


def _amending(line: Line, opener: Label) -> bool:
    """Only a numbered unit that speaks of amendment opens a quotation, or a line of such a unit."""
    return opener.style is not Style.ARTICLE or bool(_AMENDS.search(line.text[:200]))
