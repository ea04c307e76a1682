"""What a sentence says of one actor: where it is bound, in what form, and the part it has."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from policykit.annotate.agencies import Actor
from policykit.model.annotation import Role
from policykit.model.slots import direct

CONDITION_ENDS = ("的", "时", "后", "之前", "期间", "过程中", "情况下", "前提下", "基础上")
"""How a stretch ends that only sets the scene for the one behind it."""


class Form(StrEnum):
    SUBJECT = "subject"  # X要…, 由X…
    URGED = "urged"  # 督促X…
    HELPER = "helper"  # 会同X
    ORGANISED = "organised"  # 组织X…
    HEAD = "head"  # X为第一责任人 inside another's duty


@direct
@dataclass(frozen=True, slots=True)
class Binding:
    """`actor` is bound from stretch `index` on; `opens` is where the words that name it begin (at 由, 督促)."""

    index: int
    opens: int
    actor: Actor
    form: Form
    role: Role | None = None
    tentative: bool = False
    by: bool = False  # named behind 由 or 交由


@direct
@dataclass(frozen=True, slots=True)
class Found:
    """The bindings of a sentence in print order. `told` says that a subject is named which the sentence binds to
    nothing (a class of persons, a member, a seat), so that no other actor may be put in its place."""

    spans: tuple[tuple[int, int], ...]  # the stretches of the sentence
    bindings: tuple[Binding, ...]
    told: bool
    allowed: tuple[Binding, ...] = ()  # subjects that are only allowed to act
