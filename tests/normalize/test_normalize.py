"""Each normalizing rule alone on its cases; simplified text is never touched by the script rule."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "clean"))

from cleaning_cases import Case, check_ledger, document_of, read_cases

from policykit.lang.script import to_simplified
from policykit.normalize import RULES

BY_NAME = dict(RULES)


@pytest.mark.parametrize("case", list(read_cases("normalize")), ids=str)
def test_rule(case: Case) -> None:
    before = document_of(case.given)
    after = BY_NAME[case.rule](before)
    if case.expected is None:
        assert after.text.value == case.given
        assert after.ledger == before.ledger
    else:
        assert after.text.value == case.expected
    check_ledger(after)


def test_every_rule_has_cases() -> None:
    assert {name for name, _ in RULES} <= {c.rule for c in read_cases("normalize")}


@given(st.text(alphabet="為國務院著作乾隆覆議徵求於发展规划瞭解,.（(1a\n", max_size=60))
def test_simplifying_keeps_every_place(text: str) -> None:
    assert len(to_simplified(text)) == len(text)
    assert to_simplified(to_simplified(text)) == to_simplified(text) or "著" in text


@given(st.text(alphabet='一二（）(),;:!?“”" 1aA.。，国法\n', max_size=60))
def test_no_character_is_lost(text: str) -> None:
    document = document_of(text)
    for _, rule in RULES:
        document = rule(document)
    assert len(document.text) == len(text)
    check_ledger(document)
