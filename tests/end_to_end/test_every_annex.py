"""Every kind of annex from the sample corpus: in every format, upright and turned, valid, intact, and intact after
somebody opened and saved it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from memory_store import Memory
from policykit.draft import KINDS, build
from policykit.model.output import Annex, Draft, Kind, Line, Origin
from policykit.pipeline import read
from policykit.profile import load_profile
from policykit.render import write
from policykit.verify import VerifyReport, verify_file

ROOT = Path(__file__).resolve().parents[2]
ROWS = 12
SUFFIXES = (".docx", ".xlsx", ".csv", ".md")


@pytest.fixture(scope="module")
def store() -> Memory:
    found = (read(path) for path in sorted((ROOT / "corpus").iterdir()) if path.name != "README.md")
    return Memory(*found)


@pytest.fixture(scope="module")
def annexes(store: Memory) -> dict[str, Annex]:
    profile = load_profile(ROOT / "templates" / "示例单位概况.yaml")
    return {kind: build(kind, profile, tuple(store.documents.values()), store) for kind in KINDS}


@pytest.fixture(scope="module")
def plan(annexes: dict[str, Annex]) -> Draft:
    """A plan that carries the first rows of every annex, turned and upright in turns."""
    both = [replace(a, landscape=n % 2 == 0, rows=a.rows[:ROWS]) for n, a in enumerate(annexes.values())]
    numbered = tuple(replace(a, number=n) for n, a in enumerate(both, 1))
    notes = (f"{'附件：' if n == 1 else ''}{n}.{a.title}" for n, a in enumerate(numbered, 1))
    lines = (
        Line("", Kind.TITLE, "临江市城市管理局行政执法责任制实施方案", Origin.TEMPLATE),
        Line("", Kind.BODY, "现将各项附件印发。", Origin.TEMPLATE),
        *(Line("", Kind.ATTACHMENT_NOTE, text, Origin.TEMPLATE) for text in notes),
        Line("", Kind.SIGNATURE, "临江市城市管理局", Origin.PROFILE),
        Line("", Kind.DATE, "2026年4月10日", Origin.TEMPLATE),
    )
    return Draft("临江市城市管理局行政执法责任制实施方案", "附件", lines, numbered)


def assert_intact(report: VerifyReport, what: str) -> None:
    assert not report.findings, (what, report.findings[:3])


def written(folder: Path, output: Draft | Annex, suffix: str) -> Path:
    path = folder / f"成稿{suffix}"
    write(output, path, overwrite=True)
    return path


def test_the_sample_corpus_gives_rows_for_every_kind(annexes: dict[str, Annex]) -> None:
    assert [kind for kind, made in annexes.items() if not made.rows] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_format_is_intact(annexes: dict[str, Annex], store: Memory, tmp_path: Path, kind: str) -> None:
    for suffix in SUFFIXES:
        for turned in (True, False) if suffix == ".docx" else (True,):
            made = replace(annexes[kind], landscape=turned)
            assert_intact(verify_file(written(tmp_path, made, suffix), store), f"{kind}{suffix}")


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_validators_find_nothing(plan: Draft, store: Memory, tmp_path: Path, suffix: str) -> None:
    path = written(tmp_path, plan, suffix)
    assert_intact(verify_file(path, store), suffix)
    folder = str(Path(sys.executable).parent)
    checks = {"openxml-audit": [str(path)]} | ({"docx-integrity": ["check", str(path)]} if suffix == ".docx" else {})
    for name, arguments in checks.items():
        tool = shutil.which(name, path=folder) or shutil.which(name)
        if tool is None:
            pytest.skip(f"没有安装 {name}")
        done = subprocess.run([tool, *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
        assert "Warnings:" not in done.stdout, done.stdout


@pytest.mark.libreoffice
def test_intact_after_a_save_in_libreoffice(plan: Draft, store: Memory, tmp_path: Path) -> None:
    path = written(tmp_path, plan, ".docx")
    home = f"-env:UserInstallation=file://{tmp_path}/lo"
    saved = tmp_path / "saved"
    command = ["soffice", home, "--headless", "--convert-to", "docx", "--outdir", str(saved), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    assert_intact(verify_file(saved / path.name, store), path.name)


def test_intact_after_a_save_by_a_spreadsheet_library(plan: Draft, store: Memory, tmp_path: Path) -> None:
    path = written(tmp_path, plan, ".xlsx")
    openpyxl.load_workbook(path).save(path)
    assert_intact(verify_file(path, store), path.name)


def test_a_changed_date_in_a_workbook_is_found(annexes: dict[str, Annex], store: Memory, tmp_path: Path) -> None:
    path = written(tmp_path, annexes["时限台账"], ".xlsx")
    name = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    days = re.findall(r'<c r="(C[0-9]+)" s="6"><v>([0-9]+)</v>', parts[name].decode())
    assert days, "截止日期写成了日期"
    cell, number = days[0]
    parts[name] = parts[name].replace(
        f'<c r="{cell}" s="6"><v>{number}</v>'.encode(), f'<c r="{cell}" s="6"><v>{int(number) + 1}</v>'.encode()
    )
    with zipfile.ZipFile(path, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    findings = verify_file(path, store).findings
    assert len(findings) == 1
    assert "年" in str(findings[0]), "说的是日期，不是 Excel 的数字"
