"""The order of hits: the engine's BM25 over the clause, then what only the whole collection can tell.

Articles of one law answer one question, so a clause gains from the best clauses of its document; and a
document whose title the query names gains for all of its clauses. The same for every engine.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from policykit.search.engine import Found
from policykit.search.facts import DocFacts
from policykit.search.tokens import pairs

CANDIDATES = 200  # hits of the engine that are ranked anew
DOCUMENT_SHARE = 0.5  # of the mean of a document's best clauses
DOCUMENT_BEST = 5  # how many best clauses are averaged (missing ones count 0)
TITLE_SHARE = 0.5


class Titles:
    """Which documents a text names, by the pairs of characters of their titles."""

    def __init__(self, facts: Iterable[DocFacts]) -> None:
        self._pairs: dict[int, frozenset[str]] = {}
        self._docs: defaultdict[str, list[int]] = defaultdict(list)
        for f in facts:
            tokens = frozenset(pairs(list(f.title_key)))
            self._pairs[f.n] = tokens
            for token in tokens:
                self._docs[token].append(f.n)
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


def rerank(
    found: Sequence[Found], titles: dict[int, float], share: float = DOCUMENT_SHARE, title: float = TITLE_SHARE
) -> list[Found]:
    """The hits in their final order, with their final scores."""
    by_doc: defaultdict[int, list[float]] = defaultdict(list)
    for f in found:
        by_doc[f.doc].append(f.score)
    best = max((f.score for f in found), default=0.0)
    mean = {doc: sum(sorted(s, reverse=True)[:DOCUMENT_BEST]) / DOCUMENT_BEST for doc, s in by_doc.items()}
    out = [Found(f.n, f.doc, f.score + share * mean[f.doc] + title * best * titles.get(f.doc, 0.0) ** 2) for f in found]
    out.sort(key=lambda f: (-f.score, f.n))
    return out
