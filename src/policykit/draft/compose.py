"""Composing a plan: template, profile and clauses in; a Draft out, every carried line with its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from policykit.draft.annexes import build
from policykit.draft.annexes.review import left_out_table, source_table
from policykit.draft.binding import Binder
from policykit.draft.blocks import read_blocks
from policykit.draft.body import build as build_body
from policykit.draft.body import numbered
from policykit.draft.fill import fill
from policykit.draft.fillers import Filler
from policykit.draft.placeholder import holes
from policykit.draft.provenance import of_document
from policykit.draft.tasks import Task, collect
from policykit.draft.template import Template, load
from policykit.draft.variables import is_law, variables
from policykit.model.document import Document
from policykit.model.output import Annex, Draft, Dropped, Line
from policykit.model.store import DocumentStore
from policykit.profile import Profile


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
    """The draft of a plan. Laws among the sources are bases, not task lists.

    Raises TemplateError. What cannot be known is a 【待填写】 in the draft and in `placeholders`.
    """
    chosen = options or Options()
    made = template if isinstance(template, Template) else load(template, chosen.templates)
    tasks, dropped = _tasks(profile, sources)
    names = variables(profile, sources, chosen.day)
    filled, values = fill(made.body, made.name, names)
    annexes = [build(kind, profile, sources, store) for kind in made.annexes]
    day = str(names["日期"]) if chosen.day else ""
    filler = Filler(profile, sources, tasks, tuple(a.title for a in annexes), day)
    title, root = build_body(read_blocks(filled, made.name), values, filler.fill)
    lines = tuple(numbered(root))
    several = len(annexes) > 1
    out = [_with_number(a, n if several else None) for n, a in enumerate(annexes, start=1)]
    if not chosen.final:
        out += [source_table(lines), left_out_table(dropped)]
    texts = [line.text for line in lines] + [c.text for a in out for r in a.rows for c in r.cells]
    return Draft(
        title=title,
        template=made.name,
        lines=lines,
        annexes=tuple(a for a in out if a.rows),
        dropped=dropped,
        sources=tuple(of_document(d) for d in sources),
        placeholders=holes(texts),
    )


def _tasks(profile: Profile, sources: Sequence[Document]) -> tuple[tuple[Task, ...], tuple[Dropped, ...]]:
    binder = Binder(profile)
    tasks: list[Task] = []
    dropped: list[Dropped] = []
    for document in sources:
        if not is_law(document):
            carried, left = collect(document, binder)
            tasks += carried
            dropped += left
    return tuple(tasks), tuple(dropped)


def _with_number(annex: Annex, number: int | None) -> Annex:
    from dataclasses import replace

    return replace(annex, number=number)


__all__ = ["Line", "Options", "compose"]
