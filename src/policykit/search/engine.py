"""What a search engine must do. The rest (query language, fields, ranking, snippets) is the same for all.

A plan has two halves: `match` decides exactly which units are hits, `score` how they rank. Engines agree on
the set because both halves speak of tokens and of numbers the catalog gave, never of an engine's own analysis.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from policykit.model.slots import direct
from policykit.search.tokens import index_text, index_tokens

K1 = 1.2
B = 0.75
"""BM25's constants, those that tantivy has built in, so that every engine scores alike."""


@direct
@dataclass(frozen=True, slots=True)
class IndexUnit:
    """One retrieval unit as engines take it: its number, its document version's, its text and heading path.

    `when` is its document's date as a number, 20200305 for 5 March 2020; 0 where there is none. `title` is its
    document's, folded.
    """

    n: int
    doc: int
    text: str
    path: str = ""
    when: int = 0
    title: str = ""

    def tokens(self) -> list[str]:
        """What is indexed, in order. Made late, so that an engine can do it in other processes."""
        return index_tokens(self.text, self.path)

    def token_text(self) -> str:
        """The tokens parted by spaces."""
        return index_text(self.text, self.path)


@direct
@dataclass(frozen=True, slots=True)
class Token:
    """Units that contain this token."""

    token: str


@direct
@dataclass(frozen=True, slots=True)
class Sequence:
    """Units that contain these tokens one after another."""

    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """Units that contain a token beginning so."""

    prefix: str


@direct
@dataclass(frozen=True, slots=True)
class Units:
    """Exactly these units."""

    numbers: frozenset[int]


@direct
@dataclass(frozen=True, slots=True)
class Docs:
    """Every unit of these document versions.

    `titled`: where not empty, exactly these documents have all these pairs of characters in their titles; an engine
    that indexes titles may look for those instead.
    """

    numbers: frozenset[int]
    titled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dated:
    """Units of documents with a date from `low` to `high`, both included, written as IndexUnit.when is."""

    low: int
    high: int


@direct
@dataclass(frozen=True, slots=True)
class AllOf:
    nodes: tuple[Node, ...]


@direct
@dataclass(frozen=True, slots=True)
class AnyOf:
    """Units that match at least one; none where there is no node."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Except:
    """Every unit that does not match."""

    node: Node


Node = Token | Sequence | Prefix | Units | Docs | Dated | AllOf | AnyOf | Except


@direct
@dataclass(frozen=True, slots=True)
class Plan:
    """`match` None: every unit with at least one scoring token. `score`: (token, weight) pairs, each token once."""

    match: Node | None
    score: tuple[tuple[str, float], ...] = ()

    def condition(self) -> Node:
        """What a hit must have, written out."""
        return self.match if self.match is not None else AnyOf(tuple(Token(t) for t, _ in self.score))


Found = tuple[int, int, float]
"""One hit of an engine: the unit's number, its document version's, and the BM25 score (0 without scoring)."""


class EngineSearcher(Protocol):
    """An open index of one state."""

    def top(self, plan: Plan, limit: int) -> tuple[list[Found], int]:
        """The best `limit` hits, best first, equal scores by unit number; and how many hits there are in all."""
        ...

    def everything(self, plan: Plan) -> list[tuple[int, int]]:
        """(unit, document version) of every hit, by unit number."""
        ...

    def count(self, plan: Plan) -> int:
        """How many hits there are."""
        ...

    def frequency(self, token: str) -> int:
        """In how many units the token stands."""
        ...

    def size(self) -> int:
        """How many units the index holds."""
        ...

    def covered(self, units: frozenset[int], weights: tuple[tuple[str, float], ...]) -> dict[int, float]:
        """For each of these units the sum of the weights of the tokens that stand in it, however often."""
        ...

    def close(self) -> None: ...


class Engine(Protocol):
    """A kind of index. It writes into a folder that nobody reads yet.

    `threads`: it writes in threads of its own, so that other work may go on beside it.
    """

    name: str
    threads: bool

    def write(self, folder: Path, units: Iterable[IndexUnit], gone: frozenset[int]) -> None:
        """Add units to the index in `folder` (made if empty) and take out those of document versions `gone`.

        What is in the folder may be hard links to an index in use: files are added or replaced, never changed.
        """
        ...

    def documents(self, folder: Path) -> frozenset[int] | None:
        """The document versions that the index holds; None where there is no index this version can use."""
        ...

    def open(self, folder: Path) -> EngineSearcher: ...
