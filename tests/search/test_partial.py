"""Words that few clauses have all of: what comes beside the hits, and what comes first where there are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.catalog.making import Maker
from tests.search.workspace import ENGINES, put, read, run

from policykit.model.document import ClauseKind, Metadata
from policykit.search.answers import plain_words
from policykit.search.question import read_words
from policykit.search.session import Filters, Session

NUMERALS = "一二三四五六七八九十"


def shelve(folder: Path, title: str, authority: str | None, *articles: str, repeals: tuple[str, ...] = ()) -> None:
    maker = Maker(title)
    for numeral, text in zip(NUMERALS, articles, strict=False):
        maker.clause(f"第{numeral}条", ClauseKind.ARTICLE, f"第{numeral}条", None, text)
    since = {"issued_date": "2019-06-01", "effective_date": "2019-07-01"} if repeals else {"issued_date": "2008-01-01"}
    put(
        folder,
        f"{title}.txt",
        maker.done(metadata=Metadata(title=title, authority=authority, repeals=repeals, **since)),
    )


@pytest.fixture(params=ENGINES)
def session(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setattr("policykit.pipeline.read", read)
    shelve(
        tmp_path,
        "云川省信息公开办法",
        "地方政府规章",
        "行政机关收到公开申请，应当自收到之日起二十个工作日内答复。",
        "公开申请可以当面提出，也可以邮寄，行政机关应当登记公开申请。",
        "行政机关应当每年公布公开申请的数量。",
        "行政机关应当按月公布答复的情况。",
        "本办法自2021年起施行。",
    )
    shelve(
        tmp_path,
        "云川省市容条例",
        "地方性法规",
        "占用城市道路摆摊的，处二百元罚款。",
        "占用城市道路施工的，应当经过批准。",
        "擅自在道路上摆摊的，由城管部门责令改正。",
    )
    shelve(tmp_path, "望河区听证规则", "规范性文件", "当事人要求听证的，应当在五日内提出。")
    shelve(tmp_path, "中华人民共和国听证法", "法律", "当事人要求听证的，应当在五日内提出。")
    shelve(tmp_path, "青石县公告办法", None, "公告期满视为送达。")
    shelve(tmp_path, "青石县送达办法", None, "公告期满视为送达。", repeals=("青石县公告办法",))
    run(tmp_path, request.param)
    return Session(tmp_path)


def places(hits: tuple[object, ...]) -> list[str]:
    return [str(h.ref.address) for h in hits]  # type: ignore[attr-defined]  # hits of either list


def test_few_hits_are_followed_by_the_nearest_others(session: Session) -> None:
    results = session.search("道路 摆摊 罚款", partial=True)
    assert (results.total, places(results.hits), results.relaxed) == (1, ["第一条"], False)
    assert places(results.partial) == ["第三条"], "it has two of the three words; 第二条 has one, and a common one"
    assert not session.search("道路 摆摊 罚款").partial, "only where it is asked for"


@pytest.mark.parametrize(
    "query", ['"摆摊" 道路 罚款', "标题:市容 摆摊 罚款", "摆摊 罚款 NOT 施工", "(摆摊 OR 摊位) 罚款", "云川省市容条例"]
)
def test_who_asks_exactly_gets_what_was_asked(session: Session, query: str) -> None:
    results = session.search(query, partial=True)
    assert results.total and not results.partial


def test_nothing_stands_in_both_lists_or_on_two_pages(session: Session) -> None:
    first = session.search("道路 摆摊 罚款", limit=2, partial=True)
    assert len(first.hits) + len(first.partial) == 2
    assert not {h.ref for h in first.hits} & {h.ref for h in first.partial}
    assert not session.search("道路 摆摊 罚款", limit=1, partial=True).partial, "the page is full"
    assert not session.search("道路 摆摊 罚款", offset=1, partial=True).partial


def test_filters_hold_for_the_others_too(session: Session) -> None:
    rules = Filters((("层级", "地方政府规章"),))
    assert not session.search("道路 摆摊 罚款", filters=rules, partial=True).hits
    for results in (
        session.search("公开申请 登记 答复", filters=rules),
        session.search("道路 摆摊 数量", filters=rules),
    ):
        assert {h.title for h in (*results.hits, *results.partial)} == {"云川省信息公开办法"}


def test_where_nothing_has_all_the_words_the_one_with_most_of_them_is_first(session: Session) -> None:
    results = session.search("信息公开申请 答复期限")
    assert results.relaxed
    assert places(results.hits)[0] == "第一条", "第二条 says 公开申请 twice, but nothing of an answer"
    pages = [session.search("信息公开申请 答复期限", limit=1, offset=n).hits for n in range(len(results.hits))]
    assert [page[0].ref for page in pages] == [h.ref for h in results.hits]


def test_of_two_clauses_that_say_the_same_the_law_comes_first(session: Session) -> None:
    assert [h.title for h in session.search("要求听证").hits] == ["中华人民共和国听证法", "望河区听证规则"]


def test_of_two_clauses_that_say_the_same_the_one_in_force_comes_first(session: Session) -> None:
    assert [h.status for h in session.search("期满 送达").hits] == ["现行有效", "已废止"]


def test_bare_words_alone_are_plain() -> None:
    asked = plain_words("信息公开　答复期限")
    assert asked and {"信息", "公开", "答复", "期限"} <= dict(asked.tokens).keys()
    assert "开答" not in dict(asked.tokens), "what stands on both sides of a space is no pair"
    assert read_words(("《信息", "公开》", "答复")).titles == ("信息公开",), "a title in two words"
    assert plain_words("條例") and not plain_words("标题:条例") and not plain_words("公示 OR 公告")
