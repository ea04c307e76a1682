"""Rule clean.broken_titles: a name in 《》 that a line break runs through is one name again.

A line break inside 《…》 is never a paragraph's end: names hold no sentences. Without this the line after the break
would be taken for a paragraph, and the name for no name at all.
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
_CLOSES = re.compile(r"\n[ \u3000]*[^《》\n\t。；]{1,100}》")


def broken_titles(document: Document) -> Document:
    """Line breaks inside 《…》 taken out, two of them at the most in one name; table rows stay as they are."""
    value = document.text.value
    if "《" not in value or "\n" not in value:
        return document
    edits: list[Edit] = []
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
    return document.with_text(*document.text.edit(edits, RULE)) if edits else document
