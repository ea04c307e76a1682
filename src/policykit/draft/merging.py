"""The same task stated in the body and again in a source's table of tasks is one task.

Two places are merged only where action and object are the same words and neither bodies nor time limits contradict;
the shorter joins the longer, which then names both places. A sentence of the body that names nobody is whose the
table says it is. What is only likely the same stays two tasks, and `policykit check` says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policykit.draft.binding import Why
from policykit.draft.places import Piece
from policykit.draft.sections import core as heading_core
from policykit.draft.task import Judged, Task
from policykit.model.address import spoken
from policykit.model.span import Span

MERGED = "与{}是同一项任务，已合并列出"
IN_DETAIL = "{}已逐句列出这项任务的措施"
SAID_IN_TABLE = "{}写明了这项任务由谁承担：{}"
SHORTEST = 5  # characters of an action that can tell one task from another
SHORTEST_TITLE = 4
CANDIDATES = 40  # places looked at for one row
_MARKS = "，。；、：（）！？"
_CLOSING = "，。；、：！？ \n"
_LEAD = re.compile(r"^(?:牵头|具体|负责|组织开展|组织|要|应当?|须|必须|需|在|于|力争|抓紧|会同|、|和|及|，|各|由)+")


def merged(judged: Sequence[Judged]) -> list[Judged]:
    """The places with rows of tables and sentences of the body joined where they state one task."""
    out = list(judged)
    rows = [at for at, j in enumerate(out) if j.task is not None and j.task.tabled and j.decision is None]
    if not rows or len(rows) == len(out):
        return out
    cores = {at: _core(j.task) for at, j in enumerate(out) if j.task is not None and j.task.duties}
    titled: dict[str, list[int]] = {}
    holders: dict[str, list[int]] = {}
    for at, core in cores.items():
        task = out[at].task
        if task is None or task.tabled:
            continue
        for part in _parts(core):
            holders.setdefault(part, []).append(at)
        if task.clause is not None and task.clause.heading:
            titled.setdefault(_heading(task.clause.heading), []).append(at)
    for at in rows:
        if at in cores:
            _join(out, at, cores, holders, titled)
    return out


def _join(
    out: list[Judged], row: int, cores: dict[int, str], holders: dict[str, list[int]], titled: dict[str, list[int]]
) -> None:
    """Join one row with the sentence that states its task, or with those under a heading that names it."""
    words = cores[row]
    near = dict.fromkeys(at for part in _parts(words) for at in holders.get(part, ())[:CANDIDATES])
    for at in near:
        shorter, longer = (row, at) if _holds(cores[at], words) else (at, row)
        if _holds(cores[longer], cores[shorter]) and len(cores[shorter]) >= SHORTEST:
            if _agree(out[row], out[at]):
                _merge(out, at, row, shorter, cores[shorter])
            return
    if len(words) < SHORTEST_TITLE:
        return
    under = [at for at in titled.get(_heading(words), ()) if _agree(out[row], out[at])]
    for at in under:
        out[at] = _limited(_told(out[at], out[row]), out[row])
    if out[row].carried and any(out[at].carried for at in under):
        first = next(at for at in under if out[at].carried)
        joined, named = _task(out[first]), _task(out[row]).sentence
        if joined.clause is not None and named.text in (joined.clause.heading or ""):
            out[first] = replace(out[first], task=replace(joined, also=(*joined.also, named)))
        out[row] = replace(out[row], reason=IN_DETAIL.format(_place(out[first])))


def _merge(out: list[Judged], at: int, row: int, shorter: int, words: str) -> None:
    """The sentence `at` and the `row` of a table state one task; `words` are those of the shorter."""
    out[at] = _limited(_told(out[at], out[row]), out[row])
    longer = row if shorter == at else at
    if not (out[at].carried and out[row].carried) or out[shorter].decision is not None:
        return
    task = _task(out[longer])
    quoted = _piece(out[shorter], words)
    if quoted is None:
        return
    out[longer] = replace(out[longer], task=replace(task, also=(*task.also, quoted)))
    out[shorter] = replace(out[shorter], reason=MERGED.format(_place(out[longer])))


def _told(sentence: Judged, row: Judged) -> Judged:
    """A sentence that names nobody, with the bodies, the limit and the judgement of the row that states its task."""
    task, told = _task(sentence), _task(row)
    if any(d.actors for d in task.duties) or sentence.decision is not None:
        return sentence
    if not (told.leads or told.others or told.helpers or told.supervisors):
        return sentence
    where = _place(row)
    if row.reason is not None:
        return replace(sentence, reason=sentence.reason or SAID_IN_TABLE.format(where, row.reason))
    if sentence.reason is not None and task.why is not Why.UNNAMED:
        return sentence
    task = replace(
        task,
        why=told.why,
        reason=told.reason,
        leads=told.leads,
        others=told.others,
        helpers=told.helpers,
        supervisors=told.supervisors,
        bodies=told.bodies,
        ours=told.ours,
        mine=told.mine,
    )
    return replace(sentence, task=task)


def _limited(sentence: Judged, row: Judged) -> Judged:
    """A sentence without a time limit, with the one of the row that states its task; a person's own stands."""
    task, told = _task(sentence), _task(row)
    if task.deadline is not None or told.limit_cell is None or row.reason is not None:
        return sentence
    duties = (*task.duties, *told.duties)
    return replace(sentence, task=replace(task, deadline=told.deadline, limit_cell=told.limit_cell, duties=duties))


