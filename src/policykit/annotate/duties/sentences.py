"""Cuts a paragraph into sentences at 。；！？ and a sentence into stretches at its commas.

Marks inside brackets or quotation marks do not cut. Offsets are into the string given. One pass, no recursion.
"""

from __future__ import annotations

import re

# A pair shields the marks inside it only where it closes soon: an unclosed quotation mark shields nothing.
# The first character is consumed before the alternatives are told apart by it: a search then runs over the text as a
# test for a set of characters.
_SHIELD = (
    r"(?<=“)[^“”\n]{0,300}”|(?<=《)[^《》\n]{0,200}》|(?<=〔)[^〔〕\n]{0,400}〕|(?<=【)[^【】\n]{0,400}】"
    r"|(?<=（)[^（）\n]{0,400}(?:（[^（）\n]{0,120}）[^（）\n]{0,200}){0,8}）|(?<=\()[^()\n]{0,400}\)"
)
_STOPS = re.compile(rf"[“《〔【（(。；！？;\n](?:(?P<stop>(?<=[。；！？;\n]))|{_SHIELD})")
_COMMAS = re.compile(rf"[“《〔【（(，,：](?:(?P<stop>(?<=[，,：]))|{_SHIELD})")
# 一是, 其一, （1）, ① at the head of a sentence, and a short step label such as 自查和自评：
_LIST_MARK = re.compile(
    r"\s*(?:[一二三四五六七八九十]+(?:是|要|、)|第[一二三四五六七八九十]+[，、]|其[一二三四五]是?[，：]?|[（(][一二三四五六七八九十\d]+[）)]"
    r"|[①-⑳]|\d{1,2}[.．、](?!\d))\s*"
)
_TAG = re.compile(r"\s*【[^【】\n]{1,16}】\s*")
_STEP = re.compile(r"[^，。；：（）“”]{2,22}(?<!包括)(?<!如下)(?<![有为是])：(?=.)")
_LINK = re.compile(
    r"(?:同时|此外|另外|其中|而且|并且|但是?|凡是|凡(?!事|例)|特别是|尤其是|即(?!可|使)|首先|其次|再次|最后|对此|为此|因此|必要时|届时|今后"
    r"|下一步|原则上|确需|具体|总之|与此同时|一般情况下|特殊情况下|原则|平时|期间|如(?!实|期)|若|倘)[，、]?"
)
_COUNT = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_MONTH = rf"{_COUNT}月(?:份)?(?:{_COUNT}日|[上中下]旬|[底初末中])?"
_TIME = re.compile(
    rf"(?:于|自|从|在|到|截至)?(?:(?:(?:\d{{4}}|[一二三四五六七八九〇零]{{4}})年|[当次本今明每]年)(?:{_MONTH}|[底初末]|(?:第?[一二三四]|上|下)(?:季度|半年))?"
    rf"|{_MONTH}|年底)(?:之?前|以前|底|起|开始|内|期间)?，?"
)


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the sentences of `text[start:end]`, each with its final mark; blank ones are left out."""
    end = len(text) if end is None else end
    out: list[tuple[int, int]] = []
    at = start
    for found in _STOPS.finditer(text, start, end):
        if found.lastgroup:
            stop = found.end()
            if stop - at > LONGEST:
                out.extend(_portions(text, at, stop))
            else:
                out.append((at, stop))
            at = stop
    if at < end:
        out.extend(_portions(text, at, end))
    return [(a, b) for a, b in out if not text[a:b].isspace()]


LONGEST = (
    3000  # characters; longer "sentences" are text without marks and are read in portions, so that time stays linear
)


def _portions(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentence itself, or portions of it cut at commas where it is longer than any sentence."""
    out: list[tuple[int, int]] = []
    while end - start > LONGEST:
        cut = text.rfind("，", start + 1, start + LONGEST) + 1 or start + LONGEST
        out.append((start, cut))
        start = cut
    return [*out, (start, end)]


def stretches(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans between the commas of a sentence, marks excluded; brackets and quotation marks shield theirs."""
    out: list[tuple[int, int]] = []
    at = start
    for found in _COMMAS.finditer(text, start, end):
        if found.lastgroup:
            mark = found.start()
            if mark > at:
                out.append((at, mark))
            at = mark + 1
    if at < end:
        out.append((at, end))
    return out


def open_label(text: str, start: int, end: int) -> tuple[int, str]:
    """Where the sentence proper begins behind 一是, ① or a step label such as 自查和自评：, and that label."""
    label = ""
    if found := _TAG.match(text, start, end):
        start = found.end()
    while found := _LIST_MARK.match(text, start, end):
        start = found.end()
    if (found := _STEP.match(text, start, end)) and found.end() < end - 4:
        label = found.group()
        start = found.end()
        while found := _LIST_MARK.match(text, start, end):
            start = found.end()
    return start, label


# Every character that a linking word or a time can begin with: most stretches need neither pattern tried.
LEADING = frozenset(
    "同此另其而并但凡特尤即首再最对为因必届今下原确具总与一二三四五六七八九十〇零两特平期如若倘于自从在到截当次本明每年0123456789"
)


def subject_start(text: str, start: int, end: int) -> int:
    """Where a subject could begin: behind linking words and a leading time."""
    while start < end and text[start] in LEADING:
        at = start
        for pattern in (_LINK, _TIME):
            if found := pattern.match(text, at, end):
                at = found.end()
        if at == start:
            break
        start = at
    return start
