"""The catalog keeps every document whole and answers what the rooms above ask."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.catalog.making import Maker, regulation

from policykit.catalog import Catalog, update_catalog
from policykit.catalog import reading as reading_module
from policykit.catalog.lock import index_lock
from policykit.catalog.pack import pack, unpack
from policykit.catalog.units import units
from policykit.errors import UnreadableInput, WorkspaceError
from policykit.model.address import ClauseRef
from policykit.model.document import ClauseKind, Document
from policykit.pipeline import read as read_anew


@dataclass(frozen=True)
class File:
    id: str
    path: str
    sha256: str
    size: int = 10


SHELF: dict[str, Document | Exception] = {}


def _read(path: Path) -> Document:
    found = SHELF[path.name]
    if isinstance(found, Exception):
        raise found
    return found


@pytest.fixture(autouse=True)
def shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    SHELF.clear()
    monkeypatch.setattr("policykit.pipeline.read", _read)


def fill(file: Path, **documents: Document | Exception) -> list[File]:
    files = []
    for name, document in documents.items():
        SHELF[f"{name}.txt"] = document
        known = isinstance(document, Document)
        files.append(
            File(
                document.id if known else f"d{name}",  # type: ignore[union-attr]
                f"{name}.txt",
                document.source.sha256 if known else name,  # type: ignore[union-attr]
            )
        )
    return files


def run(file: Path, files: list[File]):  # type: ignore[no-untyped-def]
    return update_catalog(file, files, lambda p: Path(p), workers=1)


def test_a_packed_document_comes_back_the_same() -> None:
    document = regulation()
    assert unpack(pack(document)) == document


def test_a_packed_document_keeps_which_stretches_map_as_a_whole(tmp_path: Path) -> None:
    """`国务院令&emsp;第1号`: what came of one entity must lead back to all of it, whatever its length."""
    file = tmp_path / "办法.html"
    file.write_text("<p>云川省数据管理办法</p><p>云川省人民政府令第1号公布&emsp;自2026年1月1日起施行</p>", "utf-8")
    document = read_anew(file)
    assert any(run.whole for run in document.text.runs)
    assert unpack(pack(document)) == document


def test_store_answers(tmp_path: Path) -> None:
    file = tmp_path / "indexes" / "catalog.sqlite"
    document = regulation()
    report = run(file, fill(file, 条例=document))
    assert report.added == ("条例.txt",) and not report.failures
    with Catalog(file) as catalog:
        (summary,) = catalog.summaries()
        assert (summary.id, summary.metadata.title) == (document.id, "云川省行政执法监督条例")
        loaded = catalog.load(document.id)
        assert loaded is not None and loaded.clauses == document.clauses and loaded.source.path == "条例.txt"
        assert list(catalog.find_text("持证上岗")) == [ClauseRef(document.id, "第二条之一")]
        assert list(catalog.find_text("总则")) == [ClauseRef(document.id, "第一章")]
        assert list(catalog.find_text("没有的话")) == []
        assert [c.title for _, c in catalog.citations(title="中华人民共和国行政处罚法")] == ["中华人民共和国行政处罚法"]
        assert catalog.citations(title="别的法") == ()
        assert catalog.duties(document.id)[0].duty == document.duties[0]
        unit = catalog.unit(ClauseRef(document.id, "第二条/（二）"))
        assert unit is not None and unit.address == "第二条" and "组织执法人员培训" in unit.text
        for name in (document.id, "条例.txt", "《云川省行政执法监督条例》", "执法监督"):
            assert [s.id for s in catalog.lookup(name)] == [document.id], name
        assert catalog.lookup("别的条例") == ()


def test_items_fold_into_their_article_and_rows_carry_their_columns() -> None:
    found = units(regulation())
    assert [u.address for u in found] == ["第一条", "第二条", "第二条之一"]
    assert found[1].text == "行政执法机关应当履行下列职责：\n（一）公示执法依据；\n（二）组织执法人员培训。"
    assert found[1].actors == "行政执法机关" and found[0].cited == "中华人民共和国行政处罚法"
    maker = Maker("望河区分工表").clause("一", ClauseKind.UNIT, "一", "任务")
    maker.table("一/表1", "一", ("任务", "责任单位"), ("巡查", "青石县城管局"))
    row = units(maker.done())[-1]
    assert (row.address, row.text, row.path) == ("一/表1/第1行", "任务：巡查；责任单位：青石县城管局", "一任务")


def test_only_what_changed_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "catalog.sqlite"
    first, second = regulation(), Maker("青石县通知").clause("preamble", ClauseKind.PREAMBLE, None, None, "甲。").done()
    files = fill(file, a=first, b=second)
    run(file, files)
    read: list[str] = []
    monkeypatch.setattr("policykit.pipeline.read", lambda p: read.append(p.name) or _read(p))
    assert run(file, files).unchanged == 2 and read == []
    changed = Maker("青石县通知").clause("preamble", ClauseKind.PREAMBLE, None, None, "乙。").done()
    SHELF["b.txt"] = changed
    report = run(file, [files[0], File(files[1].id, "b.txt", changed.source.sha256)])
    assert report.changed == ("b.txt",) and read == ["b.txt"]
    with Catalog(file) as catalog:
        loaded = catalog.load(second.id)
        assert loaded is not None and loaded.clauses[0].text == "乙。"
        assert list(catalog.find_text("甲。")) == []
    report = run(file, files[:1])
    assert report.removed == ("b.txt",)
    with Catalog(file) as catalog:
        assert [s.id for s in catalog.summaries()] == [first.id]


def test_a_file_that_cannot_be_read_is_a_record_and_the_rest_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "catalog.sqlite"
    report = run(file, fill(file, a=UnreadableInput("文件已加密"), b=regulation(), c=ValueError("内部")))
    assert [p for p, _ in report.failures] == ["a.txt", "c.txt"] and report.added == ("b.txt",)
    with Catalog(file) as catalog:
        assert "文件已加密" in catalog.failures()[0].message


def test_corrections_of_a_person_win(tmp_path: Path) -> None:
    file = tmp_path / "catalog.sqlite"
    files = fill(file, a=regulation())
    update_catalog(
        file,
        files,
        lambda p: Path(p),
        lambda _: {"doc_number": "云川令〔2022〕3号", "issuers": "云川省人大"},
        workers=1,
    )
    with Catalog(file) as catalog:
        meta = catalog.summaries()[0].metadata
        assert (meta.doc_number, meta.issuers) == ("云川令〔2022〕3号", ("云川省人大",))
    assert run(file, files).changed == ("a.txt",)  # taking the correction back is a change too


def test_readers_see_the_old_state_until_the_new_one_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "catalog.sqlite"
    files = fill(file, a=regulation())
    run(file, files)
    from policykit.catalog.update import read_pending, turn_on, writing

    more = fill(file, b=Maker("青石县通知").clause("preamble", ClauseKind.PREAMBLE, None, None, "甲。").done())
    with Catalog(file) as catalog, writing(file) as connection:
        pending = read_pending(connection, files + more, lambda p: Path(p), lambda _: {}, workers=1)
        assert len(catalog.summaries()) == 1 and list(catalog.find_text("甲。")) == []
        turn_on(connection, pending, {"whoosh": "whoosh-2"})
        assert len(catalog.summaries()) == 2 and catalog.engines() == {"whoosh": "whoosh-2"}


def test_a_killed_run_leaves_the_old_state_and_the_next_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "catalog.sqlite"
    files = fill(file, a=regulation())
    run(file, files)
    documents = {f"x{i}": Maker(f"通知{i}").clause("一", ClauseKind.UNIT, "一", f"第{i}项").done() for i in range(30)}
    more = files + fill(file, **documents)

    def work() -> None:
        reading_module.__dict__["units"] = lambda d: time.sleep(0.02) or units(d)
        run(file, more)

    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    time.sleep(0.3)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    with Catalog(file) as catalog:
        assert len(catalog.summaries()) == 1
    run(file, more)
    with Catalog(file) as catalog:
        assert len(catalog.summaries()) == 31


def test_an_older_schema_is_rebuilt(tmp_path: Path) -> None:
    file = tmp_path / "catalog.sqlite"
    files = fill(file, a=regulation())
    run(file, files)
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    with pytest.raises(WorkspaceError, match="格式"):
        Catalog(file)
    assert run(file, files).added == ("a.txt",)


def test_two_index_runs_do_not_clash(tmp_path: Path) -> None:
    with index_lock(tmp_path), pytest.raises(WorkspaceError, match=str(os.getpid())), index_lock(tmp_path):
        pass
    with index_lock(tmp_path):  # the file is still there, the lock is not
        pass


def test_without_a_catalog_the_message_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="policykit index"):
        Catalog(tmp_path / "catalog.sqlite")
