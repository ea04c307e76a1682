"""指标台账: every number the sources demand, with the sentence that demands it and who answers for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policykit.draft.annexes.rows import basis, owner, serial, tasks_of
from policykit.draft.assignment import assign_together, together
from policykit.draft.papers import split_sources
from policykit.draft.provenance import of_text, within
from policykit.draft.sections import AIMS, part_of
from policykit.draft.segments import closed, segments, trimmed, whole
from policykit.draft.tasks import Task
from policykit.model.annotation import Indicator
from policykit.model.document import Document
from policykit.model.output import Annex, Column, Origin, OutCell, Provenance, Row
from policykit.model.store import DocumentStore
from policykit.profile import Profile

_SHARED = re.compile(r"(?:、[^，。；、]{1,20})+")
COLUMNS = (
    Column("序号", 0.5),
    Column("指标", 2.0),
    Column("指标要求", 1.4),
    Column("数值", 0.8),
    Column("单位", 0.6),
    Column("出自", 4.0),
    Column("责任单位", 1.4),
    Column("依据条款", 2.0),
)


def build(profile: Profile | None, sources: Sequence[Document], store: DocumentStore | None = None) -> Annex:
    """One row an indicator. With a profile: those of the tasks that bind the department and of the common aims."""
    rows: list[Row] = []
    tasks = tasks_of(profile, sources)
    led = _led(profile, tasks)
    for document in split_sources(sources)[0]:
        for indicator in document.indicators:
            clause = document.clause(indicator.clause)
            span = within(clause, indicator.span) if clause else None
            if clause is None or span is None:
                continue
            sentence = trimmed(clause.text, whole(segments(clause.text), span))
            place = of_text(document, clause, sentence)
            task = _task_at(tasks, place)
            if profile is None or task is not None or part_of(document, clause.address) == AIMS:
                rows.append(_row(len(rows) + 1, indicator, place, _unit(profile, task, led)))
    return Annex("指标台账", f"{owner(profile)}指标台账", COLUMNS, tuple(rows))


def _task_at(tasks: Sequence[Task], place: Provenance) -> Task | None:
    for task in tasks:
        for piece in (task.sentence, *task.items):
            own = piece.source
            same = (own.doc_id, own.address) == (place.doc_id, place.address)
            if same and own.span is not None and place.span is not None and own.span.contains(place.span):
                return task
    return None


def _led(profile: Profile | None, tasks: Sequence[Task]) -> dict[int, str]:
    """The unit that leads each task, as the other tables have it; tasks by identity."""
    if profile is None:
        return {}
    runs = ((run, assign_together(profile, run)[1]) for run in together(tasks))
    return {id(task): a.unit for run, each in runs for task, a in zip(run, each, strict=True)}


def _unit(profile: Profile | None, task: Task | None, led: dict[int, str]) -> str:
    if profile is None:
        return "、".join((task.leads or task.others or task.supervisors) if task else ())
    return profile.name if task is None else led[id(task)]


def _named(indicator: Indicator, quote: str) -> tuple[str, str]:
    """What is measured and what is demanded, as printed: a name cut within its brackets is taken whole, and of
    several that share a row of numbers (小学、初中分别不超过2小时、4小时) none is given another's."""
    name, demand = indicator.subject, indicator.text
    at = quote.find(demand)
    front = quote.rfind(name, 0, at) if name and at >= 0 else -1
    if front < 0:
        return name, demand
    end = front + len(name)
    bracket = quote.rfind("（", 0, front)
    if name.count("）") > name.count("（") and bracket >= 0:
        front = 1 + max(quote.rfind(mark, 0, bracket) for mark in "，。；：、")
    shared = _SHARED.match(quote, at + len(demand)) if name.endswith("分别") else None
    if shared is not None:
        front = 1 + max(quote.rfind(mark, 0, front) for mark in "，。；：")
        demand = quote[at : shared.end()]
    return quote[front:end], demand


def _row(number: int, indicator: Indicator, place: Provenance, unit: str) -> Row:
    name, demand = _named(indicator, place.quote)
    value = f"{indicator.value:g}"
    cells = (
        serial(number),
        OutCell(name),
        OutCell(demand),
        OutCell("")
        if demand != indicator.text
        else OutCell(value, number=indicator.value)
        if indicator.upper is None
        else OutCell(f"{value}～{indicator.upper:g}"),
        OutCell(indicator.unit),
        OutCell(closed(place.quote)),
        OutCell(unit),
        OutCell(basis(place)),
    )
    return Row(f"r{number}", cells, Origin.SOURCE, (place,))
