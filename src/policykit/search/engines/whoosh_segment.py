"""One whoosh segment, searched a term at a time over whole posting arrays, which pure Python does fastest."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from collections.abc import Sequence as Sequence_
from functools import reduce
from itertools import accumulate, groupby, repeat
from typing import Any

from policykit.search.engine import (
    K1,
    AllOf,
    AnyOf,
    B,
    Dated,
    Docs,
    Except,
    Node,
    Prefix,
    Sequence,
    Token,
    Units,
)
from policykit.search.engines.whoosh_codec import COLUMNS, LENGTH, Postings, read_postings


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
        self._runs_of: dict[int, list[tuple[int, int]]] | None = None
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

    def tokens(self) -> Iterator[str]:
        """Every token, by its bytes."""
        return (token.decode("utf-8") for _, token in self._terms.terms_from("text", b""))

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

    def score_of(self, chosen: Sequence_[int], terms: Iterable[tuple[str, float]]) -> dict[int, float]:
        """BM25 of these units alone, given in order: much less work where they are few."""
        scores = dict.fromkeys(chosen, 0.0)
        once, norms = self._once, self._norms
        for token, weight in terms:
            found = self.postings(token)
            if found is None:
                continue
            top, counts = weight * (K1 + 1), found.counts
            for i, at in found.places(chosen):
                scores[i] += weight * once[i] if counts is None else top * counts[at] / (counts[at] + norms[i])
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
                return self._of_docs(numbers)
            case Dated(low, high):
                dates = self.dates()
                low = max(low, 1)
                return self._of_docs(
                    frozenset(doc for doc, runs in self._runs().items() if low <= dates[runs[0][0]] <= high)
                )
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
        rest.sort(key=lambda node: isinstance(node, Except))  # those last: then they only take out
        out: set[int] | None = None
        for ids in lists:
            out = set(ids) if out is None else out.intersection(ids)
            if not out:
                return set()
        for node in rest:
            if isinstance(node, Except):
                out = (set(range(self.size)) if out is None else out) - self.match(node.node)
            else:
                out = self.match(node) if out is None else out & self.match(node)
            if not out:
                return set()
        return out or set()

    def _runs(self) -> dict[int, list[tuple[int, int]]]:
        """Where the units of each document version stand: mostly one run."""
        if self._runs_of is None:
            self._runs_of = {}
            at = 0
            for doc, run in groupby(self.docs):
                end = at + sum(1 for _ in run)
                self._runs_of.setdefault(doc, []).append((at, end))
                at = end
        return self._runs_of

    def _of_docs(self, docs: frozenset[int]) -> set[int]:
        runs = self._runs()
        out: set[int] = set()
        for doc in docs & runs.keys():
            for start, end in runs[doc]:
                out.update(range(start, end))
        return out

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
            starts = list(accumulate(found.counts, initial=0)) if found.counts else None
            for i, at in found.places(sorted(common)):
                start, end = (starts[at], starts[at + 1]) if starts else (at, at + 1)
                here = {p - shift for p in positions[start:end]}
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
