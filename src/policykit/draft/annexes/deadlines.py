"""时限台账: every task with a time limit, soonest first; recurring and relative limits after the dated ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from policykit.annotate.deadlines.alone import due
from policykit.draft.annexes.rows import basis, measure, owner, places, serial, tasks_of
from policykit.draft.annexes.rows import limit as printed_limit
from policykit.draft.assignment import Assignment, assign_together, together
from policykit.draft.localise import origin
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
    """One row a task that has a printed time limit."""
    found: list[tuple[Deadline | None, Task, Assignment | None]] = []
    for run in together(tasks_of(profile, sources)):
        assigned = assign_together(profile, run)[1] if profile else (None,) * len(run)
        found += [(_limit(t), t, a) for t, a in zip(run, assigned, strict=True) if t.deadline]
    found.sort(key=lambda f: (f[0].end or LAST) if f[0] else LAST)
    rows = tuple(_row(n, limit, task, units, profile) for n, (limit, task, units) in enumerate(found, start=1))
    return Annex("时限台账", f"{owner(profile)}时限台账", COLUMNS, rows)


def _limit(task: Task) -> Deadline | None:
    """The deadline read for the words the task prints; of two alike in a clause the one in the task's sentence. One
    that a person set stands in no clause and is read by itself."""
    if task.decision is not None and task.decision.deadline:
        year = int((task.document.metadata.issued_date or "0")[:4])
        own = due(task.decision.deadline, year)
        return Deadline(task.address, task.decision.deadline, None, own.last, own.recurring, Span(0, 0))
    same = [d for d in task.document.deadlines if d.clause == task.address and d.text == task.deadline]
    return next((d for d in same if d.text in task.text), None) or next(iter(same), None)


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
        OutCell(last),
        OutCell(text),
        OutCell(units.unit if units else "、".join(named)),
        OutCell(basis(task.source)),
    )
    sources = tuple(p for p in places(task) if p not in {n.source for n in task.names})
    return Row(f"r{number}", cells, origin(changes), sources, changes)
