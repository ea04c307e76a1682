"""The printed words of an item: the source's sentences, localised by visible rules, with unit and time limit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from policykit.draft.addressed import remarks_on
from policykit.draft.assignment import Assignment, led_by_one
from policykit.draft.early import applied, changed_limits
from policykit.draft.limits import stands_alone
from policykit.draft.localise import localise
from policykit.draft.placeholder import HOLE
from policykit.draft.printed import BETWEEN, source_limits
from policykit.draft.provenance import of_heading
from policykit.draft.segments import closed
from policykit.draft.task import REFUSED
from policykit.draft.tasks import CONFIRM, Task
from policykit.model.output import Kind, Line, Localisation, Origin, Provenance
from policykit.profile import Profile

Limits = tuple[Localisation, ...]

_WHOLE_ITEM = re.compile(r"^(?:此项|该项|上述|以上|本项)[^。；]{0,8}(?:工作|任务|内容|事项)")


@dataclass(slots=True)
class Paragraph:
    """A paragraph in the making: its words, where they are from, and how many at its front are a run-in heading."""

    text: str = ""
    run_in: int = 0
    sources: list[Provenance] = field(default_factory=list)
    changes: list[Localisation] = field(default_factory=list)
    listed: bool = False
    remarks: list[str] = field(default_factory=list)

    def line(self) -> Line:
        if self.changes:
            origin = Origin.LOCALISED
        elif self.sources:
            origin = Origin.SOURCE
        else:
            origin = Origin.PLACEHOLDER if HOLE.search(self.text) else Origin.COMPUTED
        sources, changes = tuple(dict.fromkeys(self.sources)), tuple(dict.fromkeys(self.changes))
        return Line("", Kind.BODY, self.text, origin, sources, changes, self.run_in, tuple(dict.fromkeys(self.remarks)))

    def say(self, text: str, profile: Profile, source: Provenance, limits: Limits = (), *, close: bool = True) -> None:
        """Add words of the source, localised; `limits` are its time limits that are brought forward."""
        words, made = localise(text, profile, limits)
        self.text += closed(words) if close else words
        self.sources.append(source)
        self.changes += made


def paragraphs(
    tasks: Sequence[Task], profile: Profile, *, headed: bool, assigning: bool = True
) -> tuple[Paragraph, ...]:
    """The tasks of one item of a source: a first paragraph (with its heading run in, if `headed`), one for each
    fragment of a list, and what follows the list. The last one names the unit, if the paper is `assigning` them."""
    out = [Paragraph()]
    first = tasks[0]
    if headed:
        _run_in(out[0], first, profile)
    for stretch, assigned in led_by_one(tasks, profile):
        notes = [_others(task) for task in stretch]
        shared = len({note for note, _ in notes}) == 1  # of all sentences alike: said once, behind the last
        if stretch[0] is not first:
            out.append(Paragraph())
        for task, (note, places) in zip(stretch, notes, strict=True):
            if out[-1].listed:
                out.append(Paragraph())
            limits = changed_limits(task, profile)
            begun = len(out[-1].text)
            out[-1].say(task.sentence.text, profile, task.sentence.source, limits)
            if task.review:
                out[-1].remarks.append(f"“{task.sentence.text[:30]}”：{CONFIRM}。")
            if task.refused:
                limit = BETWEEN.join(source_limits(task))
                out[-1].remarks.append(f"“{task.sentence.text[:30]}”：{REFUSED.format(task.refused, limit)}。")
            out[-1].remarks += remarks_on(task, out[-1].text[begun:])
            if note and (not shared or task is stretch[-1]):
                out[-1].text += note
                out[-1].sources += places
            if len(stretch) > 1 and task.limit_cell is not None and limit_of(stretch) is None:
                _limit_beside(out[-1], task, limits)
            for piece in task.items:
                item = Paragraph(listed=True)
                item.say(piece.text, profile, piece.source, limits)
                out.append(item)
        if assigning:
            _finish(out, assigned, stretch, profile)
    return tuple(out)


def _finish(made: Sequence[Paragraph], assigned: Assignment, tasks: Sequence[Task], profile: Profile) -> None:
    if not made[-1].text.endswith("："):
        _close(made, assigned, tasks, profile)


def _run_in(paragraph: Paragraph, task: Task, profile: Profile) -> None:
    limits = changed_limits(task, profile)
    if task.names:
        for piece in task.names:
            paragraph.say(piece.text, profile, piece.source, limits, close=piece is task.names[-1])
            if piece is not task.names[-1]:
                paragraph.text += "："
    elif task.clause is not None and task.clause.heading and task.sentence.text != task.clause.heading:
        paragraph.say(task.clause.heading, profile, of_heading(task.document, task.clause), limits)
    paragraph.run_in = len(paragraph.text)


def _others(task: Task) -> tuple[str, list[Provenance]]:
    """Whom the source has lead or help, where the sentence itself does not say so and it is not the department alone:
    a part in somebody else's task must not read as the whole of it."""
    unsaid = {p.text for p in task.bodies}
    ours = set(task.mine or task.ours)
    if not unsaid - ours:
        return "", []
    roles = (
        ("牵头单位", task.leads),
        ("责任单位", task.others),
        ("配合单位", task.helpers),
        ("监督单位", task.supervisors),
    )
    if task.leads and set(task.leads) <= ours and not task.helpers:
        return "", []
    named = [f"{role}：{'、'.join(b for b in all_ if b in unsaid)}" for role, all_ in roles if unsaid & {*all_}]
    return f"（来文{'；'.join(named)}）", [p.source for p in task.bodies]


