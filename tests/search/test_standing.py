"""What search says of a document's standing is what the citator says."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tests.catalog.making import Maker
from tests.search.workspace import filled, put

from policykit.api.telling import tell
from policykit.api.validity import WORDS, standing
from policykit.catalog import Catalog
from policykit.errors import QueryError
from policykit.model.document import ClauseKind, Document, Metadata
from policykit.search import standing as words
from policykit.search.facts import KEPT
from policykit.search.indexing import index
from policykit.search.session import Filters, Session
from policykit.search.standing import Standing


def plain(title: str, **metadata: str | None) -> Document:
    maker = Maker(title)
    maker.clause("第一条", ClauseKind.ARTICLE, "第一条", None, f"本市行政执法适用{title}{metadata}。")
    return maker.done(metadata=Metadata(title=title, **metadata))  # type: ignore[arg-type]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    filled(tmp_path, monkeypatch)
    put(tmp_path, "旧.txt", plain("临江市清单管理办法", issued_date="2010-01-01"))
    put(tmp_path, "新.txt", plain("临江市清单管理办法", issued_date="2020-01-01"))
    put(tmp_path, "未来.txt", plain("临江市未来办法", issued_date="2020-01-01", effective_date="2999-01-01"))
    put(tmp_path, "无日期.txt", plain("临江市无日期办法"))
    index(tmp_path, workers=1, tell=tell)
    return tmp_path


def test_every_status_is_the_citators(workspace: Path) -> None:
    with Catalog.of(workspace) as catalog, Session(workspace, tell=tell) as session:
        wanted = {doc_id: found.word for doc_id, found in standing(catalog).validity.items()}
        got = {h.ref.doc_id: h.status for h in session.search("执法 OR 证件 OR 废止", limit=50).hits}
        facets = {f.field: dict(f.values) for f in session.search("行政执法", facets=True).facets}["状态"]
        assert got == {doc_id: wanted[doc_id] for doc_id in got} and len(got) == len(wanted) == 8
        assert set(facets) <= set(WORDS.values()) and len(facets) >= 4
        for word, count in facets.items():
            only = session.search("行政执法", filters=Filters((("状态", word),)), limit=50)
            assert only.total == count and {h.status for h in only.hits} == {word}


@pytest.mark.parametrize(
    ("query", "sources"),
    [
        ("状态:已有新文本", {"旧.txt"}),
        ("状态:已修改", {"旧.txt"}),
        ("状态:尚未施行", {"未来.txt"}),
        ("状态:未知", {"无日期.txt"}),
        ("状态:废止", {"证件办法.txt"}),
        ("状态:有效 标题:清单", {"新.txt"}),
    ],
)
def test_documents_are_found_by_their_status(workspace: Path, query: str, sources: set[str]) -> None:
    assert {h.source for h in Session(workspace).search(query, limit=50).hits} == sources


def test_the_words_are_the_same_everywhere() -> None:
    assert {words.IN_FORCE, words.REPEALED, words.REPLACED, words.NOT_YET, words.UNKNOWN} == set(WORDS.values())
    assert set(words.WORDS.values()) == set(WORDS.values())


def test_a_word_that_is_no_status_is_said_so(workspace: Path) -> None:
    with pytest.raises(QueryError, match="状态"):
        Session(workspace).search("状态:好")


def test_a_standing_holds_until_a_date_comes(workspace: Path) -> None:
    held = Standing({}, "2026-01-01", "2026-03-01")
    assert [held.holds(day) for day in ("2025-12-31", "2026-01-01", "2026-02-28", "2026-03-01")] == [0, 1, 1, 0]
    (file,) = (workspace / "indexes").glob(f"*/{KEPT}")
    data = json.loads(file.read_text("utf-8"))
    assert data["standing"]["until"] == "2999-01-01" and data["standing"]["on"] == date.today().isoformat()
    data["standing"].update(on="2000-01-01", until="2000-01-02", words={})
    file.write_text(json.dumps(data), "utf-8")
    assert {h.source for h in Session(workspace, tell=tell).search("状态:已有新文本").hits} == {"旧.txt"}
    index(workspace, workers=1, tell=tell)  # nothing else to do, but what is law is told anew
    assert json.loads(file.read_text("utf-8"))["standing"]["words"]
