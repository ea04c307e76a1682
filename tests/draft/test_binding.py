"""Which duties bind the department, and what is said of those that do not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from reading_texts import document

from policykit.draft.binding import NATIONAL, Binder
from policykit.draft.tasks import survey
from policykit.model.annotation import Duty, Modality, Role
from policykit.model.span import Span
from policykit.profile import Profile, Region, Unit

CASES = yaml.safe_load(
    (Path(__file__).resolve().parents[1] / "cases" / "draft" / "binding.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=[c["title"] for c in CASES])
def test_binding(case: dict[str, Any]) -> None:
    profile = Profile(
        case.get("name", "临江市城市管理局"),
        () if "name" in case else ("市城管局",),
        classes=tuple(case.get("classes", ())),
        region=Region(**case.get("region", {"province": "云川省", "city": "临江市"})),
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


def test_what_a_plan_says_of_the_country_and_of_offices() -> None:
    """The reasons as they stand in a source's survey: for the country, for its own seat, for another's."""
    text = (
        "云川省整治方案\n\n一、主要任务\n\n（一）统一标准。制定全国统一的噪声监测标准。\n\n"
        "（二）明确机构。领导小组办公室设在市城管局，承担日常工作。\n\n"
        "（三）另设机构。督导组办公室设在市水利局，承担督导工作。\n\n云川省人民政府\n2026年3月1日\n"
    )
    profile = Profile("临江市城市管理局", ("市城管局",), region=Region("云川省", "临江市"))
    said = {j.address: (j.carried, j.reason or "") for j in survey(document(text), Binder(profile))}
    assert said["一/（一）"] == (False, NATIONAL)
    assert said["一/（二）"] == (True, "")
    assert not said["一/（三）"][0]


def test_a_note_of_who_answers_is_no_sentence_left_out() -> None:
    text = (
        "云川省就业措施\n\n一、支持就业\n\n继续实施社会保险补贴政策。对困难人员给予帮扶。（省财政厅、省民政厅负责）\n\n"
        "云川省人民政府\n2026年3月1日\n"
    )
    profile = Profile("临江市城市管理局", region=Region("云川省", "临江市"))
    said = [j.words for j in survey(document(text), Binder(profile))]
    assert said == ["继续实施社会保险补贴政策。", "对困难人员给予帮扶。"]
    apart = text.replace("（省财政厅、省民政厅负责）", "\n\n责任单位：省财政厅，各县（市、区）人民政府")
    assert [j.words for j in survey(document(apart), Binder(profile))] == said


def test_everybody_is_whom_the_source_calls_so_elsewhere() -> None:
    """各单位 alone may be firms: beside 各地各部门 it is all that paper's addressees."""
    text = (
        "云川省执法工作意见\n\n一、主要任务\n\n（一）规范执法。{}要规范执法程序。\n\n"
        "（二）开展自查。各单位要开展自查。\n\n云川省人民政府\n2026年3月1日\n"
    )
    profile = Profile("临江市城市管理局", classes=("市级各部门",), region=Region("云川省", "临江市"))
    beside, alone = (
        {j.address: j for j in survey(document(text.format(who)), Binder(profile))}["一/（二）"]
        for who in ("各地各部门", "省财政厅")
    )
    assert beside.carried and beside.task is not None and "各地各部门" in beside.task.reason
    assert not alone.carried and "包括的请加进" in (alone.reason or "")


def test_each_place_is_whom_the_paper_of_the_place_above_speaks_to() -> None:
    """A county's 各地 are its towns; a city's are its counties, of which a town is none."""
    text = "{}规范执法意见\n\n一、主要任务\n\n（一）规范执法。各地要规范执法程序。\n\n{}人民政府\n2026年3月1日\n"
    town = Profile("青石县柳河镇人民政府", region=Region("云川省", "临江市", "青石县"))
    county = Profile("青石县人民政府", region=Region("云川省", "临江市", "青石县"))
    bureau = Profile("青石县城市管理局", region=Region("云川省", "临江市", "青石县"))

    def carried(place: str, profile: Profile) -> bool:
        return survey(document(text.format(place, place)), Binder(profile))[0].carried

    assert [carried("云川省临江市青石县", p) for p in (town, county, bureau)] == [True, False, False]
    assert [carried("云川省临江市", p) for p in (town, county, bureau)] == [False, True, False]
