"""The order of hits: the engine's BM25 over the clause, then what only the whole collection can tell.

Articles of one law answer one question, so a clause gains from the best clauses of its document; and a
document whose title the query names gains for all of its clauses. The same for every engine.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from policykit.search.engine import EngineSearcher, Found
from policykit.search.tokens import pairs

CANDIDATES = 200  # hits of the engine that are ranked anew for a question …
QUERY_CANDIDATES = 20  # … and for a query of words, whose order is nearly the engine's own
DOCUMENT_SHARE = 0.5  # of the mean of a document's best clauses
DOCUMENT_BEST = 5  # how many best clauses are averaged (missing ones count 0)
TITLE_SHARE = 0.5
COVERAGE = 2.0  # a clause with everything that was asked scores 1 + COVERAGE times its BM25
LEVEL = {"宪法": 1.4, "法律": 1.4, "行政法规": 1.15, "司法解释": 1.15}
"""Of two clauses that say the same, the one of higher authority first: what a rule repeats, the law says."""
NO_LONGER = 0.95
"""Of what is repealed or has a newer text, so that the clause that is law stands before the one that was."""
TITLE_LEFT = 0.6  # what is left of the weight of a named title's words within its clauses
NAMED = 0.8  # share of a title from which a question is taken to name the document; then authority is no matter


class Titles:
    """Which documents a text names, by the pairs of characters of their titles."""

    def __init__(self, titles: Iterable[tuple[int, str]]) -> None:
        self._pairs: dict[int, frozenset[str]] = {}
        self._docs: defaultdict[str, list[int]] = defaultdict(list)
        for n, title in titles:
            tokens = frozenset(pairs(list(title)))
            self._pairs[n] = tokens
            for token in tokens:
                self._docs[token].append(n)
        total = max(1, len(self._pairs))
        self._idf = {t: math.log(1 + total / len(docs)) for t, docs in self._docs.items()}
        self._mass = {n: sum(self._idf[t] for t in tokens) for n, tokens in self._pairs.items()}

    def shares(self, tokens: Iterable[str], limit: int = 50) -> dict[int, float]:
        """How much of each document's title (by rarity, 0..1) stands in the tokens; the best `limit`."""
        sums: defaultdict[int, float] = defaultdict(float)
        for token in set(tokens):
            weight = self._idf.get(token)
            if weight is not None:
                for n in self._docs[token]:
                    sums[n] += weight
        shares = {n: s / self._mass[n] for n, s in sums.items() if s >= 0.4 * self._mass[n]}
        return dict(sorted(shares.items(), key=lambda item: (-item[1], item[0]))[:limit])


def level_factor(authority: str | None, title: str) -> float:
    """The factor of a document's authority; where the text prints none, by its folded title, for ranking alone.

    Only statutes are called 法 or 法典 (立法技术规范), and judicial interpretations bear their court's name.
    """
    if authority is None:
        if title.endswith(("法", "法典")) and not title.endswith("办法"):
            authority = "法律"
        elif title.startswith("最高人民"):
            authority = "司法解释"
    return LEVEL.get(authority or "", 1.0)


def covering(
    found: Sequence[Found], tokens: Sequence[tuple[str, float]], engine: EngineSearcher, least: float = 0.0
) -> list[Found]:
    """The hits with the scores of those raised that have more of what was asked; without those under `least` of it.

    BM25 adds words up, so a clause that says one rare word often passes one that has them all; the share of the
    question (by rarity and weight) that stands in a clause at all tells the two apart.
    """
    total = engine.size()
    weights = tuple((t, w * _rarity(total, engine.frequency(t))) for t, w in tokens)
    mass = sum(w for _, w in weights)
    if not mass:
        return list(found)
    shares = engine.covered(frozenset(n for n, _, _ in found), weights)
    held = [(n, doc, score, shares.get(n, 0.0) / mass) for n, doc, score in found]
    return [(n, doc, score * (1 + COVERAGE * share)) for n, doc, score, share in held if share >= least]


def _rarity(total: int, holders: int) -> float:
    """BM25's idf."""
    holders = min(holders, total)
    return math.log(1 + (total - holders + 0.5) / (holders + 0.5))


def rerank(
    found: Sequence[Found],
    titles: dict[int, float],
    share: float = DOCUMENT_SHARE,
    levels: Callable[[int], float] | None = None,
) -> list[Found]:
    """The hits in their final order, with their final scores. `levels` gives a document's factor."""
    by_doc: defaultdict[int, list[float]] = defaultdict(list)
    for _, doc, score in found:
        by_doc[doc].append(score)
    part = share / DOCUMENT_BEST
    whole = {
        doc: part * (s[0] if len(s) == 1 else sum(sorted(s, reverse=True)[:DOCUMENT_BEST])) for doc, s in by_doc.items()
    }
    if titles:
        best = max((score for _, _, score in found), default=0.0)
        for doc in by_doc.keys() & titles.keys():
            whole[doc] += TITLE_SHARE * best * titles[doc] ** 2
    if levels:
        factor = {doc: levels(doc) for doc in by_doc}
        order = sorted([(-(score * factor[doc] + whole[doc]), n, doc) for n, doc, score in found])
    else:
        order = sorted([(-(score + whole[doc]), n, doc) for n, doc, score in found])
    return [(n, doc, -score) for score, n, doc in order]


def in_blocks(
    found: Sequence[Found], size: int, share: float, levels: Callable[[int], float] | None = None
) -> list[Found]:
    """The hits reranked by blocks of the engine's order: the order of the first is the same however many are asked.

    No score is above the one before it.
    """
    if len(found) <= size:
        return rerank(found, {}, share, levels)
    out: list[Found] = []
    for at in range(0, len(found), size):
        ceiling = out[-1][2] if out else float("inf")
        out += [(n, doc, min(score, ceiling)) for n, doc, score in rerank(found[at : at + size], {}, share, levels)]
    return out
