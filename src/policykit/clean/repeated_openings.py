"""Rule clean.repeated_openings: the page's summary that repeats how the document begins.

Some sites print the salutation and the first paragraphs as a summary (内容概述) above the document. Only a block
that is repeated at once and wholly, from the salutation on, goes; the document's own copy stays.
"""

from __future__ import annotations

from policykit.clean.lines import Line, forward, removal
from policykit.clean.shapes import is_salutation
from policykit.lang.script import to_simplified
from policykit.model.diagnostic import Severity
from policykit.model.document import Document
from policykit.model.text import Edit

RULE = "clean.repeated_openings"

_HEAD = 60
_LONGEST = 12
_LEAST = 30


def repeated_openings(document: Document) -> Document:
    """The first of two copies of an opening removed."""
    value = document.text.value
    head: list[Line] = []
    for count, line in enumerate(forward(value)):
        if count > _HEAD:
            break
        if line.text:
            head.append(line)
    keys = ["".join(line.text.split()) for line in head]
    for first, line in enumerate(head):
        if line.text[-1] not in "：:" or len(line.text) > 300 or not is_salutation(to_simplified(line.text)):
            continue
        for second in range(first + 1, min(first + 1 + _LONGEST, len(head))):
            size = second - first
            block = keys[first:second]
            if block == keys[second : second + size] and sum(map(len, block)) >= _LEAST:
                edits = [Edit(removal(each, len(value))) for each in head[first:second]]
                document = document.with_text(*document.text.edit(edits, RULE))
                message = "网页把正文开头（称呼和首段）印了两遍，已保留后一遍，请留意。"
                return document.noting(RULE, message, Severity.INFO)
    return document
