"""Rule clean.broken_titles: a name in 《》, or the number of its article, that a line break runs through is one again.

A line break inside 《…》 or 第…条 is never a paragraph's end. Without this the line after the break would be taken for
a paragraph, and the name for no name at all.
"""

from __future__ import annotations

import re

from policykit.clean.shapes import LABEL
from policykit.model.document import Document
from policykit.model.span import Span
from policykit.model.text import Edit

RULE = "clean.broken_titles"

_BREAK = re.compile(
    r"《[^《》\n\t。；]{0,80}(?P<gap>[ \u3000]*\n[ \u3000]*)(?=(?P<rest>[^《》\n\t。；]{1,100})(?P<close>[》\n]))"
)
_N = r"[零〇一二三四五六七八九十百千\d]"
_GAP = r"[ \u3000]*\n[ \u3000]*"
_NUMBER = re.compile(
    rf"第{_N}{{0,8}}(?P<a>{_GAP})(?={_N}{{1,8}}[条款项])"
    rf"|第{_N}{{1,8}}(?P<b>{_GAP})(?=[条款项])"
    rf"|第{_N}{{1,8}}条(?:之{_N}{{1,3}})?(?:第{_N}{{1,3}}款)?(?P<c>{_GAP})(?=第[（(]{_N}{{1,3}}[）)][项目]|第{_N}{{1,3}}[款项目])"
)
_CITED = re.compile(
    rf"(?:根据|依据|依照|按照|违反|适用|执行)《[^《》\n\t。；]{{2,80}}》(?P<gap>{_GAP})(?=第{_N}{{1,8}}条[^\s\u3000])"
)
_DOCUMENT_NUMBER = re.compile(
    rf"（[^（）\n\t。；]{{1,20}}(?P<gap>{_GAP})(?=[〔\[](?:19|20)\d\d[〕\]]\s?第?\d{{1,5}}号[^\n]{{0,30}}）)"
)
# A break that one of the three above could run through, by what stands before or behind it; found fastest by the break.
_CUTS = re.compile(r"\n(?:(?<=[第零〇一二三四五六七八九十百千\d条款》 \u3000]\n)|[ \u3000]*[〔\[])")
_CLOSES = re.compile(r"\n[ \u3000]*[^《》\n\t。；]{1,100}》")


def broken_titles(document: Document) -> Document:
    """Line breaks inside 《…》 taken out, two of them at the most in one name; table rows stay as they are."""
    value = document.text.value
    if "\n" not in value:
        return document
    edits = _in_numbers(value)
    if "《" not in value:
        return _edited(document, edits)
    for found in _BREAK.finditer(value):
        if LABEL.match(found["rest"]):
            continue
        if found["close"] == "》":
            edits.append(Edit(Span(*found.span("gap")), ""))
            continue
        second = found.end("rest")
        again = _CLOSES.match(value, second)
        if again and not LABEL.match(again.group().strip()):
            start = again.group()[1:]
            edits.append(Edit(Span(*found.span("gap")), ""))
            edits.append(Edit(Span(second, second + 1 + len(start) - len(start.lstrip(" \u3000"))), ""))
    return _edited(document, edits)


def _in_numbers(value: str) -> list[Edit]:
    """Breaks inside the number of an article, between its parts, and between a cited name and its article."""
    if not _CUTS.search(value):
        return []
    spans = [found.span(name) for found in _NUMBER.finditer(value) for name in "abc" if found[name] is not None]
    spans += [found.span("gap") for found in _DOCUMENT_NUMBER.finditer(value)]
    spans += [found.span("gap") for found in _CITED.finditer(value)] if "》" in value else []
    return [Edit(Span(*span), "") for span in spans]


def _edited(document: Document, edits: list[Edit]) -> Document:
    ordered = sorted(edits, key=lambda e: e.span)
    return document.with_text(*document.text.edit(ordered, RULE)) if ordered else document
