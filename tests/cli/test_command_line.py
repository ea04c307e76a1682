"""What a person at the command line meets before any command does its work."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from policykit.cli import main

HEAVY = ("jieba", "whoosh", "docx", "lxml", "tantivy", "openpyxl", "markdown_it", "jinja2", "opencc", "yaml")


def loaded_by(statement: str) -> list[str]:
    probe = f"import sys\n{statement}\nprint([m for m in {HEAVY!r} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout
    return list(json.loads(out.splitlines()[-1].replace("'", '"')))


def test_import_is_light() -> None:
    assert loaded_by("import policykit, policykit.api") == []


def test_help_loads_no_heavy_library() -> None:
    assert loaded_by("from policykit.cli import main\nmain(['--help'])") == []


def test_help_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert "用法：" in out and "usage" not in out and "show this help" not in out


def test_missing_argument_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse"]) == 2
    err = capsys.readouterr().err
    assert "还缺少：文件" in err and "怎么办" in err


def test_unknown_command_names_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serach"]) == 2
    err = capsys.readouterr().err
    assert "serach" in err and "parse" in err and "invalid" not in err


def test_missing_file_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", str(tmp_path / "没有.txt"), "--json"]) == 2
    assert "没有这个文件" in capsys.readouterr().err


def test_lines_come_in_the_order_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ["丙.txt", "甲.txt", "乙.txt"]
    for name in names:
        (tmp_path / name).write_text(
            f"关于{name[0]}项工作的通知\n\n一、明确责任。各科室要认真落实。\n", encoding="utf-8"
        )
    assert main(["parse", "--jsonl", *(str(tmp_path / n) for n in names)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [Path(json.loads(line)["source"]["path"]).name for line in lines] == names


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "好.txt").write_text("关于好事的通知\n一、办好。\n", encoding="utf-8")
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04 not a zip at all")
    assert main(["parse", "--jsonl", str(tmp_path)]) == 2
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 1 and "坏.docx" in captured.err
