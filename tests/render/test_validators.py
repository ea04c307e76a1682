"""Files pass the validators offices may run: openxml-audit and docx-integrity (both on PyPI), where installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rendering import annex, draft, line, merged_annex, notice

from policykit.model.output import Annex, Draft, Kind
from policykit.render import to_bytes
from policykit.render.sheet import SOURCE_TABLE

MADE: dict[str, Draft | Annex] = {
    "方案": draft(),
    "附件表": annex(),
    "空表": annex(rows=0),
    "方案和附件": draft(
        line(Kind.ATTACHMENT_NOTE, "附件：1.任务分工表"),
        line(Kind.ATTACHMENT_NOTE, "2.执法依据目录"),
        annexes=(annex(number=1), annex("执法依据目录", number=2), annex(SOURCE_TABLE)),
    ),
    "通知": notice(),
    "通知和附件": notice(annexes=(merged_annex(),)),
    "定稿": notice(marks="none", sealed=False),
}


def tool(name: str) -> str:
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if found is None:
        pytest.skip(f"没有安装 {name}")
    return found


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
@pytest.mark.parametrize("name", MADE)
def test_openxml_audit_finds_nothing(tmp_path: Path, name: str, suffix: str) -> None:
    audit = tool("openxml-audit")
    path = tmp_path / f"{name}{suffix}"
    path.write_bytes(to_bytes(MADE[name], suffix))
    done = subprocess.run([audit, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "Warnings:" not in done.stdout, done.stdout


@pytest.mark.parametrize("name", MADE)
def test_docx_integrity_finds_nothing(tmp_path: Path, name: str) -> None:
    check = tool("docx-integrity")
    path = tmp_path / f"{name}.docx"
    path.write_bytes(to_bytes(MADE[name], ".docx"))
    done = subprocess.run([check, "check", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
