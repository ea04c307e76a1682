"""Every command the README and the handbook show is run, in the order shown, and does what it says."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest

from policykit.cli import main

ROOT = Path(__file__).resolve().parents[2]
CONSOLE = re.compile(r"```console\n(.*?)```", re.S)


def commands(document: Path) -> list[list[str]]:
    blocks = CONSOLE.findall(document.read_text("utf-8"))
    lines = [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]
    return [words[1:] for line in lines if (words := shlex.split(line))[0] == "policykit"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what the commands name, so that the repository stays as it is."""
    for name in ("corpus", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_readme_commands_run(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = commands(ROOT / "README.md")
    assert len(shown) >= 14
    for words in shown:
        status = main(words)
        output = capsys.readouterr()
        assert status == 0, f"policykit {shlex.join(words)}\n{output.out}\n{output.err}"
        assert output.out.strip(), f"printed nothing: {shlex.join(words)}"
        assert "没有找到" not in output.out, shlex.join(words)
    assert (project / "方案.docx").stat().st_size > 5000
    assert (project / "分工表.xlsx").exists()


def test_handbook_commands_run(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "来文文件夹").symlink_to(project / "corpus")
    shutil.copy(project / "templates/示例单位概况.yaml", project / "单位概况.yaml")
    os.environ.pop("POLICYKIT", None)
    for words in commands(ROOT / "docs/使用手册.md"):
        named = ["临政办发〔2026〕18号" if w == "来文标题" else w for w in words]
        if "--workspace" not in named and named[0] not in ("init", "parse", "--version"):
            named += ["--workspace", "工作区"]
        if "稿件.docx" in named:
            shutil.copy(project / "实施方案.docx", project / "稿件.docx")
        for version in ("旧版.docx", "新版.docx"):
            if version in named:
                shutil.copy(project / "corpus/临江市市容环境秩序专项整治行动方案.docx", project / version)
        status = main(named)
        output = capsys.readouterr()
        finds = named[:2] in (["cite", "check"], ["cite", "repealed"]) or named[0] in ("check", "impact")
        expected = (0, 1) if finds else (0,)
        assert status in expected, f"policykit {shlex.join(named)}\n{output.out}\n{output.err}"


def test_searches_of_the_handbook_find_something(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "工作区"]) == main(["add", "corpus", "--workspace", "工作区"]) == 0
    assert main(["index", "--workspace", "工作区"]) == 0
    capsys.readouterr()
    shown = re.findall(r"^\|[^|]*\| `policykit (search .*)` \|$", (ROOT / "docs/使用手册.md").read_text("utf-8"), re.M)
    assert len(shown) >= 8
    for line in shown:
        assert main([*shlex.split(line), "--workspace", "工作区"]) == 0
        output = capsys.readouterr().out
        assert output.startswith("共 "), line + output


def test_no_command_shown_needs_single_quotes() -> None:
    """The Windows command prompt does not know them."""
    for document in ("README.md", "docs/使用手册.md", "docs/安装说明.md", "docs/部署与维护.md", "docs/工作台.md"):
        assert not re.search(r"(policykit|pip) [^`\n]*'", (ROOT / document).read_text("utf-8")), document


def test_links_and_pictures_are_there() -> None:
    for document in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for place in re.findall(r"\]\(([^)\s]+)\)", document.read_text("utf-8")):
            assert place.startswith("https://") or (document.parent / place).is_file(), f"{document.name}: {place}"


def test_what_a_backup_keeps_is_enough_to_go_on(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The handbook for the technician: all but indexes/ is copied, and one `index` makes the rest."""
    at = ("--workspace", "工作区")
    assert main(["init", "工作区"]) == main(["add", "corpus", *at]) == main(["index", *at]) == 0
    draft = ["draft", "实施方案", "--profile", "templates/示例单位概况.yaml", "--source", "临政办发〔2026〕18号"]
    assert main([*draft, "-o", "工作区/方案.docx", *at]) == 0
    shutil.copytree(project / "工作区", project / "恢复", ignore=shutil.ignore_patterns("indexes"))
    shutil.rmtree(project / "工作区")
    assert main(["index", "--workspace", "恢复"]) == 0
    assert main(["verify", "恢复/方案.docx", "--workspace", "恢复"]) == 0
    assert main(["verify", "--record", "--workspace", "恢复"]) == 0
    named = set(re.findall(r"^\| `([a-z.]+)` \|", (ROOT / "docs/部署与维护.md").read_text("utf-8"), re.M))
    kept = {p.name for p in (project / "恢复").iterdir()} - {"indexes", "方案.docx"}
    assert kept <= named, f"not in the table of what to back up: {kept - named}"
    capsys.readouterr()


def test_make_targets_are_the_two_shown() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"^make (\w+)", (ROOT / "README.md").read_text("utf-8"), re.M):
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_dependencies_of_the_readme_are_those_declared() -> None:
    import tomllib

    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    readme = (ROOT / "README.md").read_text("utf-8")
    table = readme[readme.index("## 依赖") :]
    for requirement in declared:
        name = re.split(r"[<>=\[]", requirement)[0]
        assert f"| {name} |" in table, f"{name} is not in the README's table of dependencies"
    listed = re.findall(r"^\| ([\w-]+) \|", table, re.M)
    names = {re.split(r"[<>=\[]", requirement)[0] for requirement in declared} | {"包"}
    assert set(listed) <= names, f"the README lists what is not installed: {set(listed) - names}"
