"""What is stored of the documents beside an index says the same as the catalog."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.search.workspace import filled, run

from policykit.catalog import Catalog
from policykit.search.facts import KEPT, load, open_facts


def folder_of(workspace: Path) -> Path:
    with Catalog.of(workspace) as catalog:
        return workspace / "indexes" / catalog.engines()["whoosh"]


def agree(workspace: Path) -> None:
    folder = folder_of(workspace)
    with Catalog.of(workspace) as catalog:
        assert (folder / KEPT).is_file()
        kept, read = open_facts(folder, catalog), load(catalog)
        assert list(kept.values()) == list(read.values()) and list(kept) == list(read)


def test_the_stored_facts_follow_the_catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path, monkeypatch)
    run(tmp_path, "whoosh")
    agree(tmp_path)
    (tmp_path / "corpus" / "管理办法.txt").unlink()  # what repealed another document is gone
    run(tmp_path, "whoosh")
    agree(tmp_path)


def test_damaged_facts_are_read_from_the_catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path, monkeypatch)
    run(tmp_path, "whoosh")
    folder = folder_of(tmp_path)
    for damage in ("", "[]", '{"format": 1, "repealed": {}, "rows": [[1]]}', '{"format": 0}'):
        (folder / KEPT).unlink()  # never written over: it may be a link
        (folder / KEPT).write_text(damage, "utf-8")
        with Catalog.of(tmp_path) as catalog:
            assert list(open_facts(folder, catalog)) == list(load(catalog))
