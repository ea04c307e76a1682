"""From a source's duties to the tasks of the plan: what is carried, in the source's order, and what is left out.

A task is a whole sentence of the source (up to 。or ；) with all its records of who must do what, so that nobody's
part in it is lost; a sentence that announces fragments comes with them; a row of a table comes with its name and
the bodies it lists. Every record is in exactly one task or one entry of what is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from policykit.annotate.deadlines.later import later
from policykit.decisions import Decision, keys_of
from policykit.decisions.heirs import heirs, lost, stands
from policykit.draft.binding import NATIONAL, TOWNS, Binder, Binding, Why
from policykit.draft.explaining import CONTENTS, DEFINITION, FORMAL, contents_of, is_definition, is_formal
from policykit.draft.leaning import with_first_halves
from policykit.draft.limits import spoken_limit
from policykit.draft.merging import merged
from policykit.draft.organs import MEMBER, is_superiors_organ, members
from policykit.draft.organs import REASON as ORGAN
from policykit.draft.papers import is_law
from policykit.draft.places import Piece, Place, places
from policykit.draft.printed import BETWEEN, source_limits
from policykit.draft.provenance import of_cell, of_place, of_text
from policykit.draft.remainder import remainder
from policykit.draft.sections import part_of
from policykit.draft.task import CONFIRM, UNPLACED, Item, Judged, Task
from policykit.model.address import COVER, PREAMBLE
from policykit.model.annotation import Duty, Role
from policykit.model.document import Document
from policykit.model.output import Dropped, Provenance
from policykit.model.span import Span

__all__ = ["CONFIRM", "Judged", "Task", "collect", "survey"]

# The transmitting sentence of a notice is done by issuing the plan.
_TRANSMITS = re.compile(
    r"现(?:予以|将)?[^。；]{0,40}(?:印发|转发|下发)|现(?:就|将|对)[^。；]{0,80}(?:如下|以下)|请(?:认真|遵照|结合)[^。；]{0,30}(?:贯彻|执行|落实|实施)"
)
_POINTS = re.compile(r"(?:见|如)(?:下|附)?表[^。；]{0,4}。?$|(?:分工|分解|任务|职责|责任)表。?$")
_ASSIGNED = re.compile(r"（[^（）：]{0,12}(?:单位|部门|机构)：[^（）]{1,200}(?:（[^（）]{1,20}）[^（）]{0,200}){0,4}）")

TRANSMITTED = "印发通知的转发用语，印发本方案即为落实"
POINTER = "指引表格的用语，表格里的任务已逐行处理"
REMARK = "表格里的说明，不是任务"
LAW = "法规、规章的条文没有写明由谁承担，请人工判断"
OTHERS = "同一句里写明了别的责任主体"
UNREAD = "没有读出要谁做什么，未列入，请人工判断"
KEPT = "人工判定由本单位承担"


def collect(document: Document, binder: Binder | None) -> tuple[tuple[Task, ...], tuple[Dropped, ...]]:
    """The document's tasks in print order, and the duties left out with the reason.

    Without a binder (no department) every duty is a task. The department's decisions go before the rules.
    """
    tasks: list[Task] = []
    dropped: list[Dropped] = []
    for judged in survey(document, binder):
        if judged.task is not None and judged.carried:
            tasks.append(judged.task)
        else:
            dropped += [Dropped(source, judged.why_not) for source in judged.sources]
    return tuple(tasks), tuple(dropped)


def survey(document: Document, binder: Binder | None) -> tuple[Judged, ...]:
    """Every place of the document that holds duties, in print order, whether it is carried or not; and sentences of
    its tasks in which none was read, left out with that reason."""
    own = binder is not None and binder.is_own_document(document)
    binder = binder.reading(document) if binder is not None else None
    found = places(document)
    found = with_first_halves(
        document, sorted((*found, *remainder(document, found, articles=binder is not None)), key=lambda p: p.at)
    )
    contents = contents_of(document)
    keys = keys_of(document.id, [(p.address, p.words) for p in found])
    out: list[Judged] = []
    without = lost(document.id, binder.decisions.values(), keys) if binder else ()
    free = [(k, p.address, p.words) for k, p in zip(keys, found, strict=True) if p.sentence is not None]
    heir = heirs(without, [f for f in free if binder and f[0] not in binder.decisions])
    for key, place in zip(keys, found, strict=True):
        bindings = [(d, binder.bind(d, own=own)) for d in _told(place)] if binder else []
        reason = _left_out(document, place, bindings, binder, own)
        if reason is None and binder is not None and place.address in contents:
            reason = CONTENTS
        if reason == ORGAN and binder and place.sentence is not None:
            ours = next((m for m in members(place.sentence.text) if binder.includes(m)), None)
            reason = MEMBER.format(ours) if ours else reason
        earlier = heir.get(key)
        decision = binder.decisions.get(key) if binder else None
        if earlier is not None and stands(earlier, place.words):
            decision = earlier
        task = None
        if place.sentence is not None:
            task = replace(_task(document, place, place.sentence, bindings), key=key, duties=tuple(place.duties))
            mine = [a for d, b in bindings if binder for a in binder.mine(d, b, own=own)]
            task = replace(task, mine=tuple(dict.fromkeys(mine)), review=earlier is not None)
            if decision is not None:
                task = _decided(task, decision, overruled=reason is not None)
        sources = tuple(_sources(document, place))
        out.append(Judged(key, place.words, place.address, task, reason, sources, decision, earlier))
    return tuple(_with_items(merged(out)))


def _told(place: Place) -> list[Duty]:
    """The duties that say who must act: the fragments of a list say it only where their announcement does not."""
    if place.items and any(d.actors for d in place.duties if d.clause == place.address):
        return [d for d in place.duties if d.actors or d.clause == place.address]
    return place.duties


def _decided(task: Task, decision: Decision, *, overruled: bool) -> Task:
    """The task as a person decided: kept against the rules, or with a deadline of the department's own."""
    if overruled:
        task = replace(task, why=Why.DECIDED, reason=KEPT)
    if decision.deadline:
        own, year = spoken_limit(decision.deadline), int((task.document.metadata.issued_date or "0")[:4])
        if later(own, BETWEEN.join(source_limits(task)), year):
            # The source's limit was shortened since: the own one is told, it does not hold.
            return replace(task, decision=replace(decision, deadline=""), refused=own)
        task = replace(task, deadline=own, limit_cell=None)
    return replace(task, decision=decision)


