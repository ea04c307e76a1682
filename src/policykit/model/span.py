"""A half-open range of character offsets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """Characters `start` up to but not including `end`; both count Unicode code points from 0."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        # Written out: reading makes millions of spans, and the generated constructor takes twice as long.
        if start < 0 or end < start:
            raise ValueError(f"not a span: {start}..{end}")
        _set_start(self, start)
        _set_end(self, end)

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of `text` that this span covers. Raises IndexError beyond the text's end."""
        if self.end > len(text):
            raise IndexError(f"span {self.start}..{self.end} lies beyond a text of {len(text)} characters")
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


# What the frozen class refuses through its attributes, its slots take.
_set_start, _set_end = Span.__dict__["start"].__set__, Span.__dict__["end"].__set__


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same characters as sorted spans without overlap or adjacency; empty spans are dropped."""
    out: list[Span] = []
    for span in sorted(spans):
        if span.start == span.end:
            continue
        if out and span.start <= out[-1].end:
            if span.end > out[-1].end:
                out[-1] = Span(out[-1].start, span.end)
        else:
            out.append(span)
    return tuple(out)


def complement(spans: Iterable[Span], length: int) -> tuple[Span, ...]:
    """The characters of 0..length that none of `spans` covers, as sorted disjoint spans."""
    out: list[Span] = []
    at = 0
    for span in merge(spans):
        if span.start > at:
            out.append(Span(at, min(span.start, length)))
        at = max(at, span.end)
    if at < length:
        out.append(Span(at, length))
    return tuple(out)
