"""The tree: lines to parts to clauses, and what the head and signature of each part say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from policykit.lang import numerals
from policykit.model.address import COVER, PREAMBLE, SIGNATURE
from policykit.model.diagnostic import Diagnostic
from policykit.model.document import Clause, ClauseKind, Document
from policykit.model.span import Span
from policykit.parse import checks, parts
from policykit.parse.facts import gather
from policykit.parse.lines import Line, split
from policykit.parse.numbering import label_of
from policykit.parse.outline import outline
from policykit.parse.parts import Part
from policykit.parse.salutations import part_salutations
from policykit.parse.units import build


def structure(document: Document) -> Document:
    """Fill clauses and what is printed of the metadata."""
    value = document.text.value
    lines = part_salutations(split(value, (t.span for t in document.tables)))
    labels = [label_of(line.text) for line in lines]
    found = parts.split(lines, labels)
    main = main_part(found)
    clauses: list[Clause] = []
    noted: list[Diagnostic] = []
    spans: list[Span] = []
    count = 0
    for at, part in enumerate(found):
        prefix = ""
        if at > main:
            count = attachment_number(part, count)
            prefix = f"附件{count}"
        elif at == main and part.marker is not None and at > 0:
            count = attachment_number(part, count)
        got, notes = _part(value, part, prefix, cover=at < main)
        clauses += got
        noted += notes
        spans += part.spans + (part.head.spans if not prefix else _aside(part, got))
        if part.marker is not None and not prefix:
            spans.append(part.marker.span)
    metadata, doubts = gather(document, found, main)
    metadata = replace(metadata, spans=tuple(sorted({*metadata.spans, *spans})))
    document = replace(document, clauses=unique(clauses), metadata=metadata)
    return replace(document, diagnostics=(*document.diagnostics, *doubts, *checks.limited(noted)))


def main_part(found: Sequence[Part]) -> int:
    """The index of the part that the document is about: after a notice that merely transmits, the plan."""
    return 1 if len(found) > 1 and found[0].transmits else 0


def attachment_number(part: Part, last: int) -> int:
    """The number an attachment prints, else the next."""
    return (numerals.parse(part.number) if part.number else None) or last + 1


def _part(value: str, part: Part, prefix: str, *, cover: bool) -> tuple[list[Clause], list[Diagnostic]]:
    entries = outline(part.body, part.labels)
    first = entries[0].line if entries else len(part.body)
    lead = part.body[:first]
    level = 1 if prefix else 0
    out: list[Clause] = []
    if prefix:
        out.append(_attachment(value, part, prefix, lead))
    elif lead:
        kind = ClauseKind.COVER if cover else ClauseKind.PREAMBLE
        out.append(_loose(value, COVER if cover else PREAMBLE, kind, lead))
    units = build(value, part.body, entries, prefix, level)
    out += units.clauses
    if part.signature:
        address = f"{prefix}/{SIGNATURE}" if prefix else SIGNATURE
        out.append(_loose(value, address, ClauseKind.SIGNATURE, part.signature))
    return out, checks.numbering(entries, units)


def _loose(value: str, address: str, kind: ClauseKind, lines: Sequence[Line]) -> Clause:
    spans = tuple(line.span for line in lines)
    return Clause(address, 0, kind, None, None, "\n".join(s.of(value) for s in spans), spans)


def _attachment(value: str, part: Part, address: str, lead: Sequence[Line]) -> Clause:
    """The clause of an attachment: its title is the heading, its unnumbered text the clause's own."""
    head = [s for s in part.head.spans if s not in part.head.contents]
    if part.marker:
        head.append(part.marker.span)
    spans = [line.span for line in lead]
    limit = min((s.start for s in spans), default=None)
    head = [s for s in head if limit is None or s.end <= limit]
    head_span = Span(min(s.start for s in head), max(s.end for s in head)) if head else None
    text = "\n".join(s.of(value) for s in spans)
    return Clause(address, 1, ClauseKind.ATTACHMENT, None, part.head.title, text, tuple(spans), head_span)


def _aside(part: Part, clauses: Sequence[Clause]) -> list[Span]:
    """What of an attachment's head stays metadata: all that its clause's head does not cover."""
    head = clauses[0].head_span if clauses else None
    return [s for s in part.head.spans if head is None or not head.contains(s)]


def unique(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Addresses that two parts share (a second signature, a repeated attachment number) get #2."""
    seen: dict[str, int] = {}
    out: list[Clause] = []
    for clause in clauses:
        count = seen[clause.address] = seen.get(clause.address, 0) + 1
        address = clause.address
        while count > 1 and f"{clause.address}#{count}" in seen:
            count += 1
        if count > 1:
            seen[clause.address] = count
            address = f"{clause.address}#{count}"
            seen[address] = 1
        out.append(clause if address == clause.address else replace(clause, address=address))
    return tuple(out)
