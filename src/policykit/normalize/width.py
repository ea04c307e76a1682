"""Rule normalize.width: full-width digits, letters and signs of numbers become half-width."""

from __future__ import annotations

import re

from policykit.model.document import Document
from policykit.model.span import Span
from policykit.model.text import Edit

RULE = "normalize.width"

_ALWAYS = "０-９Ａ-Ｚａ-ｚ％＋＝／＠＆＃＿"
_RUN = re.compile(f"[{_ALWAYS}]+")
_STOP_BETWEEN = re.compile(
    r"(?<=[0-9０-９])[．](?=[0-9０-９])|(?<=[A-Za-zＡ-Ｚａ-ｚ])[－](?=[0-9０-９A-Za-zＡ-Ｚａ-ｚ])"
)
"""A full-width hyphen after a Latin letter belongs to a code; between years (2015－2020年) it is printed so."""
_LABEL_STOP = re.compile(r"(?m)(?<=[0-9０-９])．(?=[^0-9０-９])")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def half_width_letters(document: Document) -> Document:
    """`２０２４年`, `３．０版`, `５％`, `１．` to half-width. Punctuation is left to its own rule."""
    value = document.text.value
    if not _RUN.search(value) and "．" not in value and "－" not in value:
        return document
    spans = {m.span() for pattern in (_RUN, _STOP_BETWEEN, _LABEL_STOP) for m in pattern.finditer(value)}
    edits = [Edit(Span(*span), value[span[0] : span[1]].translate(_NARROW)) for span in sorted(spans)]
    return document.with_text(*document.text.edit(edits, RULE)) if edits else document
