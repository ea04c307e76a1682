"""Sections without anything to say, notices that carry a plan, progress of tasks, lines of the department's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from reading_texts import document, profile

from policykit.draft import Options, compose
from policykit.draft.inheritance import inheritance
from policykit.draft.length import length
from policykit.draft.progress import Progress, unplaced
from policykit.draft.template import nearest, parse
from policykit.errors import TemplateError
from policykit.model.output import Draft, Kind, Origin

SOURCE = """临江市行政执法规范化行动方案

一、总体要求

坚持依法行政，明确执法责任。

二、主要任务

（一）梳理执法依据。各部门要在2026年6月底前编制执法依据目录。

（二）分解执法职责。行政执法机关要把执法职责分解到岗位。市财政局负责经费保障。

（三）办理案件。市城市管理局要自立案之日起3个工作日内录入案件信息。

三、保障措施

（一）加强考核。各部门要将执法工作纳入年度考核。
"""


def made(template: str, **options: object) -> Draft:
    return compose(template, profile(), [document(SOURCE)], None, Options(**options))  # type: ignore[arg-type]


def texts(draft: Draft) -> list[str]:
    return [line.text for line in draft.lines]


def headings(draft: Draft) -> list[str]:
    return [line.text for line in draft.lines if line.kind is Kind.HEADING_1]


def test_the_seven_parts_of_an_accountability_plan() -> None:
    draft = made("行政执法责任制实施方案")
    assert headings(draft) == [
        "一、指导思想和工作目标",
        "二、组织领导",
        "三、梳理执法依据",
        "四、分解执法职责",
        "五、评议考核",
        "六、工作要求",
    ]
    assert draft.omitted == (("责任追究", "来文没有写明本单位怎样追究责任，请按有关规定补写"),)
    under = {
        words: next(h for h, n in reversed([(h, texts(draft).index(h)) for h in headings(draft)]) if n < at)
        for at, text in enumerate(texts(draft))
        for words in ("编制执法依据目录", "分解到岗位", "录入案件信息", "纳入年度考核")
        if words in text
    }
    assert under == {
        "编制执法依据目录": "三、梳理执法依据",
        "分解到岗位": "四、分解执法职责",
        "录入案件信息": "六、工作要求",
        "纳入年度考核": "五、评议考核",
    }


def test_the_reason_for_a_missing_section_is_told_to_the_reviewer_only() -> None:
    review, final = made("行政执法责任制实施方案"), made("行政执法责任制实施方案", final=True)
    assert any("责任追究" in r for line in review.lines for r in line.remarks)
    assert not any(line.remarks for line in final.lines)
    assert texts(review) == texts(final), "提示不进正文"


def test_a_section_with_a_gate_is_printed_where_there_is_something() -> None:
    body = "# 方案\n\n## 任务\n\n[[职责 部分=任务]]\n\n## 步骤\n\n分三步。\n\n[[职责 部分=步骤 省略=来文没有步骤]]\n"
    source = SOURCE.replace("三、保障措施", "三、实施步骤")
    with_steps = compose(parse(body, "试验"), profile(), [document(source)])
    without = compose(parse(body, "试验"), profile(), [document(SOURCE)])
    assert headings(with_steps) == ["一、任务", "二、步骤"]
    assert headings(without) == ["一、任务"]
    assert "分三步。" not in texts(without)
    assert without.omitted == (("步骤", "来文没有步骤"),)


def test_a_notice_carries_its_plan_and_the_plan_bears_no_signature() -> None:
    draft = made("印发通知", day=date(2026, 3, 20))
    kinds = [line.kind for line in draft.lines]
    assert kinds[:4] == [Kind.ISSUER_MARK, Kind.DOC_NUMBER, Kind.TITLE, Kind.SALUTATION]
    assert kinds.count(Kind.SIGNATURE) == kinds.count(Kind.DATE) == 1
    notice, plan = (line.text for line in draft.lines if line.kind is Kind.TITLE)
    assert notice == f"临江市城市管理局关于印发《{plan.replace('《', '〈').replace('》', '〉')}》的通知"
    assert kinds.index(Kind.SIGNATURE) < texts(draft).index(plan), "通知的落款在方案之前"
    assert "附件：临江市城市管理局任务分工表" in texts(draft)
    assert headings(draft)[0] == "一、总体要求"


def test_another_plan_or_none_may_be_carried() -> None:
    other = made("印发通知", carry="专项行动方案")
    assert "专项行动方案》的通知" in other.title
    alone = made("印发通知", carry="无")
    assert [line.kind for line in alone.lines].count(Kind.TITLE) == 1
    assert "【待填写：印发文件的标题】" in alone.placeholders
    assert alone.dropped and all(d.reason for d in alone.dropped)


def test_the_dates_that_are_not_known_stay_open() -> None:
    holes = made("印发通知").placeholders
    assert {"【待填写：成文日期】", "【待填写：印发日期】", "【待填写：序号】", "【待填写：印发机关】"} <= set(holes)
    filled = texts(made("印发通知", day=date(2026, 3, 20), printed_on=date(2026, 3, 25)))
    assert "2026年3月20日" in filled
    assert any(t.endswith("\t2026年3月25日印发") for t in filled)


def test_a_paper_to_the_superior_names_who_signs() -> None:
    body = "[[红头]]\n\n[[文号 签发人=是]]\n\n# 情况报告\n\n[[主送 上级=是]]\n\n[[落款]]\n\n[[附注 内容=联系人]]\n"
    draft = compose(parse(body, "报告"), profile("发文字号: 临城管\n"), [document(SOURCE)])
    assert draft.lines[1].text == "临城管〔【待填写：年份】〕【待填写：序号】号\t签发人：周明远"
    assert draft.lines[3].text == "临江市人民政府："
    assert draft.lines[-1].text == "（联系人）"


def test_copies_and_seal_come_from_the_profile() -> None:
    department = profile("抄送: [临江市人民政府办公室, 临江市司法局]\n印发机关: 局办公室\n盖章: 否\n")
    draft = compose("印发通知", department, [document(SOURCE)])
    assert "抄送：临江市人民政府办公室，临江市司法局。" in texts(draft)
    assert dict(draft.settings)["seal"] == "false"


def test_progress_is_a_hole_unless_a_table_tells_it() -> None:
    bare = made("工作总结")
    assert texts(bare).count("完成情况：【待填写：完成情况】") == 4
    told = (
        Progress("各部门要在2026年6月底前编制执法依据目录。", "目录已编制，共列入法规12部。"),
        Progress("办理案件", "已全部录入"),
        Progress("没有的任务", "不知是哪一项"),
    )
    draft = made("工作总结", progress=told)
    at = next(n for n, t in enumerate(texts(draft)) if "编制执法依据目录" in t)
    assert draft.lines[at].sources
    assert draft.lines[at + 1].text == "完成情况：目录已编制，共列入法规12部。"
    assert draft.lines[at + 1].origin is Origin.PROFILE
    assert texts(draft).count("完成情况：【待填写：完成情况】") == 2
    from policykit.draft.annexes.rows import tasks_of

    assert [p.task for p in unplaced(told, tasks_of(profile(), [document(SOURCE)]), profile())] == ["没有的任务"]


def test_a_summary_assigns_nothing() -> None:
    """Which unit was to do what by when stands in the plan; a report to the superior has no such marks or holes."""
    assert not any("责任科室" in text or "完成时限：" in text for text in texts(made("工作总结")))


def test_everything_is_kept_localised_dropped_or_added() -> None:
    department = profile("本地化: [{原文: 各部门要, 改为: 各科室要}]\n")
    source = document(SOURCE)
    draft = compose("实施方案", department, [source])
    found = inheritance(draft, [source])
    assert found.complete
    assert "坚持依法行政，明确执法责任。" in [t.source.quote for t in found.kept]
    assert [t.changes[0].after for t in found.localised] == ["各科室要", "各科室要"]
    assert [d.source.quote for d in found.dropped] == ["市财政局负责经费保障。"]
    assert all(a.basis for a in found.added)
    lead = next(a for a in found.added if a.text.startswith("为贯彻落实"))
    assert "单位概况" in lead.basis


def test_a_duty_that_is_nowhere_is_told() -> None:
    source = document(SOURCE)
    draft = compose("实施方案", profile(), [source])
    lost = replace(draft, dropped=())
    assert [p.quote for p in inheritance(lost, [source]).missing] == ["市财政局负责经费保障。"]
    assert not inheritance(lost, [source]).complete


def test_length_says_what_to_shorten() -> None:
    draft = made("实施方案")
    size = length(draft.lines, 100)
    assert size.characters == sum(len("".join(t.split())) for t in texts(draft))
    assert size.over == size.characters - 100
    assert size.sections[0][1] == max(n for _, n in size.sections)
    assert length(draft.lines).over == 0
    twice = [
        replace(draft.lines[1], text="各科室要按照任务分工落实责任，按时报送工作进展情况。"),
        replace(draft.lines[1], text="各科室要按照任务分工落实责任，按时报送工作进展。"),
    ]
    assert len(length(twice).alike) == 1
    assert length(twice[:1]).alike == ()


@pytest.mark.parametrize(
    ("given", "near"), [("方案", "实施方案"), ("实施细案", "实施方案"), ("通知", "印发通知"), ("总结", "工作总结")]
)
def test_a_wrong_name_brings_near_ones(given: str, near: str) -> None:
    with pytest.raises(TemplateError, match=f"是不是.*“{near}”"):
        compose(given, profile(), [document(SOURCE)])
    assert nearest("流程图", ("实施方案", "印发通知")) == ()


def test_articles_of_a_law_that_is_only_a_basis_do_not_fill_the_table_for_review() -> None:
    law = document(
        "临江市执法管理条例\n\n第一条　为规范执法，制定本条例。\n\n第二条　行政执法机关应当公示执法信息。\n\n"
        "第三条　行政执法机关应当记录执法过程。\n",
        "条例.txt",
    )
    draft = compose("实施方案", profile(), [document(SOURCE), law])
    table = next(a for a in draft.annexes if a.title == "来文任务未列入清单")
    assert [r.cells[2].text for r in table.rows] == ["市财政局负责经费保障。"]
    assert len(draft.dropped) == 3
    assert table.notes == ("另有 2 处没有逐条列在表里：法律、法规、规章作为方案的依据，不逐条写入任务。",)


def test_a_section_of_bases_is_never_a_bare_heading() -> None:
    """Without laws among the sources and without a task on bases the section says what is to be filled in."""
    source = SOURCE.replace("编制执法依据目录", "整理办公用房").replace("梳理执法依据", "整理用房")
    found = texts(compose("行政执法责任制实施方案", profile(), [document(source)]))
    after = found[found.index("三、梳理执法依据") + 1]
    assert "执行的法律" in after
