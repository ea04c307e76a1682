"""任务分工表: each task of the sources, who takes it, by when, on what basis."""

from __future__ import annotations

from collections.abc import Sequence

from policykit.draft.annexes.rows import basis, serial
from policykit.draft.assignment import assign
from policykit.draft.binding import Binder
from policykit.draft.localise import localise, origin
from policykit.draft.provenance import of_heading
from policykit.draft.sections import ancestors
from policykit.draft.tasks import Task, collect
from policykit.draft.variables import is_law
from policykit.model.document import Document
from policykit.model.output import Annex, Column, OutCell, Row
from policykit.model.store import DocumentStore
from policykit.profile import Profile

COLUMNS = (
    Column("序号", 0.5),
    Column("重点任务", 1.6),
    Column("具体措施", 4.6),
    Column("牵头单位", 1.3),
    Column("责任单位（配合单位）", 1.6),
    Column("完成时限", 1.3),
    Column("依据条款", 2.0),
)
STANDING = "长期坚持"  # never printed for a task that has a time limit


def build(profile: Profile | None, sources: Sequence[Document], store: DocumentStore | None = None) -> Annex:
    """One row a task. With a profile: the tasks that bind the department, and its units; else all, and the
    bodies the sources name."""
    binder = Binder(profile) if profile else None
    found = [t for d in sources if not is_law(d) for t in collect(d, binder)[0]]
    rows = tuple(_row(n, task, profile) for n, task in enumerate(found, start=1))
    name = profile.name if profile else ""
    return Annex("任务分工表", f"{name}任务分工表", COLUMNS, rows)


def _row(number: int, task: Task, profile: Profile | None) -> Row:
    heading = _heading(task)
    text, changes = localise(task.text, profile) if profile else (task.text, ())
    lead, others = _bodies(task, heading, profile)
    cells = (
        serial(number),
        OutCell(heading),
        OutCell(text),
        OutCell(lead),
        OutCell(others),
        OutCell(task.deadline or ""),
        OutCell(basis(task.source)),
    )
    sources = [task.source]
    if heading and heading == task.clause.heading:
        sources.append(of_heading(task.document, task.clause))
    return Row(f"r{number}", cells, origin(changes), tuple(sources), changes)


def _heading(task: Task) -> str:
    named = [c.heading for c in ancestors(task.document, task.clause.address) if c.heading]
    return named[-1] if named else ""


def _bodies(task: Task, heading: str, profile: Profile | None) -> tuple[str, str]:
    """牵头单位 and 责任单位（配合单位）."""
    if profile is None:
        lead = task.leads or task.supervisors
        helpers = f"（配合：{'、'.join(task.helpers)}）" if task.helpers else ""
        if not lead:
            return "、".join(task.others), helpers
        return "、".join(lead), "、".join(task.others) + helpers
    assigned = assign(profile, heading, task.text)
    return assigned.unit, "、".join(assigned.helpers)
