"""职责分解表 (duties down to posts) and 岗位责任表 (each person's): the same tasks, read two ways."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policykit.decisions import Decision
from policykit.draft.annexes.rows import basis_of, measure, own_basis, owner, places, serial, tasks_of
from policykit.draft.assignment import added_lines, assign_together, bearer, own_bearer, together
from policykit.draft.localise import origin
from policykit.draft.placeholder import hole
from policykit.draft.segments import closed
from policykit.draft.tasks import Task
from policykit.model.document import Document
from policykit.model.output import Annex, Column, Localisation, Origin, OutCell, Provenance, Row
from policykit.model.store import DocumentStore
from policykit.profile import Post, Profile, Unit

BREAKDOWN = (
    Column("序号", 0.5),
    Column("执法职权", 1.6, merge=True),
    Column("依据条款", 2.0),
    Column("承办机构", 1.3, merge=True),
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
    """A task, the unit that takes it and the post in that unit; None where the profile's words do not say. A line of
    the department's own has no task but `line`."""

    task: Task | None
    unit_name: str
    unit: Unit | None
    post: Post | None
    people: tuple[str, ...] = ()
    line: Decision | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    """What a row prints of a task or an added line."""

    name: str
    text: str
    basis: str
    changes: tuple[Localisation, ...] = ()
    sources: tuple[Provenance, ...] = ()


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
                held = {
                    at: b
                    for at, b in enumerate(borne)
                    if b.unit is unit and b.post is post and (name in b.people if name else not b.people)
                }
                shown.update(held)
                named = (name or hole("姓名"), unit.name, post.name, certificate)
                rows.append(_person_row(len(rows) + 1, named, tuple(held.values()), profile))
    rest: dict[tuple[str, str, str, str], list[_Borne]] = {}
    for at, b in enumerate(borne):
        if at not in shown:
            for name in b.people or (hole("姓名"),):
                post_name = b.post.name if b.post else hole("岗位")
                rest.setdefault((name, b.unit_name, post_name, ""), []).append(b)
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
    for line in added_lines(profile, sources):
        held = own_bearer(profile, line) if profile else None
        post, people = (held.post, held.people) if held else (None, ())
        yield _Borne(None, line.unit or hole("承办机构"), held.unit if held else None, post, people, line)


def _said(borne: _Borne, profile: Profile | None) -> _Said:
    task, line = borne.task, borne.line
    if task is None:
        return _Said(line.name, closed(line.quote), own_basis(line)) if line else _Said("", "", "")
    text, changes = measure(task, profile)
    sources = tuple(p for p in places(task) if task.limit_cell is None or p != task.limit_cell.source)
    return _Said(task.heading, text, basis_of(task), changes, sources)


def _breakdown_row(number: int, borne: _Borne, profile: Profile | None) -> Row:
    said, post = _said(borne, profile), borne.post
    cells = (
        serial(number),
        OutCell(said.name),
        OutCell(said.basis),
        OutCell(borne.unit_name),
        OutCell(post.name if post else hole("执法岗位")),
        OutCell("、".join(borne.people) or hole("责任人")),
        OutCell(said.text),
        OutCell(""),
    )
    how = origin(said.changes) if said.sources else Origin.PROFILE
    return Row(f"r{number}", cells, how, said.sources, said.changes)


def _person_row(number: int, named: tuple[str, str, str, str], held: Sequence[_Borne], profile: Profile | None) -> Row:
    name, unit, post, certificate = named
    said = [_said(b, profile) for b in held]
    numbered = (f"{count}.{s.text}" if len(said) > 1 else s.text for count, s in enumerate(said, start=1))
    tasks = [b.task for b in held if b.task is not None]
    sources = dict.fromkeys(p.source for t in tasks for p in (t.sentence, *t.items))
    changes = tuple(dict.fromkeys(c for s in said for c in s.changes))
    cells = (
        serial(number),
        OutCell(name),
        OutCell(unit),
        OutCell(post),
        OutCell("\n".join(numbered) or hole("承担的职责任务")),
        OutCell(certificate),
        OutCell("；".join(dict.fromkeys(s.basis for s in said))),
    )
    how = origin(changes) if sources else Origin.PROFILE if held else Origin.PLACEHOLDER
    return Row(f"r{number}", cells, how, tuple(sources), changes)