def _limit_beside(paragraph: Paragraph, task: Task, limits: Limits) -> None:
    """The time limit that a table sets for this sentence alone, where the item's others have none or another."""
    if task.limit_cell is not None and task.deadline and task.deadline not in task.text:
        words, changes = applied(task.deadline, limits)
        paragraph.text += f"（完成时限：{words}）"
        paragraph.sources.append(task.limit_cell.source)
        paragraph.changes += changes


def _close(made: Sequence[Paragraph], assigned: Assignment, tasks: Sequence[Task], profile: Profile) -> None:
    """The unit and the time limit, behind the last paragraph. A limit printed only in the heading above stays there."""
    helpers = f"；配合科室：{'、'.join(assigned.helpers)}" if assigned.helpers else ""
    limit = limit_of(tasks)
    cell = tasks[0].limit_cell
    if limit and not _own(tasks):
        earlier = changed_limits(tasks[0], profile)
        limit, changes = applied(limit, earlier)
        made[-1].changes += changes
    if limit and cell is not None:
        made[-1].sources.append(cell.source)
    elif limit and not _own(tasks) and not any(limit in p.text for p in made):
        limit = None
    made[-1].text += f"（责任科室：{assigned.unit}{helpers}{f'；完成时限：{limit}' if limit else ''}）"


def _own(tasks: Sequence[Task]) -> bool:
    """Whether a person set the limit of all these tasks: it then stands in none of the source's sentences."""
    return all(t.decision is not None and t.decision.deadline for t in tasks)


def limit_of(tasks: Sequence[Task]) -> str | None:
    """The time limit that holds for all the tasks of an item; one that holds for a single sentence among several
    stands in that sentence."""
    found = [t.deadline for t in tasks]
    last = tasks[-1]
    if len(tasks) > 1 and _WHOLE_ITEM.match(last.sentence.text) and not any(found[:-1]):
        found = [last.deadline]
    limits = set(found)
    limit = found[0] if len(limits) == 1 else None
    if limit and _own(tasks):
        return limit
    return limit if limit and stands_alone(limit) and not any(_has_another(t, limit) for t in tasks) else None


def _has_another(task: Task, limit: str) -> bool:
    """Whether the sentence prints a further time limit, so that one of them does not speak for it."""
    read = {d.text for d in task.document.deadlines if d.clause == task.address and d.text in task.text}
    return any(text not in limit and limit not in text for text in read)


def lines(made: Iterable[Paragraph]) -> list[Line]:
    return [p.line() for p in made]
