"""Whether the law a draft cites is still law, as far as the workspace tells; said beside the lines that cite it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policykit.catalog import Catalog
    from policykit.model.document import Document
    from policykit.model.output import Draft, Line


@dataclass(frozen=True, slots=True)
class CitedLaw:
    """One citation of a draft that is not simply verified. `verdict` is repealed, no_such_article, unknown_document or
    ambiguous; `line` is the text it stands in."""

    surface: str
    verdict: str
    reason: str
    line: str


def cited_law(draft: Draft, catalog: Catalog, on: date | None = None) -> tuple[CitedLaw, ...]:
    """The citations of the draft's text that need a look, each once, in order; `on` is the day whose law counts."""
    from policykit.api.register import register
    from policykit.cite.check import Checker
    from policykit.cite.resolve import Verdict

    document = _read([line.text for line in draft.lines])
    out: dict[tuple[str, str], CitedLaw] = {}
    for entry in Checker(catalog, register(catalog).index).check(document, on).entries:
        # The plan's own table, in 见附件《行政执法依据目录》, is no law.
        if entry.verdict is Verdict.VERIFIED or any(a.title.endswith(entry.title) for a in draft.annexes):
            continue
        reason = entry.reason or entry.verdict.value
        found = CitedLaw(entry.surface, entry.verdict.value, reason, _line(draft.lines, entry.surface))
        out.setdefault((entry.surface, reason), found)
    return tuple(out.values())


def _read(lines: Sequence[str]) -> Document:
    """The lines as a document with its citations, a clause each. A draft is made of clean text: it needs no reading,
    and what else annotation finds is not wanted here."""
    from policykit.annotate.citations import annotate_citations
    from policykit.extract import extract_bytes
    from policykit.model.document import Clause, ClauseKind
    from policykit.model.span import Span

    plain = [text.replace("\r", " ").replace("\n", " ").encode("utf-8", "replace").decode("utf-8") for text in lines]
    document = extract_bytes("\n".join(plain).encode("utf-8"), "起草稿.txt")
    clauses, at = [], 0
    for number, text in enumerate(plain, start=1):
        span = Span(at, at + len(text))
        clauses.append(Clause(f"第{number}段", 1, ClauseKind.UNIT, None, None, span.of(document.text.value), (span,)))
        at = span.end + 1
    return annotate_citations(replace(document, clauses=tuple(clauses)))


def remarked(draft: Draft, found: Sequence[CitedLaw]) -> Draft:
    """The draft with each finding as a remark on the lines that print the citation."""
    if not found:
        return draft
    lines = []
    for line in draft.lines:
        told = tuple(f"引用核对：“{f.surface}”——{f.reason}" for f in found if f.surface in line.text)
        lines.append(replace(line, remarks=(*line.remarks, *told)) if told else line)
    return replace(draft, lines=tuple(lines))


def _line(lines: Sequence[Line], surface: str) -> str:
    return next((line.text for line in lines if surface in line.text), "")
