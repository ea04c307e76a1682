"""Search results kept as a file, templates copied and checked, the citation graph."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from policykit.cli import main

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("云川省行政执法人员资格管理办法.md", "云川省行政执法监督条例.txt", "云川省行政执法证件管理办法（2012年）.txt")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("工作区")
    (root / "corpus").mkdir()
    for name in NAMES:
        shutil.copy(ROOT / "corpus" / name, root / "corpus" / name)
    assert main(["index", "--workspace", str(root)]) == 0
    return root


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".docx", ".md", ".json"])
def test_results_are_kept_with_their_clause_references(
    suffix: str, place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / f"结果{suffix}"
    words = ["search", "持证上岗", "-o", str(output), "--workspace", str(place)]
    assert main(words) == 0
    if suffix in (".csv", ".md", ".json"):
        assert "~第四条" in output.read_text("utf-8-sig")
    capsys.readouterr()
    assert main(words) == 2, "what is there must not be overwritten"
    assert "--force" in capsys.readouterr().err
    assert main([*words, "--force"]) == 0


def test_filters_narrow_and_wrong_ones_are_named(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = ["search", "执法证件", "--json", "--workspace", str(place)]
    assert main([*base, "--filter", "状态=已废止"]) == 0
    hits = json.loads(capsys.readouterr().out)["hits"]
    assert hits and {h["status"] for h in hits} == {"已废止"}
    assert main([*base, "--filter", "颜色=红"]) == 2
    assert "层级" in capsys.readouterr().err


def test_clauses_like_one(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["search", "--like", "云川省行政执法人员资格管理办法~第四条", "--json", "--workspace", str(place)]
    assert main(words) == 0
    hits = json.loads(capsys.readouterr().out)["hits"]
    assert hits and all("执法" in h["text"] for h in hits)


def test_graph_shows_the_repeal(place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cite", "graph", "--workspace", str(place)]) == 0
    assert "《云川省行政执法人员资格管理办法》废止《云川省行政执法证件管理办法》" in capsys.readouterr().out
    dot = tmp_path / "引用.dot"
    assert main(["cite", "graph", "-o", str(dot), "--workspace", str(place)]) == 0
    assert dot.read_text("utf-8").startswith("digraph")
    assert main(["cite", "graph", "-o", str(tmp_path / "引用.png"), "--workspace", str(place)]) == 2


def test_templates_are_listed_copied_checked(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place_words = ["--workspace", str(place)]
    assert main(["template", "list", *place_words]) == 0
    told = capsys.readouterr().out
    assert "实施方案［内置］" in told
    assert "没有内容时省略并说明理由：评议考核、责任追究、工作要求" in told
    assert "后面接着所印发的方案：实施方案" in told
    assert main(["template", "check", "行政执法责任制实施方案", *place_words]) == 0
    assert "省略了“责任追究”：" in capsys.readouterr().out
    assert main(["template", "new", "实施方案", "我局方案", *place_words]) == 0
    assert main(["template", "check", "我局方案", *place_words]) == 0
    own = place / "templates" / "我局方案.md"
    own.write_text(own.read_text("utf-8").replace("{{ 单位.名称 }}", "{{ 单位.名字 }}"), "utf-8")
    capsys.readouterr()
    assert main(["template", "check", "我局方案", *place_words]) == 2
    assert "我局方案" in capsys.readouterr().err
    assert main(["template", "new", "实施方案", "我局方案", *place_words]) == 2
    assert main(["template", "new", "实施方案", "../别处", *place_words]) == 2
