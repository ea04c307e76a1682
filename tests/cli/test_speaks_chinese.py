"""No English of argparse or of the operating system reaches a clerk, and every message says what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policykit.cli import build_parser, main
from policykit.cli.arguments import Parser, plain_dashes, width

# Names that are the same in Chinese text: commands, formats, programs.
KNOWN = """
    policykit init add index parse show search cite extract check of to duties draft annex verify demo diff template
    pdf graph serve help version json jsonl csv docx xlsx md html yaml txt ods and or not qid text auto whoosh tantivy
    relevance date level corpus indexes templates output gb excel word python http host port markdown mermaid dot svg
    list new import history dry run impact graphviz repealed mcp ctrl versions
    status zip eml
"""
KNOWN_WORDS = set(KNOWN.split())


def every_parser(parser: Parser, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Parser]]:
    found = [(path, parser)]
    for action in parser._actions:
        if action.choices and isinstance(action.choices, dict):
            for name, inner in action.choices.items():
                found += every_parser(inner, (*path, name))
    return found


COMMANDS = [path for path, _ in every_parser(build_parser())]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_help_has_no_english_sentence(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words, "--help"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    english = {w.lower() for w in re.findall(r"[A-Za-z]{2,}", told.out)} - KNOWN_WORDS
    options = {w for _, p in every_parser(build_parser()) for w in p._option_string_actions}
    own = {part for option in options for part in option.strip("-").split("-")}
    assert not english - own
    assert "{" not in told.out.replace('{"', "") and "选项：" in told.out


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_help_keeps_its_columns(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    main([*words, "--help"])
    lines = capsys.readouterr().out.split("选项：")[1].splitlines()
    explained = [line for line in lines if re.match(r"  -\S.*  \S", line)]
    assert {width(re.match(r"(  .*?\s{2,})\S", line)[1]) for line in explained} == {26}  # type: ignore[index]


MISUSES: tuple[tuple[list[str], str], ...] = (
    ([], "还缺少：命令"),
    (["serach", "公示"], "是不是 search？"),
    (["parse"], "还缺少：文件"),
    (["parse", "--foo", "甲.txt"], "不认识的选项：--foo"),
    (["search", "--limit", "abc", "公示"], "“abc”不对，应是不小于 1 的整数"),
    (["search", "--limit", "0", "公示"], "应是不小于 1 的整数"),
    (["search", "--sort", "bad", "公示"], "没有“bad”这一项"),
    (["search", "公示", "AND", "记录"], "英文双引号"),
    (["search", "-公示"], "policykit search -- -公告"),
    (["index", "--engine", "x"], "auto、whoosh、tantivy"),
    (["cite"], "还缺少：动作"),
    (["cite", "check", "甲.txt", "--on", "明天"], "“明天”不是日期"),
    (["draft", "实施方案", "--profile"], "后面要跟一个值"),
    (["draft"], "还缺少：模板, --profile"),
    (["parse", "--json", "--jsonl", "甲.txt"], "不能与 --json 同时使用"),
    (["init", "甲", "乙"], "多出了这些内容：乙"),
)


@pytest.mark.parametrize(("words", "told"), MISUSES, ids=lambda v: " ".join(v) if isinstance(v, list) else "")
def test_a_misuse_says_what_is_wrong_and_what_to_do(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    output = capsys.readouterr()
    assert output.out == "" and told in output.err and "怎么办" in output.err
    assert not re.search(r"invalid|expected|required|argument|choose|usage|fromisoformat|\bint\b", output.err)


@pytest.mark.parametrize("dash", ["—", "——", "－－", "–", "-—"])
def test_dashes_as_word_makes_them(dash: str) -> None:
    typed = ["search", "－公告", f"{dash}json", f"{dash}limit=3", "--sort", "-h"]
    assert plain_dashes(typed) == ["search", "－公告", "--json", "--limit=3", "--sort", "-h"]


def test_a_reason_of_the_system_is_chinese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "甲")]) == 0
    (tmp_path / "乙").write_text("这里不能是文件夹", encoding="utf-8")
    assert main(["init", str(tmp_path / "乙" / "丙")]) == 2
    assert main(["--workspace", str(tmp_path / "甲"), "search", "公示", "--profile", "没有.yaml"]) == 2
    err = capsys.readouterr().err
    assert "不是文件夹" in err and "怎么办" in err and not re.search(r"No such|directory|Errno", err)


@pytest.mark.parametrize("fault", [KeyError("x"), OSError(28, "No space left on device", "甲"), RecursionError()])
def test_no_traceback_whatever_happens(
    fault: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from policykit.api import reading

    def fail(_: object) -> object:
        raise fault

    monkeypatch.setattr(reading, "read", fail)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    (tmp_path / "甲.txt").write_text("关于甲的通知", encoding="utf-8")
    assert main(["parse", str(tmp_path / "甲.txt")]) == 2
    err = capsys.readouterr().err
    assert "出错：" in err and "怎么办" in err and "Traceback" not in err
