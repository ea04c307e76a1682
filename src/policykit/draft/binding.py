"""Which duties of a source bind the department, and why the others do not.

A duty binds where its text names the department, or a class of bodies that the profile says includes it. A duty
for which the source names nobody binds as the profile's switch says. Everything else is left out, with the reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from policykit.model.annotation import Duty
from policykit.profile import Profile

# Quantifiers in front of a class name: 各行政执法机关 and 行政执法机关 are the same class.
_QUANTIFIER = re.compile(r"^(?:全市|全县|全区|全省|本市|本县|本区|我市|我县|我区)?(?:所有|各个|各)?")
_VAGUE = re.compile(r"^(?:其他)?(?:有关|相关)(?:部门|单位|机关|部门和单位|方面)$")
_BRACKET = re.compile(r"（([^（）]{1,60})）")


class Why(StrEnum):
    """What ties a duty to the department."""

    NAMED = "点名"
    CLASS = "类别"
    UNNAMED = "未写明主体"


@dataclass(frozen=True, slots=True)
class Binding:
    """Whether the duty binds. `why` is None where it does not; `reason` is for the user either way."""

    why: Why | None
    reason: str


class Binder:
    """Decides for one profile; its names and classes are folded once."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.names = frozenset(_fold(n) for n in profile.own_names)
        self.classes = {_class(c): c for c in profile.classes}

    def bind(self, duty: Duty) -> Binding:
        """Whether this duty binds the department."""
        if not duty.actors:
            if self.profile.takes_unnamed:
                return Binding(Why.UNNAMED, "来文没有写明责任主体，按单位概况“未写明主体的任务：列入”处理")
            return Binding(None, "来文没有写明责任主体，单位概况写明不列入")
        for actor in duty.actors:
            if self.is_own(actor):
                return Binding(Why.NAMED, f"来文点名“{actor}”")
        for actor in duty.actors:
            known = self.classes.get(_class(actor))
            if known is not None:
                return Binding(Why.CLASS, f"来文写“{actor}”，单位概况列明本单位属于“{known}”")
        listed = "、".join(duty.actors)
        if all(_VAGUE.match(_fold(a)) for a in duty.actors):
            return Binding(None, f"来文责任主体为“{listed}”，指代不明，请人工判断是否包括本单位")
        return Binding(None, f"来文责任主体为“{listed}”，不是本单位，也不在单位概况所列的类别中")

    def is_own(self, actor: str) -> bool:
        """Whether the words name the department itself: one of its names, or the name an alias stands beside."""
        folded = _fold(actor)
        if folded in self.names:
            return True
        aliases = _BRACKET.findall(folded)
        return bool(aliases) and (_BRACKET.sub("", folded) in self.names or any(a in self.names for a in aliases))


def _fold(words: str) -> str:
    return re.sub(r"[\s“”\"《》]", "", words)


def _class(words: str) -> str:
    folded = _fold(words)
    return _QUANTIFIER.sub("", folded, count=1) or folded
