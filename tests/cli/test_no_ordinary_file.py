"""What is no ordinary file is told at once: a pipe does not hang a command, a device does not fill the memory."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from policykit.cli import main

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")

PROFILE = "名称: 青石县司法局\n"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with one document, as the present folder."""
    monkeypatch.chdir(tmp_path)
    main(["init"])
    Path("corpus/甲.txt").write_text("关于甲的通知\n一、县司法局应当办理。\n", "utf-8")
    Path("概况.yaml").write_text(PROFILE, "utf-8")
    main(["index", "--engine", "whoosh"])
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        ["duties", "--for", "管道"],
        ["check", "--for", "管道"],
        ["search", "--batch", "管道"],
        ["duties", "import", "管道.xlsx", "--for", "概况.yaml"],
        ["draft", "实施方案", "--profile", "管道", "--source", "甲", "-o", "方案.docx"],
        ["draft", "工作总结", "--progress", "管道.csv", "--profile", "概况.yaml", "--source", "甲", "-o", "方案.docx"],
        ["verify", "管道.docx"],
        ["verify", "管道.csv"],
        ["parse", "管道.txt"],
    ],
    ids=" ".join,
)
def test_a_pipe_is_refused(command: list[str], workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for suffix in ("", ".xlsx", ".csv", ".docx", ".txt"):
        os.mkfifo(f"管道{suffix}")
    capsys.readouterr()
    assert main(command) == 2
    assert "不是普通文件" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [
        ["index", "--workspace", "环"],
        ["show", "环"],
        ["annex", "任务分工表", "--source", "甲", "-o", "环/表.xlsx"],
        ["annex", "任务分工表", "--source", "甲", "-o", "环.xlsx"],
    ],
    ids=" ".join,
)
def test_links_in_a_circle_are_refused(command: list[str], workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("环", "环.xlsx"):
        Path(name).symlink_to(name)
    capsys.readouterr()
    status = main(command)
    said = capsys.readouterr().err
    # A link at the place of the output is replaced, as a broken one is; nothing else can be done with a circle.
    assert (status, "缺陷" in said) == (0 if "环.xlsx" in command else 2, False)


@pytest.mark.parametrize(
    "command",
    [
        ["show", "通知\udcff.txt"],
        ["cite", "to", "通知\udcff.txt"],
        ["status", "通知\udcff.txt"],
        ["versions", "通知\udcff.txt"],
        ["diff", "通知\udcff.txt", "corpus/甲.txt"],
        ["search", "--like", "通知\udcff.txt"],
        ["search", "通知\udcff"],
        ["annex", "任务分工表", "--source", "甲", "-o", "表\udcff.xlsx"],
        ["annex", "任务分工表", "--source", "表\udcff", "-o", "表.xlsx"],
    ],
    ids=lambda words: ascii(" ".join(words)),
)
def test_names_in_another_encoding_are_no_fault(
    command: list[str], workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(command)
    assert "缺陷" not in capsys.readouterr().err
