"""What documents repeal wholly and in part, amend and add, and their level: the cases of changes.txt, authority.txt."""

from __future__ import annotations

import pytest
from parse_cases import Case, cases, parse

CHANGES, LEVELS = cases("changes"), cases("authority")


@pytest.mark.parametrize("case", CHANGES, ids=[c.title for c in CHANGES])
def test_changes(case: Case) -> None:
    meta = parse(case.given).metadata
    told = [f"whole {title}" for title in meta.repeals]
    told += [f"{c.kind} {c.title} {c.place}" for c in meta.changes]
    whole_first = sorted(case.expected.split("\n"), key=lambda line: not line.startswith("whole"))
    assert told == [line for line in whole_first if line]


@pytest.mark.parametrize("case", LEVELS, ids=[c.title for c in LEVELS])
def test_levels(case: Case) -> None:
    assert (parse(case.given).metadata.authority or "-") == case.expected


def test_changes_stay_linear_and_bounded() -> None:
    runs = "一、将" + "第一条、" * 3000 + "修改为：“甲”\n"
    document = parse("关于修改《云川省集市条例》的决定\n" + runs + "二、删去第七条。\n" * 1000)
    assert len(document.metadata.changes) <= 400