def _agree(one: Judged, other: Judged) -> bool:
    """Whether neither the bodies nor the limits of two places contradict one another."""
    a, b = _task(one), _task(other)
    who, whom = ({*t.leads, *t.others} for t in (a, b))
    if who and whom and not any(x.endswith(y) or y.endswith(x) for x in who for y in whom):
        return False
    mine, theirs = ("".join((t.deadline or "").split()) for t in (a, b))
    return not mine or not theirs or mine in theirs or theirs in mine


def _core(task: Task) -> str:
    """What is done to what: the words without who must do it and by when at their front, and without closing marks."""
    words = "".join(task.text.split()).strip(_CLOSING)
    limits = sorted({d.deadline for d in task.duties if d.deadline}, key=len, reverse=True)
    actors = sorted({a for d in task.duties for a in d.actors}, key=len, reverse=True)
    before = None
    while before != words:
        before = words
        for name in (*actors, *limits):
            words = words.removeprefix("".join(name.split()))
        words = _LEAD.sub("", words)
    return words


def _parts(core: str) -> tuple[str, ...]:
    found = (p for p in re.split(f"[{_MARKS}]", core) if len(p) >= SHORTEST)
    return tuple(dict.fromkeys(found))


def _holds(longer: str, shorter: str) -> bool:
    """Whether the shorter words stand in the longer ones, cut off by marks on both sides."""
    at = longer.find(shorter) if shorter else -1
    if at < 0:
        return False
    end = at + len(shorter)
    return (at == 0 or longer[at - 1] in _MARKS) and (end == len(longer) or longer[end] in _MARKS)


def _heading(words: str) -> str:
    return heading_core("".join(words.split()).strip(_CLOSING))


def _task(judged: Judged) -> Task:
    assert judged.task is not None  # only such places are looked at
    return judged.task


def _place(judged: Judged) -> str:
    return f"《{_task(judged).source.doc_title}》{spoken(judged.address)}"


def _piece(judged: Judged, words: str) -> Piece | None:
    """The words of a place that the task it joins prints too, at their own place; None where they stand apart."""
    piece = _task(judged).sentence
    at, span = piece.text.find(words), piece.source.span
    if at < 0 or span is None:
        return None
    inner = Span(span.start + at, span.start + at + len(words))
    return Piece(words, replace(piece.source, span=inner, quote=words))
