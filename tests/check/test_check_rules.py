"""Each check by itself: wording, limits, names, leaders, overlaps, decisions that a new version has overtaken."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from duty_workspace import SOURCE, DutyWorkspace
from hypothesis import given
from hypothesis import strategies as st

from policykit.api.assigning import RowChange, duty_table, save_duties
from policykit.api.checking import check
from policykit.check import complete, deadlines, leaders, overlaps
from policykit.check.limits import later
from policykit.check.model import Borne, Demand, FileTable, Finding, Staff, Subject, TableRow
from policykit.check.renamed import former_names
from policykit.check.rules import run
from policykit.check.tables import Reader, cited, numbered
from policykit.check.words import differences, plain

ROOT = Path(__file__).resolve().parents[1] / "cases" / "check"


def cases(name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((ROOT / name).read_text("utf-8")))


@pytest.mark.parametrize("case", cases("wording.yaml"), ids=lambda c: c["after"])
def test_wording(case: dict[str, Any]) -> None:
    found = differences(case["before"], case["after"], case.get("actors", ()))
    assert [d.code for d in found] == case["differs"], found


@pytest.mark.parametrize("case", cases("limits.yaml"), ids=lambda c: f"{c['own']}-{c['source']}")
def test_limits(case: dict[str, Any]) -> None:
    assert later(case["own"], case["source"], case.get("year", 0)) is case["later"]


@pytest.mark.parametrize("case", cases("former_organs.yaml"), ids=lambda c: c["text"])
def test_former_organs(case: dict[str, Any]) -> None:
    found = former_names(case["text"])
    assert [r.old for r in found] == case["found"]
    assert all(r.since.isdigit() and "年" in r.source for r in found)


STAFF = Staff(
    "临江市城市管理局",
    {"法制科": {"清单岗": ("唐一川",)}, "办公室": {"财务岗": ("何倩",)}},
    {"法制科": "许知行", "办公室": "林可"},
    "周明远",
    (("沈若川", ("法制科", "办公室")),),
)


def demand(text: str, key: str = "k1", **fields: Any) -> Demand:
    return Demand(key, "来文", "一、", text, text, **fields)


def borne(text: str, key: str = "k1", **fields: Any) -> Borne:
    return Borne(f"《来文》{key}", "分工记录", text, key, **{"unit": "法制科", **fields})


def subject(*pairs: tuple[Demand, Borne], staff: Staff = STAFF) -> Subject:
    return Subject(staff, tuple(d for d, _ in pairs), tuple(b for _, b in pairs))


def codes(found: Any) -> list[str]:
    return [f.code for f in found if isinstance(f, Finding)]


TEXT = "市级各部门要建立案件会商制度，定期研究解决执法难题。"


def test_one_duty_under_two_units_and_two_almost_alike() -> None:
    one = (demand(TEXT, "k1"), borne(TEXT, "k1", unit="法制科"))
    twin = (demand(TEXT, "k2"), borne(TEXT, "k2", unit="办公室"))
    near_text = TEXT.replace("研究解决", "研究")
    near = (demand(near_text, "k3"), borne(near_text, "k3", unit="办公室"))
    other_text = "市级各部门要建立培训档案制度，定期组织业务考试。"
    other = (demand(other_text, "k4"), borne(other_text, "k4", unit="办公室"))
    assert codes(overlaps.check(subject(one, twin))) == ["lead.two"]
    assert codes(overlaps.check(subject(one, near))) == ["lead.near"]
    assert codes(overlaps.check(subject(one, other))) == []
    same_unit = (near[0], replace(near[1], unit="法制科"))
    assert codes(overlaps.check(subject(one, same_unit))) == []
    number = TEXT.replace("定期", "每月两次")
    assert codes(overlaps.check(subject(one, (demand(number, "k5"), borne(number, "k5", unit="办公室"))))) == []


LEADERLESS = (
    ({"head": ""}, "head.empty"),
    ({"deputies": ()}, "deputy.empty"),
    ({"deputies": (("沈若川", ("办公室",)),)}, "unit.deputy"),
    ({"deputies": (("沈若川", ("法制科",)), ("顾长青", ("法制科", "办公室")))}, "unit.deputies"),
    ({"heads": {"办公室": "林可"}}, "unit.head"),
)


@pytest.mark.parametrize(("fields", "code"), LEADERLESS, ids=[c for _, c in LEADERLESS])
def test_leaders(fields: dict[str, Any], code: str) -> None:
    pair = (demand(TEXT), borne(TEXT))
    assert codes(leaders.check(subject(pair))) == []
    assert codes(leaders.check(subject(pair, staff=replace(STAFF, **fields)))) == [code]
    direct = replace(STAFF, deputies=(("沈若川", ("办公室",)),), head_units=("法制科",))
    assert codes(leaders.check(subject(pair, staff=direct))) == []


def test_a_limit_that_cannot_be_compared_is_not_passed() -> None:
    pair = (demand(TEXT, source_deadline="2026年6月底前", deadline="2026年6月底前"), borne(TEXT, deadline="尽快"))
    (answer,) = deadlines.check(subject(pair))
    assert not isinstance(answer, Finding) and "没有办法比较" in answer.reason
    report = run(subject(pair))
    assert report.checked < report.found and report.exit_status == 1


def test_decisions_overtaken_by_a_new_version(tmp_path: Path) -> None:
    place = DutyWorkspace(tmp_path)
    rows = duty_table(place.workspace, place.profile, place.sources).rows
    changes = [RowChange(r.key, 0) for r in rows if "公示率" in r.text or "每年更新" in r.text]
    save_duties(place.workspace, place.profile, place.sources, changes, "林可")
    assert check(place.workspace, place.profile, place.sources).clean
    place.revise(SOURCE.replace("公示率达到100%", "公示率达到98%").replace("清单应当每年更新一次。", ""))
    report = check(place.workspace, place.profile, place.sources)
    assert codes(report.findings) == ["decision.review", "decision.gone"]
    assert "【-100%】【+98%】" in report.findings[0].wrong


def test_the_list_of_a_post() -> None:
    assert numbered("1.2026年6月底前编制清单。2.配备2.5名人员。3.公示。") == [
        "2026年6月底前编制清单。",
        "配备2.5名人员。",
        "公示。",
    ]
    assert numbered("编制清单。2.公示。") == ["编制清单。2.公示。"]


WORDS = (
    "市级各部门要于2026年6月底前编制执法清单，公示率达到100%。",
    "市城市管理局应当自立案之日起3个工作日内录入案件信息，配备不少于2名专职人员。",
    "市级各部门不得以罚代管，不得下达罚没指标。",
    "业务主管部门要会同财政部门将执法装备经费列入年度预算。",
)


@given(st.integers(0, 3), st.integers(0, 200), st.sampled_from("甲一3的不应可并、各局"), st.sampled_from("改删增"))
def test_any_altered_row_is_found(which: int, at: int, character: str, how: str) -> None:
    demands = tuple(demand(text, f"k{n}", unit="法制科", post="清单岗") for n, text in enumerate(WORDS))
    at %= len(WORDS[which]) - 1
    put = {"改": character, "删": "", "增": WORDS[which][at] + character}[how]
    tampered = WORDS[which][:at] + put + WORDS[which][at + 1 :]
    texts = [tampered if n == which else text for n, text in enumerate(WORDS)]
    columns = ("具体措施", "牵头单位")
    rows = tuple(TableRow(f"第{n}行", {"具体措施": t, "牵头单位": "法制科"}) for n, t in enumerate(texts))
    table = FileTable("任务分工表", "表", columns, rows)
    looked_at = Subject(STAFF, demands, tuple(Reader(demands).borne(table)), (table,))
    found = [f for f in complete.check(looked_at) if isinstance(f, Finding)]
    altered = plain(tampered) != plain(WORDS[which])  # a mark doubled at the end says nothing else
    assert {f.place for f in found} == ({f"第{which}行"} if altered else set())


def test_a_title_may_be_said_once_for_several_places() -> None:
    assert cited("《方案》一、（一）；一、（二）；本单位增加：会议纪要") == [
        "《方案》一、（一）",
        "《方案》一、（二）",
        "本单位增加：会议纪要",
    ]
