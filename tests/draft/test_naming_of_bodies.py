"""Whether the names documents use for a body mean the department, or its counterpart at another level."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from policykit.draft.binding import Binder
from policykit.draft.naming import counterpart
from policykit.profile import Profile, Region

CASES = yaml.safe_load((Path(__file__).resolve().parents[1] / "cases" / "draft" / "naming.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[f"{c['called']}-{c['name']}" for c in CASES])
def test_names(case: dict[str, Any]) -> None:
    profile = Profile(case["name"], (), region=Region("云川省", "临江市"))
    assert Binder(profile).is_own(case["called"]) is case["own"]
    if "counterpart" in case:
        assert counterpart(case["called"], profile) is case["counterpart"]
