"""时限台账: every task with a time limit, soonest first; recurring and relative limits after the dated ones."""

from __future__ import annotations

from collections.abc import Sequence

from policykit.draft.annexes.rows import basis, serial
from policykit.draft.assignment import assign
from policykit.draft.binding import Binder
from policykit.draft.tasks import Task, collect
from policykit.draft.variables import is_law
from policykit.model.annotation import Deadline
from policykit.model.document import Document
from policykit.model.output import Annex, Column, Origin, OutCell, Row
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
    binder = Binder(profile) if profile else None
    found = [t for d in sources if not is_law(d) for t in collect(d, binder)[0] if t.deadline]
    dated = sorted(((_limit(t), t) for t in found), key=lambda p: (p[0].end or LAST) if p[0] else LAST)
    rows = tuple(_row(n, limit, task, profile) for n, (limit, task) in enumerate(dated, start=1))
    return Annex("时限台账", f"{profile.name if profile else ''}时限台账", COLUMNS, rows)


def _limit(task: Task) -> Deadline | None:
    """The deadline read for the words the task prints."""
    same = (d for d in task.document.deadlines if d.clause == task.clause.address and d.text == task.deadline)
    return next(same, None)


def _row(number: int, limit: Deadline | None, task: Task, profile: Profile | None) -> Row:
    named = task.leads or task.others or task.supervisors
    unit = assign(profile, task.clause.heading or "", task.text).unit if profile else "、".join(named)
    cells = (
        serial(number),
        OutCell(task.deadline or ""),
        OutCell((limit.end or "") if limit else ""),
        OutCell(task.text),
        OutCell(unit),
        OutCell(basis(task.source)),
    )
    return Row(f"r{number}", cells, Origin.SOURCE, (task.source,))
