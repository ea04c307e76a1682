"""Rule clean.placards: the word 全文 that a collection prints before the first words of a text.

Collections of laws that show a text as a list of entries call the one entry of a short text 全文 and print the word,
with a blank, before its first line. It is no word of the law. Only the first such line of a document is judged, and
only near its top.
"""

from __future__ import annotations

import re

from policykit.clean.lines import forward
from policykit.model.document import Document
from policykit.model.span import Span
from policykit.model.text import Edit

RULE = "clean.placards"

_HEAD = 30
_PLACARD = re.compile(r"全文[ \u3000]{1,4}(?=[\u4e00-\u9fff《“\d])")


def placards(document: Document) -> Document:
    """The document without the 全文 before its text."""
    value = document.text.value
    if "全文" not in value[:3000]:
        return document
    for count, line in enumerate(forward(value)):
        if count > _HEAD:
            break
        if found := _PLACARD.match(line.text):
            span = Span(line.start, line.start + found.end())
            return document.with_text(*document.text.edit([Edit(span)], RULE))
    return document
