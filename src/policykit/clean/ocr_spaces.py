"""Rule clean.ocr_spaces: blanks that character recognition put between Chinese characters.

Blanks that mean something stay: after a label (第一条　为了), in spaced headings (总　则), between names in a
roster, between table columns. Whether a text has such noise is seen in its sentences, where no blank belongs.
"""

from __future__ import annotations

import re

from policykit.clean.lines import BLANKS
from policykit.model.diagnostic import Severity
from policykit.model.document import Document
from policykit.model.span import Span
from policykit.model.text import Edit

RULE = "clean.ocr_spaces"

_HAN = r"\u3400-\u9fff\uf900-\ufaff〇○"
_MARKS = r"，。、；：！？（）《》〈〉“”‘’【】〔〕…"
_GAP = re.compile(rf" (?<=[{_HAN}] )(?=[{_HAN}])")
_BEFORE_MARK = re.compile(rf"(?<=[{_HAN}{_MARKS}A-Za-z0-9%]) {{1,2}}(?=[，。、；：！？）》〉”’])")
_AFTER_MARK = re.compile(rf"(?<=[，。、；：！？）》”“‘（《,;]) {{1,2}}(?=[{_HAN}“（《A-Za-z0-9])")
_NUMBERS = re.compile(
    rf"(?<=[0-9]) (?=[{_HAN}.．、])|(?<=[{_HAN}]) (?=[0-9])"
    rf"|(?<=[“（《+]) (?=[{_HAN}0-9])|(?<=[{_HAN}]) (?=[+“（《])"
)
_AFTER_LABEL = re.compile(
    r"[ \u3000]{0,8}(?:第[一二三四五六七八九十百千零〇\d ]{1,12}[编章节条](?:之[一二三四五六七八九十]{1,3})?"
    r"|[（(][一二三四五六七八九十百\d]{1,5}[)）]|[一二三四五六七八九十百]{1,4}[、.．]|\d{1,3}[.．、])[ \u3000]{1,4}"
)
_SENTENCE_LINE = re.compile(r"[^\n]{24,}")
_BLANK_BEFORE = re.compile(rf" [{_HAN}]")
_DIGITS = re.compile(r"\d{2}")
_MARK = re.compile(r"[，。；：、]")
_LEAST = 4


def spaces_between_characters(document: Document) -> Document:
    """Blanks inside sentences removed where the text is full of them; otherwise nothing is touched."""
    value = document.text.value
    if not _quick(value):
        return document
    gaps, chinese = _noise(value)
    if gaps < _LEAST or gaps * 250 < chinese:
        return document
    spans: set[tuple[int, int]] = set()
    at = 0
    for line in value.split("\n"):
        if " " in line and "\t" not in line and not _is_row(line):
            spans |= _in_line(line, at)
        at += len(line) + 1
    edits = [Edit(Span(*s)) for s in _disjoint(spans)]
    document = document.with_text(*document.text.edit(edits, RULE))
    message = f"汉字之间有 {len(edits)} 处多余空格（像是扫描识别所致），已删去。"
    return document.noting("clean.ocr_spaces", message, Severity.INFO)


def _quick(value: str) -> bool:
    """Whether enough blanks stand before a Chinese character in mid-line for a closer look to pay."""
    found = 0
    for gap in _BLANK_BEFORE.finditer(value):
        before = value[gap.start() - 1 : gap.start()]
        if "\u3400" <= before <= "\u9fff":
            found += 1
            if found >= _LEAST:
                return True
    return False


def _noise(value: str) -> tuple[int, int]:
    """Single blanks between characters of running sentences, and how many characters those sentences have."""
    gaps = chinese = 0
    for found in _SENTENCE_LINE.finditer(value):
        line = found.group()
        if "，" not in line and "。" not in line and "," not in line:
            continue
        label = _AFTER_LABEL.match(line)
        start = label.end() if label else 0
        chinese += len(line) - start
        if line.find(" ", start) >= 0:
            gaps += sum(1 for gap in _GAP.finditer(line, start) if not _in_row(line, gap.start()))
    return gaps, chinese


def _in_row(line: str, at: int) -> bool:
    """Whether the blank stands in a run of flattened table cells: several blanks close together, no mark near."""
    near = line[max(0, at - 12) : at + 13]
    blanks = near.count(" ")
    return not _MARK.search(near) and (blanks >= 5 or (blanks >= 3 and bool(_DIGITS.search(near))))


def _is_row(line: str) -> bool:
    """A roster or a row of aligned columns: wide gaps, few words between."""
    label = _AFTER_LABEL.match(line)
    inner = line[label.end() if label else 0 :].strip(BLANKS)
    if inner.endswith("："):
        return False
    wide = inner.count("  ") + inner.count("\u3000")
    return wide >= 1 and not any(mark in inner for mark in "，。；") and len(inner) <= 80


def _in_line(line: str, at: int) -> set[tuple[int, int]]:
    label = _AFTER_LABEL.match(line)
    start = label.end() if label else len(line) - len(line.lstrip(BLANKS))
    out: set[tuple[int, int]] = set()
    for pattern in (_GAP, _BEFORE_MARK, _AFTER_MARK, _NUMBERS):
        for found in pattern.finditer(line, start):
            if found.start() and found.end() < len(line) and not _in_row(line, found.start()):
                out.add((at + found.start(), at + found.end()))
    # A blank inside the label itself (第 三 条, 15 .): the parser reads labels without it.
    for found in re.finditer(
        r"(?<=[第\d一二三四五六七八九十百]) (?=[\d一二三四五六七八九十百条章节.．、])", line[: start + 4]
    ):
        out.add((at + found.start(), at + found.end()))
    return out


def _disjoint(spans: set[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
