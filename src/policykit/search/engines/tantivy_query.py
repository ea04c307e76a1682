"""A plan as a tantivy query that costs as little as a query written by hand.

Left as it is, a plan reads every posting of every scoring token, as if all were optional. But most hits have most
tokens of a query because the match demands them; so the match is multiplied out into a few conjunctions, each of
which scores the tokens it demands in passing and looks the others up only in the units it finds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from policykit.search.engine import (
    AllOf,
    AnyOf,
    Dated,
    Docs,
    Except,
    Node,
    Plan,
    Prefix,
    Sequence,
    Token,
    Units,
)

FEW = 400  # numbers looked up one by one
BRANCHES = 16  # conjunctions a match is multiplied out into at most
LOOKUP = 5  # postings read in a row in the time of looking one up
KEPT_TERMS = 20_000
KEPT_QUERIES = 64
KEPT_SHAPES = 1000
UNITS_OF_ONE = 50  # units of a document, about
EVERY = 1 << 40


class QueryMaker:
    """Makes tantivy queries for one schema. `frequency` says in how many units a token stands."""

    def __init__(self, schema: Any, frequency: Callable[[str], int]) -> None:
        import tantivy

        self._schema, self._frequency = schema, lru_cache(maxsize=KEPT_TERMS)(frequency)
        self._query, self._type = tantivy.Query, tantivy.FieldType.Unsigned
        self._must, self._should, self._not = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot
        self._made: dict[int, tuple[Plan, Any]] = {}
        self._silenced: dict[int, tuple[Node, Any]] = {}
        self._terms: dict[tuple[str, float], Any] = {}

    # -- which units -------------------------------------------------------------------------------

    def matching(self, node: Node) -> Any:
        """A query for exactly the units of the node."""
        query = self._query
        match node:
            case Token(token) | Sequence((token,)):
                return self._term(token)
            case Sequence(tokens):
                return query.phrase_query(self._schema, "text", list(tokens))
            case Prefix(prefix):
                return query.regex_query(self._schema, "text", _escape(prefix) + ".*")
            case Units(numbers):
                return self._numbered("unit", numbers)
            case Docs(_, titled) if titled:
                return self._titled(titled)
            case Docs(numbers):
                return self._numbered("doc", numbers)
            case Dated(low, high):
                return query.range_query(self._schema, "when", self._type, max(low, 1), high)
            case AllOf(nodes):
                return self._all(nodes)
            case AnyOf(()):
                return query.empty_query()
            case AnyOf((one,)):
                return self.matching(one)
            case AnyOf(nodes):
                return query.boolean_query([(self._should, self.matching(n)) for n in nodes])
            case Except():
                return self._all((node,))

    def _all(self, nodes: Iterable[Node]) -> Any:
        clauses = self._clauses(nodes)
        if not any(occur == self._must for occur, _ in clauses):
            clauses.append((self._must, self._query.all_query()))
        return clauses[0][1] if len(clauses) == 1 else self._query.boolean_query(clauses)

    def _clauses(self, nodes: Iterable[Node]) -> list[tuple[Any, Any]]:
        out: list[tuple[Any, Any]] = []
        for node in nodes:
            if isinstance(node, AllOf):
                out += self._clauses(node.nodes)
            elif isinstance(node, Except):
                out.append((self._not, self.matching(node.node)))
            else:
                out.append((self._must, self.matching(node)))
        return out

    # -- and how they score ------------------------------------------------------------------------

    def scored(self, plan: Plan) -> Any:
        """A query for the units of the plan's match with the sum of the scoring tokens' BM25."""
        known = self._made.get(id(plan))
        if known is None:
            if len(self._made) >= KEPT_QUERIES:
                self._made.clear()
            known = self._made[id(plan)] = plan, self._scored(plan)  # with the plan, so that its id stays its own
        return known[1]

    def _scored(self, plan: Plan) -> Any:
        weights = dict(plan.score)
        if plan.match is None:
            return self._query.boolean_query([(self._should, self._term(t, w)) for t, w in plan.score])
        branches = multiplied(plan.match)
        if branches is None:
            return self._with_all(self._silent(plan.match), weights)
        made = [self._branch(nodes, weights) for nodes in branches]
        return made[0] if len(made) == 1 else self._query.disjunction_max_query(made)

    def _branch(self, nodes: tuple[Node, ...], weights: dict[str, float]) -> Any:
        """One conjunction: its units with their whole score, so that of two branches with a unit either tells it."""
        left = weights.copy()
        others: list[Node] = []
        demanded = dict.fromkeys(_demanded(nodes, others))
        must, term, made = self._must, self._term, self._query.boolean_query
        clauses: list[tuple[Any, Any]] = [
            (must, term(token, weight) if (weight := left.pop(token, 0.0)) else self._silent(Token(token)))
            for token in demanded
        ]
        for node in others:
            if isinstance(node, Except):
                clauses.append((self._not, self.matching(node.node)))
            else:
                clauses.append((must, self._silent(node)))
        if not demanded and not any(occur == must for occur, _ in clauses):
            clauses.append((must, self._query.const_score_query(self._query.all_query(), 0.0)))
        core = clauses[0][1] if len(clauses) == 1 else made(clauses)
        if not left:
            return core
        often = self._frequency
        found = min([*[often(t) for t in demanded if t in weights], *map(_about, others)], default=EVERY)
        if found * len(left) * LOOKUP > sum([often(t) for t in left]):
            return self._with_all(core, left)
        should = self._should
        for token, weight in left.items():  # one by one: several at once would be read from end to end
            core = made([(must, core), (should, term(token, weight))])
        return core

    def _with_all(self, core: Any, weights: dict[str, float]) -> Any:
        scoring = [(self._should, self._term(t, w)) for t, w in weights.items()]
        return self._query.boolean_query([(self._must, core), *scoring])

    def covered(self, units: Units, weights: Iterable[tuple[str, float]]) -> Any:
        """A query for these units with the sum of the weights of the tokens that stand in them."""
        terms = [(self._should, self._query.const_score_query(self._term(token), weight)) for token, weight in weights]
        return self._query.boolean_query([(self._must, self._silent(units)), *terms])

    # -- parts -------------------------------------------------------------------------------------

    def _silent(self, node: Node) -> Any:
        known = self._silenced.get(id(node))  # a word's documents come again with the word
        if known is None:
            if len(self._silenced) >= KEPT_SHAPES:
                self._silenced.clear()
            made = self._query.const_score_query(self.matching(node), 0.0)
            known = self._silenced[id(node)] = node, made  # with the node, so that its id stays its own
        return known[1]

    def _term(self, token: str, weight: float = 1.0) -> Any:
        known = self._terms.get((token, weight))
        if known is None:
            known = self._query.term_query(self._schema, "text", token, index_option="freq")
            if weight != 1.0:
                known = self._query.boost_query(known, weight)
            if len(self._terms) >= KEPT_TERMS:
                self._terms.clear()
            self._terms[token, weight] = known
        return known

    def _titled(self, pairs: tuple[str, ...]) -> Any:
        terms = [self._query.term_query(self._schema, "title", pair, index_option="basic") for pair in pairs]
        return terms[0] if len(terms) == 1 else self._query.boolean_query([(self._must, t) for t in terms])

    def _numbered(self, field: str, numbers: frozenset[int]) -> Any:
        """A few numbers are looked up one by one; a set walks all terms of the field."""
        if not numbers:
            return self._query.empty_query()
        if len(numbers) > FEW:
            return self._query.term_set_query(self._schema, field, sorted(numbers))
        terms = [self._query.term_query(self._schema, field, n, index_option="basic") for n in sorted(numbers)]
        return terms[0] if len(terms) == 1 else self._query.boolean_query([(self._should, t) for t in terms])


def multiplied(node: Node) -> list[tuple[Node, ...]] | None:
    """The node as alternatives of conjunctions, none of which is part of another; None where they are too many."""
    parts: list[Node] = []
    branches = _branches(_shape(node, parts, {}))
    if branches is None:
        return None
    return [tuple(parts[i] for i in places) for places in branches]


Shape = int | tuple[bool, tuple["Shape", ...]]
"""A node without its words: a leaf is its place in a list, the others say whether all or any of theirs must hold."""


def _shape(node: Node, parts: list[Node], places: dict[int, int]) -> Shape:
    """The node's shape; its leaves are put into `parts`, one that stands in several places once."""
    if isinstance(node, AllOf) and not all(isinstance(n, Token) for n in node.nodes):
        return True, tuple([_shape(n, parts, places) for n in node.nodes])
    if isinstance(node, AnyOf) and node.nodes:
        return False, tuple([_shape(n, parts, places) for n in node.nodes])
    place = places.get(id(node))
    if place is None:
        place = places[id(node)] = len(parts)
        parts.append(node)
    return place


