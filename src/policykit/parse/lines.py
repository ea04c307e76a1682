"""The document's text as trimmed, non-empty lines: what every later step of parsing looks at."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policykit.model.slots import direct
from policykit.model.span import Span, merge

_LINE = re.compile(r"[^\n\r\f\v\x1c\x1d\x1e\x85\u2028\u2029]+")
_BLANKS = " \t\u3000\xa0\u2002\u2003\u2009\u202f\u2028\ufeff\u200b"


@direct
@dataclass(frozen=True, slots=True)
class Line:
    """One printed paragraph without the blanks around it; offsets are in the document's text."""

    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def key(self) -> str:
        """The text without any blanks, for comparing lines that differ in spacing only."""
        return "".join(self.text.split())


def split(text: str, without: Iterable[Span] = ()) -> list[Line]:
    """The lines of `text` that lie outside the spans of `without` (tables)."""
    out: list[Line] = []
    gaps = merge(without)
    starts = [g.start for g in gaps]
    ends = [g.end for g in gaps]
    for found in _LINE.finditer(text):
        start, end = found.span()
        raw = found.group()
        if not gaps and raw[0] not in _BLANKS and raw[-1] not in _BLANKS:
            if not raw.isspace():
                out.append(Line(start, end, raw))
        elif gaps:
            for piece in _outside(start, end, starts, ends):
                _add(out, text, *piece)
        else:
            _add(out, text, start, end)
    return out


def _add(out: list[Line], text: str, start: int, end: int) -> None:
    raw = text[start:end]
    body = raw.lstrip(_BLANKS)
    start += len(raw) - len(body)
    body = body.rstrip(_BLANKS)
    if body and not body.isspace():
        out.append(Line(start, start + len(body), body))


def _outside(start: int, end: int, starts: Sequence[int], ends: Sequence[int]) -> Iterable[tuple[int, int]]:
    """The stretches of start..end that no gap covers."""
    first, last = bisect_right(ends, start), bisect_left(starts, end)
    at = start
    for i in range(first, last):
        if starts[i] > at:
            yield at, starts[i]
        at = max(at, ends[i])
    if at < end:
        yield at, end
