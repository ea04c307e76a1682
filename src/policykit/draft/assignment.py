"""Proposing which unit of the department takes a task, by the words the profile lists for each unit.

A proposal only: where no unit's words occur, the place is left open for a person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policykit.draft.placeholder import hole
from policykit.draft.tasks import Task
from policykit.profile import Post, Profile, Unit

HELPERS = 2  # a task with more than two helping units has no owner
HEADING_WEIGHT = 2  # the heading says what the task is about; the sentence may mention much else
_TITLE = re.compile(r"《[^《》]{1,200}》")  # 《行政处罚法》 does not make a task one of punishing


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
    """Tasks of one item of a source: one unit leads them all, in the plan's text and in every row alike. A sentence
    on another unit's business has that unit as its helper. Returns the item's assignment and each task's."""
    heading = tasks[0].heading
    named = [u.name for t in tasks for u in profile.units if u.name in t.ours]
    if named:
        lead = Assignment(named[0], tuple(dict.fromkeys(n for n in named[1:] if n != named[0])), "来文点名该科室")
        return lead, (lead,) * len(tasks)
    item = assign(profile, heading, "".join(t.text for t in tasks))
    each: list[Assignment] = []
    for task in tasks:
        own = assign(profile, heading, task.text)
        said = () if own.open or own.rule.startswith("没有") else (own.unit, *own.helpers)
        helpers = tuple(dict.fromkeys(u for u in said if u != item.unit))[:HELPERS]
        each.append(Assignment(item.unit, helpers, own.rule if own.unit == item.unit else item.rule))
    helping = [u for a in each for u in a.helpers]
    most = sorted(dict.fromkeys(helping), key=lambda u: -helping.count(u))[:HELPERS]
    return Assignment(item.unit, tuple(most), item.rule), tuple(each)


def post_for(unit: Unit, heading: str, text: str) -> Post | None:
    """The post of a unit whose words weigh most in a task; None where none of them occurs."""
    head, said = _TITLE.sub("", heading), _TITLE.sub("", text)
    scored = [(_score(p, head, said, _found(p, head + said)), p) for p in unit.posts]
    best = max(scored, key=lambda s: s[0], default=None)
    return best[1] if best and best[0] else None


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
