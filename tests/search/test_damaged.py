"""Damaged files of an index: said in plain words, and the next index run makes whole what was broken."""

from __future__ import annotations

import os
import pickle
import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest
from tests.search.workspace import ENGINES, filled, run

from policykit.catalog import Catalog
from policykit.errors import QueryError, WorkspaceError
from policykit.search.session import Session
from policykit.search.shown import Shown, ShownWriter


def folder(workspace: Path, engine: str) -> Path:
    with Catalog.of(workspace) as catalog:
        return workspace / "indexes" / catalog.engines()[engine]


def files(workspace: Path, engine: str) -> list[Path]:
    return sorted(p for p in folder(workspace, engine).iterdir() if not p.name.startswith("."))


def hits(workspace: Path, engine: str) -> int:
    with Session(workspace, engine) as session:
        return session.search("持证上岗").total


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("how", ["cut", "zeros", "gone"])
def test_every_file_of_an_index(engine: str, how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path, monkeypatch)
    run(tmp_path, engine)
    wanted = hits(tmp_path, engine)
    for at in range(len(files(tmp_path, engine))):
        file = files(tmp_path, engine)[at % len(files(tmp_path, engine))]
        data = file.read_bytes()
        file.unlink()
        if how != "gone":
            file.write_bytes(data[: len(data) // 2] if how == "cut" else bytes(len(data)))
        try:
            assert hits(tmp_path, engine) in (0, wanted)
        except WorkspaceError as error:
            assert "policykit index" in error.hint
        run(tmp_path, engine)
        assert hits(tmp_path, engine) == wanted, file.name


def test_an_index_from_elsewhere_runs_no_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path, monkeypatch)
    run(tmp_path, "whoosh")
    (contents,) = folder(tmp_path, "whoosh").glob("*.toc")
    done = tmp_path / "done"

    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.mkdir, (str(done),)

    data = contents.read_bytes()
    at = data.rindex(b"\x80")  # the list of segments is the last pickle
    contents.write_bytes(data[:at] + pickle.dumps([Evil()])[: len(data) - at].ljust(len(data) - at, b"."))
    with pytest.raises(WorkspaceError, match="损坏"):
        Session(tmp_path, "whoosh")
    assert not done.exists()
    run(tmp_path, "whoosh")
    assert hits(tmp_path, "whoosh")


@pytest.mark.parametrize("how", ["no database", "cut", "pages", "empty"])
def test_a_damaged_catalog_is_made_anew(how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path, monkeypatch)
    run(tmp_path, "whoosh")
    wanted = hits(tmp_path, "whoosh")
    file = tmp_path / "indexes" / "catalog.sqlite"
    for side in ("-wal", "-shm"):
        file.with_name(file.name + side).unlink(missing_ok=True)
    data = file.read_bytes()
    pages = data[:4096] + bytes(len(data) - 4096)
    file.write_bytes({"no database": b"x" * 5000, "cut": data[:6000], "pages": pages, "empty": b""}[how])
    try:
        hits(tmp_path, "whoosh")
    except WorkspaceError as error:
        assert "policykit index" in error.hint
    assert run(tmp_path, "whoosh").documents == 4
    assert hits(tmp_path, "whoosh") == wanted


def test_a_document_the_catalog_cannot_unpack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path, monkeypatch)
    run(tmp_path, "whoosh")
    with sqlite3.connect(tmp_path / "indexes" / "catalog.sqlite") as connection:
        connection.execute("UPDATE documents SET body = x'00'")
    with Catalog.of(tmp_path) as catalog, pytest.raises(WorkspaceError, match="已损坏"):
        catalog.load(catalog.summaries()[0].id)


@pytest.mark.parametrize("engine", ENGINES)
def test_no_question_makes_an_index_a_damaged_one(engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path, monkeypatch)
    run(tmp_path, engine)
    with Session(tmp_path, engine) as session:
        for query in ("\ud800县", "持证\udcff上岗", "行政*\ud800", "条:99999999999999999999", "标题:\ud800法"):
            with suppress(QueryError):
                session.search(query)
        assert session.search("持证上岗").total
    assert not (folder(tmp_path, engine) / "damaged").exists()


def test_rows_that_cannot_be_read_are_asked_of_the_catalog(tmp_path: Path) -> None:
    writer = ShownWriter(tmp_path)
    writer.add(1, "第一条", "", "", "持证上岗。")
    writer.keep()
    (file,) = tmp_path.glob("shown-*.bin")
    for damage in (b"\xff", b"\x1f"):  # no UTF-8; one field too many
        file.write_bytes(damage + file.read_bytes()[1:])
        shown = Shown(tmp_path, lambda numbers: dict.fromkeys(numbers, ("第一条", "", "", "从目录库来")))
        assert shown.of([1])[1][3] == "从目录库来"
        shown.close()
