"""Which duties bind the department, and what is said of those that do not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from policykit.draft.binding import Binder
from policykit.model.annotation import Duty, Modality, Role
from policykit.model.span import Span
from policykit.profile import Profile, Region, Unit

CASES = yaml.safe_load(
    (Path(__file__).resolve().parents[1] / "cases" / "draft" / "binding.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=[c["title"] for c in CASES])
def test_binding(case: dict[str, Any]) -> None:
    profile = Profile(
        "临江市城市管理局",
        ("市城管局",),
        classes=tuple(case.get("classes", ())),
        region=Region("云川省", "临江市"),
        units=(Unit("办公室"),),
        takes_unnamed=case.get("unnamed") != "不列入",
    )
    role = Role.RESPONSIBLE if case["actors"] else None
    inherited = bool(case.get("inherited"))
    duty = Duty(
        "一", tuple(case["actors"]), role, Modality.SHALL, case.get("action", "做好工作"), None, Span(0, 4), inherited
    )
    found = Binder(profile).bind(duty, own=bool(case.get("own")))
    assert (found.why.value if found.why else None) == case["why"], found.reason
    assert case.get("reason", "") in found.reason
    assert found.reason
