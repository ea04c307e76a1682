"""What the drafting room composes from the sample corpus and from real documents verifies clean, and only untouched."""

from __future__ import annotations

import random
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from test_real_files import CORPUS, edited

from memory_store import Memory
from policykit.model.document import Document
from policykit.verify import verify_file

PROFILE = CORPUS.parent / "templates" / "示例单位概况.yaml"
SUPERIOR = "临政办发〔2026〕18号临江市行政执法质量提升三年行动实施方案.txt"
OPINIONS = "临江市人民政府关于规范城市管理行政执法的实施意见.txt"

draft = pytest.importorskip("policykit.draft", reason="起草还没有")
profile = pytest.importorskip("policykit.profile", reason="单位概况还没有")
pytest.importorskip("policykit.render.write", reason="渲染还没有")
if not hasattr(draft, "compose") or not PROFILE.is_file():
    pytest.skip("起草还没有", allow_module_level=True)


@cache
def document(path: Path) -> Document:
    from policykit.pipeline import read

    return read(path)


def written(path: Path, kind: str, documents: list[Document]) -> Path:
    """A plan, or the annex of this kind, for the sample department."""
    from policykit.render.write import write

    department = profile.load_profile(PROFILE)
    if kind == "实施方案":
        write(draft.compose(kind, department, documents), path)
    else:
        write(draft.build(kind, department, documents, Memory(*documents)), path)
    return path


def sample() -> list[Document]:
    return [document(CORPUS / name) for name in (SUPERIOR, OPINIONS)]


@pytest.mark.parametrize("name", ["方案.docx", "方案.md", "任务分工表.docx", "任务分工表.xlsx", "任务分工表.csv"])
def test_what_is_drafted_verifies_clean(tmp_path: Path, name: str) -> None:
    kind = "实施方案" if name.startswith("方案") else "任务分工表"
    report = verify_file(written(tmp_path / name, kind, sample()), Memory(*sample()))
    assert [f.reason for f in report.findings] == []
    assert report.found == report.checked > 20


@pytest.mark.shared
@pytest.mark.parametrize(
    ("seed", "kind"), [("001_aa020bf537e5be70.txt", "实施方案"), ("003_6a93c291ef6f8a67.txt", "任务分工表")]
)
def test_the_real_documents(tmp_path: Path, shared: Path, seed: str, kind: str) -> None:
    source = [document(shared / "seeds" / seed)]
    path = written(tmp_path / "件.docx", kind, source)
    assert verify_file(path, Memory(*source)).exit_status == 0
    dice = random.Random(19)
    for _ in range(50):
        report = verify_file(edited(path, dice), Memory(*source))
        assert [f.code.partition(".")[2] for f in report.findings if f.serious] == ["edited"]


@pytest.mark.libreoffice
def test_a_drafted_plan_survives_libreoffice(tmp_path: Path) -> None:
    path = written(tmp_path / "方案.docx", "实施方案", sample())
    command = [str(shutil.which("soffice")), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "docx", "--outdir", str(tmp_path / "out"), str(path)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    report = verify_file(tmp_path / "out" / path.name, Memory(*sample()))
    assert [f.reason for f in report.findings] == []
    assert report.exit_status == 0
