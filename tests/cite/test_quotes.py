"""Quotations of tests/cases/quotes, compared with the article they are said to come from.

A case is a draft's sentence and one word: `same`, `differs`, or `none` where nothing is quoted that could be compared.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from test_check_cases import checker

from case_files import Case, names, read_cases
from policykit.cite.quotes import compare
from policykit.pipeline import read

ALL = read_cases("quotes")


@pytest.mark.parametrize("case", ALL, ids=names(ALL))
def test_case(case: Case, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("望河区城市管理局关于检查工作的通报\n\n" + case.text.strip("\n") + "\n", encoding="utf-8")
    entries = checker().check(read(draft)).entries
    quotes = [e.quote.same for e in entries if e.quote is not None]
    found = "none" if not quotes else "same" if all(quotes) else "differs"
    assert (found,) == case.expected
    assert all(e.reason for e in entries if e.quote is not None and not e.quote.same)


def test_words_left_out_without_a_mark_are_shown_with_the_whole_sentence() -> None:
    quote = compare("应当出示证件。", "检查人员应当主动出示证件。检查结果应当公开。")
    assert not quote.same and quote.actual == "检查人员应当主动出示证件。"