@lru_cache(maxsize=KEPT_SHAPES)
def _branches(shape: Shape) -> tuple[tuple[int, ...], ...] | None:
    """The leaves of each conjunction. Queries of other words are mostly of a shape that was seen before."""
    masks = _multiplied(shape)
    if masks is None:
        return None
    return tuple(tuple(i for i in range(mask.bit_length()) if mask >> i & 1) for mask in masks)


def _multiplied(shape: Shape) -> list[int] | None:
    if isinstance(shape, int):
        return [1 << shape]
    every, inner = shape
    masks = [0] if every else []
    for part in inner:
        more = _multiplied(part)
        if more is None or len(masks) * len(more) > 4 * BRANCHES:
            return None
        masks = _shortest({a | b for a in masks for b in more} if every else {*masks, *more})
    return masks if len(masks) <= BRANCHES else None


def _shortest(masks: set[int]) -> list[int]:
    """Those that hold no other: `a and b` adds nothing to `a`."""
    out: list[int] = []
    for mask in sorted(masks, key=lambda m: (m.bit_count(), m)):
        if not any(kept & mask == kept for kept in out):
            out.append(mask)
    return out


def _demanded(nodes: Iterable[Node], others: list[Node]) -> list[str]:
    """The tokens that every unit of the conjunction has; what else it demands goes to `others`."""
    out: list[str] = []
    for node in nodes:
        match node:
            case Token(token):
                out.append(token)
            case AllOf(inner):
                out += _demanded(inner, others)
            case Sequence(tokens):
                out += tokens
                if len(tokens) > 1:
                    others.append(node)
            case _:
                others.append(node)
    return out


def _about(node: Node) -> int:
    """About how many units a node has at most."""
    match node:
        case Units(numbers):
            return len(numbers)
        case Docs(numbers):
            return UNITS_OF_ONE * len(numbers)
    return EVERY


def _escape(prefix: str) -> str:
    """A token's beginning for tantivy's regular expressions. Tokens hold letters, digits and Han only."""
    return "".join(c if c.isalnum() else f"\\{c}" for c in prefix)
