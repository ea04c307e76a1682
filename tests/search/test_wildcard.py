"""Words with * and ? stand where the plain pattern says, found without trying every way to share a text."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from policykit.search.wildcard import GAP, Pieces, in_order

_WORDS = st.text(alphabet="甲乙*?", min_size=1, max_size=8).filter(lambda w: set(w) & set("甲乙") and "**" not in w)
_TEXTS = st.text(alphabet="甲乙丙丁。\n", max_size=80)


def plain(word: str) -> str:
    marks = {"*": f"[^。；\n]{{0,{GAP}}}", "?": "."}
    return "".join(marks.get(c, c) for c in word.strip("*"))


@given(_WORDS, _TEXTS)
def test_found_where_the_plain_pattern_finds_it(word: str, text: str) -> None:
    assert Pieces(word).inside(text) == (re.search(plain(word), text) is not None)
    if found := re.search(Pieces(word).pattern, text):
        assert re.fullmatch(plain(word), found.group())


@given(st.lists(st.text(alphabet="甲乙", min_size=1, max_size=2), max_size=4), st.text(alphabet="甲乙丙", max_size=20))
def test_parts_in_order(parts: list[str], text: str) -> None:
    assert in_order(parts, text) == (re.search(".*".join(parts), text) is not None)


def test_many_gaps_in_a_text_of_one_character_come_to_an_end() -> None:
    word = "的*" * 40 + "龘"
    assert not Pieces(word).inside("的" * 20_000)
    assert re.search(Pieces(word).pattern, "的" * 20_000) is None
