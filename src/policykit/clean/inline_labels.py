"""Labels inside lines: where sections begin in a text that has lost its line breaks, or its page order."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policykit.lang import numerals

_NUM = "一二三四五六七八九十百零〇"
_LABEL = re.compile(
    rf"(?P<part>第\s?[{_NUM}\d]{{1,5}}\s?[编章节])(?=[ \u3000\u3400-\u9fff])"
    rf"|(?P<article>第\s?[{_NUM}千\d]{{1,9}}\s?条)(?!之|第|[、，,规款]|的)"
    rf"|(?P<section>[{_NUM}]{{1,4}}\s?[、](?=\s?[^\s]))"
    rf"|(?P<bracket>[（(]\s?[{_NUM}]{{1,4}}\s?[)）])"
    r"|(?P<digit>(?<![\d.．\-—/])\d{1,3}\s?[.．、](?![\d]))"
    r"|(?P<paren>[（(]\s?\d{1,3}\s?[)）])"
)
_STRENGTH = {"part": 0, "article": 1, "section": 1, "bracket": 2, "digit": 3, "paren": 4}
_BEFORE = frozenset("。；：！？;:”）)】〕…\n")
_NUMERAL = re.compile(rf"[{_NUM}千\d]+")
_HEADED = re.compile(rf"(?:[{_NUM}]{{1,4}}\s?、|第\s?[{_NUM}\d]{{1,5}}\s?[编章节])[^，。；：！？、]{{2,24}}$")


@dataclass(frozen=True, slots=True)
class Label:
    """One label: its kind, its number, its print, and where it stands."""

    start: int
    kind: str
    number: int
    text: str

    @property
    def strength(self) -> int:
        """0 for the outermost kinds; larger is deeper."""
        return _STRENGTH[self.kind]


def inline_labels(line: str) -> list[Label]:
    """Labels that stand at the start or after the end of a sentence or heading, with a neighbour in their count.

    A label that neither is the first of its kind nor has its predecessor or successor is a mention (前款第三条).
    """
    found: list[Label] = []
    counted: dict[str, set[int]] = {}
    for match in _LABEL.finditer(line):
        kind = str(match.lastgroup)
        number = numerals.parse("".join(_NUMERAL.findall(match.group())))
        if number is None or not _may_start(line, match.start(), kind):
            continue
        found.append(Label(match.start(), kind, number, match.group()))
        counted.setdefault(kind, set()).add(number)
    return [x for x in found if x.number == 1 or x.number - 1 in counted[x.kind] or x.number + 1 in counted[x.kind]]


def _may_start(line: str, at: int, kind: str) -> bool:
    before = at - 1
    while before >= 0 and line[before] in " \u3000" and at - before <= 8:
        before -= 1
    if before < 0 or line[before] in _BEFORE:
        return True
    if before < at - 1 and kind != "paren":
        return True  # after a blank: a heading without a closing mark stands before it
    if kind in ("bracket", "digit"):
        return bool(_HEADED.search(line, max(0, at - 30), at))
    return False
