"""Rule normalize.script: traditional characters become simplified ones."""

from __future__ import annotations

from policykit.lang.script import conversions
from policykit.model.document import Document
from policykit.model.span import Span
from policykit.model.text import Edit

RULE = "normalize.script"


def simplify(document: Document) -> Document:
    """Every traditional character replaced, offsets unchanged; simplified text passes as it is."""
    text = document.text
    found = conversions(text.value)
    if not found:
        return document
    edits = [Edit(Span(c.start, c.start + len(c.old)), c.new) for c in found]
    return document.with_text(*text.edit(edits, RULE))
