"""Searching a whoosh index: its segments one by one, scored with the figures of the whole."""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence as Sequence_
from pathlib import Path

from policykit.search.engine import (
    Found,
    Plan,
    Units,
)
from policykit.search.engines.whoosh_files import Storage
from policykit.search.engines.whoosh_segment import Segment

KEPT_FREQUENCIES = 20_000


class WhooshSearcher:
    """An open whoosh index."""

    def __init__(self, folder: Path) -> None:
        storage = Storage(str(folder))
        self._segments = [Segment(storage, s) for s in storage.contents().segments]
        self._total = sum(s.size for s in self._segments)
        self._frequencies: dict[str, int] = {}
        tokens = sum(sum(s.lengths) for s in self._segments)
        for segment in self._segments:
            segment.set_average(tokens / self._total if tokens else 1.0)

    def close(self) -> None:
        for segment in self._segments:
            segment.close()

    def frequency(self, token: str) -> int:
        known = self._frequencies.get(token)
        if known is None:
            if len(self._frequencies) >= KEPT_FREQUENCIES:
                self._frequencies.clear()
            known = self._frequencies[token] = sum(s.frequency(token) for s in self._segments)
        return known

    def size(self) -> int:
        return self._total

    def covered(self, units: frozenset[int], weights: tuple[tuple[str, float], ...]) -> dict[int, float]:
        out = dict.fromkeys(units, 0.0)
        for segment in self._segments:
            inside = segment.match(Units(units))
            for token, weight in weights if inside else ():
                if found := segment.postings(token):
                    for i in inside.intersection(found.ids):
                        out[segment.units[i]] += weight
        return out

    def count(self, plan: Plan) -> int:
        return sum(len(self._matching(s, plan)) for s in self._segments)

    def everything(self, plan: Plan) -> list[tuple[int, int]]:
        return sorted((s.units[i], s.docs[i]) for s in self._segments for i in self._matching(s, plan))

    def top(self, plan: Plan, limit: int) -> tuple[list[Found], int]:
        if not plan.score:
            every = self.everything(plan)
            return [(n, doc, 0.0) for n, doc in every[:limit]], len(every)
        terms = [(token, weight * self._idf(token)) for token, weight in plan.score]
        best: list[tuple[float, int, int]] = []
        total = 0
        for segment in self._segments:
            scores: Sequence_[float] | dict[int, float]
            if plan.match is None:
                scores = segment.score(terms)
                chosen = [i for i, s in enumerate(scores) if s and i not in segment.deleted]
            else:
                chosen = sorted(segment.match(plan.match) - segment.deleted)
                scores = segment.score_of(chosen, terms)
            total += len(chosen)
            first = heapq.nlargest(limit, chosen, key=scores.__getitem__)  # equal ones in order
            hits = ((scores[i], -segment.units[i], segment.docs[i]) for i in first)
            best = heapq.nlargest(limit, (*best, *hits))
        return [(-n, doc, score) for score, n, doc in best], total

    def _matching(self, segment: Segment, plan: Plan) -> set[int]:
        return segment.match(plan.condition()) - segment.deleted

    def _idf(self, token: str) -> float:
        n = self.frequency(token)
        return math.log(1 + (self._total - n + 0.5) / (n + 0.5))
