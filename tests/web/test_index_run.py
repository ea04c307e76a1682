"""Uploads taken in by the process that indexes them: what it says of each file, and of what went wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from policykit.api.workspace import Workspace
from policykit.errors import WorkspaceError
from policykit.web.index_run import indexed
from policykit.web.intake import Sent


def _sent(folder: Path, **files: str) -> Path:
    for number, (name, text) in enumerate(files.items()):
        place = folder / str(number) / f"{name}.txt"
        place.parent.mkdir(parents=True)
        place.write_text(text, "utf-8")
    Sent("李敏", tuple(f"{name}.txt" for name in files), False).keep(folder)
    return folder


def test_files_are_in_the_corpus_before_they_are_told_and_indexed_after(root: Path, tmp_path: Path) -> None:
    workspace = Workspace(root)
    one = _sent(tmp_path / "一", 甲办法="云川省甲办法\n\n第一条　本办法适用于甲。\n", 空="")
    two = _sent(tmp_path / "二", 乙办法="云川省乙办法\n\n第一条　本办法适用于乙。\n")
    told: dict[Path, list[dict[str, Any]]] = {}
    steps: list[str] = []
    found: list[bool] = []

    def taken(folder: Path, files: list[dict[str, Any]]) -> None:
        told[folder] = files
        found.extend(workspace.corpus.file(f["path"]).is_file() for f in files if f["path"])

    report = indexed(workspace, [one, two], lambda step, *_: steps.append(step), taken)
    assert list(told) == [one, two] and all(found) and steps
    assert {f["name"]: f["state"] for f in told[one]}["甲办法.txt"] == "added"
    assert {"甲办法.txt", "乙办法.txt"} <= set(report["added"])
    with workspace.searching() as session:
        assert session.search("标题:云川省乙办法").total


def test_what_stops_it_is_said(root: Path, tmp_path: Path) -> None:
    folder = _sent(tmp_path / "坏", 甲办法="云川省甲办法\n\n第一条　甲。\n")
    (folder / "files.json").write_text("{", "utf-8")
    with pytest.raises(WorkspaceError, match="收入文件或建立索引时程序出错"):
        indexed(Workspace(root), [folder], lambda *_: None, lambda *_: None)
    (root / "indexes" / "catalog.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(WorkspaceError):
        indexed(Workspace(root), [], lambda *_: None, lambda *_: None)
