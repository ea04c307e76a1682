"""The commands on a workspace, as a clerk runs them: one JSON value where asked, and no original ever in danger."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from policykit.api.workspace import Workspace
from policykit.cli import main

ROOT = Path(__file__).resolve().parents[2]
NUMBER = "临政办发〔2026〕18号"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("张 科长") / "我的 文档（2026）"
    folder.mkdir()
    shutil.copy(ROOT / "templates" / "示例单位概况.yaml", folder / "单位概况.yaml")
    for words in (["init"], ["add", str(ROOT / "corpus")], ["index"]):
        assert main(["--workspace", str(folder / "工作区"), *words]) == 0
    return folder


def run(place: Path, *words: str) -> int:
    return main([*words, "--workspace", str(place / "工作区")])


JSON_COMMANDS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (0, ("init", "--json")),
    (0, ("add", "{}/单位概况.yaml", "--json")),
    (0, ("index", "--json")),
    (0, ("show", NUMBER, "--json")),
    (0, ("show", NUMBER, "--ledger", "--json")),
    (0, ("show", "临政办发〔2026〕31号~表1/第3行", "--json")),
    (0, ("search", "公示", "--json")),
    (0, ("cite", "to", "云川省行政执法监督条例~第十三条", "--json")),
    (0, ("cite", "of", "临政发〔2026〕5号", "--json")),
    (0, ("status", "云川省行政执法监督条例", "--json")),
    (0, ("duties", "--for", "{}/单位概况.yaml", "--source", NUMBER, "--json")),
    (0, ("draft", "实施方案", "--profile", "{}/单位概况.yaml", "--source", NUMBER, "-o", "{}/方 案.docx", "--json")),
    (0, ("annex", "任务分工表", "--source", NUMBER, "-o", "{}/分工表.xlsx", "--json")),
    (0, ("verify", "{}/方 案.docx", "--json")),
    (0, ("cite", "check", "{}/方 案.docx", "--json")),
)


def test_json_is_one_value_and_nothing_else(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for status, words in JSON_COMMANDS:
        assert run(place, *(w.format(place) for w in words)) == status, words
        json.loads(capsys.readouterr().out)


def test_a_draft_never_goes_among_the_originals(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    original = place / "工作区" / "corpus" / "corpus" / "临江市市容环境秩序专项整治行动方案.docx"
    before = original.read_bytes()
    made = ["--profile", str(place / "单位概况.yaml"), "--source", NUMBER, "-o", str(original), "--force"]
    assert run(place, "draft", "实施方案", *made) == 2
    assert original.read_bytes() == before and "存放原件" in capsys.readouterr().err


def test_a_source_named_twice_is_taken_once(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counts = []
    for number, sources in enumerate(([NUMBER], [NUMBER, "临政办发[2026]18号"])):
        words = ["--profile", str(place / "单位概况.yaml"), "--source", *sources, "--json"]
        assert run(place, "draft", "实施方案", *words, "-o", str(place / f"重{number}.md")) == 0
        counts.append(json.loads(capsys.readouterr().out)["carried"])
    assert counts[0] == counts[1] > 0


def test_who_cites_an_article(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(place, "cite", "to", "云川省行政执法监督条例", "--json") == 0
    every = json.loads(capsys.readouterr().out)
    assert run(place, "cite", "to", "《云川省行政执法监督条例》第十三条", "--json") == 0
    some = json.loads(capsys.readouterr().out)
    assert 0 < len(some) < len(every) and all(r["article"].startswith("第十三条") for r in some)
    assert run(place, "cite", "to", "云川省行政执法监督条例~第九百条") == 2
    assert run(place, "cite", "to", "没有这部条例") == 0
    assert "没有查到引用" in capsys.readouterr().out


def test_a_folder_with_unreadable_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "好.txt").write_text("关于好事的通知\n一、办好。\n", encoding="utf-8")
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04 not a zip at all")
    (tmp_path / "~$锁.docx").write_bytes(b"x")
    assert main(["parse", str(tmp_path)]) == 2
    told = capsys.readouterr()
    assert "关于好事的通知" in told.out and "坏.docx" in told.err and "读成 1 份，没有读成 1 份" in told.err


@pytest.mark.parametrize("form", [[], ["--jsonl"], ["--json"]])
def test_an_empty_folder(form: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", str(tmp_path), *form]) == 2
    told = capsys.readouterr()
    assert told.out == "" and "怎么办" in told.err


def test_adding_nothing_does_not_send_to_index(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(place, "add", str(place / "没有 这个.docx")) == 2
    told = capsys.readouterr()
    assert "policykit index" not in told.out and "双引号" in told.err


def test_a_paragraph_added_by_hand_is_told_once(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import docx

    made = place / "改过.docx"
    words = ["--profile", str(place / "单位概况.yaml"), "--source", NUMBER, "-o", str(made), "--force"]
    assert run(place, "draft", "实施方案", *words) == 0
    document = docx.Document(str(made))
    long = [p for p in document.paragraphs if len(p.text) > 40]
    long[3].insert_paragraph_before("这一段是科里后来补充的内容。")
    document.save(str(made))
    capsys.readouterr()
    assert run(place, "verify", str(made)) == 1
    assert capsys.readouterr().out.count("手工添加") == 1


def test_an_archive_is_opened_and_each_member_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Workspace.create(tmp_path / "ws")
    with zipfile.ZipFile(tmp_path / "来文.zip", "w") as archive:
        archive.writestr("通知.txt", "云川省通知\n一、办好。\n")
        archive.writestr(".DS_Store", "x")
    words = ["add", str(tmp_path / "来文.zip"), "--workspace", str(tmp_path / "ws")]
    assert main(words) == 0
    told = capsys.readouterr().out
    assert "已打开" in told and "1 个不是文件原件" in told and "来文/通知.txt" in told and "共 1 份：收入 1 份" in told
    assert main([*words, "--json"]) == 0
    archive_said, member = json.loads(capsys.readouterr().out)
    assert archive_said["status"] == "unpacked" and archive_said["container"] is None
    assert member["status"] == "unchanged" and member["container"] == archive_said["given"]
    (tmp_path / "坏.zip").write_bytes(b"PK\x03\x04")
    assert main(["add", str(tmp_path / "坏.zip"), "--workspace", str(tmp_path / "ws")]) == 2
    assert "打不开" in capsys.readouterr().out


def test_a_search_that_lists_all_says_only_how_many(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(place, "search", "云川省行政执法监督条例第10条") == 0
    assert "共 1 条\n" in capsys.readouterr().out
    assert run(place, "search", "执法", "--limit", "2", "--offset", "2") == 0
    assert "列出第 3 到第 4 条" in capsys.readouterr().out
