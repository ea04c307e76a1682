"""The annex tables: what each row says and on what it rests; and the small rules the plan shares with them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from reading_texts import document, profile

from policykit.draft import ALIASES, KINDS, build
from policykit.draft.limits import stands_alone
from policykit.draft.sections import part_named
from policykit.errors import UsageError
from policykit.profile import parse_profile

WORDS = yaml.safe_load((Path(__file__).resolve().parents[1] / "cases" / "draft" / "words.yaml").read_text("utf-8"))
SOURCE = """临江市行政执法规范化行动方案

临政办发〔2026〕9号

为规范执法，根据《中华人民共和国行政处罚法》，制定本方案。

一、主要任务

（一）编制清单。市级各部门要于2026年6月底前编制执法清单，公示率达到100%。此项工作由市司法局督促。

（二）办理案件。市城市管理局要自立案之日起3个工作日内录入案件信息，配备不少于2名专职人员。

（三）开展检查。市司法局每年组织一次检查，抽查比例不低于5%。

临江市人民政府办公室
2026年3月1日
"""
POSTS = parse_profile(
    """
名称: 临江市城市管理局
简称: [市城市管理局]
来文中的类别: [市级各部门]
主要负责人: {姓名: 周明远, 职务: 局长}
科室:
  - 名称: 法制科
    职责关键词: [清单]
    负责人: 许知行
    岗位: [{名称: 清单岗, 职责关键词: [清单], 人员: [{姓名: 唐一川, 执法证件号: 云J02}]}]
  - {名称: 综合执法支队, 职责关键词: [案件]}
