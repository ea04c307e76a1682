"""policykit draft as a clerk runs it: what it prints, what it writes beside the plan, what it refuses."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from policykit.cli import main

ROOT = Path(__file__).resolve().parents[2]
NUMBER = "临政办发〔2026〕18号"
PAPER = "临政办发〔2026〕18号临江市行政执法质量提升三年行动实施方案.txt"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("起草")
    shutil.copy(ROOT / "templates" / "示例单位概况.yaml", folder / "单位概况.yaml")
    for words in (["init"], ["add", str(ROOT / "corpus" / PAPER)], ["index"]):
        assert main(["--workspace", str(folder / "工作区"), *words]) == 0
    return folder


def draft(place: Path, template: str, output: str, *words: str) -> int:
    base = ["draft", template, "--profile", str(place / "单位概况.yaml"), "--source", NUMBER]
    return main([*base, "-o", str(place / output), *words, "--workspace", str(place / "工作区")])


def parts(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as archive:
        return set(archive.namelist())


def test_the_summary_says_what_was_taken_over(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert draft(place, "实施方案", "甲.docx", "--budget", "1000", "--report", str(place / "情况.md")) == 0
    told = capsys.readouterr().out
    for words in ("对照来文：原样保留", "本地化", "没有列入", "本单位增加", "超出", "最长的部分", "引用核对"):
        assert words in told
    report = (place / "情况.md").read_text("utf-8")
    assert "## 没有列入的" in report and "## 本单位增加的" in report
    assert draft(place, "实施方案", "乙.docx", "--report", str(place / "情况.docx")) == 2
    assert ".md 或 .json" in capsys.readouterr().err


def test_json_has_the_report(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert draft(place, "印发通知", "丙.docx", "--carry", "专项行动方案", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["report"]["complete"] is True
    assert "专项行动方案" in told["title"]


@pytest.mark.parametrize(("words", "comments"), [((), True), (("--marks", "对照表"), False), (("--final",), False)])
def test_marks_for_review(place: Path, words: tuple[str, ...], comments: bool, tmp_path: Path) -> None:
    path = tmp_path / "方案.docx"
    assert draft(place, "实施方案", str(path), *words) == 0
    assert ("word/comments.xml" in parts(path)) is comments
    assert main(["verify", str(path), "--workspace", str(place / "工作区")]) == 0


def test_a_wrong_template_brings_near_names(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert draft(place, "方案", "丁.docx") == 2
    told = capsys.readouterr().err
    assert "没有“方案”这个模板" in told and "是不是" in told and "“实施方案”" in told


def test_the_record_is_checked_and_a_change_is_found(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["verify", "--record", "--workspace", str(place / "工作区")]
    assert draft(place, "实施方案", "戊.docx") == draft(place, "实施方案", "己.docx") == 0
    capsys.readouterr()
    assert main(words) == 0
    assert "没有被改动" in capsys.readouterr().out
    record = place / "工作区" / "records.jsonl"
    before = record.read_text("utf-8")
    record.write_text(before.replace("己.docx", "庚.docx"), "utf-8")
    assert main(words) == 1
    assert "被改动过" in capsys.readouterr().out
    assert main([*words, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["sound"] is False
    record.write_text(before, "utf-8")


def test_verify_wants_a_file_or_the_record(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--workspace", str(place / "工作区")]) == 2
    assert "--record" in capsys.readouterr().err
