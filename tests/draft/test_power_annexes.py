"""The annexes that stand on laws: whose powers are claimed, what is left out, and that each row has its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from checks_of_a_draft import squeeze, text_at
from docx import Document as Docx
from reading_texts import document

from policykit.draft import build
from policykit.extract import extract_bytes
from policykit.model.document import Document
from policykit.model.output import Annex
from policykit.pipeline import process
from policykit.profile import parse_profile

BUREAU = parse_profile(
    """
名称: 临江市市场监督管理局
简称: [市市场监管局]
自称: 我局
来文中的类别: [市场监督管理部门, 各部门]
主要负责人: {姓名: 周明远, 职务: 局长}
牵头科室: 法规科
科室:
  - {名称: 法规科, 职责关键词: [法制]}
  - {名称: 集市科, 职责关键词: [集市]}
"""
)
LAW = """临江省集市管理条例

（2024年5月30日临江省第十三届人民代表大会常务委员会第九次会议通过）

第一条 为了加强集市管理，制定本条例。

第二条 县级以上人民政府市场监督管理部门负责本行政区域内集市的监督管理工作。公安机关会同市场监督管理部门维护集市秩序。

第三条 设立集市应当向市场监督管理部门申请，取得集市经营许可证。

第四条 县级以上地方市场监督管理部门应当对集市经营者的经营活动进行监督检查。

第五条 违反本条例规定，未取得集市经营许可证从事集市经营的，由市场监督管理部门没收违法所得，处一万元以上五万元以下罚款。

第六条 违反本条例规定，在集市内寻衅滋事的，由公安机关处五百元以下罚款。

第七条 集市经营者未公示收费标准的，由有关部门责令改正，给予警告。

第八条 未按照规定保存台账的，责令改正，处一千元以下罚款。

第九条 跨省设立集市的，由国务院市场监督管理部门批准。

第十条 伪造计量数据的，由质量技术监督部门处二千元以下罚款。

第十一条 市场监督管理部门的工作人员滥用职权、玩忽职守的，依法给予处分。

第十二条 本条例自2024年8月1日起施行。
"""
RULES = """临江市集市卫生管理办法

（2025年3月1日临江市人民政府令第8号公布）

第一条 为了加强集市卫生管理，制定本办法。

第二条 市场监督管理部门负责集市卫生的监督管理工作。

第三条 集市经营者有下列行为之一的，由市场监督管理部门责令限期改正；逾期不改正的，处五百元以上二千元以下罚款：
（一）未设置垃圾容器的；
（二）未及时清运垃圾的。

第四条 《临江市集市卫生管理暂行办法》同时废止。

第五条 本办法自2025年5月1日起施行。
"""
REPEALED = """临江市集市卫生管理暂行办法

（2015年3月1日临江市人民政府令第3号公布）

第一条 为了加强集市卫生管理，制定本办法。

第二条 未设置垃圾容器的，由市场监督管理部门处一百元罚款。

第三条 本办法自2015年5月1日起施行。
"""
GENERAL = """中华人民共和国行政处罚法

第一条 为了规范行政处罚的设定和实施，制定本法。

第二条 行政处罚由具有行政处罚权的行政机关在法定职权范围内实施。

第三条 行政机关在作出行政处罚决定之前，应当告知当事人拟作出的行政处罚内容及事实、理由、依据。

第四条 本法自公布之日起施行。
"""
ALL = [document(text, f"{number}.txt") for number, text in enumerate((RULES, LAW, GENERAL, REPEALED))]
POWERS = ("执法职责分类表", "权责清单")


def table(made: Annex) -> list[dict[str, str]]:
    heads = [c.name for c in made.columns]
    return [dict(zip(heads, (c.text for c in row.cells), strict=True)) for row in made.rows]


def assert_tied(made: Annex, sources: Sequence[Document]) -> None:
    """Every row's records slice to their quotes, and the row prints them."""
    by_id = {d.id: d for d in sources}
    for row in made.rows:
        printed = squeeze("".join(c.text for c in row.cells))
        for place in row.sources:
            text = text_at(by_id[place.doc_id], place)
            assert text is not None
            assert place.span is None or place.span.of(text) == place.quote
            assert place.span is None or squeeze(place.quote).rstrip("。；：") in printed


