"""What is made of people's decisions passes both the check of the distribution and the verification of sources."""

from __future__ import annotations

from pathlib import Path

import pytest
from duty_workspace import DutyWorkspace

from policykit.api.assigning import RowChange, duty_table, save_duties
from policykit.api.checking import check
from policykit.api.drafting import annex, draft, write_output
from policykit.api.duty_import import import_duties
from policykit.api.verifying import verify

TABLES = ("任务分工表", "职责清单", "职责分解表", "岗位责任表", "时限台账", "指标台账", "组织机构表")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> DutyWorkspace:
    """One duty to another unit, one to another post, one dropped, one taken up, one sooner, one added."""
    made = DutyWorkspace(tmp_path_factory.mktemp("决定"))
    rows = duty_table(made.workspace, made.profile, made.sources).rows

    def key(words: str) -> str:
        return next(r.key for r in rows if words in r.text)

    changes = [
        RowChange(key("每年更新"), 0, unit="综合执法支队", post="办案岗", person="闻笛", helpers=("办公室",)),
        RowChange(key("公示率"), 0, deadline="2026年5月31日前"),
        RowChange(key("部门预算"), 0, keep=False, reason="由市财政统筹"),
        RowChange(key("全员培训"), 0, keep=True),
        RowChange("", 0, doc_id=rows[0].doc_id, text="建立案件周调度制度。", unit="综合执法支队", post="办案岗",
                  person="江听雨", basis="局务会〔2026〕3号", name="案件调度"),
    ]  # fmt: skip
    save_duties(made.workspace, made.profile, made.sources, changes, "林可")
    return made


def test_the_records(place: DutyWorkspace) -> None:
    report = check(place.workspace, place.profile, place.sources)
    assert report.clean, report.to_json()


@pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".csv", ".md"])
def test_every_table(place: DutyWorkspace, suffix: str, tmp_path: Path) -> None:
    files = []
    for kind in TABLES:
        made = annex(place.workspace, kind, place.profile, place.sources)
        files.append(write_output(place.workspace, made, tmp_path / f"{kind}{suffix}")[0])
        assert verify(place.workspace, files[-1]).clean, kind
    report = check(place.workspace, place.profile, place.sources, files)
    assert report.clean, report.to_json()


@pytest.mark.parametrize("suffix", [".docx", ".md"])
def test_the_plan(place: DutyWorkspace, suffix: str, tmp_path: Path) -> None:
    made = draft(place.workspace, "实施方案", place.profile, place.sources)
    text = "\n".join(line.text for line in made.lines)
    assert "建立案件周调度制度" in text and "列入部门预算" not in text and "2026年5月31日前" in text
    path = write_output(place.workspace, made, tmp_path / f"方案{suffix}")[0]
    assert verify(place.workspace, path).clean
    report = check(place.workspace, place.profile, place.sources, [path])
    assert report.clean, report.to_json()


@pytest.mark.parametrize("kind", TABLES[:2])
def test_reading_them_back_changes_nothing(place: DutyWorkspace, kind: str, tmp_path: Path) -> None:
    made = annex(place.workspace, kind, place.profile, place.sources)
    path = write_output(place.workspace, made, tmp_path / "表.xlsx")[0]
    report = import_duties(place.workspace, place.profile, path, "林可")
    assert (report.changed, report.refused, report.missing, report.unread) == ((), (), (), ())
