"""Pieces of drafting as a person has them: chosen sources, a profile of the workspace, a draft composed anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from policykit.api import works as api
from policykit.api.workspace import Workspace
from policykit.errors import ConflictError, PolicykitError, UsageError

ROOT = Path(__file__).resolve().parents[2]
PAPER = "临政办发〔2026〕18号"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = Workspace.create(tmp_path_factory.mktemp("workspace"))
    made.add([ROOT / "corpus"])
    made.index()
    shutil.copy(ROOT / "templates" / "示例单位概况.yaml", made.root / "templates")
    return made


def begun(workspace: Workspace, **values: object) -> api.Work:
    given = {"name": "质量提升", "template": "实施方案", "profile": "示例单位概况", "sources": [PAPER], **values}
    return api.create_work(workspace, given, "林可")


def test_sources_are_kept_as_ids_each_once(workspace: Workspace) -> None:
    work = begun(workspace, sources=[PAPER, "临江市行政执法质量提升三年行动实施方案", PAPER])
    assert len(work.sources) == 1
    assert work.sources[0].startswith("d")


def test_the_draft_is_what_the_work_says(workspace: Workspace) -> None:
    work = begun(workspace, day="2026-03-05")
    plan = api.compose_work(workspace, work)
    assert plan.template == "实施方案"
    assert any("2026年3月5日" in line.text for line in plan.lines)
    assert any(a.title == "来文任务未列入清单" for a in plan.annexes)
    final = api.compose_work(workspace, api.save_work(workspace, work.id, 1, {"final": True}, "林可"))
    assert not any(a.title == "来文任务未列入清单" for a in final.annexes)


def test_what_cannot_be_is_refused_and_nothing_is_saved(workspace: Workspace) -> None:
    work = begun(workspace)
    for values, said in (
        ({"name": "  "}, "名称"),
        ({"day": "2026-13-01"}, "日期"),
        ({"template": "没有的模板"}, "模板"),
        ({"profile": "没有的单位"}, "单位概况"),
        ({"sources": ["没有的来文"]}, "没有找到文件"),
        ({"colour": "red"}, "没有这一项"),
    ):
        with pytest.raises(PolicykitError, match=said):
            api.save_work(workspace, work.id, 1, values, "林可")
    assert api.read_work(workspace, work.id) == work


def test_a_change_on_an_old_version_is_refused(workspace: Workspace) -> None:
    work = begun(workspace)
    api.save_work(workspace, work.id, 1, {"name": "甲"}, "许知行")
    with pytest.raises(ConflictError, match="许知行"):
        api.save_work(workspace, work.id, 1, {"name": "乙"}, "林可")


def test_removed_and_restored(workspace: Workspace) -> None:
    work = begun(workspace)
    gone = api.remove_work(workspace, work.id, 1, "林可")
    assert work.id not in {w.id for w in api.works(workspace)}
    assert work.id in {w.id for w in api.works(workspace, removed=True)}
    back = api.restore_work(workspace, work.id, gone.version, "许知行")
    assert back.id in {w.id for w in api.works(workspace)}
    assert [e.by for e in api.work_history(workspace, work.id)] == ["许知行", "林可", "林可"]


def test_nobody_changes_without_a_name(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="谁"):
        api.create_work(workspace, {"name": "甲"}, " ")


def test_without_sources_there_is_nothing_to_compose(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="来文"):
        api.compose_work(workspace, begun(workspace, sources=[]))


def test_a_table_of_powers_is_made_of_the_laws_of_the_workspace_where_no_source_is_one(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = begun(workspace)
    table = api.annex_of(workspace, work, "执法职责分类表")
    assert len(table.rows) > 3
    with workspace.catalog() as catalog:
        laws = {s.id for s in catalog.summaries() if s.metadata.authority in ("地方性法规", "地方政府规章")}
    assert {p.doc_id for row in table.rows for p in row.sources} <= laws
    chosen = begun(workspace, sources=[sorted(laws)[0]])
    assert api._laws_for(workspace, chosen) == chosen.sources
    monkeypatch.setattr(api, "MOST_LAWS", 1)
    with pytest.raises(UsageError, match="要很久"):
        api.annex_of(workspace, work, "权责清单")
