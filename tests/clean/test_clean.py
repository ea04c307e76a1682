"""Each cleaning rule alone on its cases, and the whole chain on what must hold of any text."""

from __future__ import annotations

import pytest
from cleaning_cases import Case, check_ledger, document_of, read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from policykit.clean import RULES
from policykit.model.document import Document

BY_NAME = dict(RULES)


def clean(raw: str) -> Document:
    document = document_of(raw)
    for _, rule in RULES:
        document = rule(document)
    return document


@pytest.mark.parametrize("case", list(read_cases("clean")), ids=str)
def test_rule(case: Case) -> None:
    before = document_of(case.given)
    after = clean(case.given) if case.rule == "clean.chain" else BY_NAME[case.rule](before)
    if case.expected is None:
        assert after.text.value == case.given
        assert after.ledger == before.ledger
    else:
        assert after.text.value.strip("\n") == case.expected.strip("\n")
    assert {d.code for d in after.diagnostics} >= set(case.codes)
    if not case.codes:
        assert not [d for d in after.diagnostics if d.severity != "info"]
    check_ledger(after)
    if case.rule != "clean.chain":
        assert all(r.rule == case.rule for r in after.ledger.removed)


def test_every_rule_has_cases() -> None:
    assert {name for name, _ in RULES} <= {c.rule for c in read_cases("clean")}


PIECES = st.one_of(
    st.sampled_from(["\n", " ", "。", "\u200b", "\r\n", "\t", "——", "1.", "（", "》", "3、", "第三条　"]),
    st.sampled_from(["一、总体要求", "（二）加强领导。", "首页 > 政务公开 > 通知", "第 2 页 共 3 页", "责(zé)任"]),
    st.sampled_from(["各部门要抓好落实，", "版权所有 某某局", "2024年3月1日", "由会员分享，可在线阅读"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=60))
def test_nothing_is_lost_in_any_text(pieces: list[str]) -> None:
    check_ledger(clean("".join(pieces)))


@pytest.mark.parametrize(
    "piece",
    [
        "为了贯彻落实 规定，各部门要认真执行。",
        "第一条",
        "（",
        "首页>",
        "第1页\n",
        "由会员分享，可在线阅读",
        "一、工作。（一）内容。",
        "1、事\n",
    ],
)
def test_endless_repetition_is_cleaned_and_accounted(piece: str) -> None:
    """How the time grows is measured in benchmarks/hostile_growth.py."""
    check_ledger(clean(piece * 4000))
