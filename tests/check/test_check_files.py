"""Finished tables after people worked on them: each fault is named at its row, and clean ones pass."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from changed_files import Grid, cell, change
from duty_workspace import SOURCE, DutyWorkspace

from policykit.api.checking import check
from policykit.api.drafting import annex, draft, write_output
from policykit.check.model import CheckReport
from policykit.check.rules import CHECKS
from policykit.cli import main

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).resolve().parents[1] / "cases" / "check" / "tampering.yaml").read_text("utf-8")
)
FORMATS = (".xlsx", ".docx", ".csv", ".md")
TABLES = ("任务分工表", "职责清单", "职责分解表", "岗位责任表", "时限台账", "指标台账", "组织机构表")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> DutyWorkspace:
    return DutyWorkspace(tmp_path_factory.mktemp("检查"))


def written(place: DutyWorkspace, kind: str, path: Path) -> Path:
    made = annex(place.workspace, kind, place.profile, place.sources)
    return write_output(place.workspace, made, path, overwrite=True)[0]


def checked(place: DutyWorkspace, *files: Path) -> CheckReport:
    return check(place.workspace, place.profile, place.sources, files)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("kind", TABLES)
def test_clean_tables_pass(place: DutyWorkspace, kind: str, suffix: str, tmp_path: Path) -> None:
    report = checked(place, written(place, kind, tmp_path / f"表{suffix}"))
    assert report.clean and report.found > 7, report.to_json()


def test_clean_records_and_all_tables_together_pass(place: DutyWorkspace, tmp_path: Path) -> None:
    assert checked(place).clean
    files = [written(place, kind, tmp_path / f"{kind}.xlsx") for kind in TABLES]
    report = checked(place, *files)
    assert report.clean, report.to_json()
    assert [name for name, _ in report.ran] == [name for name, _ in CHECKS]


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("case", CASES, ids=[c["title"] for c in CASES])
def test_a_changed_cell_is_found_at_its_row(
    place: DutyWorkspace, case: dict[str, Any], suffix: str, tmp_path: Path
) -> None:
    path = written(place, case["table"], tmp_path / f"表{suffix}")
    numbers: list[int] = []

    def edit(grid: Grid) -> None:
        numbers.append(next(n for n, row in enumerate(grid) if any(case["row"] in c for c in row)))
        cell(case["column"], case["row"], case["value"])(grid)

    change(path, edit)
    report = checked(place, path)
    assert sorted({f.code for f in report.findings}) == sorted(case["codes"]), report.to_json()
    if "unchecked" in case:
        assert [case["unchecked"] in u.reason for u in report.unchecked] == [True] and not report.clean
    shown = numbers[0] + (2 if suffix == ".xlsx" else 0)  # a sheet's rows count from its title
    for finding in report.findings:
        assert finding.wrong and finding.advice
        if finding.code != "row.missing":
            assert f"第{shown}行" in finding.place, finding


def deleted(words: str) -> Any:
    def edit(grid: Grid) -> None:
        grid.remove(next(r for r in grid if any(words in c for c in r)))

    return edit


def doubled(words: str, **cells: str) -> Any:
    def edit(grid: Grid) -> None:
        at = next(n for n, r in enumerate(grid) if any(words in c for c in r))
        row = list(grid[at])
        for name, value in cells.items():
            row[grid[0].index(name)] = value
        grid.insert(at + 1, row)

    return edit


@pytest.mark.parametrize("suffix", FORMATS)
def test_rows_deleted_or_doubled(place: DutyWorkspace, suffix: str, tmp_path: Path) -> None:
    path = written(place, "任务分工表", tmp_path / f"少{suffix}")
    change(path, deleted("列入部门预算"))
    (finding,) = checked(place, path).findings
    assert finding.code == "row.missing" and "部门预算" in finding.text
    path = written(place, "任务分工表", tmp_path / f"多{suffix}")
    change(path, doubled("列入部门预算"))
    assert {f.code for f in checked(place, path).findings} == {"row.twice"}
    path = written(place, "任务分工表", tmp_path / f"两{suffix}")
    change(path, doubled("列入部门预算", 牵头单位="法制科"))
    assert {f.code for f in checked(place, path).findings} == {"row.twice", "unit.differs", "lead.two"}


@pytest.mark.parametrize(("kind", "words", "codes"), [
    ("指标台账", "不少于2名", {"indicator.missing"}),
    ("组织机构表", "沈若川", {"organ.missing"}),
    ("时限台账", "公示率达到", {"row.missing"}),
    ("岗位责任表", "何倩", {"row.missing", "person.missing"}),
])  # fmt: skip
def test_a_row_deleted_from_other_tables(
    place: DutyWorkspace, kind: str, words: str, codes: set[str], tmp_path: Path
) -> None:
    path = written(place, kind, tmp_path / "表.xlsx")
    change(path, deleted(words))
    report = checked(place, path)
    assert {f.code for f in report.findings} == codes, report.to_json()


def test_an_indicator_in_two_rows(place: DutyWorkspace, tmp_path: Path) -> None:
    path = written(place, "指标台账", tmp_path / "表.csv")
    change(path, doubled("不少于2名"))
    assert [f.code for f in checked(place, path).findings] == ["indicator.twice"]


def test_a_post_outside_its_unit(place: DutyWorkspace, tmp_path: Path) -> None:
    """What the post's table gives to another unit's post is seen against the table of units."""
    units, posts = (written(place, kind, tmp_path / f"{kind}.xlsx") for kind in ("任务分工表", "职责分解表"))

    def edit(grid: Grid) -> None:
        for column, value in (("承办机构", "办公室"), ("执法岗位", "财务岗"), ("责任人", "何倩")):
            cell(column, "清单应当每年", value)(grid)

    change(posts, edit)
    report = checked(place, units, posts)
    assert [f.code for f in report.findings] == ["post.outside"]
    assert "职责分解表" in report.findings[0].place and "法制科" in report.findings[0].wrong


def test_a_duty_missing_from_a_persons_list(place: DutyWorkspace, tmp_path: Path) -> None:
    path = written(place, "岗位责任表", tmp_path / "岗位责任表.xlsx")
    change(path, cell("承担的职责任务", "唐一川", "市级各部门要于2026年6月底前编制执法清单，公示率达到100%。"))
    assert [f.code for f in checked(place, path).findings] == ["row.missing"]
    change(
        path,
        cell(
            "承担的职责任务",
            "唐一川",
            "1.市级各部门要于2026年6月底前编制执法清单，公示率达到80%。2.清单应当每年更新一次。",
        ),
    )
    assert [f.code for f in checked(place, path).findings] == ["row.number"]


def test_totals(place: DutyWorkspace, tmp_path: Path) -> None:
    path = written(place, "指标台账", tmp_path / "指标台账.csv")

    def total(value: str) -> Any:
        return lambda grid: grid.append(["", "合计", "", value, "", "", "", ""])

    change(path, total("102"))
    assert checked(place, path).clean
    change(path, lambda grid: grid[-1].__setitem__(3, "112"))
    (finding,) = checked(place, path).findings
    assert finding.code == "total.wrong" and "102" in finding.wrong


def test_a_plan_with_a_sentence_weakened_or_cut(place: DutyWorkspace, tmp_path: Path) -> None:
    made = draft(place.workspace, "实施方案", place.profile, place.sources)
    path = write_output(place.workspace, made, tmp_path / "方案.md")[0]
    assert checked(place, path).clean
    text = path.read_text("utf-8")
    body, mark, rest = text.partition("| 序号 |")
    path.write_text(body.replace("清单应当每年更新一次", "清单可以每年更新一次") + mark + rest, "utf-8")
    assert [f.code for f in checked(place, path).findings] == ["plan.strength"]
    path.write_text(body.replace("市级各部门要将所需经费列入部门预算。", "") + mark + rest, "utf-8")
    assert [f.code for f in checked(place, path).findings] == ["plan.missing"]


@pytest.mark.parametrize(
    ("before", "after", "codes"),
    [
        (
            "（责任科室：法制科；完成时限：2026年9月底前）",
            "（责任科室：办公室；完成时限：2026年9月底前）",
            ["plan.unit"],
        ),
        ("；完成时限：2026年9月底前）", "；完成时限：2026年11月底前）", ["plan.later"]),
        ("；完成时限：2026年9月底前）", "；完成时限：2026年5月底前）", ["plan.limit"]),
        ("（责任科室：办公室", "（责任科室：办公室；配合科室：法制科", ["plan.helpers"]),
        ("来文责任主体为“市司法局”", "来文责任主体为“市公安局”", ["reason.differs"]),
    ],
)
def test_a_plan_that_says_other_than_the_records(tmp_path: Path, before: str, after: str, codes: list[str]) -> None:
    place = DutyWorkspace(tmp_path, SOURCE.replace("有关部门要在", "市级各部门要在"))
    made = draft(place.workspace, "实施方案", place.profile, place.sources)
    path = write_output(place.workspace, made, tmp_path / "方案.md")[0]
    text = path.read_text("utf-8")
    assert before in text, text
    path.write_text(text.replace(before, after, 1), "utf-8")
    assert [f.code for f in checked(place, path).findings] == codes


def test_the_command(place: DutyWorkspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(place, "任务分工表", tmp_path / "表.xlsx")
    words = ["check", str(path), "--for", str(place.profile), "--workspace", str(place.workspace.root)]
    assert main(words) == 0 and "没有发现问题" in capsys.readouterr().out
    change(path, cell("牵头单位", "清单应当每年", ""))
    assert main(words) == 1
    said = capsys.readouterr().out
    assert "没有写由哪个科室承担" in said and "怎么办" in said
    assert main([*words, "--json"]) == 1


@pytest.mark.libreoffice
def test_tables_saved_by_libreoffice(place: DutyWorkspace, tmp_path: Path) -> None:
    out = tmp_path / "另存"
    files = [written(place, kind, tmp_path / f"{kind}.docx") for kind in ("任务分工表", "岗位责任表")]
    command = [str(shutil.which("soffice")), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "docx", "--outdir", str(out), *map(str, files)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    saved = [out / f.name for f in files]
    assert checked(place, *saved).clean
    change(saved[0], cell("牵头单位", "列入部门预算", "法制科、办公室"))
    assert [f.code for f in checked(place, *saved).findings] == ["lead.several"]
