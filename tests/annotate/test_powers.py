"""Which powers an article grants: kinds, chief kind and holder, on written cases; and what must hold of any text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from policykit.annotate.powers import article_lines, hidden_conduct, powers
from policykit.extract import extract_bytes
from policykit.model.document import ClauseKind
from policykit.pipeline import process

CASES = Path(__file__).resolve().parents[1] / "cases" / "powers"


def cases(name: str) -> list[dict[str, Any]]:
    return yaml.safe_load((CASES / name).read_text("utf-8"))


@pytest.mark.parametrize("case", cases("grants.yaml"), ids=lambda c: c["title"])
def test_what_is_granted(case: dict[str, Any]) -> None:
    grant = powers(case["lines"])
    text = "\n".join(case["lines"])
    assert sorted(k.value for k in grant.kinds) == sorted(case["kinds"])
    assert grant.main is not None
    assert grant.main.value == case["main"]
    assert (grant.holder.of(text) if grant.holder else None) == case["holder"]


@pytest.mark.parametrize("case", cases("holders.yaml"), ids=lambda c: c["title"])
def test_who_holds_the_chief_power(case: dict[str, Any]) -> None:
    grant = powers(case["lines"])
    assert grant.main is not None
    assert (grant.holder.of("\n".join(case["lines"])) if grant.holder else None) == case["holder"]


@pytest.mark.parametrize("case", cases("none.yaml"), ids=lambda c: c["title"])
def test_what_grants_nothing(case: dict[str, Any]) -> None:
    grant = powers(case["lines"])
    assert grant.kinds == ()
    assert grant.main is None
    assert grant.holder is None


def test_signs_are_words_of_the_article() -> None:
    lines = ["噪声超标的，由公安机关处警告；拒不改正的，扣押音响设备。"]
    grant = powers(lines)
    assert {s.span.of(lines[0]) for s in grant.signs} >= {"处警告", "扣押"}
    assert all(s.holder is not None and s.holder.of(lines[0]) == "公安机关" for s in grant.signs)


@given(st.lists(st.text(alphabet="由公安机关处罚款，。；：的（一）可以应当责令□向报经批准\n", max_size=60), max_size=6))
def test_any_text_is_read_and_spans_lie_in_it(lines: list[str]) -> None:
    lines = [line.replace("\n", "") for line in lines]
    text = "\n".join(lines)
    grant = powers(lines)
    assert (grant.main is None) == (not grant.kinds)
    assert all(s.span.end <= len(text) for s in grant.signs)
    assert len(hidden_conduct(lines)) == len(text)


LAW = """云川省湖泊条例

第一条 为了保护湖泊，制定本条例。

第二条 违反本条例，有下列行为之一的，由水行政主管部门处罚款：
（一）围湖造地的；
（二）倾倒垃圾的。
前款罚款不超过五万元。
"""


def test_lines_of_an_article_stand_as_printed() -> None:
    document = process(extract_bytes(LAW.encode(), "湖泊条例.txt"))
    article = [c for c in document.clauses if c.kind is ClauseKind.ARTICLE][1]
    lines = article_lines(document, article)
    assert [line.text[:4] for line in lines] == ["违反本条", "（一）围", "（二）倾", "前款罚款"]
    for line in lines:
        clause = document.clause(line.address)
        assert clause is not None
        own = line.text.removeprefix(line.label)
        assert clause.text[line.offset : line.offset + len(own)] == own


@pytest.mark.parametrize(
    "words",
    [
        "由县级以上人民政府市场监督管理部门责令改正处一万元以下罚款",
        "县级以上人民政府应当检查",
        "经市人民政府批准向交通部门申请登记",
        "由县公安局处罚款，",
        "市场监管部门可以查封。",
        "报省民政厅吊销",
    ],
)
def test_an_article_without_end_is_read(words: str) -> None:
    """How the time grows is for benchmarks: read as one sentence, these took minutes."""
    assert powers([words * (60_000 // len(words))]).kinds
