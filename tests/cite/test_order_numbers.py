"""Numbers of orders and announcements that are printed shortened, and those that are others."""

from __future__ import annotations

import pytest

from policykit.cite.names import same_order


@pytest.mark.parametrize(
    ("printed", "known", "same"),
    [
        ("省政府令第205号", "云川省人民政府令第205号", True),
        ("省政府第205号令", "云川省人民政府令第205号", True),
        ("市场监管总局令第60号", "国家市场监督管理总局令第60号", True),
        ("国务院令第七百零二号", "中华人民共和国国务院令第702号", True),
        ("2020年第10号", "财政部税务总局公告2020年第10号", True),
        ("2019年第10号", "财政部税务总局公告2020年第10号", False),
        ("海关总署令第60号", "国家市场监督管理总局令第60号", False),
        ("市政府令第205号", "云川省人民政府令第205号", False),
        ("省政府公告第205号", "云川省人民政府令第205号", False),
        ("省政府令第206号", "云川省人民政府令第205号", False),
        ("云政发〔2018〕12号", "云政发〔2018〕12号", False),
    ],
)
def test_shortened_order_numbers(printed: str, known: str, same: bool) -> None:
    assert same_order(printed, known) is same