def _with_items(judged: Sequence[Judged]) -> Iterable[Judged]:
    """Each task told what its whole item says, of what the rules carry."""
    carried: dict[str, list[Task]] = {}
    for one in judged:
        if one.task is not None and one.reason is None:
            carried.setdefault(one.address, []).append(one.task)
    items = {
        address: Item("".join(t.text for t in tasks), tuple(dict.fromkeys(a for t in tasks for a in t.ours)))
        for address, tasks in carried.items()
    }
    for one in judged:
        item = items.get(one.address) if one.reason is None else None
        yield replace(one, task=replace(one.task, item=item)) if one.task is not None and item is not None else one


def _left_out(
    document: Document, place: Place, bindings: Sequence[tuple[Duty, Binding]], binder: Binder | None, own: bool
) -> str | None:
    """Why the place is no task; None where it is one. An organ of a superior in which the department itself has a
    post or the office is its task; in a document of its `own` it is read by the profile."""
    if place.sentence is None:
        return UNPLACED
    text = place.sentence.text
    if not place.duties:
        if is_formal(text):
            return FORMAL
        return ORGAN if is_superiors_organ(document, place.address, text, ()) else UNREAD
    if place.row is not None and place.row.note:
        return REMARK
    if place.row is None and _POINTS.search(text) and not any(d.actors for d in place.duties):
        return POINTER
    if not bindings or binder is None:
        return None
    if place.address in (COVER, PREAMBLE) and _TRANSMITS.search(text) and not any(d.deadline for d in place.duties):
        return TRANSMITTED
    bound = _bound(bindings)
    ours = not own and bound is not None and bound.why is Why.NAMED
    each = any(d.role is Role.HEAD and b.why is Why.CLASS for d, b in bindings)
    if not ours and is_superiors_organ(document, place.address, text, place.duties, ours=each):
        return ORGAN
    if bound is not None and bound.why is Why.UNNAMED and is_definition(document, place.address):
        return DEFINITION
    if bound is not None and bound.why is Why.UNNAMED and not own and is_law(document):
        return LAW
    if bound is None:
        for beyond in (NATIONAL, TOWNS):
            if any(b.reason == beyond for _, b in bindings):
                return beyond
        received = next((b.reason for _, b in bindings if b.received), None)
        return received or binder.reason_against([d for d, b in bindings if not b.why]) or OTHERS
    return None


