"""A workspace may use both engines: neither throws the other's index away, and one left behind says so."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.catalog.making import Maker
from tests.search.workspace import filled, put, run

from policykit.errors import WorkspaceError
from policykit.model.document import ClauseKind
from policykit.search.session import Session

pytestmark = pytest.mark.skipif(not find_spec("tantivy"), reason="tantivy is not installed")


def more(workspace: Path, name: str) -> None:
    maker = Maker(f"青石县{name}的通知")
    maker.clause("一", ClauseKind.UNIT, "一", "事项", f"{name}立即办理。")
    put(workspace, f"{name}.txt", maker.done())


def total(workspace: Path, engine: str, query: str) -> int:
    with Session(workspace, engine) as session:
        assert engine in ("auto", session.engine)
        found = session.search(query)
        return 0 if found.relaxed else found.total


def test_a_small_change_reaches_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path, monkeypatch)
    run(tmp_path, "whoosh")
    run(tmp_path, "tantivy")
    assert total(tmp_path, "whoosh", "持证上岗") == total(tmp_path, "tantivy", "持证上岗") > 0
    more(tmp_path, "清理证件")
    report = run(tmp_path, "tantivy")
    assert report.engine == "tantivy" and report.behind == ()
    assert [total(tmp_path, e, "清理证件") for e in ("whoosh", "tantivy", "auto")] == [1, 1, 1]
    (tmp_path / "corpus" / "清理证件.txt").unlink()
    run(tmp_path, "whoosh")
    assert [total(tmp_path, e, "清理证件") for e in ("whoosh", "tantivy", "auto")] == [0, 0, 0]


def test_one_left_behind_says_so_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path, monkeypatch)
    run(tmp_path, "whoosh")
    run(tmp_path, "tantivy")
    monkeypatch.setattr("policykit.search.indexing.BROUGHT_ALONG", 0)
    more(tmp_path, "清理证件")
    assert run(tmp_path, "tantivy").behind == ("whoosh",)
    with pytest.raises(WorkspaceError, match=r"(?s)不是最新.*--engine whoosh"):
        Session(tmp_path, "whoosh")
    assert total(tmp_path, "auto", "清理证件") == 1
    more(tmp_path, "再次清理证件")
    assert run(tmp_path, "tantivy").behind == ("whoosh",)
    assert run(tmp_path, "whoosh").behind == ()
    assert [total(tmp_path, e, "清理证件") for e in ("whoosh", "tantivy")] == [2, 2]


def test_an_engine_that_is_not_there_any_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path, monkeypatch)
    run(tmp_path, "tantivy")
    monkeypatch.setattr("policykit.search.engines.find_spec", lambda name: None)
    more(tmp_path, "清理证件")
    assert run(tmp_path, "auto").behind == ("tantivy",)
    assert total(tmp_path, "auto", "清理证件") == 1
