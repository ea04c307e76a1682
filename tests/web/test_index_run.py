"""Uploads taken in by the process that indexes them: what it says of each file, and of what went wrong."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path
from typing import Any

import pytest
from sitting import Client, wait_for

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
    from policykit.catalog.lock import index_lock

    with index_lock(root / "indexes"), pytest.raises(WorkspaceError, match="另一个进程"):
        indexed(Workspace(root), [], lambda *_: None, lambda *_: None)


def test_what_is_alike_in_two_states_is_shared_and_the_old_one_let_go(client: Client) -> None:
    bench = client.app.state.bench
    bench.warm()
    old = bench.reader()
    held = set(map(id, old._search._facts.rows.values()))
    gone = weakref.ref(old._search._facts)
    (one, *_) = client.get("/api/v1/documents").json()["documents"]
    gc.collect()
    gc.disable()
    try:
        job = client.change("DELETE", f"/api/v1/documents/{one['id']}", {}).json()
        wait_for(client, job["id"])
        rows = bench.reader()._search._facts.rows
        assert len(rows) == len(held) - 1 and {id(row) for row in rows.values()} <= held
        del old
        assert gone() is None
    finally:
        gc.enable()


def test_a_document_that_is_repealed_now_is_said_to_be_however_much_is_shared(client: Client) -> None:
    bench = client.app.state.bench
    _taken(client, "云川省浮桥管理办法\n\n第一条　浮桥应当验收。\n第二条　本办法自2019年1月1日起施行。\n")
    found = client.get("/api/v1/search?q=浮桥").json()
    assert {h["status"] for h in found["hits"]} == {"现行有效"}
    assert "已废止" not in client.get("/search?q=浮桥").text
    bench.warm()
    _taken(client, "关于废止《云川省浮桥管理办法》的决定\n\n自2025年1月1日起废止《云川省浮桥管理办法》。\n")
    found = client.get("/api/v1/search?q=浮桥 AND 验收").json()
    assert {h["status"] for h in found["hits"]} == {"已废止"} and found["facets"]["状态"] == {"已废止": 1}
    assert "已废止" in client.get("/search?q=浮桥").text


def _taken(client: Client, text: str) -> None:
    answer = client.post(
        "/api/v1/documents",
        files=[("files", (f"{text[:12]}.txt", text.encode(), "text/plain"))],
        headers={"X-CSRF-Token": client.csrf},
    )
    assert wait_for(client, answer.json()["id"])["state"] == "done"
