"""Classes of bodies that a source lists itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from reading_texts import document

from policykit.draft.binding import Binder
from policykit.draft.declared import declared
from policykit.draft.tasks import collect
from policykit.draft.unlisted import unlisted
from policykit.model.annotation import Duty, Modality, Role
from policykit.model.span import Span
from policykit.profile import Profile, Region

CASES = yaml.safe_load((Path(__file__).resolve().parents[1] / "cases" / "draft" / "declared.yaml").read_text("utf-8"))
PROFILE = Profile(
    "临江市城市管理局",
    ("市城市管理局", "市城管局"),
    classes=("市级各部门",),
    region=Region("云川省", "临江市"),
)


@pytest.mark.parametrize("case", CASES, ids=[c["title"] for c in CASES])
def test_lists_of_the_source(case: dict[str, Any]) -> None:
    source = document(f"临江市工作方案\n\n一、主要任务\n\n{case['given']}\n\n临江市人民政府办公室\n2026年3月1日\n")
    duty = Duty("一", (case["actor"],), Role.RESPONSIBLE, Modality.SHALL, "做好工作", None, Span(0, 4), False)
    found = Binder(PROFILE).reading(source).bind(duty)
    assert (found.why is not None) is case["binds"], found.reason
    assert case["reason"] in found.reason


def test_a_document_without_lists_defines_nothing() -> None:
    assert declared(document("通知\n\n一、要求\n\n各部门要将检查作为日常工作。市公安局为责任单位。\n")) == ()


def test_classes_the_profile_says_nothing_of_are_counted() -> None:
    source = document(
        "临江市工作方案\n\n一、主要任务\n\n行权部门要编制清单。市水利局要加强巡查。\n\n二、保障措施\n\n行权部门、审批部门要配合。\n"
    )
    assert unlisted(collect(source, Binder(PROFILE))[1]) == (("行权部门", 2), ("审批部门", 1))
