"""Random one-character edits of what was generated and of its sources: each is found, and at its line.

A sample runs with the suite; POLICYKIT_EDITS=500 runs as many of each kind.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from mutations import changed_source, drawn_from, edited

from memory_store import Memory
from policykit.draft import Options, build, compose
from policykit.model.document import Document
from policykit.model.output import Annex, Draft
from policykit.pipeline import read
from policykit.profile import load_profile
from policykit.render import write
from policykit.verify import VerifyReport, verify_file

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "corpus" / "临政办发〔2026〕18号临江市行政执法质量提升三年行动实施方案.txt"
EDITS = int(os.environ.get("POLICYKIT_EDITS", "96"))
PLANS = {
    "批注.docx": ("印发通知", Options(date(2026, 3, 20))),
    "对照表.docx": ("行政执法责任制实施方案", Options(date(2026, 3, 20), marks="table")),
    "定稿.docx": ("专项行动方案", Options(date(2026, 3, 20), final=True)),
    "总结.md": ("工作总结", Options(date(2026, 3, 20), final=True)),
}
ANNEXES = {
    "任务分工表.docx": "任务分工表",
    "任务分工表.xlsx": "任务分工表",
    "台账.csv": "时限台账",
    "岗位.docx": "岗位责任表",
}
FILES = (*PLANS, *ANNEXES)


@cache
def superior() -> Document:
    return read(SOURCE)


@cache
def output(name: str) -> Draft | Annex:
    """With limits brought forward, so that localised sentences are among the lines."""
    department = replace(load_profile(ROOT / "templates" / "示例单位概况.yaml"), days_early=5)
    if name in PLANS:
        template, options = PLANS[name]
        return compose(template, department, [superior()], None, options)
    return build(ANNEXES[name], department, [superior()])


def check(path: Path, document: Document | None = None) -> VerifyReport:
    return verify_file(path, Memory(document or superior()))


@pytest.mark.parametrize("name", FILES)
def test_untouched_files_have_no_finding(tmp_path: Path, name: str) -> None:
    write(output(name), tmp_path / name)
    report = check(tmp_path / name)
    assert report.findings == ()
    assert report.found == report.checked


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", [n for n in FILES if n.endswith(".docx")])
def test_nor_have_files_saved_in_libreoffice(tmp_path: Path, name: str) -> None:
    write(output(name), tmp_path / name)
    command = [str(shutil.which("soffice")), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "docx", "--outdir", str(tmp_path / "out"), str(tmp_path / name)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    report = check(tmp_path / "out" / name)
    assert report.findings == ()
    assert report.found == report.checked


@pytest.mark.parametrize("name", FILES)
def test_every_edit_of_a_line_is_found_at_its_line(tmp_path: Path, name: str) -> None:
    write(output(name), tmp_path / name)
    dice = random.Random(f"成稿{name}")
    missed = []
    for _ in range(-(-EDITS // len(FILES))):
        edit = edited(tmp_path / name, dice)
        report = check(edit.path)
        found = [f for f in report.findings if f.serious]
        at = {unit for f in found for unit in f.units}
        if at != {edit.unit} or not all(f.change for f in found):
            missed.append((edit.unit, [(f.code, f.units, f.reason) for f in found]))
    assert missed == []


@pytest.mark.parametrize("name", FILES)
def test_every_edit_of_a_source_is_found_at_the_lines_it_was_drawn_for(tmp_path: Path, name: str) -> None:
    write(output(name), tmp_path / name)
    raw = SOURCE.read_text(encoding="utf-8")
    units = drawn_from(output(name), Path(name).suffix)
    dice = random.Random(f"来文{name}")
    changed = tmp_path / "来文.txt"
    missed = []
    for _ in range(-(-EDITS // len(FILES))):
        text, quoting = changed_source(raw, units, dice)
        changed.write_text(text, encoding="utf-8")
        report = check(tmp_path / name, replace(read(changed), id=superior().id))
        at = {unit for f in report.findings if f.serious for unit in f.units}
        if not quoting <= at:
            missed.append((quoting, at))
    assert missed == []
