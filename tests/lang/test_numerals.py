"""Numbers in every script a label or date may use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policykit.lang import numerals


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("一百二十", 120),
        ("二百○三", 203),
        ("一千二百六十", 1260),
        ("二〇一六", 2016),
        ("二○一六", 2016),
        ("12", 12),
        ("１２", 12),
        ("①", 1),
        ("⑳", 20),
        ("㉑", 21),
        ("⑴", 1),
        ("⒈", 1),
        ("㈠", 1),
        ("㈩", 10),
        ("㊀", 1),
        ("Ⅳ", 4),
        ("IX", 9),
        ("xii", 12),
        ("壹拾贰", 12),
        ("廿三", 23),
        ("三万五千", 35000),
        ("两", 2),
        ("零", 0),
    ],
)
def test_printed_numbers_have_their_value(printed: str, value: int) -> None:
    assert numerals.parse(printed) == value


@pytest.mark.parametrize("text", ["", "条", "一二三条", "十十", "abc", "1.5", "（一）", "万", "½", "9" * 99])
def test_what_is_no_whole_number_is_none(text: str) -> None:
    assert numerals.parse(text) is None


@given(st.integers(0, 10**12 - 1))
def test_round_trip(number: int) -> None:
    assert numerals.parse(numerals.to_chinese(number)) == number


@pytest.mark.parametrize(
    ("number", "printed"), [(10, "十"), (15, "十五"), (110, "一百一十"), (105, "一百零五"), (10010, "一万零一十")]
)
def test_labels_are_spelt_as_in_print(number: int, printed: str) -> None:
    assert numerals.to_chinese(number) == printed


def test_out_of_range_raises() -> None:
    with pytest.raises(ValueError, match="-1"):
        numerals.to_chinese(-1)


@given(st.text(max_size=30))
def test_never_raises(text: str) -> None:
    numerals.parse(text)


def test_a_number_beyond_any_label_is_its_digits() -> None:
    assert numerals.to_chinese(10**12) == "1000000000000"
    assert numerals.to_chinese(10**24 - 1) == "9" * 24
