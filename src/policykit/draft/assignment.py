"""Proposing which unit of the department takes a task, by the words the profile lists for each unit.

A proposal only: where no unit's words occur, the place is left open for a person.
"""

from __future__ import annotations

from dataclasses import dataclass

from policykit.draft.placeholder import hole
from policykit.profile import Profile, Unit

HELPERS = 2  # a task with more than two helping units has no owner
HEADING_WEIGHT = 2  # the heading says what the task is about; the sentence may mention much else


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
    scored = [
        (score, u, words)
        for u in profile.units
        if (score := _score(u, heading, text, words := _found(u, heading + text)))
    ]
    if not scored:
        if profile.default_unit:
            return Assignment(profile.default_unit, (), "没有科室的职责关键词出现，按默认科室")
        return Assignment(hole("责任科室"), (), "没有科室的职责关键词出现，请指定")
    scored.sort(key=lambda s: -s[0])
    best, unit, words = scored[0]
    helpers = tuple(u.name for score, u, _ in scored[1 : HELPERS + 1] if 2 * score >= best)
    return Assignment(unit.name, helpers, f"含有该科室的职责关键词：{'、'.join(words)}")


def _found(unit: Unit, text: str) -> list[str]:
    return [w for w in unit.handles if w in text]


def _score(unit: Unit, heading: str, text: str, words: list[str]) -> int:
    return sum(len(w) * (text.count(w) + HEADING_WEIGHT * heading.count(w)) for w in words)
