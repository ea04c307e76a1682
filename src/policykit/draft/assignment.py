"""Proposing which unit of the department takes a task, by the words the profile lists for each unit.

A proposal only: where no unit's words occur, the place is left open for a person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from policykit.decisions import Choice, Decision
from policykit.draft.limits import spoken_limit
from policykit.draft.placeholder import hole
from policykit.draft.tasks import Task
from policykit.model.document import Document
from policykit.profile import Post, Profile, Unit

HELPERS = 2  # a task with more than two helping units has no owner
HEADING_WEIGHT = 2  # the heading says what the task is about; the sentence may mention much else
_TITLE = re.compile(r"《[^《》]{1,200}》")  # 《行政处罚法》 does not make a task one of punishing


DECIDED = "人工决定"


@dataclass(frozen=True, slots=True)
class Assignment:
    """The unit that takes a task and those that help; `rule` says which words decided."""

    unit: str
    helpers: tuple[str, ...]
    rule: str

    @property
    def open(self) -> bool:
        return self.unit.startswith("【")


def assign(profile: Profile, heading: str, text: str) -> Assignment:
    """The unit whose words weigh most in heading and text: longer and more words weigh more, ties go by order."""
    head, said = _TITLE.sub("", heading), _TITLE.sub("", text)
    scored = [
        (score, u, words) for u in profile.units if (score := _score(u, head, said, words := _found(u, head + said)))
    ]
    if not scored:
        if profile.default_unit:
            return Assignment(profile.default_unit, (), "没有科室的职责关键词出现，按默认科室")
        return Assignment(hole("责任科室"), (), "没有科室的职责关键词出现，请指定")
    scored.sort(key=lambda s: -s[0])
    best, unit, words = scored[0]
    helpers = tuple(u.name for score, u, _ in scored[1 : HELPERS + 1] if 2 * score >= best)
    return Assignment(unit.name, helpers, f"含有该科室的职责关键词：{'、'.join(words)}")


def assign_together(profile: Profile, tasks: Sequence[Task]) -> tuple[Assignment, tuple[Assignment, ...]]:
    """Tasks of one item of a source: by the rules one unit leads them all, in the plan's text and in every row alike,
    and a sentence on another unit's business has that unit as its helper. What a person decided about a sentence
    holds for that sentence. Returns the item's assignment and each task's."""
    proposed, each = propose(profile, tasks)
    settled = tuple(decided(a, t) for a, t in zip(each, tasks, strict=True))
    if settled == each:
        return proposed, each
    units = tuple(dict.fromkeys(a.unit for a in settled))
    helping = [u for a in settled for u in a.helpers if u not in units]
    lead = units[0] if len(units) == 1 else proposed.unit
    return Assignment(lead, _most(helping), settled[0].rule if len(units) == 1 else proposed.rule), settled


def led_by_one(tasks: Sequence[Task], profile: Profile) -> tuple[tuple[tuple[Task, ...], Assignment], ...]:
    """Tasks of one item in runs that one unit leads by one deadline: a single run, unless a person gave sentences to
    several units or some of them an own deadline."""
    item, each = assign_together(profile, tasks)
    out: list[tuple[tuple[str, str], list[Task], list[Assignment]]] = []
    for task, assigned in zip(tasks, each, strict=True):
        key = (assigned.unit, task.decision.deadline if task.decision else "")
        if not out or out[-1][0] != key:
            out.append((key, [], []))
        out[-1][1].append(task)
        out[-1][2].append(assigned)
    if len(out) == 1:
        return ((tuple(tasks), item),)
    return tuple(
        (tuple(run), Assignment(led[0].unit, _most([u for a in led for u in a.helpers]), led[0].rule))
        for _, run, led in out
    )


def decided(assignment: Assignment, task: Task) -> Assignment:
    """The assignment with what a person decided about the task in place of the rules' proposal."""
    decision = task.decision
    if decision is None or not (decision.unit or decision.helpers is not None):
        return assignment
    unit = decision.unit or assignment.unit
    helpers = assignment.helpers if decision.helpers is None else decision.helpers
    return Assignment(unit, tuple(u for u in helpers if u != unit), DECIDED)