@pytest.mark.parametrize("kind", [*POWERS, "行政执法依据目录"])
def test_every_row_is_tied_to_its_article(kind: str) -> None:
    for department in (BUREAU, None):
        made = build(kind, department, ALL)
        assert made.rows
        assert_tied(made, ALL)
    assert all(row.sources for row in build(kind, BUREAU, ALL[:2]).rows)


def test_powers_of_the_department_by_kind() -> None:
    rows = table(build("执法职责分类表", BUREAU, [ALL[1]]))
    assert [(r["职权类别"], r["职权名称"], r["法定依据"]) for r in rows] == [
        ("行政许可", "集市经营许可证核发", "《临江省集市管理条例》第三条"),
        ("行政处罚", "对未取得集市经营许可证从事集市经营的处罚", "《临江省集市管理条例》第五条"),
        ("行政处罚", "对集市经营者未公示收费标准的处罚", "《临江省集市管理条例》第七条"),
        ("行政处罚", "对未按照规定保存台账的处罚", "《临江省集市管理条例》第八条"),
        ("行政处罚", "对伪造计量数据的处罚", "《临江省集市管理条例》第十条"),
        ("行政检查", "对集市经营者的经营活动的监督检查", "《临江省集市管理条例》第四条"),
    ]
    assert {r["承办机构"] for r in rows} == {"集市科"}


def test_what_others_hold_is_not_claimed_and_doubt_is_told() -> None:
    rows = {r["法定依据"][-3:]: r for r in table(build("执法职责分类表", BUREAU, [ALL[1]]))}
    assert "第六条" not in rows, "公安机关"
    assert "第九条" not in rows, "国务院…部门"
    assert rows["第五条"]["备注"] == ""
    assert "有关部门" in rows["第七条"]["备注"]
    assert "请核对" in rows["第七条"]["备注"]
    assert rows["第八条"]["实施机构"] == "临江市市场监督管理局"
    assert "未写明实施机关" in rows["第八条"]["备注"]
    assert "2018年国务院机构改革方案" in rows["第十条"]["备注"]


def test_a_list_of_cases_is_one_row_named_by_its_first_case() -> None:
    rows = [r for r in table(build("执法职责分类表", BUREAU, [ALL[0]])) if r["职权类别"] == "行政处罚"]
    assert len(rows) == 1
    assert "未设置垃圾容器" in rows[0]["职权名称"]
    assert "所列情形2项" in rows[0]["备注"]


def test_what_is_not_in_force_or_general_is_left_out_and_named() -> None:
    made = build("执法职责分类表", BUREAU, ALL)
    assert not [r for r in table(made) if "暂行" in r["法定依据"] or "行政处罚法" in r["法定依据"]]
    notes = "\n".join(made.notes)
    assert "《临江市集市卫生管理暂行办法》（被《临江市集市卫生管理办法》废止）" in notes
    assert "通用程序法" in notes


def test_a_rule_repeals_no_law_of_a_higher_level() -> None:
    claim = document(
        RULES.replace("集市卫生管理暂行办法》同时废止", "集市管理条例》同时废止").replace(
            "临江市集市管理", "临江省集市管理"
        ),
        "x.txt",
    )
    made = build("执法职责分类表", BUREAU, [claim, ALL[1]])
    assert any("临江省集市管理条例" in r["法定依据"] for r in table(made))


def test_the_same_law_twice_is_listed_once() -> None:
    older = document(LAW.replace("2024年5月30日", "2014年5月30日").replace("五万元", "三万元"), "旧.txt")
    made = build("执法职责分类表", BUREAU, [ALL[1], older])
    assert len(made.rows) == 6
    assert all("三万元" not in r["具体条款"] for r in table(made))
    assert any("同名文件有两份" in n for n in made.notes)


def test_duties_come_from_the_procedure_laws_and_blame_from_the_law() -> None:
    rows = table(build("权责清单", BUREAU, ALL[1:3]))
    fine = next(r for r in rows if r["类型"] == "行政处罚")
    assert "告知" in fine["责任事项"]
    assert "《中华人民共和国行政处罚法》第三条" in fine["责任事项依据"]
    assert "滥用职权" in fine["追责情形"]
    assert fine["监督电话"] == "【待填写：监督电话】"
    licence = next(r for r in rows if r["类型"] == "行政许可")
    assert licence["责任事项"] == "【待填写：责任事项】"
    silent = table(build("权责清单", BUREAU, [ALL[0]]))
    assert silent[0]["追责情形"] == "【待填写：追责情形】"


