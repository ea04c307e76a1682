"""What is highlighted, and the stretch of a clause that is shown."""

from __future__ import annotations

import pytest

from policykit.search.snippet import WIDTH, highlights, snippets


@pytest.mark.parametrize(
    ("text", "word", "marked"),
    [
        ("公开、公平、公正", "公平", ["公平"]),
        ("公开、公平、公正", "公开公平", ["公开、公平"]),
        ("（公开）“公平”。公开，公平", "公开公平", ["公开）“公平", "公开，公平"]),
        ("公开，公平。公开公平", "公开公平", ["公开公平"]),  # where it stands whole, only there
        ("證件由省政府", "证件", ["證件"]),
        ("ＧＢ／Ｔ 9704", "gbt9704", ["ＧＢ／Ｔ 9704"]),
        ("税款3.5%", "3.5", ["3.5"]),
        ("没有", "公开", []),
        ("公", "公开", []),
        ("", "公开", []),
    ],
)
def test_highlights(text: str, word: str, marked: list[str]) -> None:
    assert [text[a:b] for a, b in highlights(text, [word])] == marked


def test_the_stretch_shown_holds_what_was_found() -> None:
    long = "前面的话。" * 60 + "执法人员应当持证上岗；" + "后面的话。" * 60
    texts = [long, "持证上岗", "", "ﬁ" * 200 + "İ持证上岗"]
    shown = snippets(texts, ["持证上岗"])
    assert [len(s.highlights) for s in shown] == [1, 1, 0, 1]
    for snippet in shown[:2] + shown[3:]:
        assert [snippet.text[a:b] for a, b in snippet.highlights] == ["持证上岗"]
    assert shown[0].text.startswith("…") and shown[0].text.endswith("…") and len(shown[0].text) <= WIDTH + 42
    assert shown[1].text == "持证上岗" and shown[2].text == ""


def test_parts_of_words_are_marked_only_where_no_word_is() -> None:
    (whole,) = snippets(["持证上岗，上岗培训"], ["持证上岗"], (), ["上岗"])
    assert whole.highlights == ((0, 4),)
    (parts,) = snippets(["上岗培训"], ["持证上岗"], (), ["持证", "上岗"])
    assert parts.highlights == ((0, 2),)
