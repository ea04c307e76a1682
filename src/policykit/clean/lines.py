"""Lines of a text with their offsets, made only as far as a rule reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policykit.model.slots import direct
from policykit.model.span import Span

BLANKS = " \t\u3000\xa0\r"


@direct
@dataclass(frozen=True, slots=True)
class Line:
    """One line without its line break. `text` is stripped of blanks; `start` and `end` are the whole line's."""

    start: int
    end: int
    text: str
    indent: int

    @property
    def blank(self) -> bool:
        return not self.text


def forward(value: str, start: int = 0) -> Iterator[Line]:
    """The lines from the one that starts at `start`."""
    while start <= len(value):
        end = value.find("\n", start)
        end = len(value) if end < 0 else end
        yield _line(value, start, end)
        start = end + 1


def backward(value: str) -> Iterator[Line]:
    """The lines from the last one up."""
    end = len(value)
    while end >= 0:
        start = value.rfind("\n", 0, end) + 1
        yield _line(value, start, end)
        end = start - 1


def _line(value: str, start: int, end: int) -> Line:
    whole = value[start:end]
    body = whole.lstrip(BLANKS)
    return Line(start, end, body.rstrip(BLANKS), len(whole) - len(body))


def removal(line: Line, length: int) -> Span:
    """What to delete so that the line is gone: with its line break, or the one before it on the last line."""
    return Span(line.start, min(line.end + 1, length))
