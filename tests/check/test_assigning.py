"""What people decide about duties: saved whole or not at all, honoured by plan and tables, never moved by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from duty_workspace import SOURCE, DutyWorkspace

from policykit.api.assigning import DutyRow, DutyTable, RowChange, RowState, duty_history, duty_table, save_duties
from policykit.api.drafting import annex, draft
from policykit.errors import ConflictError, UsageError


@pytest.fixture
def place(tmp_path: Path) -> DutyWorkspace:
    return DutyWorkspace(tmp_path)


def table(place: DutyWorkspace) -> DutyTable:
    return duty_table(place.workspace, place.profile, place.sources)


def row(place: DutyWorkspace, words: str) -> DutyRow:
    (found,) = [r for r in table(place).rows if words in r.text]
    return found


def save(place: DutyWorkspace, *changes: RowChange, by: str = "林可") -> DutyTable:
    return save_duties(place.workspace, place.profile, place.sources, changes, by)


def cells(place: DutyWorkspace, kind: str = "任务分工表") -> list[list[str]]:
    made = annex(place.workspace, kind, place.profile, place.sources)
    return [[c.text for c in r.cells] for r in made.rows]


def plan(place: DutyWorkspace) -> str:
    made = draft(place.workspace, "实施方案", place.profile, place.sources)
    return "\n".join(line.text for line in made.lines)


def test_the_table_shows_what_the_rules_propose(place: DutyWorkspace) -> None:
    rows = table(place).rows
    assert [(r.keep, r.unit, r.post) for r in rows] == [
        (True, "法制科", "清单岗"),
        (True, "法制科", "清单岗"),
        (True, "综合执法支队", "办案岗"),
        (True, "综合执法支队", "办案岗"),
        (False, "【待填写：责任科室】", ""),
        (False, "法制科", "培训岗"),
        (True, "办公室", "财务岗"),
    ]
    assert {r.state for r in rows} == {RowState.PROPOSED}
    assert "指代不明" in rows[5].reason


def test_a_changed_unit_reaches_plan_and_tables(place: DutyWorkspace) -> None:
    one = row(place, "清单应当每年更新")
    after = save(place, RowChange(one.key, one.version, unit="办公室", post="财务岗"))
    changed = next(r for r in after.rows if r.key == one.key)
    assert (changed.state, changed.unit, changed.people, changed.by) == (RowState.DECIDED, "办公室", ("何倩",), "林可")
    assert [r[3] for r in cells(place)] == ["法制科", "办公室", "综合执法支队", "综合执法支队", "办公室"]
    assert [r[3:6] for r in cells(place, "职责分解表")][1] == ["办公室", "财务岗", "何倩"]
    said = plan(place)
    assert "公示率达到100%。（责任科室：法制科；配合科室：办公室" not in said
    assert "清单应当每年更新一次。（责任科室：办公室" in said


def test_a_decision_on_one_sentence_moves_no_other(place: DutyWorkspace) -> None:
    before = {r.key: (r.unit, r.post) for r in table(place).rows}
    one = row(place, "编制执法清单，公示率")
    save(place, RowChange(one.key, one.version, keep=False, reason="由市司法局统一编制"))
    after = {r.key: (r.unit, r.post) for r in table(place).rows}
    before.pop(one.key), after.pop(one.key)
    assert after == before


def test_dropped_and_taken_up_against_the_rules(place: DutyWorkspace) -> None:
    dropped, vague = row(place, "列入部门预算"), row(place, "完成全员培训")
    save(
        place,
        RowChange(dropped.key, 0, keep=False, reason="经费由市财政统筹"),
        RowChange(vague.key, 0, keep=True),
    )
    said = plan(place)
    assert "列入部门预算" not in said and "完成全员培训" in said
    made = draft(place.workspace, "实施方案", place.profile, place.sources)
    assert "经费由市财政统筹" in {d.reason for d in made.dropped}
    assert any("完成全员培训" in r[2] for r in cells(place))


def test_own_deadline_sooner_but_never_later(place: DutyWorkspace) -> None:
    one = row(place, "编制执法清单，公示率")
    save(place, RowChange(one.key, 0, deadline="2026年5月31日前"))
    assert cells(place)[0][5] == "2026年5月31日前"
    assert "完成时限：2026年5月31日前）" in plan(place)
    assert cells(place, "时限台账")[0][1:3] == ["2026年5月31日前", "2026年5月31日"]
    with pytest.raises(UsageError, match="晚于来文的“2026年6月底前”"):
        save(place, RowChange(one.key, 1, deadline="2026年7月15日前"))
    case = row(place, "录入案件信息")
    with pytest.raises(UsageError, match="晚于"):
        save(place, RowChange(case.key, 0, deadline="5个工作日内"))


REFUSED = (
    ({"keep": False}, "没有写理由"),
    ({"unit": "宣传科"}, "没有这个科室"),
    ({"unit": "办公室", "post": "清单岗"}, "不在“办公室”里"),
    ({"person": "江听雨"}, "不在该岗位的人员里"),
    ({"helpers": ("信息科",)}, "没有这个科室"),
)


@pytest.mark.parametrize(("said", "why"), REFUSED, ids=[w for _, w in REFUSED[:3]] + ["人员", "配合"])
def test_refused_with_its_reason(place: DutyWorkspace, said: dict[str, object], why: str) -> None:
    one = row(place, "编制执法清单，公示率")
    with pytest.raises(UsageError, match=why):
        save(place, RowChange(one.key, 0, **said))  # type: ignore[arg-type]
    assert table(place).version == 0


def test_two_people_and_one_row(place: DutyWorkspace) -> None:
    one, other = row(place, "编制执法清单，公示率"), row(place, "列入部门预算")
    save(place, RowChange(one.key, 0, unit="办公室"), by="林可")
    with pytest.raises(ConflictError, match="林可在"):
        save(place, RowChange(other.key, 0, unit="法制科"), RowChange(one.key, 0, unit="综合执法支队"), by="陆山")
    assert row(place, "列入部门预算").state is RowState.PROPOSED  # all or nothing
    save(place, RowChange(one.key, 1, unit="综合执法支队"), by="陆山")
    save(place, RowChange(one.key, 2, take_back=True), by="许知行")
    events = duty_history(place.workspace, place.profile, one.key)
    assert [(e.by, e.after.unit if e.after else None) for e in events] == [
        ("许知行", None),
        ("陆山", "综合执法支队"),
        ("林可", "办公室"),
    ]
    with pytest.raises(ConflictError):
        save(place, RowChange(one.key, 2, unit="办公室"))


def test_kept_when_the_clause_only_moves(place: DutyWorkspace) -> None:
    one = row(place, "列入部门预算")
    save(place, RowChange(one.key, 0, unit="法制科"))
    place.revise(SOURCE.replace("（一）落实经费。", "（一）压实责任。市级各部门要明确专人负责。\n\n（二）落实经费。"))
    moved = row(place, "列入部门预算")
    assert (moved.state, moved.unit, moved.address) == (RowState.DECIDED, "法制科", "二/（二）")


def test_a_changed_clause_asks_for_review(place: DutyWorkspace) -> None:
    one = row(place, "编制执法清单，公示率")
    save(place, RowChange(one.key, 0, unit="办公室"))
    place.revise(SOURCE.replace("编制执法清单，公示率", "编制并公开执法清单，公示率"))
    changed = row(place, "编制并公开执法清单")
    assert (changed.state, changed.unit) == (RowState.REVIEW, "办公室")  # the decision holds until a person looks
    assert changed.earlier is not None and ("insert", "并公开") in changed.earlier.pieces
    save(place, RowChange(changed.key, changed.version), by="许知行")
    again = row(place, "编制并公开执法清单")
    assert (again.state, again.unit, again.by) == (RowState.DECIDED, "办公室", "许知行")


def test_what_was_taken_up_stays_when_only_its_date_changes(place: DutyWorkspace) -> None:
    vague = row(place, "完成全员培训")
    save(place, RowChange(vague.key, 0, keep=True, unit="办公室"))
    place.revise(SOURCE.replace("在2026年9月底前完成全员培训", "在2026年8月底前完成全员培训"))
    changed = row(place, "2026年8月底前完成全员培训")
    assert (changed.state, changed.keep, changed.unit) == (RowState.REVIEW, True, "办公室")
    made = draft(place.workspace, "实施方案", place.profile, place.sources)
    (line,) = [x for x in made.lines if "2026年8月底前完成全员培训" in x.text]
    assert any("来文这句话已改，请重新确认" in r for r in line.remarks)
    assert any("2026年8月底前完成全员培训" in r[2] for r in cells(place))
    table_ = next(a for a in made.annexes if a.kind == "任务分工表")
    assert any("请重新确认" in n for n in table_.notes)
    listed = next(r for r in cells(place, "职责清单") if "全员培训" in r[2])
    assert listed[3:5] == ["是", ""]


def test_a_drop_that_lost_only_its_date_stands_and_a_new_duty_is_not_lost(place: DutyWorkspace) -> None:
    one, other = row(place, "编制执法清单，公示率"), row(place, "列入部门预算")
    save(place, RowChange(one.key, 0, keep=False, reason="已编完"), RowChange(other.key, 0, keep=False, reason="已办"))
    place.revise(
        SOURCE.replace("2026年6月底前编制", "2026年5月底前编制").replace(
            "市级各部门要将所需经费列入部门预算", "市级各部门要按月公开经费使用情况"
        )
    )
    assert not row(place, "2026年5月底前编制").keep
    assert row(place, "按月公开经费").keep
    made = draft(place.workspace, "实施方案", place.profile, place.sources)
    assert "已编完（来文这句话已改，请重新确认）" in {d.reason for d in made.dropped}


def test_the_tools_reason_never_becomes_a_persons(place: DutyWorkspace) -> None:
    judged = row(place, "每年组织一次检查")
    assert not judged.keep and judged.reason
    save(place, RowChange(judged.key, 0))
    (event,) = duty_history(place.workspace, place.profile, judged.key)
    assert event.after is not None and event.after.reason == ""
    save(place, RowChange(judged.key, 1))
    assert all(e.after is not None and e.after.reason == "" for e in duty_history(place.workspace, place.profile))


def test_a_vanished_clause_is_shown_until_taken_back(place: DutyWorkspace) -> None:
    one = row(place, "列入部门预算")
    save(place, RowChange(one.key, 0, unit="法制科"))
    place.revise(SOURCE.replace("市级各部门要将所需经费列入部门预算。", "市财政局负责保障。"))
    (gone,) = [r for r in table(place).rows if r.state is RowState.GONE]
    assert gone.text.startswith("市级各部门要将所需经费")
    with pytest.raises(UsageError, match="已不在来文里"):
        save(place, RowChange(gone.key, gone.version, unit="办公室"))
    after = save(place, RowChange(gone.key, gone.version, take_back=True))
    assert not [r for r in after.rows if r.state is RowState.GONE]


def test_words_that_now_stand_twice_are_not_guessed(place: DutyWorkspace) -> None:
    one = row(place, "列入部门预算")
    save(place, RowChange(one.key, 0, unit="法制科"))
    sentence = "市级各部门要将所需经费列入部门预算。"
    place.revise(SOURCE.replace("（三）开展", f"（三）保障设备。{sentence}\n\n（四）开展"))
    same = [r for r in table(place).rows if r.text.startswith("市级各部门要将所需经费")]
    assert [r.state for r in same].count(RowState.DECIDED) == 0
    assert [r.state for r in same].count(RowState.REVIEW) == 1


def test_an_added_line_needs_its_basis(place: DutyWorkspace) -> None:
    doc_id = table(place).rows[0].doc_id
    line = RowChange("", 0, doc_id=doc_id, text="建立案件周调度制度。", unit="综合执法支队", name="案件调度")
    with pytest.raises(UsageError, match="依据"):
        save(place, line)
    save(
        place,
        RowChange("", 0, doc_id=doc_id, text="建立案件周调度制度。", unit="综合执法支队", basis="局务会〔2026〕3号"),
    )
    last = cells(place)[-1]
    assert last[2] == "建立案件周调度制度。" and last[3] == "综合执法支队" and "局务会〔2026〕3号" in last[6]
    assert cells(place, "职责分解表")[-1][3:7] == [
        "综合执法支队",
        "【待填写：执法岗位】",
        "【待填写：责任人】",
        last[2],
    ]
    (row,) = [r for r in table(place).rows if r.state is RowState.ADDED]
    save(place, RowChange(row.key, row.version, post="办案岗", person="闻笛"))
    assert cells(place, "职责分解表")[-1][3:7] == ["综合执法支队", "办案岗", "闻笛", last[2]]
    held = {r[1]: r[4] for r in cells(place, "岗位责任表")}
    assert last[2] in held["闻笛"] and last[2] not in held["江听雨"]
    assert last[2] in plan(place)
