"""The level of a national law that prints nothing of who made it; nobody else's document is taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from policykit.pipeline import read

ARTICLES = "\n\n第一条　为了示范，制定本条例。\n\n第二条　本条例自2020年5月1日起施行。\n"


@pytest.mark.parametrize(
    ("head", "level"),
    [
        ("保障农民工工资支付条例", "行政法规"),
        ("中华人民共和国立法法", "法律"),
        ("保障农民工工资支付条例\n\n青政发〔2020〕3号", "规范性文件"),
        ("青石县集市食堂办法", None),
        ("示范容积率管理办法", None),
    ],
)
def test_level(head: str, level: str | None, tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_text(head + ARTICLES, encoding="utf-8")
    assert read(file).metadata.authority == level


def test_without_articles_it_is_no_law(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_text("保障农民工工资支付条例\n\n宣传要点如下。\n\n一、按时足额。\n", encoding="utf-8")
    assert read(file).metadata.authority is None
