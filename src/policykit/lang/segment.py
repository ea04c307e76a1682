"""Chinese words with their places: jieba in search mode, or rjieba where it is installed, behind one function.

The domain dictionary (segment_terms.txt: one field term a line) is added to either.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files

Cut = Callable[[str], list[tuple[str, int, int]]]

PROBE = "市场监督管理部门应当自收到行政复议申请之日起五个工作日内组织执法人员持证上岗培训。"
TERM_FREQUENCY = 2000  # of a field term: enough to keep it whole, given to both tokenizers alike


def words(text: str) -> list[tuple[str, int, int]]:
    """(word, start, end) of every word, sub-words of long words before them, in the order of search mode.

    Offsets count the characters of `text`. White space and punctuation come back as words too.
    """
    if not text:
        return []
    try:
        return _cutter()(text)
    except UnicodeEncodeError:  # half a character, typed on a broken keyboard or cut out of a file name
        return _cutter()(text.encode("utf-8", "replace").decode("utf-8"))


def terms() -> tuple[str, ...]:
    """The field terms that the general dictionary does not know."""
    lines = files("policykit.lang").joinpath("segment_terms.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def _cutter() -> Cut:
    """rjieba where it is installed and answers as expected, else jieba; both give the same words (tested)."""
    try:
        fast = _rjieba()
        if "".join(word for word, start, end in fast(PROBE) if end - start == len(word)):
            return fast
    except (ImportError, AttributeError, TypeError):
        pass  # not installed, or a version with another interface
    return _jieba()


def _jieba() -> Cut:
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    for term in terms():
        tokenizer.add_word(term, TERM_FREQUENCY, "n")

    def cut(text: str) -> list[tuple[str, int, int]]:
        return list(tokenizer.tokenize(text, mode="search", HMM=False))

    return cut


def _rjieba() -> Cut:
    import rjieba

    tokenizer = rjieba.Jieba()
    for term in terms():
        tokenizer.add_word(term, TERM_FREQUENCY, "n")

    def cut(text: str) -> list[tuple[str, int, int]]:
        return list(tokenizer.tokenize(text, "search", False))

    return cut
