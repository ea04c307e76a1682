"""Frozen dataclasses whose constructor writes the slots: the same objects, made the same ways."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from policykit.model.document import Clause, ClauseKind
from policykit.model.slots import direct
from policykit.model.span import Span


@direct
@dataclass(frozen=True, slots=True)
class Sample:
    name: str
    size: int = 3
    parts: list[int] = field(default_factory=list)


def test_arguments_by_place_by_name_and_left_out() -> None:
    assert Sample("甲") == Sample(name="甲", size=3, parts=[])
    assert Sample("甲", 4, [1]) == Sample("甲", parts=[1], size=4)
    with pytest.raises(TypeError):
        Sample()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Sample("甲", length=1)  # type: ignore[call-arg]


def test_each_object_has_a_default_of_its_own() -> None:
    first, second = Sample("甲"), Sample("乙")
    first.parts.append(1)
    assert second.parts == []


def test_still_frozen_and_still_copied() -> None:
    clause = Clause("一", 1, ClauseKind.UNIT, "一、", None, "工作", (Span(2, 4),))
    with pytest.raises(FrozenInstanceError):
        clause.level = 2  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(clause)) == clause == copy.deepcopy(clause)
    assert replace(clause, level=2).level == 2 and clause.level == 1
    assert hash(clause) == hash(replace(clause))


def test_a_class_it_does_not_suit_is_refused() -> None:
    with pytest.raises(TypeError):
        direct(dataclass(slots=True)(type("Open", (), {"__annotations__": {"a": int}})))
    with pytest.raises(TypeError):
        direct(int)
