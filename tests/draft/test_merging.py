"""The same task in the body and in a source's table of tasks is listed once, with both places."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from checks_of_a_draft import lost, provenance_is_exact
from reading_texts import document, profile

from policykit.decisions import Choice, Decision
from policykit.draft import build, compose
from policykit.draft.binding import Binder
from policykit.draft.tasks import survey
from policykit.model.document import Document
from policykit.profile import parse_profile

CASES = yaml.safe_load((Path(__file__).resolve().parents[1] / "cases" / "draft" / "merging.yaml").read_text("utf-8"))
TEXT = """临江市行政执法规范化方案

一、主要任务

（一）规范执法。{sentence}

临江市人民政府办公室
2026年3月1日

附件：重点任务分工表

| 序号 | 具体措施 | 牵头单位 | 完成时限 |
|---|---|---|---|
| 1 | {row[0]} | {row[1]} | {row[2]} |
| 2 | 建设指挥平台 | 市司法局 | 2026年10月底前 |
"""


def source(case: dict[str, Any]) -> Document:
    return document(TEXT.format(**case), "来文.md")


@pytest.mark.parametrize("case", CASES, ids=[c["title"] for c in CASES])
def test_a_sentence_and_a_row(case: dict[str, Any]) -> None:
    sentence, row, _ = survey(source(case), Binder(profile()))
    said = case["said"]
    assert sentence.carried is said["kept"], sentence.why_not
    assert said.get("reason", "") in (sentence.reason or "")
    assert sentence.task is not None
    if sentence.carried:
        assert sentence.task.deadline == said["deadline"]
        assert len(sentence.task.stated) == said["places"]
        assert list(sentence.task.leads or sentence.task.others) == said.get("leads", []) or not said.get("leads")
    if case["table"] is True:
        assert row.carried
    else:
        assert not row.carried and case["table"] in row.why_not


@pytest.mark.parametrize("case", CASES, ids=[c["title"] for c in CASES])
def test_nothing_is_lost_and_both_places_are_named(case: dict[str, Any]) -> None:
    document_, department = source(case), profile()
    plan = compose("实施方案", department, [document_])
    assert lost(plan, [document_]) == []
    assert provenance_is_exact(plan, [document_]) == []
    annex = build("任务分工表", department, [document_])
    for printed in annex.rows:
        words = "".join("".join(c.text.split()) for c in printed.cells)
        assert all("".join(p.quote.split()).rstrip("。") in words for p in printed.sources)
        assert len(printed.cells[-1].text.split("；")) == len({p.address for p in printed.sources if p.span})


def test_a_person_may_keep_both() -> None:
    """A row somebody decided about is not taken into another."""
    found = survey(source(CASES[0]), Binder(profile()))
    row = found[1]
    decision = Decision(row.key, row.task.document.id if row.task else "", row.address, row.words, Choice.KEEP)
    kept = replace(profile(), decisions=(decision,))
    assert [j.carried for j in survey(source(CASES[0]), Binder(kept))] == [True, True, False]


def test_without_a_department() -> None:
    made = build("任务分工表", None, [source(CASES[0])])
    assert [r.cells[2].text for r in made.rows] == ["市城市管理局要编制执法清单，公示率达到100%。", "建设指挥平台。"]
    assert made.rows[0].cells[5].text == "2026年6月底前"


def test_limits_of_a_table_come_forward_in_the_sentence_they_joined() -> None:
    early = parse_profile(
        "名称: 临江市城市管理局\n简称: [市城市管理局]\n时限提前: 5\n科室: [{名称: 法制科, 职责关键词: [清单]}]\n"
    )
    made = build("任务分工表", early, [source(CASES[0])])
    assert made.rows[0].cells[5].text == "2026年6月25日前"
    ledger = build("时限台账", early, [source(CASES[0])])
    assert [r.cells[1].text for r in ledger.rows] == ["2026年6月25日前"]
