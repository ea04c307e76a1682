"""Rule clean.characters: invisible, control and look-alike characters; line ends."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

from policykit.model.diagnostic import Severity
from policykit.model.document import Document
from policykit.model.span import Span
from policykit.model.text import Edit

RULE = "clean.characters"

_INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
)
_SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f\u2800\u3164\uffa0"
_BREAKS = "\x0b\x0c\x85\u2028\u2029"
_LOOKALIKE = "\u2e80-\u2fd5\uf900-\ufaff"
_PRIVATE = "\ue000-\uf8ff"
_ANY = re.compile(f"[{_INVISIBLE}{_SPACES}{_BREAKS}{_LOOKALIKE}{_PRIVATE}]|\r")
_RUN = re.compile(
    f"(?P<line>\r+\n?|[\x0b\x0c\x85\u2029])|(?P<cell>\u2028)|(?P<gone>[{_INVISIBLE}]+)|(?P<space>[{_SPACES}]+)"
    f"|(?P<like>[{_LOOKALIKE}])|(?P<private>[{_PRIVATE}]+)"
)
_BULLET_PLACE = re.compile(r"[ \t\u3000]*$")


def unprintable_characters(document: Document) -> Document:
    """One kind of line break and of space; radicals and compatibility forms as the characters they show.

    Private-use characters are bullets at the start of a line and removed there; elsewhere nobody knows what they
    showed, so they stay and are reported.
    """
    value = document.text.value
    if not _ANY.search(value):
        return document
    edits: list[Edit] = []
    unknown: list[Span] = []
    cells = bool(document.table_hints)
    for found in _RUN.finditer(value):
        span = Span(*found.span())
        kind = found.lastgroup
        if kind == "gone":
            edits.append(Edit(span))
        elif kind == "space":
            edits.append(Edit(span, " " * len(span)))
        elif kind == "line":
            edits.append(_line_break(value, span))
        elif kind == "cell" and not cells:
            edits.append(Edit(span, "\n"))
        elif kind == "like":
            plain = _plain(found.group())
            if plain != found.group():
                edits.append(Edit(span, plain))
        elif kind == "private":
            line_start = value.rfind("\n", max(0, span.start - 40), span.start) + 1
            if _BULLET_PLACE.match(value[line_start : span.start]) and span.start - line_start < 40:
                edits.append(Edit(span))
            else:
                unknown.append(span)
    text, removed, changed = document.text.edit(edits, RULE)
    document = document.with_text(text, removed, changed)
    if unknown:
        message = f"有 {len(unknown)} 处字符是专用字库的私有编码，无法确定原字，已照原样保留。请对照原件补正。"
        return document.noting("clean.private_use", message, Severity.WARNING)
    return document


def _line_break(value: str, span: Span) -> Edit:
    if value[span.start : span.end].endswith("\n"):
        return Edit(Span(span.start, span.end - 1))
    return Edit(span, "\n")


@cache
def _radicals() -> dict[str, str]:
    table = files("policykit.clean").joinpath("radicals.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


def _plain(char: str) -> str:
    """The unified ideograph that a radical or compatibility character shows, else the character."""
    if char in _radicals():
        return _radicals()[char]
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 else char
