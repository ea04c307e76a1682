"""Plain text: line ends made one kind, control characters taken out, all else as it stands."""

from __future__ import annotations

import re

from policykit.extract.assemble import Assembler
from policykit.extract.reading import Note, Reading
from policykit.model.diagnostic import Severity
from policykit.model.span import Span
from policykit.model.text import Text

# U+2028 stands for a paragraph break inside a table cell in our texts, so a printed one becomes a line break.
_ODD = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]|[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]+")
_BREAKS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


def read_plain(raw: str) -> Reading:
    """The reading of a plain text file."""
    if not _ODD.search(raw):
        return Reading(raw, Text.of_raw(raw))
    out = Assembler(raw)
    at = controls = 0
    first: Span | None = None
    for match in _ODD.finditer(raw):
        start, end = match.span()
        out.keep(at, start)
        at = end
        if raw[start] not in _BREAKS:
            out.drop(start, end, "plain.control")
            controls += end - start
            first = first or Span(max(start - 1, 0), end)
        elif end - start == 2:
            out.drop(start, start + 1, "plain.newline")
            out.keep(start + 1, end)
        else:
            out.replace(start, end, "\n", "plain.newline")
    out.keep(at, len(raw))
    text, removed, changed = out.finish()
    notes = (
        (Note("plain.control", f"去掉了 {controls} 个看不见的控制字符。", Severity.INFO, first),) if controls else ()
    )
    return Reading(raw, text, removed, changed, notes=notes)
