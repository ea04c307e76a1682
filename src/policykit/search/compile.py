"""A query tree to an engine's plan: words become tokens, fields become numbers of documents and units."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from policykit.model.slots import direct
from policykit.search.engine import AllOf, AnyOf, Docs, Except, Node, Plan, Prefix, Sequence, Token, Units
from policykit.search.language.ast import And, Field, Not, Or, Phrase, Query, Range, Wildcard, Word
from policykit.search.tokens import atoms, fold, pairs
from policykit.search.wildcard import Pieces

SYNONYM_WEIGHT = 0.6
KEPT_WORDS = 4096  # words whose tokens are remembered: a vocabulary is small


class Resolver(Protocol):
    """What compiling asks of the collection; the searcher supplies it."""

    def field_node(self, leaf: Word | Phrase | Wildcard | Range) -> Node:
        """Documents or units for a leaf with a field."""
        ...

    def titled(self, wanted: str) -> Docs:
        """Documents whose folded title contains `wanted`."""
        ...

    def called(self, word: str) -> frozenset[int]:
        """Documents whose whole title or 文号 this folded word is."""
        ...

    def first_units(self, docs: frozenset[int]) -> frozenset[int]:
        """The first unit of each document: what a hit on the title alone shows."""
        ...

    def matching(self, candidates: Node, test: Callable[[str], bool]) -> frozenset[int]:
        """Those units of the candidates whose folded text passes the test."""
        ...

    def synonyms(self, word: str) -> tuple[str, ...]:
        """Other names of a folded word."""
        ...


@direct
@dataclass(frozen=True, slots=True)
class Bare:
    """What a bare word comes to in one collection, the same in every query: its names, the units with it, those and
    the documents with it in their titles, what it scores, and the documents it is in the title of or names whole."""

    names: tuple[str, ...]
    node: Node
    anywhere: Node
    scores: tuple[tuple[str, float], ...]
    by_title: frozenset[int]
    called: frozenset[int]


@dataclass(slots=True)
class _State:
    resolver: Resolver
    known: dict[str, Bare]
    scores: dict[str, float] = field(default_factory=dict)
    in_text: list[Node] = field(default_factory=list)  # what matches a clause by its own words
    by_title: list[frozenset[int]] = field(default_factory=list)
    pinned: bool = False  # a field names units directly
    words: list[str] = field(default_factory=list)
    patterns: list[str] = field(default_factory=list)
    called: set[int] = field(default_factory=set)  # documents that a word names as a whole


@direct
@dataclass(frozen=True, slots=True)
class Compiled:
    """The plan, what to highlight (folded words and wildcard patterns), and the units of documents that the query
    names by their whole title or 文号: those come first."""

    plan: Plan
    words: tuple[str, ...]
    patterns: tuple[str, ...] = ()
    named: frozenset[int] = frozenset()


def compile_query(query: Query, resolver: Resolver, known: dict[str, Bare] | None = None) -> Compiled:
    """The plan of a query.

    A bare word may stand in the clause or in its document's title; but a clause must have something of the
    query in its own words. Of a document found by its title alone, the first clause is the hit. `known` keeps the words
    of earlier queries to the same collection.
    """
    state = _State(resolver, known if known is not None else {})
    match = _node(query, state, positive=True)
    if state.by_title and not state.pinned and state.in_text:
        everywhere = frozenset.intersection(*state.by_title) if len(state.by_title) == len(state.in_text) else None
        shown: tuple[Node, ...] = tuple(state.in_text)
        if everywhere:
            shown = (*shown, Units(resolver.first_units(everywhere)))
        # Of a word alone, the first units are of the documents it is in the title of anyway.
        match = AnyOf(shown) if isinstance(query, Word) else AllOf((match, AnyOf(shown)))
    named = resolver.first_units(frozenset(state.called)) if state.called and len(state.words) == 1 else frozenset()
    return Compiled(Plan(match, tuple(state.scores.items())), tuple(state.words), tuple(state.patterns), named)


def _node(query: Query, state: _State, positive: bool) -> Node:
    """Depth is bounded by the parser."""
    match query:
        case And(parts):
            return AllOf(tuple(_node(p, state, positive) for p in parts))
        case Or(parts):
            return AnyOf(tuple(_node(p, state, positive) for p in parts))
        case Not(part):
            return Except(_node(part, state, not positive))
        case Range():
            return _fielded(query, state)
        case Word() | Phrase() | Wildcard():
            if query.field is not None and query.field is not Field.TEXT:
                return _fielded(query, state)
            return _text(query, state, positive)


def _fielded(leaf: Word | Phrase | Wildcard | Range, state: _State) -> Node:
    node = state.resolver.field_node(leaf)
    state.pinned = state.pinned or isinstance(node, Units)
    return node


def _text(leaf: Word | Phrase | Wildcard, state: _State, positive: bool) -> Node:
    if isinstance(leaf, Wildcard):
        return _wildcard(leaf, state, positive)
    if positive and isinstance(leaf, Word) and leaf.field is None:
        return _bare(leaf.text, state)
    _, node, names, scores = _named(leaf, state.resolver)
    if positive:
        state.words.extend(names)
        _score(state, scores)
        state.in_text.append(node)
    return node


def _bare(text: str, state: _State) -> Node:
    found = state.known.get(text)
    if found is None:
        word, node, names, scores = _named(Word(None, text, 0), state.resolver)
        titled = [docs for docs in map(state.resolver.titled, names) if docs.numbers]
        if called := state.resolver.called(word):
            titled.append(Docs(called))
        by_title = frozenset[int]().union(*(docs.numbers for docs in titled))
        found = Bare(names, node, AnyOf((node, *titled)) if titled else node, scores, by_title, called)
        if len(state.known) >= KEPT_WORDS:
            state.known.clear()
        state.known[text] = found
    state.words.extend(found.names)
    _score(state, found.scores)
    state.in_text.append(found.node)
    state.called |= found.called
    state.by_title.append(found.by_title)
    return found.anywhere


def _named(leaf: Word | Phrase, resolver: Resolver) -> tuple[str, Node, tuple[str, ...], tuple[tuple[str, float], ...]]:
    """The folded word, the units with one of its names, the names, and what each token of them scores."""
    word, own = _spelt(leaf.text)
    names = (word, *(resolver.synonyms(word) if isinstance(leaf, Word) else ()))
    parts = (own, *(tuple(atoms(name)) for name in names[1:]))
    nodes = tuple(_tokens(chars, isinstance(leaf, Phrase) or i > 0) for i, chars in enumerate(parts))
    scores = tuple((t, SYNONYM_WEIGHT if i else 1.0) for i, chars in enumerate(parts) for t in _scoring(chars))
    return word, nodes[0] if len(nodes) == 1 else AnyOf(nodes), names, scores


def _score(state: _State, scores: tuple[tuple[str, float], ...]) -> None:
    kept = state.scores
    for token, weight in scores:
        if kept.get(token, 0.0) < weight:
            kept[token] = weight


@lru_cache(maxsize=KEPT_WORDS)
def _spelt(text: str) -> tuple[str, tuple[str, ...]]:
    """A word as typed, folded, and its atoms: 〔2020〕12号 is 2020 and 12, not 202012."""
    own = tuple(atoms(fold(text)))
    return "".join(own), own


@lru_cache(maxsize=KEPT_WORDS)
def _tokens(chars: tuple[str, ...], exact: bool) -> Node:
    """The units with these atoms, one after another if `exact`."""
    if len(chars) == 1:
        return Token(chars[0]) if chars[0] < "\u3000" else Prefix(chars[0])
    tokens = tuple(dict.fromkeys(pairs(chars)))
    if exact:
        return Sequence(tuple(pairs(chars)))
    return Token(tokens[0]) if len(tokens) == 1 else AllOf(tuple(Token(t) for t in tokens))


@lru_cache(maxsize=KEPT_WORDS)
def _scoring(chars: tuple[str, ...]) -> tuple[str, ...]:
    return chars if len(chars) == 1 else tuple(pairs(chars))


def _wildcard(leaf: Wildcard, state: _State, positive: bool) -> Node:
    folded = fold(leaf.text)
    pieces = [p for p in re.split(r"[*?]+", folded) if atoms(p)]
    if not pieces:
        return AllOf(())
    wanted = Pieces(folded)
    parts: list[Node] = []
    for at, piece in enumerate(pieces):
        chars = tuple(atoms(piece))
        open_end = folded.rstrip("*?") != folded or at < len(pieces) - 1
        if chars[-1] < "\u3000" and open_end:  # a Latin word or number that goes on
            parts.append(Prefix(chars[-1]) if len(chars) == 1 else AllOf(tuple(Token(t) for t in pairs(chars[:-1]))))
        elif chars[0] < "\u3000" and at:  # … or that begins earlier
            parts.extend(Token(t) for t in pairs(chars[1:]))
        else:
            parts.append(_tokens(chars, False))
    candidates = AllOf(tuple(parts)) if parts else AllOf(())
    node = Units(state.resolver.matching(candidates, wanted.inside))
    if positive:
        state.patterns.append(wanted.pattern)
        state.in_text.append(node)
        for piece in pieces:
            for token in pairs(atoms(piece)):
                state.scores[token] = max(state.scores.get(token, 0.0), 1.0)
    return node
