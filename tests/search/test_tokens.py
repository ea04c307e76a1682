"""What is indexed of a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policykit.lang import segment
from policykit.search.tokens import atoms, fold, index_tokens, pairs


def test_pairs_pass_over_punctuation_and_keep_runs_whole() -> None:
    assert index_tokens("公开、公平。") == ["公开", "开公", "公平", "平"]
    assert index_tokens("2021年GB/T 9704") == ["2021年", "年gb", "gbt", "t9704", "2021", "gb", "t", "9704"]
    assert index_tokens("执法", "一、总则") == ["执法", "|", "一总", "总则", "法", "则"]
    assert index_tokens("") == [] and index_tokens("税") == ["税"]
    assert index_tokens("執法ＧＢ１２") == index_tokens("执法gb12")


def test_only_characters_one_can_read_are_indexed() -> None:
    """Private-use characters (the bullets of Word) and halves of a pair of code units stand between others."""
    assert index_tokens("持证\uf0b7上岗\ue5e5") == index_tokens("持证上岗")
    assert index_tokens("\ud800县\udfff") == ["县"]
    assert index_tokens("\uf900縣") == ["\uf900县", "县"]  # a compatibility ideograph is one


@given(st.text(alphabet="行政执法、。 \nab1.2５Ｇ執", max_size=40))
def test_fast_and_plain_way_agree(text: str) -> None:
    chars = atoms(fold(text))
    assert index_tokens(text)[: max(0, len(chars) - 1)] == pairs(chars)
    assert len(fold(text)) == len(text)


def test_both_tokenizers_give_the_same_words() -> None:
    texts = [segment.PROBE, "谁执法谁公示，持证上岗和资格管理制度。2021年底前完成GB/T 9704培训", "  ", "a"]
    plain = segment._jieba()
    for text in texts:
        assert segment.words(text) == plain(text)
        assert all(text[start:end] == word for word, start, end in plain(text))


def test_half_a_character_is_cut_like_any_sign() -> None:
    assert [w for w, _, _ in segment.words("执法\ud800证件")][::2] == ["执法", "证件"]
