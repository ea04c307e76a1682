"""policykit status: force, ground, successor and parts of documents on a day, as a clerk reads them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from policykit.cli import main

SHELF = Path(__file__).resolve().parents[1] / "cases" / "cite" / "corpus"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("效力")
    for words in (["init"], ["add", str(SHELF)], ["index"]):
        assert main(["--workspace", str(folder), *words]) == 0
    return folder


def told(place: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[dict[str, Any]]]:
    capsys.readouterr()
    code = main(["status", *words, "--json", "--workspace", str(place)])
    return code, json.loads(capsys.readouterr().out)


def test_in_force_as_a_whole_is_no_finding(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = told(place, capsys, "云川省消防示范条例")
    assert (code, found[0]["force"], found[0]["parts"]) == (0, "in_force", [])


def test_repealed_with_ground_and_successor(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = told(place, capsys, "临政发〔2014〕15号")
    row = found[0]
    assert (code, row["force"], row["since"]) == (1, "repealed", "2021-07-01")
    assert row["successor"] == "临江市露天摆卖管理规定" and "第二十条" in row["ground"] and "同时废止" in row["ground"]


def test_before_the_repeal_it_held(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = told(place, capsys, "临江市占道停车暂行办法", "--on", "2019-07-31")
    assert (code, found[0]["force"]) == (0, "in_force")


def test_a_part_repealed_is_not_the_whole(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = told(place, capsys, "云川省渡口安全条例")
    row = found[0]
    assert (code, row["force"]) == (1, "in_force")
    assert [(p["place"], p["kind"], p["since"]) for p in row["parts"]] == [("第四十条", "repeals", "2023-01-01")]
    assert told(place, capsys, "云川省渡口安全条例", "--on", "2022-12-31")[0] == 0


def test_every_text_of_a_title_is_told(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, now = told(place, capsys, "公司法")
    assert [(r["edition"], r["force"]) for r in now] == [("2023-12-29", "in_force"), ("2018-10-26", "replaced")]
    _, then = told(place, capsys, "公司法", "--on", "2024-06-30")
    assert [r["force"] for r in then] == ["not_yet", "in_force"]


def test_a_title_that_is_not_there(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = told(place, capsys, "临江市夜市管理办法", "城镇供水条例")
    assert code == 1 and [r["force"] for r in found] == ["repealed", "absent"]
    assert found[0]["doc_id"] is None and found[0]["since"] == "2022-04-01" and found[0]["successor"] is None


def test_all_documents_and_the_words(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["status", "--workspace", str(place)]) == 1
    said = capsys.readouterr().out
    assert (
        "现行有效，部分条款已废止" in said and "第四十条：被《云川省行政检查办法实施细则》自 2023-01-01 起废止" in said
    )
    assert "《云川省消防示范条例》" not in said  # nothing to look at there
