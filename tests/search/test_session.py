"""Searching a small workspace as a clerk would, with every engine."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.catalog.making import Maker
from tests.search.workspace import filled, notice, put, run

from policykit.errors import QueryError, WorkspaceError
from policykit.model.address import ClauseRef
from policykit.model.document import ClauseKind
from policykit.search.result import batch_json, results_json
from policykit.search.session import Filters, Session

ENGINES = [n for n in ("whoosh", "tantivy") if n == "whoosh" or find_spec("tantivy")]


@pytest.fixture(params=ENGINES)
def session(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    filled(tmp_path, monkeypatch)
    run(tmp_path, request.param)
    return Session(tmp_path, own_names=("临江市司法局", "行政执法机关"))


def found(session: Session, query: str) -> list[str]:
    """Document and address of every hit, in path order."""
    results = session.search(query, limit=50)
    assert not results.relaxed
    return sorted(f"{h.source.removesuffix('.txt')} {h.ref.address}" for h in results.hits)


CASES = {
    "持证上岗": ["公示方案 二/（一）", "监督条例 第二条之一", "证件办法 第一条"],
    "执法资格考试": ["公示方案 二/（一）"],
    "執法資格考試": ["公示方案 二/（一）"],
    '"谁执法谁公示"': ["公示方案 preamble"],
    "免罚轻罚清单": ["公示方案 二/（二）"],
    "公开公平公正": ["公示方案 一"],
    '"公开、公平"': ["公示方案 一"],
    "税": ["公示方案 二/（二）/表1/第2行"],
    "gb/t 9704": ["公示方案 二/（二）"],
    "ＧＢ": ["公示方案 二/（二）"],
    "证件由省政府": ["证件办法 第二条"],
    "引用:行政处罚法": ["监督条例 第一条"],
    "引用:中华人民共和国行政处罚法": ["监督条例 第一条"],
    "标题:公示 AND 清单": ["公示方案 二/（二）", "公示方案 二/（二）/表1/第1行", "公示方案 二/（二）/表1/第2行"],
    "持证上岗 NOT 标题:条例": ["公示方案 二/（一）", "证件办法 第一条"],
    "持证上岗 (标题:条例 OR 年份:2020)": ["公示方案 二/（一）", "监督条例 第二条之一"],
    "机关:临江 考试": ["公示方案 二/（一）"],
    "文号:临政办发2020 考试": ["公示方案 二/（一）"],
    "文号:临政办发[2020]12号 考试": ["公示方案 二/（一）"],
    "文号:临政办发（2020）12号 考试": ["公示方案 二/（一）"],
    "文號:临政办发〔2020〕12号 考试": ["公示方案 二/（一）"],
    "公平ＡＮＤ公正": ["公示方案 一"],
    "公平 and 公正": ["公示方案 一"],
    "文种:方案 地区:云川 层级:规范性文件 考试": ["公示方案 二/（一）"],
    "状态:废止": ["证件办法 第一条", "证件办法 第二条"],
    "状态:已废止": ["证件办法 第一条", "证件办法 第二条"],
    "持证上岗 状态:有效": ["公示方案 二/（一）", "监督条例 第二条之一"],
    "责任主体:执法机关": ["监督条例 第二条"],
    "责任主体:我局": ["监督条例 第二条"],
    "时限:2021": ["公示方案 一"],
    "时限:2021-06..2022": ["公示方案 一"],
    "时限:2022": [],
    "条:第二条之一": ["监督条例 第二条之一"],
    "条:2 标题:条例": ["监督条例 第二条"],
    "条:二/（一）": ["公示方案 二/（一）"],
    "条:二（一）": ["公示方案 二/（一）"],
    "执法*考试": ["公示方案 二/（一）", "证件办法 第一条"],
    "持证?岗 标题:条例": ["监督条例 第二条之一"],
    "年份:2019 正文:废止": ["管理办法 第一条"],
    "日期:..2010 考试": ["证件办法 第一条"],
    "执法公示实施方案 考试": ["公示方案 二/（一）"],
}


@pytest.mark.parametrize("query", CASES)
def test_finds_exactly(session: Session, query: str) -> None:
    results = session.search(query, limit=50)
    hits = [] if results.relaxed else results.hits
    assert sorted(f"{h.source.removesuffix('.txt')} {h.ref.address}" for h in hits) == CASES[query]


def test_a_title_alone_shows_the_document_once(session: Session) -> None:
    assert "公示方案 preamble" in found(session, "临江市行政执法公示实施方案")


@pytest.mark.parametrize(
    "query", ["临政办发〔2020〕12号", "临政办发[2020]12号", "臨政辦發（2020）12號", "临江市行政执法公示实施方案"]
)
def test_a_document_is_found_first_by_its_number_or_title(
    query: str, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    maker = Maker("青石县贯彻意见")
    for n in range(1, 6):
        text = "贯彻临政办发〔2020〕12号、临政办发〔2020〕12号和临江市行政执法公示实施方案。"
        maker.clause(f"第{'一二三四五'[n - 1]}条", ClauseKind.ARTICLE, f"第{'一二三四五'[n - 1]}条", None, text)
    put(tmp_path, "贯彻意见.txt", maker.done())
    run(tmp_path, session.engine)
    results = Session(tmp_path).search(query)
    assert results.total == 6
    assert [results.hits[0].source, results.hits[0].ref.address] == ["公示方案.txt", "preamble"]
    again = Session(tmp_path).search(query, offset=1)
    assert [h.ref for h in again.hits] == [h.ref for h in results.hits[1:]]


def test_a_hit_says_where_it_stands_and_why(session: Session) -> None:
    hit = session.search("持证上岗 标题:公示").hits[0]
    assert (hit.title, hit.doc_number, hit.date) == ("临江市行政执法公示实施方案", "临政办发〔2020〕12号", "2020-03-05")
    assert hit.spoken == "二、（一）" and hit.path == ("二主要任务",) and hit.status == "现行有效"
    assert [hit.snippet.text[a:b] for a, b in hit.snippet.highlights] == ["持证上岗"]
    quoted = session.search('"公开公平"').hits[0]
    assert [quoted.snippet.text[a:b] for a, b in quoted.snippet.highlights] == ["公开、公平"]


def test_facets_filters_sorting_grouping(session: Session) -> None:
    results = session.search("执法", facets=True, limit=50)
    facets = {f.field: dict(f.values) for f in results.facets}
    assert sum(facets["状态"].values()) == results.total == len(results.hits)
    only = session.search("执法", filters=Filters((("层级", "地方性法规"),)), limit=50)
    assert {h.title for h in only.hits} == {"云川省行政执法监督条例"}
    dates = [h.date for h in session.search("执法", sort="date", limit=50).hits]
    assert dates == sorted(dates, key=lambda d: d or "", reverse=True)
    assert session.search("执法", sort="level").hits[0].level == "地方性法规"
    grouped = session.search("执法", group=True)
    assert len({h.ref.doc_id for h in grouped.hits}) == len(grouped.hits) == 4
    assert sum(h.more + 1 for h in grouped.hits) == results.total
    page = session.search("执法", limit=2, offset=2)
    assert [h.ref for h in page.hits] == [h.ref for h in results.hits[2:4]]


def test_no_hits_lead_on(session: Session) -> None:
    results = session.search("持证上岗考核制度大全")
    assert results.relaxed and "持证上岗" in results.suggestions
    assert "标题:云川省行政执法监督条例" in session.search("云川省行政执法监督条列").suggestions
    assert session.search("完全无关").total == 0


def test_questions_and_more_like_this(session: Session) -> None:
    assert session.ask("执法人员上岗要有什么证？")[0].ref.address in ("第二条之一", "第一条", "二/（一）")
    assert session.ask("？") == () and session.ask("") == ()
    assert session.ask("(AND 标题:") is not None
    first = session.search("执法资格考试").hits[0].ref
    similar = session.more_like(first)
    assert similar and first not in [h.ref for h in similar]
    assert session.more_like(ClauseRef("没有", "一")) == ()


def test_json(session: Session) -> None:
    data = results_json(session.search("持证上岗", facets=True))
    assert {"query", "total", "hits", "partial", "facets", "relaxed", "suggestions"} == set(data)
    assert {"ref", "doc_id", "source", "address", "path", "snippet", "highlights"} <= set(data["hits"][0])
    line = batch_json("q1", session.ask("持证上岗"))
    assert line["qid"] == "q1" and set(line["hits"][0]) == {"doc_id", "source", "title", "address", "text", "score"}


def test_own_words_need_a_profile(session: Session, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="我局"):
        Session(tmp_path).search("责任主体:我局")


def test_a_workspace_adds_its_own_synonyms(session: Session, tmp_path: Path) -> None:
    (tmp_path / "corpus" / ".policykit").mkdir(exist_ok=True)
    (tmp_path / "corpus" / ".policykit" / "synonyms.tsv").write_text("上岗证书=持证上岗\n", "utf-8")
    assert Session(tmp_path).search("上岗证书").total == 3


def test_without_an_index_the_message_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="policykit index"):
        Session(tmp_path)


@pytest.mark.parametrize("engine", ENGINES)
def test_index_follows_the_folder(engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path, monkeypatch)
    first = run(tmp_path, engine)
    assert len(first.added) == 4 and first.documents == 4
    assert not run(tmp_path, engine).touched
    old = Session(tmp_path)
    changed = notice()
    clauses = tuple(replace(c, text=c.text.replace("持证上岗", "亮证上岗")) for c in changed.clauses)
    put(tmp_path, "公示方案.txt", replace(changed, clauses=clauses, raw=changed.raw + " "))
    (tmp_path / "corpus" / "证件办法.txt").unlink()
    second = run(tmp_path, engine)
    assert second.changed == ("公示方案.txt",) and second.removed == ("证件办法.txt",)
    assert old.search("持证上岗").total == 3  # who has it open still sees the old state, whole
    new = Session(tmp_path)
    assert new.search("持证上岗").total == 1 and new.search("亮证上岗").total == 1
    assert new.search("考试").hits[0].ref.doc_id == old.search("考试 标题:公示").hits[0].ref.doc_id
