"""Dates in both numeral systems, full and partial."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policykit.lang import dates


@pytest.mark.parametrize(
    "printed",
    [
        "2016年5月25日",
        "二〇一六年五月二十五日",
        "二○一六年五月二十五日",
        "2016-05-25",
        "2016/5/25",
        "2016.5.25",
        " 2016 年 5 月 25 日 ",
        "２０１６年５月２５日",
        "2016-05-25 10:30:00",
        "20160525",
    ],
)
def test_one_date_in_many_spellings(printed: str) -> None:
    assert dates.parse_date(printed) == "2016-05-25"


@pytest.mark.parametrize("text", ["2016年5月", "2016年2月30日", "5月25日", "3.2.1", "2016年5月25日前", "", "二〇一六"])
def test_what_is_no_full_date_is_none(text: str) -> None:
    assert dates.parse_date(text) is None


def test_find_gives_places_and_partial_dates() -> None:
    text = "自2020年3月1日起施行，4月底前报送，2021年完成，12月31日止，占13月"
    found = [(text[m.start : m.end], m.iso, m.partial) for m in dates.find(text)]
    assert found == [
        ("2020年3月1日", "2020-03-01", None),
        ("4月", None, "--04"),
        ("2021年", None, "2021"),
        ("12月31日", None, "--12-31"),
    ]


def test_version_numbers_and_amounts_are_no_dates() -> None:
    assert list(dates.find("升级到3.0.12版，增长2.5亿元，电话0537-3217654")) == []


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_iso_round_trip(day: date) -> None:
    assert dates.parse_date(str(day)) == str(day)


@given(st.text(alphabet="0123456789年月日-./一二十 号", max_size=60))
def test_never_raises_and_spans_lie_in_order(text: str) -> None:
    at = 0
    for mention in dates.find(text):
        assert at <= mention.start < mention.end <= len(text)
        at = mention.end