def test_bases_stand_in_order_of_authority() -> None:
    rows = table(build("行政执法依据目录", BUREAU, ALL))
    assert [(r["名称"], r["效力级别"]) for r in rows] == [
        ("《中华人民共和国行政处罚法》", "法律"),
        ("《临江省集市管理条例》", "地方性法规"),
        ("《临江市集市卫生管理办法》", "地方政府规章"),
    ]
    assert "通用程序法" in rows[0]["备注"]
    assert rows[1]["相关条款"] == "第三条、第四条、第五条、第七条、第八条、第十条"
    assert "协同部门：公安机关（第二条）" in rows[1]["备注"]
    assert rows[1]["承办机构"] == "集市科"


def grades(rows: Sequence[Sequence[str]], merged: tuple[int, int, int] | None = None) -> Document:
    """A notice with one table; `merged` joins rows first to last of a column."""
    made = Docx()
    made.add_paragraph("临江市集市管理行政处罚裁量权基准")
    printed = made.add_table(len(rows), len(rows[0]), style="Table Grid")
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            printed.cell(number, column).text = text
    if merged:
        column, first, last = merged
        whole = printed.cell(first, column).merge(printed.cell(last, column))
        whole.text = rows[first][column]
    stream = BytesIO()
    made.save(stream)
    return process(extract_bytes(stream.getvalue(), "基准.docx"))


def test_grades_are_read_whatever_the_order_of_the_columns() -> None:
    source = grades(
        [
            ["处罚幅度", "违法程度", "违法行为", "适用情形", "处罚依据"],
            ["处一万元以上二万元以下罚款", "较轻", "无证经营集市", "经营不满三个月的", "《临江省集市管理条例》第五条"],
            [
                "处二万元以上五万元以下罚款，没收违法所得",
                "严重",
                "无证经营集市",
                "经营三个月以上的",
                "《临江省集市管理条例》第五条",
            ],
        ],
        merged=(2, 1, 2),
    )
    made = build("裁量权基准", BUREAU, [source])
    assert_tied(made, [source])
    rows = table(made)
    assert [(r["违法行为"], r["裁量阶次"], r["适用情形"]) for r in rows] == [
        ("无证经营集市", "较轻", "经营不满三个月的"),
        ("无证经营集市", "严重", "经营三个月以上的"),
    ]
    assert [r["处罚种类"] for r in rows] == ["罚款", "罚款、没收违法所得"]
    assert {r["法律依据"] for r in rows} == {"《临江省集市管理条例》第五条"}
    assert not made.notes


def test_no_fine_is_no_kind_of_fine_and_grades_of_one_matter_are_merged_on_paper() -> None:
    source = grades(
        [
            ["违法行为", "裁量阶次", "适用情形", "裁量幅度"],
            ["无证经营集市", "不予处罚", "首次违法的", "不予罚款"],
            ["无证经营集市", "一般", "再次违法的", "处一万元以下罚款"],
        ]
    )
    made = build("裁量权基准", BUREAU, [source])
    assert [r["处罚种类"] for r in table(made)] == ["不予处罚", "罚款"]
    assert next(c for c in made.columns if c.name == "违法行为").merge


def test_a_missing_column_is_a_hole_and_another_table_is_none_of_grades() -> None:
    bare = grades([["违法行为", "裁量阶次", "裁量幅度"], ["无证经营集市", "一般", "警告"]])
    row = table(build("裁量权基准", BUREAU, [bare]))[0]
    assert row["法律依据"] == "【待填写：法律依据】"
    assert row["适用情形"] == "【待填写：适用情形】"
    assert row["处罚种类"] == "警告"
    other = grades([["序号", "任务", "责任单位"], ["1", "编制清单", "法规科"]])
    made = build("裁量权基准", BUREAU, [other])
    assert not made.rows
    assert "没有裁量基准表" in made.notes[0]
