"""The account: every raw character is in a clause, in metadata, in a table, or in the ledger of what was removed."""

from __future__ import annotations

from dataclasses import replace

from policykit.model.diagnostic import Diagnostic, Removal, Severity
from policykit.model.document import Document
from policykit.model.span import Span, complement, merge

_MOST = 20


def account(document: Document) -> Document:
    """Fill the ledger's counts. What no clause, metadata or table holds is put down as blank or as unplaced.

    Afterwards kept_chars + the lengths of the removals == raw_chars, and no two removals overlap.
    """
    value = document.text.value
    used = [s for clause in document.clauses for s in clause.spans]
    used += document.metadata.spans
    used += [t.span for t in document.tables]
    placed = merge(used)
    lost = [s for s in complement(placed, len(value)) if not s.of(value).isspace()]
    kept = _raw(document, placed)
    length = len(document.raw)
    removed: list[Removal] = []
    at = 0
    taken = list(kept)
    for removal in document.ledger.removed:
        taken_before = removal.raw_span
        removed.append(Removal(removal.rule, taken_before))
    removed = _disjoint(removed, kept)
    taken = list(merge([*taken, *(r.raw_span for r in removed)]))
    for gap in complement(taken, length):
        blank = gap.of(document.raw).isspace()
        removed.append(Removal("layout.blank" if blank else "parse.unplaced", gap))
    at = sum(len(r.raw_span) for r in removed)
    noted = tuple(
        Diagnostic(
            "parse.unplaced",
            Severity.WARNING,
            f"有 {len(s)} 个字未能归入任何条款（“{s.of(value).strip()[:20]}”），请对照原文核对。",
            s,
        )
        for s in lost[:_MOST]
    )
    ledger = replace(
        document.ledger,
        raw_chars=length,
        kept_chars=length - at,
        removed=tuple(sorted(removed, key=lambda r: r.raw_span)),
    )
    return replace(document, ledger=ledger, diagnostics=document.diagnostics + noted)


def _raw(document: Document, placed: tuple[Span, ...]) -> tuple[Span, ...]:
    """The raw characters of `placed`, in one pass over the runs of the text."""
    out: list[Span] = []
    runs = document.text.runs
    at = 0
    for span in placed:
        while at < len(runs) and runs[at].end <= span.start:
            at += 1
        here = at
        while here < len(runs) and runs[here].start < span.end:
            run = runs[here]
            if run.linear:
                shift = run.raw_start - run.start
                out.append(Span(max(run.start, span.start) + shift, min(run.end, span.end) + shift))
            else:
                out.append(Span(run.raw_start, run.raw_end))
            here += 1
        at = max(at, here - 1)
    return merge(out)


def _disjoint(removed: list[Removal], kept: tuple[Span, ...]) -> list[Removal]:
    """The removals without what is kept after all and without what an earlier one took."""
    events = sorted(enumerate(removed), key=lambda e: (e[1].raw_span, e[0]))
    out: list[Removal] = []
    edge, k = 0, 0
    for _, removal in events:
        start, end = max(removal.raw_span.start, edge), removal.raw_span.end
        while k < len(kept) and kept[k].end <= start:
            k += 1
        here = k
        while start < end:
            if here < len(kept) and kept[here].start < end:
                if kept[here].start > start:
                    out.append(Removal(removal.rule, Span(start, kept[here].start)))
                start = max(start, kept[here].end)
                here += 1
            else:
                out.append(Removal(removal.rule, Span(start, end)))
                start = end
        edge = max(edge, removal.raw_span.end)
    return out
