"""职责分解表 (duties down to posts) and 岗位责任表 (each person's): the same tasks, read two ways."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policykit.draft.annexes.rows import basis, measure, owner, places, serial, tasks_of
from policykit.draft.assignment import assign_together, bearer, together
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
    people: tuple[str, ...] = ()


def build_breakdown(profile: Profile | None, sources: Sequence[Document], store: DocumentStore | None = None) -> Annex:
    """职责分解表: one row a task, 机关 → 机构 → 岗位."""
    rows = tuple(_breakdown_row(n, b, profile) for n, b in enumerate(_borne(profile, sources), start=1))
    return Annex("职责分解表", f"{owner(profile)}职责分解表", BREAKDOWN, rows)


def build_people(profile: Profile | None, sources: Sequence[Document], store: DocumentStore | None = None) -> Annex:
    """岗位责任表: one row a person of the profile's posts, with all the tasks of the post. Tasks for which the profile
    names no post stand in rows of their own, their person to be filled in, so that none is without a bearer."""
    borne = tuple(_borne(profile, sources))
    rows: list[Row] = []
    shown: set[int] = set()
    for unit in profile.units if profile else ():
        for post in unit.posts:
            for name, certificate in [(p.name, p.certificate) for p in post.people] or [("", "")]:
                held = [
                    (at, b.task)
                    for at, b in enumerate(borne)
                    if b.unit is unit and b.post is post and (name in b.people if name else not b.people)
                ]
                shown.update(at for at, _ in held)
                named = (name or hole("姓名"), unit.name, post.name, certificate)
                rows.append(_person_row(len(rows) + 1, named, [t for _, t in held], profile))
    rest: dict[tuple[str, str, str, str], list[Task]] = {}
    for at, b in enumerate(borne):
        if at not in shown:
            for name in b.people or (hole("姓名"),):
                post_name = b.post.name if b.post else hole("岗位")
                rest.setdefault((name, b.unit_name, post_name, ""), []).append(b.task)
    rows += [_person_row(n, named, held_by, profile) for n, (named, held_by) in enumerate(rest.items(), len(rows) + 1)]
    return Annex("岗位责任表", f"{owner(profile)}岗位责任表", PEOPLE, tuple(rows))


def _borne(profile: Profile | None, sources: Sequence[Document]) -> Iterable[_Borne]:
    for run in together(tasks_of(profile, sources)):
        each = assign_together(profile, run)[1] if profile else (None,) * len(run)
        for task, assigned in zip(run, each, strict=True):
            if profile is None or assigned is None:
                named = "、".join(task.leads or task.others or task.supervisors) or hole("承办机构")
                yield _Borne(task, named, None, None)
            else:
                borne = bearer(profile, task, run, assigned.unit)
                yield _Borne(task, assigned.unit, borne.unit, borne.post, borne.people)


def _breakdown_row(number: int, borne: _Borne, profile: Profile | None) -> Row:
    task, post = borne.task, borne.post
    text, changes = measure(task, profile)
    people = "、".join(borne.people)
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
