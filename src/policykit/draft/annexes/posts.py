"""职责分解表 (duties down to posts) and 岗位责任表 (each person's): the same tasks, read two ways."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policykit.draft.annexes.rows import basis, measure, owner, places, serial, tasks_of
from policykit.draft.assignment import assign_together, post_for, together
from policykit.draft.localise import origin
from policykit.draft.placeholder import hole
from policykit.draft.tasks import Task
from policykit.model.document import Document
from policykit.model.output import Annex, Column, Localisation, Origin, OutCell, Provenance, Row
from policykit.model.store import DocumentStore
from policykit.profile import Post, Profile, Unit

BREAKDOWN = (
    Column("序号", 0.5),
    Column("执法职权", 1.6),
    Column("依据条款", 2.0),
    Column("承办机构", 1.3),
    Column("执法岗位", 1.3),
    Column("责任人", 1.2),
    Column("执法责任", 4.4),
    Column("备注", 0.8),
)
PEOPLE = (
    Column("序号", 0.5),
    Column("姓名", 0.9),
    Column("科（股）室", 1.2),
    Column("岗位", 1.2),
    Column("承担的职责任务", 5.2),
    Column("执法证件号", 1.3),
    Column("依据条款", 2.4),
)


@dataclass(frozen=True, slots=True)
class _Borne:
    """A task, the unit that takes it and the post in that unit; None where the profile's words do not say."""

    task: Task
    unit_name: str
    unit: Unit | None
    post: Post | None


def build_breakdown(profile: Profile | None, sources: Sequence[Document], store: DocumentStore | None = None) -> Annex:
    """职责分解表: one row a task, 机关 → 机构 → 岗位."""
    rows = tuple(_breakdown_row(n, b, profile) for n, b in enumerate(_borne(profile, sources), start=1))
    return Annex("职责分解表", f"{owner(profile)}职责分解表", BREAKDOWN, rows)


def build_people(profile: Profile | None, sources: Sequence[Document], store: DocumentStore | None = None) -> Annex:
    """岗位责任表: one row a person of the profile's posts, with all the tasks of the post. Tasks for which the profile
    names no post stand in rows of their own, their person to be filled in, so that none is without a bearer."""
    borne = tuple(_borne(profile, sources))
    rows: list[Row] = []
    for unit in profile.units if profile else ():
        for post in unit.posts:
            held = [b.task for b in borne if b.unit is unit and b.post is post]
            for person in post.people or ():
                named = (person.name, unit.name, post.name, person.certificate)
                rows.append(_person_row(len(rows) + 1, named, held, profile))
            if not post.people:
                rows.append(_person_row(len(rows) + 1, (hole("姓名"), unit.name, post.name, ""), held, profile))
    for name in dict.fromkeys(b.unit_name for b in borne if b.post is None):
        held = [b.task for b in borne if b.post is None and b.unit_name == name]
        rows.append(_person_row(len(rows) + 1, (hole("姓名"), name, hole("岗位"), ""), held, profile))
    return Annex("岗位责任表", f"{owner(profile)}岗位责任表", PEOPLE, tuple(rows))


def _borne(profile: Profile | None, sources: Sequence[Document]) -> Iterable[_Borne]:
    units = {u.name: u for u in profile.units} if profile else {}
    for run in together(tasks_of(profile, sources)):
        lead = assign_together(profile, run)[0].unit if profile else ""
        for task in run:
            name = lead or "、".join(task.leads or task.others or task.supervisors) or hole("承办机构")
            unit = units.get(name)
            # A sentence with none of the posts' words (此项工作在6月底前完成) goes with the item it stands in.
            texts = (task.text, "".join(t.text for t in run))
            posts = (post_for(unit, task.heading, text) for text in texts) if unit else iter(())
            yield _Borne(task, name, unit, next((p for p in posts if p), None))


def _breakdown_row(number: int, borne: _Borne, profile: Profile | None) -> Row:
    task, post = borne.task, borne.post
    text, changes = measure(task, profile)
    people = "、".join(p.name for p in post.people) if post else ""
    cells = (
        serial(number),
        OutCell(task.heading),
        OutCell(basis(task.source)),
        OutCell(borne.unit_name),
        OutCell(post.name if post else hole("执法岗位")),
        OutCell(people or hole("责任人")),
        OutCell(text),
        OutCell(""),
    )
    sources = [p for p in places(task) if task.limit_cell is None or p != task.limit_cell.source]
    return Row(f"r{number}", cells, origin(changes), tuple(sources), changes)


def _person_row(number: int, named: tuple[str, str, str, str], held: Sequence[Task], profile: Profile | None) -> Row:
    name, unit, post, certificate = named
    texts: list[str] = []
    sources: list[Provenance] = []
    changes: list[Localisation] = []
    for count, task in enumerate(held, start=1):
        text, made = measure(task, profile)
        texts.append(f"{count}.{text}" if len(held) > 1 else text)
        sources += [p.source for p in (task.sentence, *task.items)]
        changes += made
    made_of = tuple(dict.fromkeys(changes))
    cells = (
        serial(number),
        OutCell(name),
        OutCell(unit),
        OutCell(post),
        OutCell("".join(texts) or hole("承担的职责任务")),
        OutCell(certificate),
        OutCell("；".join(dict.fromkeys(basis(t.source) for t in held))),
    )
    how = origin(made_of) if held else Origin.PLACEHOLDER
    return Row(f"r{number}", cells, how, tuple(dict.fromkeys(sources)), made_of)
