"""Searching a tantivy index."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from policykit.search.engine import Found, Plan, Units
from policykit.search.engines.tantivy_index import DOC_BITS, open_index
from policykit.search.engines.tantivy_query import QueryMaker

_DOC = (1 << DOC_BITS) - 1


class TantivySearcher:
    """An open tantivy index."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        index = open_index(folder)
        index.config_reader(reload_policy="manual")
        index.reload()
        self._searcher = index.searcher()
        self._make = QueryMaker(index.schema, lambda token: int(self._searcher.doc_freq("text", token)))
        self._ascending = tantivy.Order.Asc

    def close(self) -> None:
        self._searcher = None

    def top(self, plan: Plan, limit: int) -> tuple[list[Found], int]:
        if not plan.score:
            every = self.everything(plan)
            return [(n, doc, 0.0) for n, doc in every[:limit]], len(every)
        result = self._searcher.search(self._make.scored(plan), limit=limit, count=True)
        return self._found(result.hits), int(result.count or 0)

    def count(self, plan: Plan) -> int:
        found = self._searcher.search(self._make.matching(plan.condition()), limit=1, count=True)
        return int(found.count or 0)

    def everything(self, plan: Plan) -> list[tuple[int, int]]:
        query = self._make.matching(plan.condition())
        total = max(1, self._searcher.num_docs)
        hits = self._searcher.search(query, limit=total, count=False, order_by_field="key", order=self._ascending).hits
        return [(key >> DOC_BITS, key & _DOC) for key, _ in hits]

    def frequency(self, token: str) -> int:
        return int(self._searcher.doc_freq("text", token))

    def size(self) -> int:
        return int(self._searcher.num_docs)

    def covered(self, units: frozenset[int], weights: tuple[tuple[str, float], ...]) -> dict[int, float]:
        if not units or not weights:
            return dict.fromkeys(units, 0.0)
        query = self._make.covered(Units(units), weights)
        result = self._searcher.search(query, limit=len(units), count=False)
        return {n: score for n, _, score in self._found(result.hits)}

    def _found(self, hits: list[Any]) -> list[Found]:
        """Hits of the engine with their numbers, best first, equal scores by unit."""
        keys = self._searcher.fast_field_values("key", [address for _, address in hits])
        order = sorted([(-score, key) for (score, _), key in zip(hits, keys, strict=True)])
        return [(key >> DOC_BITS, key & _DOC, -score) for score, key in order]
