"""时限台账: every time limit of every task, soonest first; recurring and relative limits after the dated ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from policykit.annotate.deadlines.alone import due
from policykit.draft.annexes.rows import basis_of, measure, owner, places, serial, tasks_of
from policykit.draft.annexes.rows import limit as printed_limit
from policykit.draft.assignment import Assignment, assign_together, together
from policykit.draft.localise import origin
from policykit.draft.places import Piece
from policykit.draft.provenance import within
from policykit.draft.tasks import Task
from policykit.model.annotation import Deadline
from policykit.model.document import Document
from policykit.model.output import Annex, Column, OutCell, Row
from policykit.model.span import Span
from policykit.model.store import DocumentStore
from policykit.profile import Profile

COLUMNS = (
    Column("序号", 0.5),
    Column("完成时限", 1.6),
    Column("截止日期", 1.2),
    Column("任务", 4.8),
    Column("责任单位", 1.5),
    Column("依据条款", 2.0),
)
LAST = "9999"


def build(profile: Profile | None, sources: Sequence[Document], store: DocumentStore | None = None) -> Annex:
    """One row a printed time limit: a sentence with two (每月5日前报送进展，每年12月10日前报送总结) has two rows."""
    found: list[tuple[Deadline | None, Task, Assignment | None]] = []
    printed = {d.id: _by_clause(d) for d in sources}
    for run in together(tasks_of(profile, sources)):
        assigned = assign_together(profile, run)[1] if profile else (None,) * len(run)
        for task, units in zip(run, assigned, strict=True):
            found += [(limit, t, units) for limit, t in _each(task, printed[task.document.id])]
    found.sort(key=lambda f: (f[0].end or LAST) if f[0] else LAST)
    rows = tuple(_row(n, limit, task, units, profile) for n, (limit, task, units) in enumerate(found, start=1))
    return Annex("时限台账", f"{owner(profile)}时限台账", COLUMNS, rows)


def _by_clause(document: Document) -> dict[str, list[Deadline]]:
    out: dict[str, list[Deadline]] = {}
    for limit in document.deadlines:
        if not limit.in_heading:
            out.setdefault(limit.clause, []).append(limit)
    return out


def _each(task: Task, limits: Mapping[str, Sequence[Deadline]]) -> list[tuple[Deadline | None, Task]]:
    """The task once for each time limit its words print. One that a person or a table's cell sets stands alone."""
    if not task.deadline:
        return []
    if task.limit_cell is not None or (task.decision is not None and task.decision.deadline):
        return [(_limit(task), task)]
    printed = {d.text: d for p in (task.sentence, *task.items) for d in _inside(task, p, limits)}
    out: list[tuple[Deadline | None, Task]] = [(d, replace(task, deadline=text)) for text, d in printed.items()]
    return out if task.deadline in printed else [*out, (_limit(task), task)]


def _inside(task: Task, piece: Piece, limits: Mapping[str, Sequence[Deadline]]) -> Iterator[Deadline]:
    """The limits printed in one piece of the task."""
    source = piece.source
    clause = task.document.clause(source.address) if source.address in limits else None
    if clause is None or source.span is None:
        return
    for limit in limits[source.address]:
        at = within(clause, limit.span)
        if at is not None and source.span.contains(at):
            yield limit


def _limit(task: Task) -> Deadline | None:
    """The deadline read for the words the task prints; of two alike in a clause the one in the task's sentence. One
    that a person set stands in no clause and is read by itself."""
    if task.decision is not None and task.decision.deadline:
        year = int((task.document.metadata.issued_date or "0")[:4])
        own = due(task.decision.deadline, year)
        return Deadline(task.address, task.decision.deadline, None, own.last, own.recurring, Span(0, 0))
    at = (task.address, *((task.limit_cell.source.address,) if task.limit_cell else ()))
    same = [d for d in task.document.deadlines if d.clause in at and d.text == task.deadline]
    return next((d for d in same if d.text in task.text), None) or next(iter(same), None)


def _spoken_day(iso: str) -> str:
    """2026-06-30 as a document prints it; empty for none."""
    if not iso:
        return ""
    year, month, day = iso.split("-")
    return f"{year}年{int(month)}月{int(day)}日"


def _row(number: int, limit: Deadline | None, task: Task, units: Assignment | None, profile: Profile | None) -> Row:
    text, changes = measure(task, profile)
    named = task.leads or task.others or task.supervisors or task.helpers
    shown = printed_limit(task, profile)
    last = (limit.end or "") if limit else ""
    if last and profile and shown != task.deadline:
        last = (date.fromisoformat(last) - timedelta(days=profile.days_early)).isoformat()
    cells = (
        serial(number),
        OutCell(shown),
        OutCell(_spoken_day(last), day=last),
        OutCell(text),
        OutCell(units.unit if units else "、".join(named)),
        OutCell(basis_of(task)),
    )
    sources = tuple(p for p in places(task) if p not in {n.source for n in task.names})
    return Row(f"r{number}", cells, origin(changes), sources, changes)
