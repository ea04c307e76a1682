"""From raw spans to places in the text, for many spans at once."""

from __future__ import annotations

from bisect import bisect_right

from policykit.model.span import Span
from policykit.model.text import Text


class Places:
    """The runs of a text sorted by where they were printed, so that each question takes logarithmic time."""

    __slots__ = ("_ends", "_runs")

    def __init__(self, text: Text) -> None:
        self._runs = sorted((r for r in text.runs if r.raw_end > r.raw_start), key=lambda r: (r.raw_start, r.raw_end))
        self._ends: list[int] = []
        reach = 0
        for run in self._runs:
            reach = max(reach, run.raw_end)
            self._ends.append(reach)

    def of(self, raw: Span) -> Span | None:
        """The smallest span of the text that holds everything printed in `raw`, or None if nothing is left of it."""
        low: int | None = None
        high = 0
        for i in range(bisect_right(self._ends, raw.start), len(self._runs)):
            run = self._runs[i]
            if run.raw_start >= raw.end:
                break
            if run.raw_end <= raw.start:
                continue
            if run.linear:
                shift = run.start - run.raw_start
                start, end = max(run.raw_start, raw.start) + shift, min(run.raw_end, raw.end) + shift
            else:
                start, end = run.start, run.end
            low = start if low is None else min(low, start)
            high = max(high, end)
        return None if low is None else Span(low, high)
