"""What is offered while a query is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.search.workspace import ENGINES, filled, lines_of, notice, put, run

from policykit.api.searching import suggestions
from policykit.search.complete import SHARES, Values
from policykit.search.session import Session
from policykit.search.terms import load, terms_of

CASES = [
    (typed, wanted.strip().split("|") if wanted.strip() != "-" else [])
    for typed, wanted in lines_of("suggestions.txt", " =>")
]


@pytest.fixture(params=ENGINES)
def session(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    filled(tmp_path, monkeypatch)
    run(tmp_path, request.param)
    return Session(tmp_path)


def test_cases(session: Session) -> None:
    assert len(CASES) > 15
    for typed, wanted in CASES:
        found = {s.text: s.query for s in session.suggestions(typed, 20)}
        if not wanted:
            assert not found, typed
        for want in wanted:
            text, _, query = want.partition("→")
            assert text in found, (typed, found)
            assert not query or found[text] == query, typed


def test_what_is_chosen_finds_something(session: Session) -> None:
    for typed in ("持证", "行政", "临政", "机关:", "层级:", "标题:公示"):
        offered = session.suggestions(typed)
        assert offered
        for suggestion in offered:
            if suggestion.kind != "同义词":
                assert session.search(suggestion.query).total, suggestion


def test_no_more_than_asked_for_and_no_kind_crowds_out_another(session: Session) -> None:
    every = session.suggestions("行政", 50)
    assert len({s.kind for s in every}) >= 2 and len({s.text for s in every}) == len(every)
    few = session.suggestions("行政", 4)
    assert len(few) == 4 and {s.kind for s in few} == {s.kind for s in every if s.kind in SHARES}
    assert session.suggestions("行政", 0) == ()


def test_hostile_input_gives_nothing_and_no_error(session: Session) -> None:
    for typed in ("(" * 5000, "标题:" * 1000, '"', "：", "a:b:", "*?[", "\0", "行" * 100_000):
        assert session.suggestions(typed) is not None


def test_the_api_answers_in_plain_data(session: Session) -> None:
    assert suggestions(session, "持证上", 3)[0] == {
        "text": "持证上岗",
        "query": "持证上岗",
        "kind": "词语",
        "note": "",
    }


def test_terms_follow_the_collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path, monkeypatch)
    run(tmp_path, "whoosh")
    (tmp_path / "corpus" / "公示方案.txt").unlink()
    run(tmp_path, "whoosh")
    assert not any(s.text == "全市执法信息公开" for s in Session(tmp_path).suggestions("执法信息"))
    put(tmp_path, "公示方案.txt", notice())
    run(tmp_path, "whoosh")
    assert any(s.text == "全市执法信息公开" for s in Session(tmp_path).suggestions("执法信息"))


def test_terms_are_what_stands_between_marks_and_function_words() -> None:
    assert {"没收违法所得", "责令改正", "持证上岗"} <= terms_of("應當持证上岗，責令改正，没收违法所得的；")
    assert terms_of("的了，A4，税") == set() and terms_of("") == set()


def test_a_folder_without_terms_is_no_error(tmp_path: Path) -> None:
    assert load(tmp_path) == ()
    (tmp_path / "terms.json").write_text("{", "utf-8")
    assert load(tmp_path) == ()


def test_values_that_begin_so_come_first() -> None:
    values = Values([("乙甲", "乙甲", "1"), ("甲乙", "甲乙", "2"), ("甲乙", "再", "3"), ("丙", "丙", "")])
    assert [shown for shown, _ in values.find("甲", 5)] == ["甲乙", "乙甲"]
    assert [shown for shown, _ in values.find("甲", 1)] == ["甲乙"]
    assert values.find("", 5) == [] and values.find("丁", 5) == [] and Values([]).find("甲", 3) == []
