"""The account: every raw character is in a clause, in metadata, in a table, or in the ledger of what was removed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from policykit.model.diagnostic import Diagnostic, Removal, Severity
from policykit.model.document import Document
from policykit.model.span import Span

_MOST = 20

Range = tuple[int, int]


def account(document: Document) -> Document:
    """Fill the ledger's counts. What no clause, metadata or table holds is put down as blank or as unplaced.

    Afterwards kept_chars + the lengths of the removals == raw_chars, and no two removals overlap.
    """
    value, raw = document.text.value, document.raw
    used = [(s.start, s.end) for clause in document.clauses for s in clause.paragraphs]
    used += [(s.start, s.end) for clause in document.clauses if (s := clause.head_span)]
    used += [(s.start, s.end) for s in document.metadata.spans]
    used += [(t.span.start, t.span.end) for t in document.tables]
    placed = _merged(used)
    between = [(a, b, value[a:b].isspace()) for a, b in _gaps(placed, len(value))]
    lost = [(a, b) for a, b, blank in between if not blank]
    kept = _raw(document, placed)
    removed = _disjoint(document.ledger.removed, kept)
    taken = _merged([*kept, *((r.raw_span.start, r.raw_span.end) for r in removed)])
    blanks = _raw(document, [(a, b) for a, b, blank in between if blank])
    removed += _named(raw, _gaps(taken, len(raw)), blanks)
    removed.sort(key=lambda r: r.raw_span.start)
    ledger = replace(
        document.ledger,
        raw_chars=len(raw),
        kept_chars=len(raw) - sum([r.raw_span.end - r.raw_span.start for r in removed]),
        removed=tuple(removed),
    )
    noted = tuple(_unplaced(value, a, b) for a, b in lost[:_MOST])
    return replace(document, ledger=ledger, diagnostics=document.diagnostics + noted)


def _named(raw: str, gaps: Iterable[Range], blanks: Sequence[Range]) -> list[Removal]:
    """The gaps, each as blank or unplaced. What was read as a blank is one, however it was printed (&emsp;)."""
    out: list[Removal] = []
    at = 0
    for start, end in gaps:
        if raw[start:end].isspace():
            out.append(Removal("layout.blank", Span(start, end)))
            continue
        while at < len(blanks) and blanks[at][1] <= start:
            at += 1
        here = at
        while start < end:
            if here < len(blanks) and blanks[here][0] <= start:
                stop, rule = min(end, blanks[here][1]), "layout.blank"
                here += 1
            else:
                stop = min(end, blanks[here][0]) if here < len(blanks) else end
                rule = "layout.blank" if raw[start:stop].isspace() else "parse.unplaced"
            out.append(Removal(rule, Span(start, stop)))
            start = stop
    return out


def _unplaced(value: str, start: int, end: int) -> Diagnostic:
    message = f"有 {end - start} 个字未能归入任何条款（“{value[start:end].strip()[:20]}”），请对照原文核对。"
    return Diagnostic("parse.unplaced", Severity.WARNING, message, Span(start, end))


def _merged(ranges: Iterable[Range]) -> list[Range]:
    """Sorted, disjoint and not adjacent."""
    out: list[Range] = []
    last_start, last_end = -1, -1
    for start, end in sorted(ranges):
        if start == end:
            continue
        if start <= last_end:
            last_end = max(last_end, end)
            continue
        if last_end > last_start:
            out.append((last_start, last_end))
        last_start, last_end = start, end
    if last_end > last_start:
        out.append((last_start, last_end))
    return out


def _gaps(ranges: Sequence[Range], length: int) -> Iterable[Range]:
    at = 0
    for start, end in ranges:
        if start > at:
            yield at, start
        at = end
    if at < length:
        yield at, length


def _raw(document: Document, placed: Sequence[Range]) -> list[Range]:
    """The raw characters of `placed`, in one pass over the runs of the text."""
    out: list[Range] = []
    runs = document.text.runs
    count, at = len(runs), 0
    low = high = moved = 0  # the linear run that held the last stretch whole
    for start, end in placed:
        if low <= start and end <= high:
            out.append((start + moved, end + moved))
            continue
        while at < count and runs[at].end <= start:
            at += 1
        here = at
        while here < count:
            run = runs[here]
            if run.start >= end:
                break
            size = run.end - run.start
            if size == run.raw_end - run.raw_start:
                shift = run.raw_start - run.start
                if run.start <= start and end <= run.end:
                    low, high, moved = run.start, run.end, shift
                    out.append((start + shift, end + shift))
                else:
                    out.append((max(run.start, start) + shift, min(run.end, end) + shift))
            else:
                out.append((run.raw_start, run.raw_end))
            here += 1
        at = max(at, here - 1)
    return _merged(out)


def _disjoint(removals: Iterable[Removal], kept: Sequence[Range]) -> list[Removal]:
    """The removals without what is kept after all and without what an earlier one took."""
    out: list[Removal] = []
    edge, k = 0, 0
    for removal in sorted(removals, key=lambda r: r.raw_span.start):
        span = removal.raw_span
        start, end = max(span.start, edge), span.end
        if start >= end:
            continue
        while k < len(kept) and kept[k][1] <= start:
            k += 1
        if start == span.start and (k == len(kept) or kept[k][0] >= end):
            out.append(removal)
        else:
            here = k
            while start < end:
                if here < len(kept) and kept[here][0] < end:
                    if kept[here][0] > start:
                        out.append(Removal(removal.rule, Span(start, kept[here][0])))
                    start = max(start, kept[here][1])
                    here += 1
                else:
                    out.append(Removal(removal.rule, Span(start, end)))
                    start = end
        edge = max(edge, end)
    return out
