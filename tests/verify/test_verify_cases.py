"""The case files of verification: differences, localisations, placeholders, alignments."""

from __future__ import annotations

import random
import string
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from policykit.verify.align import Given, Wanted, align
from policykit.verify.derivation import changed_number, changed_strength, contains_changed
from policykit.verify.difference import Profile, nearest, shown
from policykit.verify.placeholder import fills
from policykit.verify.record import Change

CASES = Path(__file__).parents[1] / "cases" / "verify"


def cases(name: str) -> list[Any]:
    loaded = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["title"]) for case in loaded]


@pytest.mark.parametrize("case", cases("differences"))
def test_differences(case: dict[str, str]) -> None:
    assert shown(case["before"], case["after"]) == case["expected"]


@pytest.mark.parametrize("case", cases("localisations"))
def test_localisations(case: dict[str, Any]) -> None:
    changes = [Change(*change) for change in case["changes"]]
    assert contains_changed([case["printed"]], case["quote"], changes) is case["says"]
    assert (changed_strength(changes) is not None) is case.get("strength", False)
    assert (changed_number(changes) is not None) is case.get("number", False)


@pytest.mark.parametrize("case", cases("placeholders"))
def test_placeholders(case: dict[str, Any]) -> None:
    assert fills(case["recorded"], case["printed"]) is case["fills"]


@pytest.mark.parametrize("case", cases("alignments"))
def test_alignments(case: dict[str, Any]) -> None:
    wanted = [Wanted(f"l{i}", text) for i, text in enumerate(case["recorded"], 1)]
    printed = []
    for text in case["printed"]:
        mark, equals, rest = text.partition("=")
        printed.append(Given((rest,), (mark,)) if equals else Given((text,), ()))
    found = align(wanted, printed)
    assert {i + 1: [j + 1 for j in js] for i, js in found.pairs.items()} == case["pairs"]
    assert sorted(i + 1 for i in found.moved) == case.get("moved", [])
    assert [j + 1 for j in found.added] == case.get("added", [])


TEXTS = st.lists(st.text("甲乙丙丁一二三。；" + string.digits, min_size=1, max_size=12), max_size=12)


@given(TEXTS, TEXTS)
def test_every_printed_text_is_paired_once_or_added(recorded: list[str], printed: list[str]) -> None:
    found = align([Wanted(f"l{i}", t) for i, t in enumerate(recorded)], [Given((t,), ()) for t in printed])
    used = [j for js in found.pairs.values() for j in js]
    assert sorted([*used, *found.added]) == list(range(len(printed)))
    assert set(found.pairs) <= set(range(len(recorded)))


@given(TEXTS, st.randoms(use_true_random=False))
def test_a_shuffled_file_keeps_every_text(recorded: list[str], dice: random.Random) -> None:
    texts = list(dict.fromkeys(recorded))
    mixed = texts[:]
    dice.shuffle(mixed)
    found = align([Wanted(f"l{i}", t) for i, t in enumerate(texts)], [Given((t,), ()) for t in mixed])
    assert {i: [mixed[j] for j in js] for i, js in found.pairs.items()} == {i: [t] for i, t in enumerate(texts)}
    assert bool(found.moved) is (texts != mixed)


@given(st.text("一二三四五。，", max_size=40), st.text("一二三四五。，", max_size=40))
def test_a_difference_shows_both_texts(before: str, after: str) -> None:
    out = shown(before, after)
    assert ("→" in out) is (before != after)
    assert Profile(before).likeness(Profile(before)) == 1.0


def test_the_nearest_text_is_never_a_piece_of_a_sentence() -> None:
    clause = "市住房城乡建设局负责夜间施工证明的核发，市城市管理局不再核发夜间施工证明。市公安局负责巡逻。"
    text, _ = nearest("市城市管理局负责夜间施工证明的核发，自受理之日起5个工作日内办结。", clause)
    assert text == "市住房城乡建设局负责夜间施工证明的核发，市城市管理局不再核发夜间施工证明。"


def test_the_nearest_text_is_the_sentence_that_was_changed() -> None:
    clause = "市司法局负责培训。各部门要在五月底以前编制目录，报市司法局审核。各部门要公布目录。"
    text, alike = nearest("各部门要在六月底以前编制目录，报市司法局审核。", clause)
    assert text == "各部门要在五月底以前编制目录，报市司法局审核。"
    assert alike > 0.8
    assert nearest("毫不相干", "") == ("", 0.0)
