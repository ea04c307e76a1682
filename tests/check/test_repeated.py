"""None twice: what is likely one task stated in two places is said, until a person has looked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from duty_workspace import DutyWorkspace

from policykit.api.assigning import RowChange, duty_table, save_duties
from policykit.api.checking import check
from policykit.api.drafting import annex, write_output
from policykit.check.model import Demand, Finding
from policykit.check.repeated import likely_twice

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).resolve().parents[1] / "cases" / "check" / "repeated.yaml").read_text("utf-8")
)
TEXT = """临江市行政执法规范化提升方案

临政办发〔2026〕12号

一、主要任务

（一）编制清单。市级各部门要于2026年6月底前编制执法清单，公示率达到100%。

（二）案件办理。市城市管理局要规范录入案件信息。

临江市人民政府办公室
2026年3月1日

附件：任务分工表

| 序号 | 具体措施 | 牵头单位 | 完成时限 |
|---|---|---|---|
| 1 | 编制执法清单 | 市城市管理局 | 2026年7月底前 |
| 2 | 规范录入案件信息 | 市城市管理局 | 2026年8月底前 |
"""


@pytest.mark.parametrize("case", CASES, ids=[c["title"] for c in CASES])
def test_likely_twice(case: dict[str, Any]) -> None:
    demands = [
        Demand(f"k{n}", title, f"第{n}处", text, text, source_deadline=limit, tabled=tabled, decided=decided)
        for n, (title, tabled, text, limit, decided) in enumerate(case["duties"])
    ]
    found = [f for f in likely_twice(demands) if isinstance(f, Finding)]
    assert [f.code for f in found] == (["task.twice"] if case["twice"] else [])
    assert all(case["twice"] in f.wrong and f.advice for f in found)


def test_from_the_source_to_the_decision(tmp_path: Path) -> None:
    """One task is merged, of the other with two limits a person is asked; after both are confirmed it is quiet."""
    place = DutyWorkspace(tmp_path)
    place.original = place.original.with_name("另一份方案.md")
    place.revise(TEXT.replace("〔2026〕12号", "〔2026〕13号"))
    sources = ["临政办发〔2026〕13号"]
    table = duty_table(place.workspace, place.profile, sources)
    rows = [r for r in table.rows if r.keep]
    assert [(len(r.also), r.tabled) for r in rows] == [(0, False), (1, False), (0, True)]
    report = check(place.workspace, place.profile, sources)
    assert [f.code for f in report.findings if f.code == "task.twice"] == ["task.twice"]
    said = [RowChange(r.key, r.version, unit="法制科", post="清单岗", deadline=r.deadline) for r in rows]
    save_duties(place.workspace, place.profile, sources, said, "许知行")
    assert check(place.workspace, place.profile, sources).clean


def test_both_places_stand_in_the_row(tmp_path: Path) -> None:
    place = DutyWorkspace(tmp_path)
    place.original = place.original.with_name("另一份方案.md")
    place.revise(TEXT.replace("〔2026〕12号", "〔2026〕13号"))
    sources = ["临政办发〔2026〕13号"]
    made = annex(place.workspace, "任务分工表", place.profile, sources)
    path = write_output(place.workspace, made, tmp_path / "表.csv")[0]
    assert not [f for f in check(place.workspace, place.profile, sources, [path]).findings if f.code.startswith("row.")]
    text = path.read_text("utf-8-sig")
    assert "；《" in text
    path.write_text(text.replace(text[text.index("；《") : text.index("第2行") + 3], ""), encoding="utf-8-sig")
    assert "row.basis" in {f.code for f in check(place.workspace, place.profile, sources, [path]).findings}
