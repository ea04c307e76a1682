"""Rule clean.chunk_marks: numbers `N、` that a preview site printed every so many characters.

They run 1、2、3、 at line starts, but cut sentences apart (…辅助\\n12、人员管理…), which a document's own items do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from policykit.clean.shapes import CLOSERS
from policykit.model.diagnostic import Severity
from policykit.model.document import Document
from policykit.model.span import Span
from policykit.model.text import Edit, Text

RULE = "clean.chunk_marks"

_MARK = re.compile(r"(?m)^[ \t\u3000]{0,8}(\d{1,4})、")
_BEFORE = re.compile(r"([^\s])\s{0,20}$")
_LEAST = 3
_LEAST_CHUNK = 120


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    number: int
    cuts: bool


def preview_chunk_marks(document: Document) -> Document:
    """The marks removed and the text joined across them; chunks printed out of turn put in the marks' order."""
    value = document.text.value
    marks = [_mark(value, m) for m in _MARK.finditer(value)] if "、" in value else []
    if sum(m.cuts for m in marks) < _LEAST - 1:
        return document
    chain = _chain(marks)
    if not chain:
        return document
    text = document.text
    numbers = [m.number for m in chain]
    if numbers != sorted(numbers):
        text = _in_turn(text, chain)
        document = document.noting(
            "clean.chunk_order",
            f"预览网站的分段编号次序颠倒（{'、'.join(map(str, numbers[:30]))}），已按编号排列各段。请对照原件核对。",
            Severity.WARNING,
        )
        chain = _chain([_mark(text.value, m) for m in _MARK.finditer(text.value)]) or []
    edits: list[Edit] = []
    for place, mark in enumerate(chain):
        start = mark.start
        if place or mark.cuts:
            while start > 0 and text.value[start - 1] in "\n \t\u3000":
                start -= 1
        edits.append(Edit(Span(start, mark.end)))
    document = document.with_text(*text.edit(edits, RULE))
    return document.noting("clean.chunk_marks", f"删去预览网站按字数加上的分段编号 {len(chain)} 处，断开的句子已接上。")


def _mark(value: str, found: re.Match[str]) -> _Mark:
    before = _BEFORE.search(value, max(0, found.start() - 24), found.start())
    last = before.group(1) if before else ""
    return _Mark(found.start(), found.end(), int(found.group(1)), bool(last) and last not in CLOSERS + "”）)》")


def _chain(marks: list[_Mark]) -> list[_Mark]:
    """The marks that count the chunks, in print order; empty if there is no convincing count."""
    best: list[_Mark] = []
    for first in (1, 2):
        by_number: dict[int, list[_Mark]] = {}
        for mark in marks:
            by_number.setdefault(mark.number, []).append(mark)
        chain: list[_Mark] = []
        number, at = first, -1
        while number in by_number:
            # In print order where possible; of several, one that cuts a sentence.
            choice = [m for m in by_number[number] if m.start > at] or by_number[number]
            mark = next((m for m in choice if m.cuts), choice[0])
            chain.append(mark)
            at = mark.start
            number += 1
        if len(chain) > len(best):
            best = chain
    cuts = sum(m.cuts for m in best)
    if len(best) < _LEAST or cuts < 2 or cuts < 0.4 * (len(best) - 1):
        return []
    best.sort(key=lambda m: m.start)
    return best if _even([b.start - a.end for a, b in pairwise(best)]) else []


def _even(lengths: list[int]) -> bool:
    """Chunks are cut by count, so they are long and of about one length; a document's items are neither."""
    middle = sorted(lengths)[len(lengths) // 2]
    near = sum(1 for n in lengths if 0.6 * middle <= n <= 1.6 * middle)
    return middle >= _LEAST_CHUNK and near >= 0.75 * len(lengths)


def _in_turn(text: Text, chain: list[_Mark]) -> Text:
    starts = [m.start for m in chain]
    pieces = [Span(0, starts[0])] if starts[0] else []
    ends = [*starts[1:], len(text)]
    chunks = sorted(zip(chain, ends, strict=True), key=lambda pair: pair[0].number)
    return text.reorder([*pieces, *(Span(m.start, end) for m, end in chunks)])
