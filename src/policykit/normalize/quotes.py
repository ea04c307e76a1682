"""Rule normalize.quotes: straight and corner quotation marks become “ ” where their pairing is certain."""

from __future__ import annotations

import re

from policykit.model.document import Document
from policykit.model.span import Span
from policykit.model.text import Edit

RULE = "normalize.quotes"

_CORNER = {"「": "“", "」": "”", "『": "‘", "』": "’", "〝": "“", "〞": "”"}
_CORNER_MARK = re.compile("[「」『』〝〞]")
_STRAIGHT = re.compile('["＂]')
_ANGLES = re.compile(r"(<<|＜＜)(?=[\u4e00-\u9fff])[^<>＜＞\n]{2,100}(>>|＞＞)")
"""《》 typed as two angle marks each."""
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def paired_quotes(document: Document) -> Document:
    """Corner marks always; straight marks where a line holds an even number of them round Chinese."""
    value = document.text.value
    edits: list[Edit] = []
    if any(mark in value for mark in _CORNER):
        edits += (Edit(Span(m.start(), m.end()), _CORNER[m.group()]) for m in _CORNER_MARK.finditer(value))
    if "<<" in value or "＜＜" in value:
        for m in _ANGLES.finditer(value):
            edits += (Edit(Span(*m.span(1)), "《"), Edit(Span(*m.span(2)), "》"))
    if '"' in value or "＂" in value:
        at = 0
        for line in value.split("\n"):
            edits += _pairs(line, at)
            at += len(line) + 1
    return document.with_text(*document.text.edit(edits, RULE)) if edits else document


def _pairs(line: str, at: int) -> list[Edit]:
    """Straight marks of one line, taken in pairs; none where their number is odd or the line is not Chinese."""
    marks = [m.start() for m in _STRAIGHT.finditer(line)]
    edits: list[Edit] = []
    if not marks or len(marks) % 2 or not _CHINESE.search(line):
        return edits
    for left, right in zip(marks[::2], marks[1::2], strict=True):
        if _CHINESE.search(line, left, right):
            edits += (Edit(Span(at + left, at + left + 1), "“"), Edit(Span(at + right, at + right + 1), "”"))
    return edits
