"""The department's own time limits: compared as far as they can be, never held against a shorter one of the source."""

from __future__ import annotations

from pathlib import Path

import pytest
from duty_workspace import SOURCE, DutyWorkspace

from policykit.api.assigning import RowChange, duty_table, save_duties
from policykit.api.carrying import carry_decisions
from policykit.api.checking import check
from policykit.api.drafting import annex, draft
from policykit.api.duty_limits import no_such_day
from policykit.api.planning import Wishes
from policykit.draft.task import REFUSED
from policykit.errors import UsageError

OWN, WAS, NOW = "2026年6月15日前", "2026年6月底前", "2026年5月底前"


@pytest.fixture
def place(tmp_path: Path) -> DutyWorkspace:
    return DutyWorkspace(tmp_path)


def decide(place: DutyWorkspace, words: str, deadline: str) -> None:
    row = next(r for r in duty_table(place.workspace, place.profile, place.sources).rows if words in r.text)
    change = RowChange(row.key, row.version, deadline=deadline)
    save_duties(place.workspace, place.profile, place.sources, [change], "林可")


def limits(place: DutyWorkspace, kind: str = "任务分工表") -> dict[str, str]:
    made = annex(place.workspace, kind, place.profile, place.sources)
    names = [c.name for c in made.columns]
    return {r.cells[2].text: r.cells[names.index("完成时限")].text for r in made.rows}


def test_a_shortened_limit_of_the_source_goes_before_an_own_one(place: DutyWorkspace) -> None:
    """At once, in table, annex, plan and check, not only when somebody saves the row again."""
    decide(place, "公示率", OWN)
    assert OWN in limits(place).values() and check(place.workspace, place.profile, place.sources).clean
    place.revise(SOURCE.replace(WAS, NOW))
    row = next(r for r in duty_table(place.workspace, place.profile, place.sources).rows if "公示率" in r.text)
    assert (row.refused, row.deadline, row.own_deadline) == (OWN, NOW, "")
    made = annex(place.workspace, "任务分工表", place.profile, place.sources)
    assert OWN not in limits(place).values() and NOW in limits(place).values()
    assert any(REFUSED.format(OWN, NOW) in note for note in made.notes)
    plan = draft(place.workspace, "实施方案", place.profile, place.sources)
    assert any(OWN in remark for line in plan.lines for remark in line.remarks)
    assert all(OWN not in line.text for line in plan.lines)
    signed = draft(place.workspace, "实施方案", place.profile, place.sources, wishes=Wishes(final=True))
    assert all(OWN not in note for a in signed.annexes for note in a.notes)
    found = check(place.workspace, place.profile, place.sources).findings
    assert [f.wrong for f in found if f.code == "deadline.refused"] == [
        f"本单位定的时限“{OWN}”晚于来文的“{NOW}”，没有采用"
    ]


def test_confirming_the_row_settles_it(place: DutyWorkspace) -> None:
    decide(place, "公示率", OWN)
    place.revise(SOURCE.replace(WAS, NOW))
    row = next(r for r in duty_table(place.workspace, place.profile, place.sources).rows if r.refused)
    save_duties(place.workspace, place.profile, place.sources, [RowChange(row.key, row.version)], "林可")
    assert check(place.workspace, place.profile, place.sources).clean
    assert NOW in limits(place).values()


def test_decisions_taken_over_say_which_limits_do_not_hold(place: DutyWorkspace) -> None:
    decide(place, "公示率", OWN)
    place.original = place.original.with_name("修订后的方案.txt")
    place.revise(SOURCE.replace(WAS, NOW).replace("〔2026〕12号", "〔2026〕30号"))
    done = carry_decisions(place.workspace, place.profile, "临政办发〔2026〕12号", "临政办发〔2026〕30号", "林可")
    assert [(own, limit) for _, own, limit in done.refused] == [(OWN, NOW)]


@pytest.mark.parametrize(
    ("source", "own", "compared"),
    [
        ("立案之日起30日内", "立案之日起一个月内", False),
        ("立案之日起30日内", "受理之日起20日内", False),
        ("立案之日起30日内", "立案之日起20日内", True),
        ("立案之日起60日内", "立案之日起一个月内", True),
    ],
)
def test_what_cannot_be_compared_is_said(place: DutyWorkspace, source: str, own: str, compared: bool) -> None:
    place.revise(SOURCE.replace("立案之日起3个工作日内", source))
    decide(place, "录入案件信息", own)
    report = check(place.workspace, place.profile, place.sources)
    assert report.clean is compared
    assert [own in u.reason and source in u.reason for u in report.unchecked] == ([] if compared else [True])


def test_all_limits_of_a_duty_are_printed_and_changed_one_by_one(place: DutyWorkspace) -> None:
    both = "每月5日前；每年12月10日前"
    place.revise(SOURCE.replace("清单应当每年更新一次。", "清单每月5日前报送进展，每年12月10日前报送总结。"))
    for kind in ("任务分工表", "职责清单"):
        assert both in limits(place, kind).values()
    assert check(place.workspace, place.profile, place.sources).clean
    decide(place, "报送总结", "每月5日前；每年11月底前")
    assert "每月5日前；每年11月底前" in limits(place).values()
    assert check(place.workspace, place.profile, place.sources).clean
    plan = draft(place.workspace, "实施方案", place.profile, place.sources)
    assert any("每年11月底前报送总结" in line.text for line in plan.lines)
    with pytest.raises(Exception, match="晚于来文"):
        decide(place, "报送总结", "每月8日前；每年11月底前")


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("2026年13月", "2026年13月"),
        ("6月31日前", "6月31日"),
        ("2026年2月29日前", "2026年2月29日"),
        ("2026-02-30", "2026-02-30"),
        ("2025年9月至2026年14月", "2026年14月"),
        ("2月29日前", ""),
        ("2028年2月29日前", ""),
        ("2026/12/31", ""),
        ("每年1月31日前、12个月、3个月内、每季度", ""),
    ],
)
def test_a_month_or_day_no_calendar_has_is_named(words: str, wrong: str) -> None:
    assert no_such_day(words) == wrong


def test_a_limit_on_no_day_of_the_calendar_is_refused(place: DutyWorkspace) -> None:
    with pytest.raises(UsageError, match="2026年13月"):
        decide(place, "公示率", "2026年13月底前")