"""
)


def cells(kind: str, department: object = POSTS) -> list[list[str]]:
    made = build(kind, department, [document(SOURCE)])  # type: ignore[arg-type]
    assert all(len(r.cells) == len(made.columns) for r in made.rows)
    assert [r.cells[0].text for r in made.rows] == [str(n) for n in range(1, len(made.rows) + 1)]
    return [[c.text for c in r.cells] for r in made.rows]


def test_tasks_with_and_without_a_department() -> None:
    ours = cells("任务分工表")
    assert [r[3] for r in ours] == ["法制科", "综合执法支队"]
    assert ours[0][5] == "2026年6月底前"
    assert ours[0][6] == "《临江市行政执法规范化行动方案》一、（一）"
    everybody = cells("任务分工表", None)
    assert {r[3] or r[4] for r in everybody} >= {"市级各部门", "市城市管理局", "市司法局"}


def test_indicators_of_ours_only() -> None:
    assert [(r[2], r[3], r[6]) for r in cells("指标台账")] == [
        ("达到100%", "100", "法制科"),
        ("不少于2名", "2", "综合执法支队"),
    ]
    assert len(cells("指标台账", None)) == 3


def test_an_indicator_is_named_whole_and_never_by_anothers_number() -> None:
    text = (
        "临江市线上教学方案\n\n一、主要任务\n\n（一）控制时长。市级各部门要控制时长，其中小学、初中、高中分别不超过2小时、"
        "4小时、5小时。\n\n"
        "（二）拨付补助。市级各部门要督促落实，各县（市、区）财政按上年补助额度的50%提前拨付补助。\n\n"
        "临江市人民政府\n2026年3月1日\n"
    )
    rows = [[c.text for c in r.cells] for r in build("指标台账", POSTS, [document(text)]).rows]
    named = [(r[1], r[2], r[3]) for r in rows]
    assert named == [
        ("其中小学、初中、高中分别", "不超过2小时、4小时、5小时", ""),
        ("各县（市、区）财政按上年补助额度", "50%", "50"),
    ]


def test_deadlines_soonest_first() -> None:
    assert [(r[1], r[2]) for r in cells("时限台账")] == [
        ("2026年6月底前", "2026年6月30日"),
        ("立案之日起3个工作日内", ""),
    ]


def test_every_deadline_of_a_sentence_has_its_row() -> None:
    text = SOURCE.replace(
        "（三）开展检查。",
        "（三）按时报送。市级各部门每月5日前报送工作进展，每年12月10日前报送年度总结。\n\n（四）开展检查。",
    )
    rows = [[c.text for c in r.cells] for r in build("时限台账", POSTS, [document(text)]).rows]
    whole = "市级各部门每月5日前报送工作进展，每年12月10日前报送年度总结。"
    assert [r[1] for r in rows if r[3] == whole] == ["每月5日前", "每年12月10日前"]
    assert len(rows) == 4


def test_duties_down_to_posts_and_people() -> None:
    rows = cells("职责分解表")
    assert rows[0][3:6] == ["法制科", "清单岗", "唐一川"]
    assert rows[-1][3:6] == ["综合执法支队", "【待填写：执法岗位】", "【待填写：责任人】"]
    people = cells("岗位责任表")
    assert people[0][1:4] == ["唐一川", "法制科", "清单岗"]
    assert people[0][5] == "云J02"
    assert "编制执法清单" in people[0][4]
    assert people[-1][1] == "【待填写：姓名】"
    assert "录入案件信息" in people[-1][4]


def test_every_level_has_its_head_or_a_hole() -> None:
    rows = cells("组织机构表")
    assert rows[0][1:4] == ["临江市城市管理局", "局长", "周明远"]
    assert rows[1][3] == "【待填写：分管负责人】"
    assert ["综合执法支队", "负责人", "【待填写：科室负责人】"] in [r[1:4] for r in rows]


def test_what_is_not_known_of_a_law_is_not_invented() -> None:
    row = cells("行政执法依据目录")[0]
    assert row[1] == "《中华人民共和国行政处罚法》"
    assert row[2] == "【待填写：制定机关】"
    assert "未核对" in row[8]


@pytest.mark.parametrize("kind", [*KINDS, *ALIASES])
def test_every_kind_can_be_built_for_anyone(kind: str) -> None:
    for department in (None, profile()):
        build(kind, department, [document(SOURCE)])


def test_an_unknown_kind_names_those_there_are() -> None:
    with pytest.raises(UsageError, match="任务分工表"):
        build("流程图", None, [])


@pytest.mark.parametrize(("words", "alone"), WORDS["limits"].items())
def test_limits_that_stand_alone(words: str, alone: bool) -> None:
    assert stands_alone(words) is alone


@pytest.mark.parametrize(("heading", "part"), WORDS["headings"].items())
def test_the_part_a_heading_names(heading: str, part: str | None) -> None:
    assert part_named(heading) == part


def test_an_empty_time_limit_is_explained() -> None:
    text = SOURCE.replace("自立案之日起3个工作日内录入", "及时录入")
    made = build("任务分工表", POSTS, [document(text)])
    assert any("没有写明时限" in note for note in made.notes)
    assert not any("没有写明时限" in note for note in build("任务分工表", POSTS, [document(SOURCE)]).notes)


def test_who_leads_what_the_department_only_helps_with_is_told_under_the_table() -> None:
    text = (
        "临江市规范执法方案\n\n一、重点任务\n\n（一）专项监督。市司法局牵头开展专项监督，市城管局配合。\n\n"
        "（二）日常巡查。市城管局牵头开展巡查，市公安局配合。\n\n临江市人民政府\n2026年3月1日\n"
    )
    told = [n for n in build("任务分工表", profile(), [document(text)]).notes if "牵头" in n]
    (note,) = told
    assert note.startswith("第1项") and "“市司法局”牵头" in note
    assert not any("承办科室" in n for n in build("任务分工表", None, [document(text)]).notes)


def test_the_only_post_of_a_unit_takes_what_the_unit_takes() -> None:
    text = "临江市规范执法方案\n\n一、重点任务\n\n各部门要开展{}。\n\n临江市人民政府\n2026年3月1日\n"
    units = (
        "名称: 临江市城市管理局\n来文中的类别: [各部门]\n科室:\n"
        "  - {{名称: 法制科, 职责关键词: [培训], 岗位: [{{名称: 法制岗, 职责关键词: [审核], 人员: [许知行]}}{}]}}\n"
    )
    for more, wanted in (("", "法制岗"), (", {名称: 证件岗}", "【待填写：执法岗位】")):
        made = build("职责分解表", parse_profile(units.format(more)), [document(text.format("培训"))])
        assert made.rows[0].cells[4].text == wanted


def test_the_tasks_of_a_post_stand_line_by_line() -> None:
    text = (
        "临江市规范执法方案\n\n一、重点任务\n\n（一）审核。各部门要开展审核。\n\n（二）公示。各部门要公示审核结果。\n\n"
        "临江市人民政府\n2026年3月1日\n"
    )
    units = (
        "名称: 临江市城市管理局\n来文中的类别: [各部门]\n"
        "科室: [{名称: 法制科, 职责关键词: [审核], 岗位: [{名称: 审核岗, 人员: [许知行]}]}]\n"
    )
    (row,) = build("岗位责任表", parse_profile(units), [document(text)]).rows
    assert row.cells[4].text.splitlines() == ["1.各部门要开展审核。", "2.各部门要公示审核结果。"]
    assert row.cells[6].text == "《临江市规范执法方案》一、（一）；《临江市规范执法方案》一、（二）"
