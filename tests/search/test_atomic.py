"""`kill -9` at any moment of an index run leaves the old state or the new one, and the next run goes on."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest
from tests.catalog.making import Maker
from tests.search.workspace import SHELF, filled, put, run

from policykit.model.document import ClauseKind
from policykit.search.indexing import index
from policykit.search.session import Session


def test_workers_end_with_a_killed_parent_and_let_the_lock_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path, monkeypatch)
    monkeypatch.setattr("policykit.catalog.reading.ALONE", 0)
    monkeypatch.setattr("policykit.pipeline.read", lambda path: time.sleep(0.3) or SHELF[path.name])
    process = multiprocessing.get_context("fork").Process(target=index, args=(tmp_path, "whoosh", None, 2))
    process.start()
    time.sleep(0.5)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    time.sleep(1.2)
    assert index(tmp_path, "whoosh", None, 2).documents == 4


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_killed_at_many_moments(engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if engine == "tantivy":
        pytest.importorskip("tantivy")
    filled(tmp_path, monkeypatch)
    run(tmp_path, engine)
    fork = multiprocessing.get_context("fork")
    known = 4
    for turn in range(12):
        for i in range(5):
            maker = Maker(f"青石县第{turn}批第{i}号通知")
            maker.clause("一", ClauseKind.UNIT, "一", "事项", f"第{turn}批第{i}件事项立即办理。")
            put(tmp_path, f"t{turn}-{i}.txt", maker.done())
        process = fork.Process(target=run, args=(tmp_path, engine))
        process.start()
        time.sleep(0.01 * turn)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        with Session(tmp_path, engine) as session:
            documents = len(session._facts)
            assert documents in (known, 4 + 5 * (turn + 1))
            hits = session.search("事项", limit=100)
            assert hits.total == documents - 4  # catalog and engine speak of the same state
            known = documents
    run(tmp_path, engine)
    with Session(tmp_path, engine) as session:
        assert session.search("事项").total == 60
