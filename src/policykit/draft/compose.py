"""Composing a plan: template, profile and clauses in; a Draft out, every carried line with its source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from policykit.draft.annexes import build
from policykit.draft.annexes.review import left_out_table, source_table
from policykit.draft.binding import Binder
from policykit.draft.blocks import Block, read_blocks
from policykit.draft.body import build as build_body
from policykit.draft.body import numbered
from policykit.draft.fill import fill
from policykit.draft.fillers import Filler
from policykit.draft.papers import split_sources
from policykit.draft.placeholder import holes
from policykit.draft.provenance import of_document
from policykit.draft.slots import Slot
from policykit.draft.tasks import Task, collect
from policykit.draft.template import Template, load
from policykit.draft.variables import variables
from policykit.model.document import Document
from policykit.model.output import Annex, Draft, Dropped, Line, Provenance
from policykit.model.store import DocumentStore
from policykit.profile import Profile

A_BASIS = "法律、法规、规章作为方案的依据，不逐条写入任务"
NO_PLACE = "模板没有放这一部分任务的位置"


@dataclass(frozen=True, slots=True)
class Options:
    """`day` is the plan's date, None leaves it open; `final` leaves the tables for review out;
    `templates` is the workspace's template folder."""

    day: date | None = None
    final: bool = False
    templates: Path | None = None


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
    annexes = [a for a in (build(kind, profile, sources, store) for kind in made.annexes) if a.rows]
    titles = tuple(a.title for a in annexes)
    names = variables(profile, sources, chosen.day, titles)
    filled, values = fill(made.body, made.name, names)
    blocks = read_blocks(filled, made.name)
    day = str(names["日期"]) if chosen.day else ""
    filler = Filler(profile, papers, tasks, titles, day, _parts(blocks))
    title, root = build_body(blocks, values, filler.fill)
    lines = tuple(numbered(root))
    dropped = _accounted(lines, tasks, dropped)
    out = [replace(a, number=n if len(annexes) > 1 else None) for n, a in enumerate(annexes, start=1)]
    if not chosen.final:
        out += [a for a in (source_table(lines), left_out_table(dropped)) if a.rows]
    return Draft(
        title=title,
        template=made.name,
        lines=lines,
        annexes=tuple(out),
        dropped=dropped,
        sources=tuple(of_document(d) for d in sources),
        placeholders=holes([line.text for line in lines] + _cells(out)),
    )


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


def _parts(blocks: Iterable[Block]) -> frozenset[str | None]:
    """The parts for which the template has a slot that takes tasks or the source's own words."""
    slots = (b for b in blocks if isinstance(b, Slot) and b.name in ("职责", "原文"))
    return frozenset(s.option("部分") for s in slots)


def _accounted(lines: Sequence[Line], tasks: Iterable[Task], dropped: Sequence[Dropped]) -> tuple[Dropped, ...]:
    """What is left out, once the lines are known: a task no slot took is, and a sentence of somebody else's that is
    printed within the aims is not."""
    printed = [p for line in lines for p in line.sources]
    carried = _Printed(printed)
    unplaced = [p.source for t in tasks for p in (t.sentence, *t.items) if not carried.holds(p.source)]
    kept = [d for d in dropped if not carried.holds(d.source)]
    return (*kept, *(Dropped(source, NO_PLACE) for source in unplaced))


class _Printed:
    """The places whose words the lines print."""

    def __init__(self, places: Iterable[Provenance]) -> None:
        self.exact = frozenset(places)
        self.by_clause: dict[tuple[str, str], list[Provenance]] = {}
        for place in self.exact:
            self.by_clause.setdefault((place.doc_id, place.address), []).append(place)

    def holds(self, place: Provenance) -> bool:
        if place in self.exact:
            return True
        span = place.span
        same = self.by_clause.get((place.doc_id, place.address), ())
        return span is not None and any(p.span is not None and p.span.contains(span) for p in same)


def _cells(annexes: Iterable[Annex]) -> list[str]:
    return [c.text for a in annexes for r in a.rows for c in r.cells]
