"""What a plan made of a source says, paragraph by paragraph."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from reading_texts import document, profile

from policykit.draft import Options, compose
from policykit.draft.addressed import addressed
from policykit.profile import parse_profile

CASES = yaml.safe_load((Path(__file__).resolve().parents[1] / "cases" / "draft" / "plans.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[c["title"] for c in CASES])
def test_plan(case: dict[str, Any]) -> None:
    department = parse_profile("名称: 临江市城市管理局\n") if case.get("profile") == "minimal" else profile()
    made = compose("实施方案", department, [document(case["given"])])
    texts = [line.text for line in made.lines]
    at = 0
    for wanted in case["lines"]:
        assert wanted in texts[at:], (wanted, texts)
        at = texts.index(wanted, at) + 1
    for words in case.get("never", ()):
        assert not any(words in text for text in texts), words
    dropped = {d.source.quote: d.reason for d in made.dropped}
    for quote, reason in case.get("dropped", {}).items():
        assert reason in dropped.get(quote, f"没有列在未列入清单：{dropped}")


TO_OTHERS = """临江市规范执法意见

一、重点任务

（一）规范检查。各部门要规范检查程序。行政执法机关要公开结果。

（二）完善标准。地方各级政府要落实经费。清理收费目录。

临江市人民政府
2026年3月1日
"""


def test_whom_a_line_speaks_to_is_told_where_no_rule_words_it_otherwise() -> None:
    made = compose("实施方案", profile("本地化: [{原文: 行政执法机关要, 改为: 各科室要}]\n"), [document(TO_OTHERS)])
    told = {line.text[:12]: line.remarks for line in made.lines if line.remarks}
    (line,) = told
    assert line.startswith("各部门要")
    assert [r for r in told[line] if "“各部门”" in r and "本地化" in r] == list(told[line]), "改称了的不再提示"
    assert addressed(made.lines) == (("各部门", 1),)
    final = compose("实施方案", profile(), [document(TO_OTHERS)], options=Options(final=True))
    assert not any(line.remarks for line in final.lines)


def test_an_explanation_of_a_paper_is_no_paper_to_carry_out() -> None:
    source = TO_OTHERS.replace("临江市规范执法意见", "政策解读｜《临江市规范执法意见》")
    made = compose("实施方案", profile(), [document(source)])
    assert any("解读" in r and "正文" in r for line in made.lines for r in line.remarks)
