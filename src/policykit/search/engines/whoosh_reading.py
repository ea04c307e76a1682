"""Searching whoosh segments a term at a time over whole posting arrays, which pure Python does fastest."""

from __future__ import annotations

import heapq
import math
import sys
from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterable
from functools import reduce
from itertools import accumulate, repeat
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from policykit.search.engine import (
    K1,
    AllOf,
    AnyOf,
    B,
    Dated,
    Docs,
    Except,
    Found,
    Node,
    Plan,
    Prefix,
    Sequence,
    Token,
    Units,
)
from policykit.search.engines.whoosh_codec import COLUMNS, LENGTH, Postings, read_postings
from policykit.search.engines.whoosh_engine import INDEX_NAME


def _steps() -> list[int]:
    """The lengths BM25 tells apart, those of tantivy (one byte, three bits of mantissa), for equal scores."""
    wide = [(i & 7) | 8 for i in range(8)]
    return [24 + v for v in (*range(8), *(w << shift for shift in range(29) for w in wide))]


_LENGTHS = [*range(24), *_steps()]


class Segment:
    """One whoosh segment opened for reading. Local numbers count its units from 0."""

    def __init__(self, storage: Any, segment: Any) -> None:
        codec = segment.codec()
        self._terms = codec.terms_reader(storage, segment)
        self._columns = codec.per_document_reader(storage, segment)
        self.size: int = segment.doc_count_all()
        self.units: array[int] = self._column("unit")
        self.docs: array[int] = self._column("doc")
        self.lengths: array[int] = self._column(LENGTH)
        self.deleted = frozenset(segment.deleted_docs())
        self._local: dict[int, int] | None = None
        self._dates: array[int] | None = None
        self._once: list[float] = []
        self._norms: list[float] = []

    def _column(self, name: str) -> array[int]:
        """The whole column at once; whoosh's own `load` unpacks value by value. Trailing zeros are not stored."""
        column = self._columns.column_reader(name, COLUMNS[name])
        stored = bytes(column._dbfile.get(column._basepos, 4 * column._count))
        values = array("I", stored)
        if sys.byteorder == "little":
            values.byteswap()  # columns are big-endian
        values.extend(repeat(0, self.size - len(values)))
        return values

    def dates(self) -> array[int]:
        """The date of every unit's document, as IndexUnit.when."""
        if self._dates is None:
            self._dates = self._column("when")
        return self._dates

    def close(self) -> None:
        self._terms.close()
        self._columns.close()

    def locals_of(self, docs: frozenset[int]) -> list[int]:
        return [i for i, doc in enumerate(self.docs) if doc in docs]

    def postings(self, token: str) -> Postings | None:
        return read_postings(self._terms, token)

    def frequency(self, token: str) -> int:
        try:
            return int(self._terms.doc_frequency("text", token.encode("utf-8")))
        except KeyError:
            return 0

    def set_average(self, average: float) -> None:
        """Prepare BM25's share of length; `average` is over all segments."""
        by_length = {n: K1 * (1 - B + B * _LENGTHS[bisect_right(_LENGTHS, n) - 1] / average) for n in set(self.lengths)}
        self._norms = [by_length[n] for n in self.lengths]
        self._once = [(K1 + 1) / (1 + norm) for norm in self._norms]

    def score(self, terms: Iterable[tuple[str, float]]) -> list[float]:
        """BM25 of every unit for weighted terms (weight × idf)."""
        scores = [0.0] * self.size
        once, norms = self._once, self._norms
        for token, weight in terms:
            found = self.postings(token)
            if found is None:
                continue
            if found.counts is None:
                for i in found.ids:
                    scores[i] += weight * once[i]
            else:
                top = weight * (K1 + 1)
                for i, count in zip(found.ids, found.counts, strict=True):
                    scores[i] += top * count / (count + norms[i])
        return scores

    def match(self, node: Node) -> set[int]:
        """Local numbers of the units that match, deleted ones included."""
        match node:
            case Token(token):
                found = self.postings(token)
                return set(found.ids) if found else set()
            case Sequence(tokens):
                return self._sequence(tokens)
            case Prefix(prefix):
                return self._prefix(prefix)
            case Units(numbers):
                if self._local is None:
                    self._local = dict(zip(self.units, range(self.size), strict=True))
                return {self._local[n] for n in numbers if n in self._local}
            case Docs(numbers):
                return {i for i, doc in enumerate(self.docs) if doc in numbers}
            case Dated(low, high):
                low = max(low, 1)
                return {i for i, when in enumerate(self.dates()) if low <= when <= high}
            case AllOf(nodes):
                return self._all(nodes)
            case AnyOf(nodes):
                return set[int]().union(*(self.match(n) for n in nodes))
            case Except(inner):
                return set(range(self.size)) - self.match(inner)

    def _all(self, nodes: tuple[Node, ...]) -> set[int]:
        if not nodes:
            return set(range(self.size))
        lists: list[array[int]] = []
        rest: list[Node] = []
        for node in nodes:
            if isinstance(node, Token):
                found = self.postings(node.token)
                if found is None:
                    return set()
                lists.append(found.ids)
            else:
                rest.append(node)
        lists.sort(key=len)
        out: set[int] | None = None
        for ids in lists:
            out = set(ids) if out is None else out.intersection(ids)
            if not out:
                return set()
        for node in rest:
            found_ids = self.match(node)
            out = found_ids if out is None else out & found_ids
        return out or set()

    def _sequence(self, tokens: tuple[str, ...]) -> set[int]:
        """Units in which the tokens stand at consecutive positions."""
        lists = [self.postings(token) for token in tokens]
        if any(found is None for found in lists):
            return set()
        found_lists = [found for found in lists if found is not None]
        common = reduce(lambda a, b: a & b, (set(f.ids) for f in found_lists))
        if len(found_lists) == 1 or not common:
            return common
        places: dict[int, set[int]] = {}
        for shift, found in enumerate(found_lists):
            positions = found.positions()
            counts = found.counts or repeat(1, len(found.ids))
            starts = accumulate(counts, initial=0)
            for i, count, start in zip(found.ids, counts if found.counts else repeat(1), starts, strict=False):
                if i in common:
                    here = {p - shift for p in positions[start : start + count]}
                    places[i] = here if not shift else places[i] & here
            common = {i for i in common if places[i]}
        return common

    def _prefix(self, prefix: str) -> set[int]:
        out: set[int] = set()
        wanted = prefix.encode("utf-8")
        for _, token in self._terms.terms_from("text", wanted):
            if not token.startswith(wanted):
                break
            found = self.postings(token.decode("utf-8"))
            out.update(found.ids if found else ())
        return out


