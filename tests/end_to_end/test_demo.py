"""The demonstration does the whole job on the sample corpus and leaves what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policykit.cli import main

ROOT = Path(__file__).resolve().parents[2]


def test_demo_does_the_whole_job(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--sample", str(ROOT), "--output", str(tmp_path / "结果")]) == 0
    out = capsys.readouterr().out
    assert "全部完成" in out
    assert out.count("没有发现问题") == 2
    assert "【当→常】" in out, "the tampered character must be shown"
    made = {p.name for p in (tmp_path / "结果" / "成稿").iterdir()}
    assert {"实施方案.docx", "任务分工表.xlsx", "行政执法依据目录.docx"} <= made
    counted = re.search(r"写入来文原句 (\d+) 处", out)
    assert counted and int(counted[1]) >= 30


def test_demo_without_samples_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--sample", str(tmp_path)]) == 2
    assert "--sample" in capsys.readouterr().err
