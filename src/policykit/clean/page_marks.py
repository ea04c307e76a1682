"""Rule clean.page_marks: page numbers and running headers, and the joining of what a page break cut apart."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from policykit.clean.shapes import LABEL, SENTENCE_END, is_issuer, is_title
from policykit.model.document import Document
from policykit.model.span import Span
from policykit.model.text import Edit

RULE = "clean.page_marks"

_DASH = r"[-－—–―─・·•~～一]"
_SURE = re.compile(
    r"(?m)^[ \t\u3000]*(?:"
    r"第\s?(?P<a>\d{1,4})\s?页\s?[,，/／|()（）\s]{0,3}(?:[共总]\s?\d{1,4}\s?页)?[)）]?"
    r"|[共总]\s?\d{1,4}\s?页\s?[,，/／]?\s?第\s?(?P<b>\d{1,4})\s?页"
    r"|[Pp]age\s?(?P<c>\d{1,4})(?:\s?(?:of|/)\s?\d{1,4})?"
    r"|[-－—–―─]{1,3}\s?(?P<d>\d{1,4})\s?[-－—–―─]{1,3}"
    r"|[·•・]\s?(?P<e>\d{1,4})\s?[·•・]"
    r")[ \t\u3000]*$"
)
_LOOSE = re.compile(r"(?m)^[ \t\u3000]*(?P<a>\d{1,4})(?:\s?[/／]\s?\d{1,4})?[ \t\u3000]*$")
_HINT = re.compile(
    r"\n[ \t\u3000]*(?:[-－—–―─·•・]{1,3}[ ]?)?(?:[Pp]age[ ]?)?\d{1,4}[ \t\u3000]*(?:[-－—–―─·•・/／o]|\n|$)"
)
_FIRST = re.compile(r"\d{1,4}\n")
"""A cheap look for lines that could be page numbers; it starts with the line break so that it can skip ahead."""


@dataclass(frozen=True, slots=True)
class PageMark:
    """A line that holds a page's number and nothing else; `start..end` is the line without its break."""

    start: int
    end: int
    number: int


def find_page_marks(value: str) -> list[PageMark]:
    """The lines that are page numbers, in print order.

    A bare number is one only where at least three such lines count upwards and some cut a sentence in two.
    """
    if "页" not in value and not _FIRST.match(value) and not _HINT.search(value):
        return []
    marks = [_of(m) for m in _SURE.finditer(value)]
    loose = [_of(m) for m in _LOOSE.finditer(value)]
    if len(loose) >= 3 and _counts(loose) and _cut_sentences(value, loose):
        marks = sorted([*marks, *loose], key=lambda m: m.start)
    return marks


def page_numbers(document: Document) -> Document:
    """Page numbers and repeated running headers removed; a sentence cut by the break is joined again."""
    value = document.text.value
    marks = find_page_marks(value)
    if not marks:
        return document
    tables = [t for hint in document.table_hints for t in document.text.from_raw(hint.raw_span)]
    marks = [m for m in marks if not any(t.start <= m.start < t.end for t in tables)]
    headers = _running_headers(value, marks)
    edits: list[Edit] = []
    for mark in marks:
        start, end = _grow(value, mark.start, mark.end, headers)
        before, after = _last_line(value, start), _first_line(value, end)
        if start > 0 and end < len(value) and not continues(before, after):
            end = value.rfind("\n", start, end) if value[end - 1 : end] != "\n" else end - 1
        if not edits or start >= edits[-1].span.end:
            edits.append(Edit(Span(start, max(start, end))))
    edits = [e for e in edits if len(e.span)]
    return document.with_text(*document.text.edit(edits, RULE)) if edits else document


def continues(before: str, after: str) -> bool:
    """Whether `after` goes on with the sentence that `before` leaves open. Both are whole stripped lines."""
    if not before or not after or SENTENCE_END.search(before) or LABEL.match(after):
        return False
    if after[0] in "，。、；：）》”！？,;:)":
        return True
    if before[-1] in "，、,（(《“":
        return True
    if LABEL.match(before) and len(before) <= 40 and "。" not in before:
        return False
    if is_title(before) or is_issuer(before):
        return False
    return len(before) >= 18 and not after.startswith(("附件", "附表", "抄送"))


def _of(found: re.Match[str]) -> PageMark:
    number = next(int(g) for g in found.groups() if g)
    return PageMark(found.start(), found.end(), number)


def _counts(loose: list[PageMark]) -> bool:
    steps = [b.number - a.number for a, b in pairwise(loose)]
    spread = [b.start - a.end for a, b in pairwise(loose)]
    return sum(s == 1 for s in steps) >= 0.8 * len(steps) and min(spread) > 60


def _cut_sentences(value: str, loose: list[PageMark]) -> bool:
    """Whether some of the bare numbers stand in mid-sentence: numbers of cases or tables never do."""
    cuts = sum(continues(_last_line(value, m.start), _first_line(value, m.end)) for m in loose)
    return cuts >= max(2, 0.2 * len(loose))


def _running_headers(value: str, marks: list[PageMark]) -> set[str]:
    """Short lines that stand next to page numbers again and again."""
    seen: Counter[str] = Counter()
    for mark in marks:
        near = {_last_line(value, mark.start), _first_line(value, mark.end)}
        seen.update(t for t in near if 3 <= len(t) <= 60 and not SENTENCE_END.search(t) and not LABEL.match(t))
    return {text for text, times in seen.items() if times >= 3 and times >= 0.4 * len(marks)}


def _grow(value: str, start: int, end: int, headers: set[str]) -> tuple[int, int]:
    """From a page number to all that the page break printed: blanks, line breaks, running headers."""
    start, end = _skip_back(value, start), _skip_on(value, end)
    if headers:
        before = _last_line(value, start)
        if before in headers:
            start = _skip_back(value, value.rfind(before, 0, start))
        after = _first_line(value, end)
        if after in headers:
            end = _skip_on(value, value.find(after, end) + len(after))
    return start, end


def _skip_back(value: str, at: int) -> int:
    while at > 0 and value[at - 1] in "\n \t\u3000":
        at -= 1
    return at


def _skip_on(value: str, at: int) -> int:
    """Past blank lines, but not past the next line's indentation."""
    line = at
    while at < len(value) and value[at] in "\n \t\u3000":
        at += 1
        if value[at - 1] == "\n":
            line = at
    return len(value) if at == len(value) else line


def _last_line(value: str, end: int) -> str:
    end = _skip_back(value, end)
    return value[max(value.rfind("\n", 0, end) + 1, end - 400) : end].strip()


def _first_line(value: str, start: int) -> str:
    while start < len(value) and value[start] in "\n \t\u3000":
        start += 1
    end = value.find("\n", start)
    return value[start : min(len(value) if end < 0 else end, start + 400)].strip()
