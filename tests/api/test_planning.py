"""A plan in a workspace, the report on it, the record of what was generated."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from policykit.api.drafting import annex, draft, write_output
from policykit.api.planning import Wishes, plan
from policykit.api.progress_table import read_progress
from policykit.api.recording import FILE
from policykit.api.verifying import verify, verify_record
from policykit.api.workspace import Workspace
from policykit.errors import UnreadableInput, UnsupportedFormat, UsageError, WorkspaceError
from policykit.model.output import Draft

ROOT = Path(__file__).resolve().parents[2]
PROFILE = ROOT / "templates" / "示例单位概况.yaml"
NAMES = (
    "临政办发〔2026〕18号临江市行政执法质量提升三年行动实施方案.txt",
    "云川省行政执法监督条例.txt",
    "云川省行政执法证件管理办法（2012年）.txt",
    "云川省行政执法人员资格管理办法.md",
)
NUMBER = "临政办发〔2026〕18号"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = Workspace.create(tmp_path_factory.mktemp("工作区"))
    for name in NAMES:
        shutil.copy(ROOT / "corpus" / name, workspace.root / "corpus" / name)
    (workspace.root / "corpus" / "旧规.txt").write_text(
        "临江市执法证件管理方案\n\n临政办发〔2026〕40号\n\n一、主要任务\n\n"
        "（一）管理证件。各部门要按照《云川省行政执法证件管理办法》管理执法证件。\n\n"
        "（二）公示信息。各部门要按照《临江市从未收录的办法》公示信息。\n\n临江市人民政府办公室\n2026年3月1日\n",
        encoding="utf-8",
    )
    workspace.index()
    return workspace


def test_the_old_way_to_draft_still_works(place: Workspace) -> None:
    made = draft(place, "实施方案", PROFILE, [NUMBER], date(2026, 3, 20), final=True)
    assert made == plan(place, "实施方案", PROFILE, [NUMBER], Wishes(date(2026, 3, 20), final=True)).draft
    assert [a.title for a in made.annexes] == ["临江市城市管理局任务分工表"]


def test_repealed_and_unknown_law_is_told_and_remarked(place: Workspace) -> None:
    made = plan(place, "实施方案", PROFILE, ["临政办发〔2026〕40号"])
    verdicts = {c.surface: c.verdict for c in made.report.cited}
    assert verdicts["《云川省行政执法证件管理办法》"] == "repealed"
    assert verdicts["《临江市从未收录的办法》"] == "unknown_document"
    line = next(x for x in made.draft.lines if "管理执法证件" in x.text)
    assert any("废止" in r for r in line.remarks)
    final = plan(place, "实施方案", PROFILE, ["临政办发〔2026〕40号"], Wishes(final=True))
    assert final.report.cited and not any(x.remarks for x in final.draft.lines)


def test_the_report_counts_and_reads(place: Workspace) -> None:
    made = plan(place, "实施方案", PROFILE, [NUMBER], Wishes(budget=500))
    told = made.report.to_json()
    assert json.loads(json.dumps(told, ensure_ascii=False)) == told
    assert told["complete"] is True and told["missing"] == []
    assert told["length"]["over"] == told["length"]["characters"] - 500 > 0
    assert len(told["dropped"]) == len(made.draft.dropped) and all(d["reason"] for d in told["dropped"])
    text = made.report.to_markdown(made.draft.title)
    assert "超出" in text and "市财政局" in text and "（理由：" in text


def test_what_is_asked_for_and_is_not_there_is_named(place: Workspace) -> None:
    with pytest.raises(UsageError, match="批注"):
        plan(place, "实施方案", PROFILE, [NUMBER], Wishes(marks="颜色"))


@pytest.mark.parametrize("suffix", [".docx", ".md", ".xlsx"])
@pytest.mark.parametrize(
    "wishes", [Wishes(), Wishes(marks="table"), Wishes(final=True)], ids=["批注", "对照表", "定稿"]
)
def test_every_copy_verifies(place: Workspace, tmp_path: Path, wishes: Wishes, suffix: str) -> None:
    made = plan(place, "印发通知", PROFILE, [NUMBER], wishes).draft
    (path,) = write_output(place, made, tmp_path / f"成稿{suffix}")
    assert verify(place, path).exit_status == 0
    if suffix == ".md":
        table = "条款来源对照表" in path.read_text("utf-8")
        assert table is not wishes.final, "没有批注的格式用对照表"


def test_each_file_is_one_more_link_of_the_chain(tmp_path: Path, place: Workspace) -> None:
    root = tmp_path / "区"
    shutil.copytree(place.root, root)
    (root / FILE).unlink(missing_ok=True)
    workspace = Workspace(root)
    with pytest.raises(UnreadableInput, match="还没有生成记录"):
        verify_record(workspace)
    made: Draft = draft(workspace, "实施方案", PROFILE, [NUMBER])
    table = annex(workspace, "任务分工表", PROFILE, [NUMBER])
    for n in range(3):
        write_output(workspace, made, tmp_path / f"方案{n}.docx")
        write_output(workspace, table, tmp_path / f"表{n}.csv")
    report = verify_record(workspace)
    assert (report.sound, report.entries) == (True, 6)
    first = json.loads((root / FILE).read_text("utf-8").splitlines()[0])
    assert first["sources"][0]["title"].startswith("临江市行政执法质量提升")
    assert first["kind"] == "实施方案" and len(first["settings"]["profile_sha256"]) == 64
    assert len(json.loads((root / FILE).read_text("utf-8").splitlines()[1])["files"]) == 2, "表格和它的出处记录"


def lines_of(root: Path) -> list[str]:
    return (root / FILE).read_text("utf-8").splitlines(keepends=True)


@pytest.mark.parametrize(
    ("what", "line", "reason"),
    [
        ("changed", 3, "被改动过"),
        ("removed", 3, "接不上"),
        ("swapped", 2, "接不上"),
        ("doubled", 4, "接不上"),
        ("rehashed", 4, "接不上"),
        ("broken", 3, "已损坏"),
        ("first gone", 1, "接不上"),
    ],
)
def test_the_chain_says_where_it_breaks(tmp_path: Path, place: Workspace, what: str, line: int, reason: str) -> None:
    workspace = Workspace.create(tmp_path / "区")
    table = annex(place, "任务分工表", PROFILE, [NUMBER])
    for n in range(5):
        write_output(workspace, table, tmp_path / f"表{n}.xlsx")
    kept = lines_of(workspace.root)
    match what:
        case "changed":
            kept[2] = kept[2].replace("任务分工表", "任务分解表")
        case "removed":
            del kept[2]
        case "swapped":
            kept[1], kept[2] = kept[2], kept[1]
        case "doubled":
            kept.insert(3, kept[2])
        case "rehashed":
            from policykit.api.recording import canonical

            entry = json.loads(kept[2])
            entry["title"] = "另一张表"
            body = {k: v for k, v in entry.items() if k != "hash"}
            entry["hash"] = sha256(canonical(body).encode()).hexdigest()
            kept[2] = canonical(entry) + "\n"
        case "broken":
            kept[2] = kept[2][:40] + "\n"
        case _:
            del kept[0]
    (workspace.root / FILE).write_text("".join(kept), encoding="utf-8")
    report = verify_record(workspace)
    assert not report.sound
    assert report.breaks[0].line == line
    assert reason in report.breaks[0].reason


def test_nothing_is_built_on_a_broken_record(tmp_path: Path, place: Workspace) -> None:
    workspace = Workspace.create(tmp_path / "区")
    (workspace.root / FILE).write_text('{"n":1', encoding="utf-8")
    with pytest.raises(WorkspaceError, match="最后一条已损坏"):
        write_output(workspace, annex(place, "任务分工表", PROFILE, [NUMBER]), tmp_path / "表.xlsx")
    assert (workspace.root / FILE).read_text("utf-8") == '{"n":1'


def test_progress_is_read_as_clerks_write_it(tmp_path: Path) -> None:
    path = tmp_path / "进展.csv"
    path.write_bytes("临江市进展表\n序号,任 务,完成情况\n1,编制清单,已完成\n2,,没有写任务\n".encode("gb18030"))
    assert [(p.task, p.state) for p in read_progress(path)] == [("编制清单", "已完成")]
    path.write_text("甲,乙\n1,2\n", encoding="utf-8")
    with pytest.raises(UsageError, match="完成情况"):
        read_progress(path)
    with pytest.raises(UnsupportedFormat):
        read_progress(tmp_path / "进展.docx")
    with pytest.raises(UnreadableInput):
        read_progress(tmp_path / "没有.csv")


def test_the_table_of_tasks_comes_back_as_a_progress_table(tmp_path: Path, place: Workspace) -> None:
    import openpyxl

    (path,) = write_output(place, annex(place, "任务分工表", PROFILE, [NUMBER]), tmp_path / "进展.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = next(n for n, row in enumerate(sheet.iter_rows(values_only=True), 1) if row[0] == "序号")
    sheet.cell(head, 8).value = "完成情况"
    numbered = [n for n in range(head + 1, sheet.max_row + 1) if str(sheet.cell(n, 1).value or "").isdigit()]
    assert len(numbered) > 2  # below them stand notes
    for n in numbered:
        sheet.cell(n, 8).value = f"进展{n}"
    book.save(path)
    made = plan(place, "工作总结", PROFILE, [NUMBER], Wishes(progress=path))
    assert made.report.unplaced == ()
    text = "\n".join(x.text for x in made.draft.lines)
    assert "【待填写：完成情况】" not in text
    assert all(f"进展{n}" in text for n in numbered)


def test_the_same_wishes_give_the_same_bytes(place: Workspace, tmp_path: Path) -> None:
    for wishes in (Wishes(date(2026, 3, 20)), Wishes(marks="table"), Wishes(final=True)):
        files = []
        for n in range(2):
            made = plan(place, "印发通知", PROFILE, [NUMBER], wishes).draft
            (path,) = write_output(place, made, tmp_path / f"成稿{n}.docx", overwrite=True)
            files.append(path.read_bytes())
        assert files[0] == files[1]


@pytest.mark.parametrize("name", ["批注.docx", "对照表.docx", "定稿.docx", "清单.xlsx"])
def test_validators_find_nothing_in_what_is_written(place: Workspace, tmp_path: Path, name: str) -> None:
    wishes = {
        "批注.docx": Wishes(carry="行政执法责任制实施方案"),
        "对照表.docx": Wishes(marks="table"),
        "定稿.docx": Wishes(date(2026, 3, 20), final=True),
        "清单.xlsx": Wishes(),
    }[name]
    (path,) = write_output(place, plan(place, "印发通知", PROFILE, [NUMBER], wishes).draft, tmp_path / name)
    tools = [["openxml-audit", str(path)]]
    tools += [["docx-integrity", "check", str(path)]] if path.suffix == ".docx" else []
    for tool, *words in tools:
        found = shutil.which(tool, path=str(Path(sys.executable).parent)) or shutil.which(tool)
        if found is None:
            pytest.skip(f"没有安装 {tool}")
        done = subprocess.run([found, *words], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
