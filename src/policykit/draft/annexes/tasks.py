"""任务分工表: each task of the sources, who takes it, by when, on what basis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policykit.decisions import Decision
from policykit.draft.annexes.rows import (
    basis_of,
    limits,
    measure,
    own_basis,
    owner,
    places,
    refused,
    serial,
    tasks_of,
    to_confirm,
)
from policykit.draft.assignment import Assignment, added_lines, assign_together, together
from policykit.draft.localise import origin
from policykit.draft.placeholder import hole
from policykit.draft.provenance import of_heading
from policykit.draft.sections import ancestors
from policykit.draft.tasks import Task
from policykit.model.annotation import Role
from policykit.model.document import Clause, Document
from policykit.model.output import Annex, Column, Origin, OutCell, Row
from policykit.model.store import DocumentStore
from policykit.profile import Profile

COLUMNS = (
    Column("序号", 0.5),
    Column("重点任务", 1.6, merge=True),
    Column("具体措施", 4.6),
    Column("牵头单位", 1.3),
    Column("责任单位（配合单位）", 1.6),
    Column("完成时限", 1.3),
    Column("依据条款", 3.2),
)

LIMIT = 5  # the column 完成时限
LED = "第{}项来文写明由{}牵头，本单位配合；“牵头单位”一栏写的是本单位的承办科室。"
NO_LIMIT = "“完成时限”空白的，来文没有写明时限。"


def build(profile: Profile | None, sources: Sequence[Document], store: DocumentStore | None = None) -> Annex:
    """One row a task. With a profile: the tasks that bind the department, and its units; else all, and the
    bodies the sources name."""
    rows: list[Row] = []
    review: list[int] = []
    numbered: list[tuple[int, Task]] = []
    for run in together(tasks_of(profile, sources)):
        assigned = assign_together(profile, run)[1] if profile else (None,) * len(run)
        for task, units in zip(run, assigned, strict=True):
            rows.append(_row(len(rows) + 1, task, units, profile))
            review += [len(rows)] if task.review else []
            numbered.append((len(rows), task))
    for line in added_lines(profile, sources):
        rows.append(_added(len(rows) + 1, line))
    blank = (NO_LIMIT,) if any(not r.cells[LIMIT].text for r in rows) else ()
    notes = (*to_confirm(review), *refused(numbered), *_led_by_others(numbered if profile else ()), *blank)
    return Annex("任务分工表", f"{owner(profile)}任务分工表", COLUMNS, tuple(rows), notes=notes)


def _led_by_others(numbered: Sequence[tuple[int, Task]]) -> Iterable[str]:
    """A note for each body that leads tasks of the table in which the department only helps."""
    leads: dict[str, list[str]] = {}
    for number, task in numbered:
        ours = {d.role for d in task.duties if set(d.actors) & set(task.mine)}
        whose = [a for a in (task.leads or task.others) if a not in task.mine]
        if ours == {Role.ASSIST} and whose:
            leads.setdefault("、".join(whose), []).append(str(number))
    for body, numbers in leads.items():
        yield LED.format("、".join(numbers), f"“{body}”")


def _row(number: int, task: Task, units: Assignment | None, profile: Profile | None) -> Row:
    headed = _headed(task)
    name = task.heading or (headed.heading if headed and headed.heading else "")
    text, changes = measure(task, profile)
    lead, others = (units.unit, "、".join(units.helpers)) if units else _bodies(task)
    cells = (
        serial(number),
        OutCell(name),
        OutCell(text),
        OutCell(lead),
        OutCell(others),
        OutCell(limits(task, profile)),
        OutCell(basis_of(task)),
    )
    sources = [*places(task)]
    if not task.names and headed is not None:
        sources.append(of_heading(task.document, headed))
    if units is None:
        sources += [p.source for p in task.bodies]
    return Row(f"r{number}", cells, origin(changes), tuple(dict.fromkeys(sources)), changes)


def _added(number: int, line: Decision) -> Row:
    """A line of the department's own: no clause says it, so the row has no source but the basis that is named."""
    cells = (
        serial(number),
        OutCell(line.name),
        OutCell(line.quote),
        OutCell(line.unit or hole("责任科室")),
        OutCell("、".join(line.helpers or ())),
        OutCell(line.deadline),
        OutCell(own_basis(line)),
    )
    return Row(f"r{number}", cells, Origin.PROFILE)


def _headed(task: Task) -> Clause | None:
    """The nearest clause with a heading, at or above the task's own."""
    above = ancestors(task.document, task.clause.address) if task.clause else ()
    return next((c for c in reversed(above) if c.heading), None)


def _bodies(task: Task) -> tuple[str, str]:
    """牵头单位 and 责任单位（配合单位）, as the source names them."""
    lead = task.leads or task.supervisors
    helpers = f"（配合：{'、'.join(task.helpers)}）" if task.helpers else ""
    if not lead:
        return "、".join(task.others), helpers
    return "、".join(lead), "、".join(task.others) + helpers
