"""A plain question as weighted tokens: words that carry meaning weigh more, words of asking nothing.

The engine indexes pairs of characters. Of a question, pairs inside a word get the word's weight and pairs
across two words two thirds of it; what a layman says is joined by what the law says (data/lay_words.tsv).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from policykit.search.tokens import atoms, fold, pairs

ACROSS = 0.65  # weight of a pair that crosses a word boundary
ASKING = 0.0  # weight of a pair inside words of asking
SHORT = 5  # characters of a word that is taken as one term
LAY = 0.6  # weight of pairs of the law's own word for a layman's
KIND = 1.0  # weight of pairs of the set phrases that answer a kind of question, times the kind's own
QUOTED = 0.3  # what is left of the weight of words inside 《》: they name the document, not the clause
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
    folded = fold(text)
    return _with_joined(folded, *_own(folded))


def read_words(words: Iterable[str]) -> Question:
    """Words as a clerk types them, parted by spaces: what stands on both sides of a space is no pair."""
    weights: dict[str, float] = {}
    content: dict[str, None] = {}
    folded = [fold(word) for word in words]
    for word in folded:
        chars = atoms(word)
        if len(chars) > SHORT or _asking().pattern.search(word):
            own, said = _own(word)
        else:  # a term: nothing to cut, so the word list need not be loaded
            own = dict.fromkeys([*pairs(chars), *(c for c in chars if c < "\u3000")], 1.0)
            said = ("".join(chars),) if len(chars) > 1 or own else ()
        for token, weight in own.items():
            weights[token] = max(weights.get(token, 0.0), weight)
        content |= dict.fromkeys(said)
    return _with_joined(" ".join(folded), weights, tuple(content))


def _with_joined(folded: str, weights: dict[str, float], content: tuple[str, ...]) -> Question:
    """The question of its own tokens, with what the law says for a layman's words and for questions of its kind."""
    quoted = _TITLE.findall(folded)
    for title in quoted:
        for token in weights.keys() & pairs(atoms(title)):
            weights[token] *= QUOTED
    plain = _TITLE.sub("", folded)
    for phrase, weight in _kinds_of(plain):
        _raise(weights, phrase, KIND * weight)
    for lay, law in _lay():
        if lay in plain:
            for term in law:
                _raise(weights, term, LAY)
    kept = tuple((t, w) for t, w in weights.items() if w > 0)
    return Question(kept, content, tuple("".join(atoms(t)) for t in quoted), folded)


def _own(folded: str) -> tuple[dict[str, float], tuple[str, ...]]:
    """Weights of the question's own pairs, and its words with meaning."""
    from policykit.lang.segment import words

    weights: dict[str, float] = {}
    content: dict[str, None] = {}
    asking = _asking()
    plain = asking.pattern.sub(lambda m: " " * len(m.group()), folded)
    inside: set[str] = set()
    for word, _, _ in words(plain):
        chars = atoms(word)
        if chars and word not in asking.words:
            inside.update(pairs(chars))
            if len(chars) > 1 or chars[0] < "\u3000":
                content["".join(chars)] = None
    for token in pairs(atoms(folded)):
        weights[token] = 1.0 if token in inside else ACROSS
    for found in asking.pattern.finditer(folded):
        for token in pairs(atoms(found.group())):
            if token not in inside:
                weights[token] = ASKING
    for atom in atoms(plain):
        if atom < "\u3000":
            weights.setdefault(atom, 1.0)
    return weights, tuple(content)


def _raise(weights: dict[str, float], phrase: str, weight: float) -> None:
    for token in pairs(atoms(phrase)):
        weights[token] = max(weights.get(token, 0.0), weight)


def _kinds_of(plain: str) -> list[tuple[str, float]]:
    """The set phrases that answer this kind of question, with their weights."""
    out: list[tuple[str, float]] = []
    others = False
    for name, weight, pattern, phrases in _kinds():
        if (name != "definition" or not others) and (found := pattern.search(plain)):
            others = others or name != "definition"
            topic = found.groupdict().get("x") or ""
            out.extend((p.replace("{x}", topic), weight) for p in phrases)
    return out


@dataclass(frozen=True, slots=True)
class _Asking:
    words: frozenset[str]
    pattern: re.Pattern[str]


@cache
def _asking() -> _Asking:
    lines = list(_lines("question_words.txt"))
    return _Asking(frozenset(lines), re.compile("|".join(sorted(map(re.escape, lines), key=len, reverse=True))))


@cache
def _kinds() -> tuple[tuple[str, float, re.Pattern[str], tuple[str, ...]], ...]:
    rows = (line.split("\t") for line in _lines("question_kinds.tsv"))
    return tuple(
        (name, float(weight), re.compile(pattern), tuple(said.split())) for name, weight, pattern, said in rows
    )


@cache
def _lay() -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = (line.split("\t") for line in _lines("lay_words.tsv"))
    return tuple((lay, tuple(row[0].split())) for names, *row in rows if row for lay in names.split())


def _lines(name: str) -> Iterable[str]:
    text = files("policykit.search").joinpath("data", name).read_text("utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))
