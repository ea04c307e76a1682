"""Where many spans were printed, asked at once: the same answer as one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policykit.model.span import Span
from policykit.model.text import Edit, Text

_LENGTH = 40


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3), st.text("甲乙", max_size=3))), st.data())
def test_groups_give_what_each_span_gives(changes: list[tuple[int, int, str]], data: st.DataObject) -> None:
    edits, at = [], 0
    for skip, length, new in changes:
        start, end = at + skip, at + skip + length
        if end > _LENGTH:
            break
        edits.append(Edit(Span(start, end), new))
        at = end + 1
    text, _, _ = Text.of_raw("一二三四五六七八九十" * 4).edit(edits, "test")
    inside = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda p: Span(min(p), max(p)))
    groups = data.draw(st.lists(st.lists(inside, max_size=4), max_size=6))
    one_by_one = [[[r.start, r.end] for span in group for r in text.raw_spans(span)] for group in groups]
    assert text.raw_pairs(groups) == one_by_one


def test_beyond_the_text_is_an_error() -> None:
    with pytest.raises(IndexError):
        Text.of_raw("甲乙").raw_pairs([[Span(1, 3)]])
