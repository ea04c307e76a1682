"""Text that remembers where in the raw file each of its characters was printed.

A `Text` is a string tiled by runs. A run maps a stretch of the string to a stretch of the raw file; runs
follow one another in the string, but their raw stretches may stand in any order, so pages can be put back
in sequence and headers cut out without losing the way back to the print.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from policykit.model.diagnostic import Change, Removal
from policykit.model.slots import direct
from policykit.model.span import Span, merge


@direct
@dataclass(frozen=True, slots=True)
class Run:
    """`[start, end)` of the text was printed at `[raw_start, raw_end)` of the raw file.

    Equal lengths map character by character, unless `whole` is set. Otherwise the stretch maps as a whole (a
    replacement), and a run with an empty raw stretch was inserted at that place (a line break that the print
    had lost). A part of a stretch that maps as a whole still maps to all of it, and says so with `whole`,
    since its length may by chance be that of its raw stretch.
    """

    start: int
    end: int
    raw_start: int
    raw_end: int
    whole: bool = False

    @property
    def linear(self) -> bool:
        return not self.whole and self.end - self.start == self.raw_end - self.raw_start


@direct
@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the characters of `span` by `replacement`; an empty replacement deletes them."""

    span: Span
    replacement: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A string with its offset map. Build with `Text.of_raw`, change with `edit` and `reorder`."""

    value: str
    runs: tuple[Run, ...]

    @classmethod
    def of_raw(cls, raw: str) -> Text:
        """The raw file itself: every character maps to its own offset."""
        return cls(raw, (Run(0, len(raw), 0, len(raw)),) if raw else ())

    def __len__(self) -> int:
        return len(self.value)

    def __getitem__(self, span: Span) -> str:
        return span.of(self.value)

    def raw_spans(self, span: Span) -> tuple[Span, ...]:
        """Where the characters of `span` were printed, sorted, in the raw file.

        A stretch that maps as a whole answers with its whole raw stretch. Raises IndexError out of range.
        """
        if span.end > len(self.value):
            raise IndexError(f"{span.start}..{span.end} lies beyond a text of {len(self.value)} characters")
        first = bisect_right(self.runs, span.start, key=_end_of)
        if first < len(self.runs) and span.start < span.end <= self.runs[first].end and self.runs[first].linear:
            # Nearly every clause was printed in one piece: no list, no merging.
            shift = self.runs[first].raw_start - self.runs[first].start
            return (Span(span.start + shift, span.end + shift),)
        out: list[Span] = []
        for run in self._runs_in(span):
            if run.linear:
                shift = run.raw_start - run.start
                out.append(Span(max(run.start, span.start) + shift, min(run.end, span.end) + shift))
            else:
                out.append(Span(run.raw_start, run.raw_end))
        return merge(out)

    def raw_pairs(self, groups: Iterable[Iterable[Span]]) -> list[list[list[int]]]:
        """For each group of spans, the raw spans of each of them, one after the other, as `[start, end]`.

        What `raw_spans` gives, for many at once; fastest where the spans follow one another. Raises IndexError out
        of range.
        """
        out: list[list[list[int]]] = []
        low = high = shift = 0  # the run last met, which mostly holds the next span too
        for group in groups:
            pairs: list[list[int]] = []
            for span in group:
                start, end = span.start, span.end
                if not low <= start < end <= high:
                    at = bisect_right(self.runs, start, key=_end_of)
                    run = self.runs[at] if at < len(self.runs) else None
                    if run is None or not start < end <= run.end or not run.linear:
                        pairs.extend([raw.start, raw.end] for raw in self.raw_spans(span))
                        continue
                    low, high, shift = run.start, run.end, run.raw_start - run.start
                pairs.append([start + shift, end + shift])
            out.append(pairs)
        return out

    def from_raw(self, raw_span: Span) -> tuple[Span, ...]:
        """The stretches of the text that were printed inside `raw_span`, in text order."""
        out: list[Span] = []
        for run in _raw_index(_ByIdentity(self.runs)).overlapping(raw_span):
            if run.linear:
                shift = run.start - run.raw_start
                out.append(Span(max(run.raw_start, raw_span.start) + shift, min(run.raw_end, raw_span.end) + shift))
            else:
                out.append(Span(run.start, run.end))
        return merge(out)

    def edit(self, edits: Iterable[Edit], rule: str) -> tuple[Text, tuple[Removal, ...], tuple[Change, ...]]:
        """Apply non-overlapping edits at once; what they took out or replaced is returned for the ledger.

        A replacement of the same length keeps its map character by character. Raises ValueError where two
        edits overlap and IndexError where one lies beyond the text.
        """
        ordered = sorted(edits, key=lambda e: (e.span.start, e.span.end))
        if not ordered:
            return self, (), ()
        if ordered[-1].span.end > len(self.value):
            raise IndexError(f"an edit lies beyond a text of {len(self.value)} characters")
        chars: list[str] = []
        runs: list[Run] = []
        removed: list[Removal] = []
        changed: list[Change] = []
        at, out_len = 0, 0
        for edit in ordered:
            span = edit.span
            if span.start < at:
                raise ValueError(f"edits overlap at {span.start}")
            out_len = self._copy(Span(at, span.start), out_len, chars, runs)
            raw = self.raw_spans(span) if span.end > span.start else ()
            new = edit.replacement
            if not new:
                removed.extend(Removal(rule, r) for r in raw)
            elif len(new) == len(span) and len(raw) <= 1:
                self._splice(span, out_len, runs)
                if raw:
                    changed.append(Change(rule, raw[0], span.of(self.value), new))
            else:
                # The first raw stretch carries the replacement; further ones are gone from the text.
                here = raw[0] if raw else Span(*[self._raw_place(span.start)] * 2)
                runs.append(Run(out_len, out_len + len(new), here.start, here.end, whole=True))
                if raw:
                    changed.append(Change(rule, here, span.of(self.value), new))
                    removed.extend(Removal(rule, r) for r in raw[1:])
            if new:
                chars.append(new)
                out_len += len(new)
            at = span.end
        self._copy(Span(at, len(self.value)), out_len, chars, runs)
        return Text("".join(chars), _join(runs)), _really_gone(removed, runs), tuple(changed)

    def reorder(self, pieces: Sequence[Span]) -> Text:
        """The text with its pieces in the order given. `pieces` must tile the text; ValueError otherwise."""
        if sorted(pieces) != list(_tiles(pieces, len(self.value))):
            raise ValueError("the pieces do not tile the text")
        chars: list[str] = []
        runs: list[Run] = []
        length = 0
        for piece in pieces:
            length = self._copy(piece, length, chars, runs)
        return Text("".join(chars), _join(runs))

    def _runs_in(self, span: Span) -> Iterable[Run]:
        for at in range(bisect_right(self.runs, span.start, key=_end_of), len(self.runs)):
            run = self.runs[at]
            if run.start >= span.end:
                return
            yield run

    def _raw_place(self, at: int) -> int:
        """The raw offset at which something inserted before text offset `at` stands."""
        for run in self._runs_in(Span(at, at + 1)):
            return run.raw_start + (at - run.start) if run.linear else run.raw_start
        return self.runs[-1].raw_end if self.runs else 0

    def _splice(self, span: Span, at: int, runs: list[Run]) -> None:
        """Append the runs of `span`, moved so that the span starts at text offset `at`."""
        move = at - span.start
        for run in self._runs_in(span):
            start, end = max(run.start, span.start), min(run.end, span.end)
            if run.linear:
                shift = run.raw_start - run.start
                runs.append(Run(start + move, end + move, start + shift, end + shift))
            else:
                runs.append(Run(start + move, end + move, run.raw_start, run.raw_end, whole=True))

    def _copy(self, span: Span, at: int, chars: list[str], runs: list[Run]) -> int:
        if span.end > span.start:
            chars.append(self.value[span.start : span.end])
            self._splice(span, at, runs)
        return at + len(span)


def _end_of(run: Run) -> int:
    return run.end


def _really_gone(removed: list[Removal], runs: list[Run]) -> tuple[Removal, ...]:
    """The removals without what the text still shows: deleting a part of a stretch that maps as a whole takes
    nothing out of the file until its last character goes."""
    kept = [Span(r.raw_start, r.raw_end) for r in runs if r.whole] if removed else []
    if not kept:
        return tuple(removed)
    shown = merge(kept)
    out: list[Removal] = []
    for removal in removed:
        at, end = removal.raw_span.start, removal.raw_span.end
        for nth in range(bisect_right(shown, at, key=lambda s: s.end), len(shown)):
            if shown[nth].start >= end:
                break
            if shown[nth].start > at:
                out.append(Removal(removal.rule, Span(at, shown[nth].start)))
            at = max(at, shown[nth].end)
        if at < end:
            out.append(Removal(removal.rule, Span(at, end)))
    return tuple(out)


class _ByIdentity:
    """A tuple of runs as a cache key: equal only to itself, so that no lookup ever compares or hashes the runs."""

    __slots__ = ("runs",)

    def __init__(self, runs: tuple[Run, ...]) -> None:
        self.runs = runs

    def __hash__(self) -> int:
        return id(self.runs)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and self.runs is other.runs


class _RawIndex:
    """Runs by their place in the raw file, so that one lookup does not walk all of them."""

    __slots__ = ("by_raw", "reach", "starts")

    def __init__(self, runs: tuple[Run, ...]) -> None:
        self.by_raw = sorted(runs, key=lambda r: (r.raw_start, r.raw_end))
        self.starts = [r.raw_start for r in self.by_raw]
        # reach[i]: how far the raw stretches of the first i+1 runs go; never falls, so it can be bisected.
        self.reach: list[int] = list(accumulate((r.raw_end for r in self.by_raw), max))

    def overlapping(self, raw_span: Span) -> Iterable[Run]:
        first = bisect_right(self.reach, raw_span.start)
        for at in range(first, bisect_left(self.starts, raw_span.end)):
            if self.by_raw[at].raw_end > raw_span.start:
                yield self.by_raw[at]


@lru_cache(maxsize=4)
def _raw_index(key: _ByIdentity) -> _RawIndex:
    return _RawIndex(key.runs)


def _tiles(pieces: Sequence[Span], length: int) -> Iterable[Span]:
    """The pieces sorted, if they tile 0..length; otherwise something that differs from them."""
    at = 0
    for piece in sorted(pieces):
        if piece.start != at:
            return
        at = piece.end
        yield piece
    if at != length:
        yield Span(at, at)


def _join(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Adjacent linear runs that continue each other in the raw file become one."""
    out: list[Run] = []
    for run in runs:
        last = out[-1] if out else None
        if last and last.linear and run.linear and last.end == run.start and last.raw_end == run.raw_start:
            out[-1] = Run(last.start, run.end, last.raw_start, run.raw_end)
        else:
            out.append(run)
    return tuple(out)
