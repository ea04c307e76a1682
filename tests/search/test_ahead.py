"""An index written while files are still being read is the one that is written afterwards."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from tests.catalog.making import Maker
from tests.search.workspace import filled, put, run

from policykit.catalog.update import read_pending
from policykit.model.document import ClauseKind
from policykit.search import indexing
from policykit.search.engine import IndexUnit
from policykit.search.session import Session

pytest.importorskip("tantivy")
QUERIES = ("持证上岗", "公示 OR 培训", "标题:监督条例", "年份:2020 清单", '"谁执法谁公示"')


def answers(workspace: Path) -> list[object]:
    with Session(workspace, "tantivy") as session:
        return [(r.total, r.hits, [h.snippet for h in r.hits]) for r in map(session.search, QUERIES)]


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every index is begun before the files are read, each of which is committed alone."""
    monkeypatch.setattr(indexing, "WORTH", 1)
    monkeypatch.setattr("policykit.catalog.update.COMMIT_EVERY", 1)


def test_answers_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    one, two = tmp_path / "一", tmp_path / "二"
    filled(one, monkeypatch)
    run(one, "tantivy")
    filled(two, monkeypatch)
    request.getfixturevalue("at_once")
    report = run(two, "tantivy")
    assert (report.documents, len(report.added)) == (4, 4)
    assert answers(two) == answers(one)
    maker = Maker("望河区渡口通告")
    maker.clause("第一条", ClauseKind.ARTICLE, "第一条", None, "渡口封航期间持证上岗。")
    put(two, "又一份.txt", maker.done())
    assert run(two, "tantivy").documents == 5
    with Session(two, "tantivy") as session:
        assert session.search("持证上岗").total == 4


def test_what_an_interrupted_run_had_read_is_in_the_next_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: None
) -> None:
    filled(tmp_path, monkeypatch)
    seen: list[list[int]] = []
    read_whole: Any = read_pending

    def interrupted(*args: object) -> object:
        ready = args[-1]
        assert callable(ready)

        def take(documents: list[int]) -> None:
            ready(documents)
            seen.append(documents)
            if len(seen) == 2:
                raise KeyboardInterrupt

        return read_whole(*args[:-1], take)

    with monkeypatch.context() as patch:
        patch.setattr(indexing, "read_pending", interrupted)
        before = threading.active_count()
        with pytest.raises(KeyboardInterrupt):
            run(tmp_path, "tantivy")
        assert threading.active_count() == before
    report = run(tmp_path, "tantivy")
    assert report.documents == 4
    with Session(tmp_path, "tantivy") as session:
        assert {h.source for h in session.search("公示 OR 培训 OR 持证 OR 废止", limit=50).hits} >= {
            "监督条例.txt",
            "公示方案.txt",
        }
        assert session.search("持证上岗").total == 3


def test_what_goes_wrong_in_the_thread_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: None) -> None:
    filled(tmp_path, monkeypatch)

    def full(self: object, folder: Path, units: Iterable[IndexUnit], gone: frozenset[int]) -> None:
        next(iter(units))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("policykit.search.engines.tantivy_engine.TantivyEngine.write", full)
    with pytest.raises(OSError, match="No space left"):
        run(tmp_path, "tantivy")
    monkeypatch.undo()
    filled(tmp_path, monkeypatch)
    assert run(tmp_path, "tantivy").documents == 4
