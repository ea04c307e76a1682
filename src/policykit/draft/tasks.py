"""From a source's duties to the tasks of the plan: what is carried, in the source's order, and what is left out.

Records of one sentence (a lead and its helpers) become one task. A task's words are the source's own sentence;
where a sentence binds the department only in part, the part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policykit.draft.binding import Binder, Why
from policykit.draft.provenance import of_heading, of_text, within
from policykit.draft.sections import part_of
from policykit.model.address import COVER
from policykit.model.annotation import Duty, Role
from policykit.model.document import Clause, Document
from policykit.model.output import Dropped, Provenance
from policykit.model.span import Span

# The transmitting sentence of a notice is done by issuing the plan.
_TRANSMITS = re.compile(r"现(?:予以)?(?:印发|转发|下发)|请(?:认真|遵照|结合)[^。；]{0,30}(?:贯彻|执行|落实|实施)")


@dataclass(frozen=True, slots=True)
class Task:
    """One thing the department must do. `span` is in the clause's own text, None for a duty read from a table row.

    `leads`, `helpers` and `others` are the bodies the source names, by role, verbatim.
    """

    document: Document
    clause: Clause
    span: Span | None
    text: str
    part: str
    why: Why
    reason: str
    leads: tuple[str, ...]
    others: tuple[str, ...]
    helpers: tuple[str, ...]
    supervisors: tuple[str, ...]
    deadline: str | None

    @property
    def source(self) -> Provenance:
        if self.span is None:
            return of_heading(self.document, self.clause)
        return of_text(self.document, self.clause, self.span)


def collect(document: Document, binder: Binder | None) -> tuple[tuple[Task, ...], tuple[Dropped, ...]]:
    """The document's tasks in print order, and the duties left out with the reason.

    Without a binder (no department) every duty is a task.
    """
    tasks: list[Task] = []
    dropped: list[Dropped] = []
    for clause, span, duties in _sentences(document):
        bindings = [binder.bind(d) for d in duties] if binder else []
        bound = next((b for b in bindings if b.why), None)
        if binder and bound is None:
            dropped.append(Dropped(of_text(document, clause, span), bindings[0].reason))
            continue
        text = span.of(clause.text)
        if clause.address == COVER and _TRANSMITS.search(text) and len(duties) == 1:
            dropped.append(Dropped(of_text(document, clause, span), "印发通知的转发用语，印发本方案即为落实"))
            continue
        tasks.append(
            Task(
                document,
                clause,
                span,
                text,
                part_of(document, clause.address),
                bound.why if bound and bound.why else Why.CLASS,
                bound.reason if bound else "",
                _actors(duties, Role.LEAD),
                _actors(duties, Role.RESPONSIBLE, Role.HEAD),
                _actors(duties, Role.ASSIST),
                _actors(duties, Role.SUPERVISE),
                next((d.deadline for d in duties if d.deadline), None),
            )
        )
    return tuple(tasks), tuple(dropped)


def _sentences(document: Document) -> Iterable[tuple[Clause, Span, Sequence[Duty]]]:
    """Duties grouped by the stretch they stand in; a record inside another's stretch joins it."""
    clauses = {c.address: c for c in document.clauses}
    by_clause: dict[str, list[tuple[Span, Duty]]] = {}
    for duty in document.duties:
        clause = clauses.get(duty.clause)
        span = within(clause, duty.span) if clause else None
        span = _trimmed(clause, span) if clause and span else None
        if span is not None and len(span):
            by_clause.setdefault(duty.clause, []).append((span, duty))
    for clause in document.clauses:
        found = sorted(by_clause.get(clause.address, ()), key=lambda f: (f[0].start, -f[0].end))
        groups: list[tuple[Span, list[Duty]]] = []
        for span, duty in found:
            if groups and groups[-1][0].contains(span):
                groups[-1][1].append(duty)
            elif groups and groups[-1][0].overlaps(span):
                joined = Span(groups[-1][0].start, max(groups[-1][0].end, span.end))
                groups[-1] = (joined, [*groups[-1][1], duty])
            else:
                groups.append((span, [duty]))
        yield from ((clause, span, duties) for span, duties in groups)


def _trimmed(clause: Clause, span: Span) -> Span:
    """The span without a closing ；or comma: a sentence taken out of a row of them ends as a sentence of its own."""
    text = span.of(clause.text)
    return Span(span.start, span.start + len(text.rstrip("；，、 \u3000\n")))


def _actors(duties: Iterable[Duty], *roles: Role) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a for d in duties if d.role in roles for a in d.actors))
