"""Composing a plan: template, profile and clauses in; a Draft out, every carried line with its source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from policykit.draft.account import accounted
from policykit.draft.annexes import build
from policykit.draft.annexes.review import left_out_table, source_table
from policykit.draft.binding import Binder
from policykit.draft.blocks import read_blocks
from policykit.draft.body import build as build_body
from policykit.draft.body import numbered
from policykit.draft.fill import fill
from policykit.draft.fillers import Filler
from policykit.draft.furniture import Furniture
from policykit.draft.gates import shut
from policykit.draft.papers import explanations, split_sources
from policykit.draft.placeholder import holes
from policykit.draft.progress import Progress
from policykit.draft.provenance import of_document
from policykit.draft.slots import Slot
from policykit.draft.task import REFUSED
from policykit.draft.tasks import CONFIRM, Task, collect
from policykit.draft.template import Template, load
from policykit.draft.variables import spoken_day, variables
from policykit.model.document import Document
from policykit.model.output import Annex, Draft, Dropped, Kind, Line
from policykit.model.store import DocumentStore
from policykit.profile import Profile

A_BASIS = "法律、法规、规章作为方案的依据，不逐条写入任务"
NOTHING = "无"  # for `carry`: the notice alone
COMMENTS, TABLE, NO_MARKS = "comments", "table", "none"
TO_SETTLE = (CONFIRM, REFUSED.rpartition("，")[2])  # notes that the copy to be signed has no more
MARKS = (COMMENTS, TABLE, NO_MARKS)


@dataclass(frozen=True, slots=True)
class Options:
    """`day` is the plan's date, None leaves it open; `final` leaves all marks for review out; `templates` is the
    workspace's template folder. `marks` says how sources are shown: Word comments, a closing table, or not at all.
    `carry` names the template of the plan a notice carries (无 for none, empty for the notice template's own choice);
    `printed_on` is the 印发日期; `progress` are the rows of a progress table."""

    day: date | None = None
    final: bool = False
    templates: Path | None = None
    marks: str = COMMENTS
    carry: str = ""
    printed_on: date | None = None
    progress: tuple[Progress, ...] = ()


@dataclass(frozen=True, slots=True)
class _Case:
    """What all papers of one draft are made of."""

    profile: Profile
    sources: Sequence[Document]
    papers: Sequence[Document]
    tasks: Sequence[Task]
    store: DocumentStore | None
    options: Options


@dataclass(frozen=True, slots=True)
class _Paper:
    """One composed paper: a plan, or the notice that carries it."""

    title: str
    lines: tuple[Line, ...]
    annexes: tuple[Annex, ...]
    omitted: tuple[tuple[str, str], ...]


def compose(
    template: str | Template,
    profile: Profile,
    sources: Sequence[Document],
    store: DocumentStore | None = None,
    options: Options | None = None,
) -> Draft:
    """The draft of a plan. Laws beside papers are bases, not task lists; laws alone are what the plan carries out.

    Raises TemplateError. What cannot be known is a 【待填写】 in the draft and in `placeholders`.
    """
    chosen = options or Options()
    made = template if isinstance(template, Template) else load(template, chosen.templates)
    papers, laws = split_sources(sources)
    tasks, dropped = _tasks(profile, papers, laws)
    case = _Case(profile, sources, papers, tasks, store, chosen)
    carry = chosen.carry or made.carries
    plan = _paper(load(carry, chosen.templates), case, carried=True) if carry and carry != NOTHING else None
    first = _paper(made, case, plan=plan)
    written = [p for p in (first, plan) if p is not None]
    lines = tuple(line for paper in written for line in paper.lines)
    annexes = [a for paper in written for a in paper.annexes]
    omitted = tuple(o for paper in written for o in paper.omitted)
    dropped = accounted(lines, tasks, dropped)
    marks = NO_MARKS if chosen.final else chosen.marks
    out = [replace(a, number=n if len(annexes) > 1 else None) for n, a in enumerate(annexes, start=1)]
    if chosen.final:
        out = [replace(a, notes=tuple(n for n in a.notes if not any(mark in n for mark in TO_SETTLE))) for a in out]
        lines = tuple(replace(line, remarks=()) if line.remarks else line for line in lines)
    else:
        left = left_out_table(dropped, A_BASIS)
        review = (source_table(lines), left) if marks == TABLE else (left,)
        out += [a for a in review if a.rows]
        told = tuple(f"没有写“{heading}”这一部分：{reason}。" for heading, reason in omitted)
        lines = _remarked(lines, (*told, *explanations(papers)))
    return Draft(
        title=first.title,
        template=made.name,
        lines=lines,
        annexes=tuple(out),
        dropped=dropped,
        sources=tuple(of_document(d) for d in sources),
        placeholders=holes([line.text for line in lines] + _cells(out)),
        settings=(("marks", marks), ("seal", "true" if profile.sealed else "false")),
        omitted=omitted,
    )


def _paper(made: Template, case: _Case, *, carried: bool = False, plan: _Paper | None = None) -> _Paper:
    """One paper of a template; `plan` is what travels under it, `carried` says that it is such a plan itself."""
    built = (build(kind, case.profile, case.sources, case.store) for kind in made.annexes)
    annexes = tuple(a for a in built if a.rows)
    titles = tuple(a.title for a in annexes)
    chosen = case.options
    names = variables(case.profile, case.sources, chosen.day, annexes, plan.title if plan else "")
    filled, values = fill(made.body, made.name, names)
    blocks = read_blocks(filled, made.name)
    furniture = Furniture(
        case.profile,
        titles,
        spoken_day(chosen.day) if chosen.day else "",
        spoken_day(chosen.printed_on) if chosen.printed_on else "",
        carried,
    )
    asked = [b for b in blocks if isinstance(b, Slot)]
    filler = Filler(
        case.profile, case.papers, case.tasks, furniture, _parts(asked), _themes(asked), tuple(chosen.progress)
    )
    title, root, gates = build_body(blocks, values, filler.fill)
    omitted = shut(root, gates)
    return _Paper(title, tuple(numbered(root)), annexes, omitted)


def _tasks(
    profile: Profile, papers: Iterable[Document], laws: Iterable[Document]
) -> tuple[tuple[Task, ...], tuple[Dropped, ...]]:
    """The tasks of the papers, and all that is left out, duties of laws included."""
    binder = Binder(profile)
    tasks: list[Task] = []
    dropped: list[Dropped] = []
    for document in papers:
        carried, left = collect(document, binder)
        tasks += carried
        dropped += left
    for document in laws:
        carried, left = collect(document, None)
        places = [p.source for t in carried for p in (t.sentence, *t.items)] + [d.source for d in left]
        dropped += [Dropped(place, A_BASIS) for place in places]
    return tuple(tasks), tuple(dropped)


def _parts(slots: Iterable[Slot]) -> frozenset[str | None]:
    """The parts for which the template has a slot that takes tasks or the source's own words."""
    return frozenset(s.option("部分") for s in slots if s.name in ("职责", "原文") and s.option("主题") is None)


def _themes(slots: Iterable[Slot]) -> frozenset[str | None]:
    return frozenset(s.option("主题") for s in slots if s.option("主题") is not None)


def _remarked(lines: tuple[Line, ...], told: tuple[str, ...]) -> tuple[Line, ...]:
    """What is to be said of the whole draft, where the reviewer begins to read: on the first line of the text."""
    at = next((n for n, line in enumerate(lines) if line.kind is Kind.BODY), None)
    if at is None or not told:
        return lines
    return (*lines[:at], replace(lines[at], remarks=(*lines[at].remarks, *told)), *lines[at + 1 :])


def _cells(annexes: Iterable[Annex]) -> list[str]:
    return [c.text for a in annexes for r in a.rows for c in r.cells]
