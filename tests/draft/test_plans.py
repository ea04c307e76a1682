"""What a plan made of a source says, paragraph by paragraph."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from reading_texts import document, profile

from policykit.draft import compose
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
