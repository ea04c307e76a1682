"""Limits brought forward: only dates read as limits, each change beside the source's words, plan and table alike."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_texts import document, profile

from policykit.draft import build, compose
from policykit.draft.early import brought_forward
from policykit.model.output import Origin

CASES = yaml.safe_load((Path(__file__).resolve().parents[1] / "cases" / "draft" / "early.yaml").read_text("utf-8"))
SOURCE = "临江市执法规范化方案\n\n一、主要任务\n\n（一）编制清单。{}\n\n临江市人民政府\n2026年3月1日\n"


@pytest.mark.parametrize("case", CASES, ids=[c["title"] for c in CASES])
def test_five_days_earlier(case: dict[str, Any]) -> None:
    made = compose("实施方案", profile("时限提前: 5\n"), [document(SOURCE.format(case["given"]))])
    line = next(x for x in made.lines if "清单。" in x.text and "各部门要" in x.text)
    assert case["expected"] in line.text
    assert case["given"] in [p.quote for p in line.sources], "原文留在旁边"
    moved = case["given"] != case["expected"]
    assert (line.origin is Origin.LOCALISED) is moved
    assert all(c.rule == "单位概况·时限提前5日" for c in line.changes)


def test_the_limits_in_brackets_and_in_the_table_are_the_same() -> None:
    source = document(SOURCE.format("各部门要在2026年6月底前编制清单。"))
    department = profile("时限提前: 10\n")
    text = next(x.text for x in compose("实施方案", department, [source]).lines if "完成时限" in x.text)
    row = build("任务分工表", department, [source]).rows[0]
    ledger = build("时限台账", department, [source]).rows[0]
    assert "完成时限：2026年6月20日前" in text
    assert row.cells[5].text == "2026年6月20日前"
    assert [c.text for c in ledger.cells[1:3]] == ["2026年6月20日前", "2026年6月20日"]
    assert row.changes and row.changes[0].before == "2026年6月底前"


@settings(deadline=None)
@given(st.dates(min_value=date(2020, 1, 1)), st.integers(1, 60))
def test_a_limit_never_comes_later(day: Any, days: int) -> None:
    if not 2021 <= day.year <= 2098:  # a year is read as one of the 20th or 21st century
        day = day.replace(year=2030, day=min(day.day, 28))
    text = f"各部门要在{day.year}年{day.month}月{day.day}日前编制清单。"
    source = document(SOURCE.format(text))
    address = next(d.clause for d in source.deadlines)
    (change,) = brought_forward(source, address, days)
    numbers = change.after.replace("年", "-").replace("月", "-").partition("日")[0].split("-")
    assert (day - date(*map(int, (n.lstrip("在") for n in numbers)))).days == days
