"""A query that names one article or one 文号 finds it first, however it is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.catalog.making import Maker
from tests.search.workspace import ENGINES, filled, lines_of, put, run

from policykit.model.document import ClauseKind, HistoryEntry, Metadata
from policykit.search.language.pointer import pointer
from policykit.search.session import Session

CASES = lines_of("pointers.txt", " => ")


@pytest.fixture(params=ENGINES)
def session(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    filled(tmp_path, monkeypatch)
    run(tmp_path, request.param)
    return Session(tmp_path)


def test_cases(session: Session) -> None:
    assert len(CASES) > 15
    for query, wanted in CASES:
        compiled = session.search(query)
        first = compiled.hits[0] if compiled.hits and not compiled.relaxed else None
        shown = f"{first.source.removesuffix('.txt')} {first.ref.address}" if first else "-"
        if wanted != "-":
            assert shown == wanted, query
            assert session.references(query)[0] in {h.ref for h in compiled.hits}
        else:
            assert pointer(query) is None or compiled.relaxed or not compiled.hits, query


def test_a_slip_of_the_pen_is_put_right(session: Session) -> None:
    for typed, meant in (("持正上岗", "持证上岗"), ("执法资个考试", "执法资格考试"), ("持证上冈制度", "持证上岗制度")):
        results = session.search(typed)
        assert results.suggestions[0] == meant, typed
        assert session.search(meant).total
    assert session.search("持证上岗").suggestions == ()


def test_of_versions_the_latest_that_is_law_comes_first_with_the_date_of_its_revision(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, year in (("旧", None), ("新", "2020-04-29")):
        maker = Maker("青石县市容管理条例")
        maker.clause("第三条", ClauseKind.ARTICLE, "第三条", None, f"市容管理由城市管理部门负责（{name}）。")
        history = (HistoryEntry("通过", "1995-10-30", "1995年10月30日通过"),)
        if year:
            history = (*history, HistoryEntry("修订", year, "2020年4月29日修订"))
        metadata = Metadata(title=maker.title, issued_date="1995-10-30", history=history, genre="条例")
        put(tmp_path, f"市容{name}.txt", maker.done(metadata=metadata))
    run(tmp_path, session.engine)
    again = Session(tmp_path)
    hits = again.search("青石县市容管理条例第3条").hits
    assert [(h.source, h.dated) for h in hits] == [("市容新.txt", "2020-04-29 修订"), ("市容旧.txt", "1995-10-30")]
    assert [h.source for h in again.search("城市管理 年份:2020").hits] == ["市容新.txt"]
