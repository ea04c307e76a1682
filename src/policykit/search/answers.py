"""The clauses that best answer plain words, whether or not one has all of them.

A clause is judged by how much of what was asked it has, by the document that it stands in, and by whether that
document is the one named.
"""

from __future__ import annotations

from collections.abc import Sequence

from policykit.search.engine import AllOf, AnyOf, Docs, EngineSearcher, Found, Node, Plan, Token
from policykit.search.facts import Facts
from policykit.search.language import parse
from policykit.search.language.ast import And, Word
from policykit.search.question import Question, read_words
from policykit.search.rank import (
    CANDIDATES,
    NAMED,
    NO_LONGER,
    TITLE_LEFT,
    Titles,
    covering,
    level_factor,
    rerank,
)
from policykit.search.standing import REPEALED, REPLACED
from policykit.search.tokens import atoms, pairs


class Answers:
    """Ranks the clauses of one state of the collection. `titles` and authorities are worked out when first needed."""

    def __init__(self, index: EngineSearcher, facts: Facts) -> None:
        self._index, self._facts = index, facts
        self._titles: Titles | None = None
        self._levels: dict[int, float] = {}

    def titles(self) -> Titles:
        """The pairs of all titles."""
        if self._titles is None:
            self._titles = Titles(self._facts.titles())
        return self._titles

    def level(self, doc: int) -> float:
        """The factor of a document's authority, and of whether it is law still."""
        found = self._levels.get(doc)
        if found is None:
            row = self._facts.rows.get(doc)
            found = level_factor(row[4].get("authority"), row[3]) if row else 1.0
            if row and self._facts.status(doc) in (REPEALED, REPLACED):
                found *= NO_LONGER
            self._levels[doc] = found
        return found

    def ranked(self, asked: Question, within: Node | None = None, least: float = 0.0) -> list[Found]:
        """The clauses, best first: at most CANDIDATES, and as many of the documents that are named.

        `within` is what they must be in besides; those with less than the share `least` of what was asked, by how
        rare its words are, are left out.
        """
        if not asked.tokens:
            return []
        named = self._named(asked.text, asked.titles)
        tokens = self._without_titles(asked.tokens, named)
        some = AllOf((within, having_some(tokens))) if within else None
        found = {hit[0]: hit for hit in self._top(tokens, some)}
        if named:
            inside: Node = Docs(frozenset(named))
            found.update((hit[0], hit) for hit in self._top(tokens, AllOf((inside, within)) if within else inside))
        own = set(pairs(atoms(asked.text)))  # not what was joined to it: that is a guess at the law's words
        hits = covering(list(found.values()), [(t, w) for t, w in tokens if t in own], self._index, least)
        return rerank(hits, named, levels=None if max(named.values(), default=0.0) >= NAMED else self.level)

    def _top(self, tokens: tuple[tuple[str, float], ...], within: Node | None) -> list[Found]:
        return self._index.top(Plan(within, tokens), CANDIDATES)[0]

    def _without_titles(
        self, tokens: tuple[tuple[str, float], ...], named: dict[int, float]
    ) -> tuple[tuple[str, float], ...]:
        """Of a document that is named, its title says nothing of which clause is meant."""
        said = {t for n, share in named.items() if share >= NAMED for t in pairs(list(self._facts[n].title_key))}
        return tuple((t, w * TITLE_LEFT if t in said else w) for t, w in tokens)

    def _named(self, text: str, quoted: Sequence[str]) -> dict[int, float]:
        shares = self.titles().shares(pairs(atoms(text)))
        for n, title in self._facts.titles() if quoted else ():
            if title in quoted:
                shares[n] = 1.5
        return shares


def plain_words(query: str) -> Question | None:
    """A query of bare words as a question; None for one that says more, with fields, quotes, OR or NOT."""
    tree = parse(query)
    parts = tree.parts if isinstance(tree, And) else (tree,)
    words = [part.text for part in parts if isinstance(part, Word) and part.field is None]
    return read_words(words) if len(words) == len(parts) else None


def having_some(tokens: Sequence[tuple[str, float]]) -> Node:
    """Every unit with at least one of the tokens."""
    return AnyOf(tuple(Token(t) for t, _ in tokens))
