"""Printed articles and their addresses: what is spelled out is read back, and ranges never lose a place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policykit.cite.articles import Article, expand
from policykit.lang.numerals import to_chinese

numbers = st.integers(min_value=1, max_value=400)
small = st.integers(min_value=0, max_value=30)


@given(numbers, small, small, small)
def test_spelled_out_is_read_back(number: int, of: int, paragraph: int, item: int) -> None:
    place = Article(number, of, paragraph, item)
    assert expand(str(place)) == (place,)


@given(numbers, st.integers(min_value=1, max_value=60))
def test_range_names_every_article(first: int, more: int) -> None:
    printed = f"第{to_chinese(first)}条至第{to_chinese(first + more)}条"
    assert expand(printed) == tuple(Article(n) for n in range(first, first + more + 1))


@given(st.lists(numbers, min_size=1, max_size=8))
def test_list_keeps_order_and_repeats(wanted: list[int]) -> None:
    assert expand("、".join(f"第{n}条" for n in wanted)) == tuple(Article(n) for n in wanted)


@given(st.text(alphabet="第条款项目之一二三至、（）(0123 和", max_size=40))
def test_never_raises(printed: str) -> None:
    places = expand(printed)
    assert places is None or all(p.number for p in places)


def test_backward_and_endless_ranges_are_refused() -> None:
    assert expand("第九条至第三条") is None
    assert expand("第一条至第九千条") is None