def _bound(bindings: Iterable[tuple[Duty, Binding]]) -> Binding | None:
    """What ties the place to the department, the strongest first."""
    found = {b.why: b for _, b in bindings if b.why}
    return found.get(Why.NAMED) or found.get(Why.CLASS) or found.get(Why.UNNAMED)


def _task(document: Document, place: Place, sentence: Piece, bindings: Sequence[tuple[Duty, Binding]]) -> Task:
    bound = _bound(bindings)
    duties = place.duties
    shown = sentence.text + "".join(p.text for p in place.items)
    named = [a for d in duties for a in d.actors if a not in shown]
    deadline = next((d.deadline for d in duties if d.deadline), None)
    return Task(
        document,
        place.address,
        place.clause,
        sentence,
        part_of(document, place.address),
        bound.why if bound and bound.why else Why.CLASS,
        bound.reason if bound else "",
        _actors(duties, Role.LEAD),
        _actors(duties, Role.RESPONSIBLE, Role.HEAD),
        _actors(duties, Role.ASSIST),
        _actors(duties, Role.SUPERVISE),
        deadline,
        place.names,
        place.items,
        _body_places(document, place, named),
        tuple(dict.fromkeys(a for d, b in bindings if b.why in (Why.NAMED, Why.CLASS) for a in d.actors)),
        _limit_cell(document, place, deadline),
    )


def _limit_cell(document: Document, place: Place, deadline: str | None) -> Piece | None:
    row = place.row
    cells = (c for c in row.cells if c is not row.task and c.text.strip() == deadline) if row else iter(())
    cell = next(cells, None)
    return Piece(cell.text.strip(), of_cell(document, row.table, row.row, cell)) if row and cell else None


def _body_places(document: Document, place: Place, named: Iterable[str]) -> tuple[Piece, ...]:
    """Where the bodies stand that the sentence does not print: in the row's cells, or in a （责任单位：…）."""
    out: list[Piece] = []
    for body in dict.fromkeys(named):
        if place.row is not None:
            cells = (c for c in place.row.cells if body in c.text)
            out += [Piece(body, of_cell(document, place.row.table, place.row.row, c)) for c in cells][:1]
        elif place.clause is not None:
            marks = (m for m in _ASSIGNED.finditer(place.clause.text) if body in m[0])
            spans = (Span(at, at + len(body)) for m in marks if (at := m.start() + m[0].index(body)) >= 0)
            out += [Piece(body, of_text(document, place.clause, s)) for s in spans][:1]
    return tuple(out)


def _sources(document: Document, place: Place) -> Iterable[Provenance]:
    if place.sentence is not None:
        yield place.sentence.source
        yield from (p.source for p in place.items)
    else:
        yield from (of_place(document, d.clause, d.action) for d in place.duties)


def _actors(duties: Iterable[Duty], *roles: Role) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a for d in duties if d.role in roles for a in d.actors))