def propose(profile: Profile, tasks: Sequence[Task]) -> tuple[Assignment, tuple[Assignment, ...]]:
    """What the rules alone say. The item is judged by all the words the rules carry of it, also where a person
    dropped a sentence: that must not move the others."""
    heading = tasks[0].heading
    item_of = next((t.item for t in tasks if t.item), None)
    ours = [a for t in tasks for a in (item_of.ours if item_of else t.ours)]
    named = [u.name for a in dict.fromkeys(ours) for u in profile.units if u.name == a]
    if named:
        lead = Assignment(named[0], tuple(dict.fromkeys(n for n in named[1:] if n != named[0])), "来文点名该科室")
        return lead, (lead,) * len(tasks)
    item = assign(profile, heading, item_of.text if item_of else "".join(t.text for t in tasks))
    each: list[Assignment] = []
    for task in tasks:
        own = assign(profile, heading, task.text)
        said = () if own.open or own.rule.startswith("没有") else (own.unit, *own.helpers)
        helpers = tuple(dict.fromkeys(u for u in said if u != item.unit))[:HELPERS]
        each.append(Assignment(item.unit, helpers, own.rule if own.unit == item.unit else item.rule))
    helping = [u for a in each for u in a.helpers]
    return Assignment(item.unit, _most(helping), item.rule), tuple(each)


def _most(helping: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(helping), key=lambda u: -helping.count(u))[:HELPERS])


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who bears a task below the unit. `post` and `people` are empty where nobody is named; `rule` says how known."""

    unit: Unit | None
    post: Post | None
    people: tuple[str, ...]
    rule: str = ""


def bearer(profile: Profile, task: Task, run: Sequence[Task], unit_name: str) -> Bearer:
    """The post and the people that bear a task of unit `unit_name`: as decided, else by the posts' words. A sentence
    with none of the posts' words (此项工作在6月底前完成) goes with the item it stands in."""
    unit = next((u for u in profile.units if u.name == unit_name), None)
    decision = task.decision
    wanted = decision.post if decision else ""
    if unit is None:
        return Bearer(None, Post(wanted) if wanted else None, _named(decision, None), DECIDED if wanted else "")
    post = next((p for p in unit.posts if p.name == wanted), None) if wanted else None
    if wanted:
        return Bearer(unit, post or Post(wanted), _named(decision, post), DECIDED)
    whole = task.item.text if task.item else "".join(t.text for t in run)
    found = (post_for(unit, task.heading, text) for text in (task.text, whole))
    post = next((p for p in found if p), None)
    if post is None and len(unit.posts) == 1:
        return Bearer(unit, unit.posts[0], _named(decision, unit.posts[0]), "该科室只有这一个岗位")
    return Bearer(unit, post, _named(decision, post), "含有该岗位的职责关键词" if post else "")


def own_bearer(profile: Profile, line: Decision) -> Bearer:
    """Who bears a line the department added of its own: as it was decided, all people of the post where none is."""
    unit = next((u for u in profile.units if u.name == line.unit), None)
    post = next((p for p in unit.posts if p.name == line.post), None) if unit else None
    return Bearer(unit, post or (Post(line.post) if line.post else None), _named(line, post), DECIDED)


def _named(decision: Decision | None, post: Post | None) -> tuple[str, ...]:
    if decision is not None and decision.person:
        return (decision.person,)
    return tuple(p.name for p in post.people) if post else ()


def post_for(unit: Unit, heading: str, text: str) -> Post | None:
    """The post of a unit whose words weigh most in a task; None where none of them occurs."""
    head, said = _TITLE.sub("", heading), _TITLE.sub("", text)
    scored = [(_score(p, head, said, _found(p, head + said)), p) for p in unit.posts]
    best = max(scored, key=lambda s: s[0], default=None)
    return best[1] if best and best[0] else None


def added_lines(profile: Profile | None, sources: Sequence[Document]) -> tuple[Decision, ...]:
    """The lines a department added of its own to tasks of these sources, in the sources' order."""
    added = [d for d in profile.decisions if d.choice is Choice.ADD] if profile else []
    return tuple(
        replace(d, deadline=spoken_limit(d.deadline)) for document in sources for d in added if d.doc_id == document.id
    )


def together(tasks: Sequence[Task]) -> tuple[tuple[Task, ...], ...]:
    """Tasks in runs that one item of the source holds: a clause, or a table row."""
    out: list[list[Task]] = []
    for task in tasks:
        last = out[-1][-1] if out else None
        if last is not None and last.document.id == task.document.id and last.address == task.address:
            out[-1].append(task)
        else:
            out.append([task])
    return tuple(tuple(run) for run in out)


def _found(unit: Unit | Post, text: str) -> list[str]:
    return [w for w in unit.handles if w in text]


def _score(unit: Unit | Post, heading: str, text: str, words: list[str]) -> int:
    return sum(len(w) * (text.count(w) + HEADING_WEIGHT * heading.count(w)) for w in words)
