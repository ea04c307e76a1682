"""A plain question as weighted tokens: words that carry meaning weigh more, words of asking nothing.

The engine indexes pairs of characters. Of a question, pairs inside a word get the word's weight and pairs
across two words half of it; what a layman says is joined by what the law says (data/lay_words.tsv).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from policykit.search.tokens import atoms, fold, pairs

ACROSS = 0.5  # weight of a pair that crosses a word boundary
ASKING = 0.0  # weight of a pair inside words of asking
LAY = 0.6  # weight of pairs of the law's own word for a layman's
_TITLE = re.compile(r"《([^《》]+)》")


@dataclass(frozen=True, slots=True)
class Question:
    """`tokens`: (token, weight). `words`: folded words with meaning, for highlights. `titles`: folded, as quoted."""

    tokens: tuple[tuple[str, float], ...]
    words: tuple[str, ...]
    titles: tuple[str, ...]
    text: str


def read_question(text: str) -> Question:
    """The question's tokens, each once with its greatest weight."""
    from policykit.lang.segment import words

    folded = fold(text)
    weights: dict[str, float] = {}
    content: list[str] = []
    asking = _asking().pattern
    plain = asking.sub(lambda m: " " * len(m.group()), folded)
    inside: set[str] = set()
    for word, _, _ in words(plain):
        chars = atoms(word)
        if chars and word not in _asking().words:
            inside.update(pairs(chars) if len(chars) > 1 else ())
            if len(chars) > 1 or chars[0] < "\u3000":
                content.append("".join(chars))
    for token in pairs(atoms(folded)):
        weights[token] = max(weights.get(token, 0.0), 1.0 if token in inside else ACROSS)
    for found in asking.finditer(folded):
        for token in pairs(atoms(found.group())):
            if token not in inside:
                weights[token] = ASKING
    for atom in atoms(plain):
        if atom < "\u3000":
            weights.setdefault(atom, 1.0)
    for lay, law in _lay():
        if lay in plain:
            for term in law:
                for token in pairs(atoms(term)):
                    weights[token] = max(weights.get(token, 0.0), LAY)
    kept = tuple((t, w) for t, w in weights.items() if w > 0)
    titles = tuple("".join(atoms(t)) for t in _TITLE.findall(folded))
    return Question(kept, tuple(dict.fromkeys(content)), titles, folded)


@dataclass(frozen=True, slots=True)
class _Asking:
    words: frozenset[str]
    pattern: re.Pattern[str]


@cache
def _asking() -> _Asking:
    lines = list(_lines("question_words.txt"))
    return _Asking(frozenset(lines), re.compile("|".join(sorted(map(re.escape, lines), key=len, reverse=True))))


@cache
def _lay() -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = (line.split("\t") for line in _lines("lay_words.tsv"))
    return tuple((lay, tuple(row[0].split())) for names, *row in rows if row for lay in names.split())


def _lines(name: str) -> Iterable[str]:
    text = files("policykit.search").joinpath("data", name).read_text("utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))