class WhooshSearcher:
    """An open whoosh index."""

    def __init__(self, folder: Path) -> None:
        storage = FileStorage(str(folder))
        self._segments = [Segment(storage, s) for s in TOC.read(storage, INDEX_NAME).segments]
        self._total = sum(s.size for s in self._segments)
        tokens = sum(sum(s.lengths) for s in self._segments)
        for segment in self._segments:
            segment.set_average(tokens / self._total if tokens else 1.0)

    def close(self) -> None:
        for segment in self._segments:
            segment.close()

    def frequency(self, token: str) -> int:
        return sum(s.frequency(token) for s in self._segments)

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
            scores = segment.score(terms)
            if plan.match is None:
                chosen: Collection[int] = [i for i, s in enumerate(scores) if s and i not in segment.deleted]
            else:
                chosen = segment.match(plan.match) - segment.deleted
            total += len(chosen)
            hits = ((scores[i], -segment.units[i], segment.docs[i]) for i in chosen)
            best = heapq.nlargest(limit, (*best, *heapq.nlargest(limit, hits)))
        return [(-n, doc, score) for score, n, doc in best], total

    def _matching(self, segment: Segment, plan: Plan) -> set[int]:
        return segment.match(plan.condition()) - segment.deleted

    def _idf(self, token: str) -> float:
        n = self.frequency(token)
        return math.log(1 + (self._total - n + 0.5) / (n + 0.5))
