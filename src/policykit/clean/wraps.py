"""Rule clean.hard_wraps: lines that a fixed width broke in mid-sentence are joined.

Evidence is the width: in wrapped text many lines reach the same width and stop in mid-sentence. A line that falls
short ends its paragraph. Without such widths only what cannot start a line (，。、）) or end one (，、（《) is joined.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from policykit.clean.lines import BLANKS
from policykit.clean.shapes import ATTACHMENT, LABEL, SENTENCE_END
from policykit.model.document import Document
from policykit.model.span import Span
from policykit.model.text import Edit

RULE = "clean.hard_wraps"

_CANNOT_START = "，。、；：）》”！？】〕"
_CANNOT_END = "，、（《“〔"
# Both looks start with the line break itself, so that the search skips from one to the next.
_MID = re.compile(r"\n(?<=[\u3400-\u9fff，、,A-Za-z0-9（(《“]\n)[ \t\u3000]*[\u3400-\u9fff，。、；：）》”A-Za-z0-9]")
_NUMBERS = "零〇一二三四五六七八九十百千0-9０-９（("
_CERTAIN = re.compile(
    rf"\n[ \t\u3000]*[{_CANNOT_START}]|\n(?<=[{_CANNOT_END}]\n)[^\n]|\n(?<=第\n)[ \t\u3000]*[{_NUMBERS}]"
)
_NUMBERED = re.compile(f"[{_NUMBERS}]")
_LEAST_FULL = 6
_NO_ASCII = dict.fromkeys(range(0x20, 0x7F))


@dataclass(frozen=True, slots=True)
class _Row:
    start: int
    end: int
    width: float
    indent: int
    text: str


def hard_wraps(document: Document) -> Document:
    """Wrapped lines joined; paragraphs, labels, table rows and blank lines stay where they are."""
    value = document.text.value
    lines = value.count("\n")
    if not lines:
        return document
    broken = sum(1 for _ in _MID.finditer(value))
    if broken < max(4, 0.08 * lines) and not _CERTAIN.search(value):
        return document
    rows, width = _measured(value)
    tables = [t for hint in document.table_hints for t in document.text.from_raw(hint.raw_span)]
    shut = {i for t in tables for i in (t.start, t.end)}
    edits: list[Edit] = []
    for row, after in pairwise(rows):
        if not row.text or not after.text or "\t" in row.text or "\t" in after.text:
            continue
        if tables and (row.end in shut or any(t.start <= row.start < t.end for t in tables)):
            continue
        if _joins(row, after, width):
            gap_start = row.end - (len(value[row.start : row.end]) - len(value[row.start : row.end].rstrip(BLANKS)))
            edits.append(Edit(Span(gap_start, after.start + after.indent), _glue(row.text, after.text)))
    return document.with_text(*document.text.edit(edits, RULE)) if edits else document


def _line_spans(value: str) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    at = 0
    for line in value.split("\n"):
        out.append((at, at + len(line)))
        at += len(line) + 1
    return out


def _measured(value: str) -> tuple[list[_Row], float | None]:
    """The rows with the width at which they wrap. Printers wrap by what is seen (a digit is half a character),
    programs by count: of the two measures the one that more lines agree on is taken."""
    spans = _line_spans(value)
    best: tuple[int, float | None, list[_Row]] = (-1, None, [])
    for half in (0.5, 1.0):
        rows = [_row(value, s, half) for s in spans]
        width = _common_width(rows)
        agreeing = sum(1 for r in rows if width is not None and abs(r.width - width) < 0.75)
        if agreeing > best[0]:
            best = (agreeing, width, rows)
    return best[2], best[1]


def _row(value: str, span: tuple[int, int], half: float) -> _Row:
    whole = value[span[0] : span[1]]
    text = whole.strip(BLANKS)
    indent = len(whole) - len(whole.lstrip(BLANKS))
    seen = whole.rstrip(BLANKS)
    narrow = len(seen) - len(seen.translate(_NO_ASCII)) if half < 1 and len(seen) <= 200 else 0
    return _Row(span[0], span[1], len(seen) - narrow * (1 - half), indent, text)


def _common_width(rows: list[_Row]) -> float | None:
    """The width at which the print wrapped, in Chinese characters; None if lines are as long as paragraphs."""
    filled = [r for r in rows if r.text and "\t" not in r.text]
    if len(filled) < _LEAST_FULL:
        return None
    counts = Counter(round(r.width) for r in filled if 12 <= r.width <= 80)
    if not counts:
        return None
    # The widest width that at least a few lines share, allowing one character more or less.
    total = len(filled)
    for width in sorted(counts, reverse=True):
        near = [r for r in filled if abs(r.width - width) <= 1.5]
        if len(near) >= max(_LEAST_FULL, 0.15 * total):
            longer = sum(1 for r in filled if r.width > width + 1.5)
            unfinished = sum(1 for r in near if not SENTENCE_END.search(r.text))
            return float(width) if longer <= 0.1 * total and unfinished >= 0.4 * len(near) else None
    return None


def _joins(row: _Row, after: _Row, width: float | None) -> bool:
    first, last = after.text[0], row.text[-1]
    if first in _CANNOT_START and len(row.text) >= 2:
        return True
    if last == "第" and _NUMBERED.match(first):
        return True  # 第三十二条第 / （五）项: no list begins here
    opened = last in _CANNOT_END
    if opened and not LABEL.match(after.text) and not ATTACHMENT.match(after.text) and len(row.text) >= 12:
        return width is not None or after.indent == 0 or row.text.count("，") >= 1
    if width is None or row.width < width - 2.5:
        return False
    if after.indent >= 1 and after.indent != row.indent:
        return False
    if after.indent >= 2 and SENTENCE_END.search(row.text):
        return False
    if ATTACHMENT.match(after.text):
        return False
    if LABEL.match(after.text):
        return opened
    # A full line that ends as a sentence does may be a paragraph's last: then the next would be indented.
    return not SENTENCE_END.search(row.text) or row.width >= width - 1


def _glue(before: str, after: str) -> str:
    """A space where Latin words or numbers met at the line's end."""
    return " " if before[-1].isascii() and before[-1].isalpha() and after[0].isascii() and after[0].isalpha() else ""
