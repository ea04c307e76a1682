"""Which printed text is which recorded unit: by bookmark, by exact text, and by likeness between those.

Bookmarks may be lost or carried along by an editor, so an exact text counts for more than a bookmark, and a
bookmark for more than likeness. Texts that stand once are paired before repeated ones. Time is about linear: likeness
is only tried inside the gaps that remain.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policykit.verify.difference import Profile

_ALIKE = 0.4  # within a gap: less alike is another text
_FAR_ALIKE = 0.6  # anywhere in the file
_GRID = 4_000  # the largest gap (recorded x printed) compared pair by pair
_FAR_GRID = 20_000
_WINDOW = 12  # in larger gaps, how far ahead a partner is looked for


@dataclass(frozen=True, slots=True)
class Wanted:
    """A recorded unit to be found in the file."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Given:
    """A printed text. `keys` are all texts it counts as; `ordered` is false where its place means nothing."""

    keys: tuple[str, ...]
    marks: tuple[str, ...]
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class Alignment:
    """`pairs` maps a recorded index to the printed indices it became (several where a person split it);
    `moved` holds recorded indices out of order; `added` printed indices without a record."""

    pairs: Mapping[int, tuple[int, ...]]
    moved: frozenset[int]
    added: tuple[int, ...]


def align(wanted: Sequence[Wanted], given: Sequence[Given]) -> Alignment:
    """Pair recorded with printed texts, each printed text at most once."""
    return _Pairing(wanted, given).run()


class _Pairing:
    def __init__(self, wanted: Sequence[Wanted], given: Sequence[Given]) -> None:
        self.wanted, self.given = wanted, given
        self.pairs: dict[int, tuple[int, ...]] = {}
        self.free = set(range(len(given)))
        self._profiles: dict[tuple[bool, int], Profile] = {}

    def run(self) -> Alignment:
        marked = self._marked()
        for i, js in marked.items():
            if len(js) == 1 and js[0] in self.free and self.wanted[i].text in self.given[js[0]].keys:
                self._pair(i, js[0])
        self._pair_unique()
        self._pair_repeated()
        self._pair_exact()
        for i, js in marked.items():
            left = [j for j in js if j in self.free]
            if i not in self.pairs and left:
                self._pair(i, *left)
        for rows, columns in list(self._gaps()):
            self._pair_alike(rows, columns, _ALIKE)
        rows = [i for i in range(len(self.wanted)) if i not in self.pairs]
        if rows and len(rows) * len(self.free) <= _FAR_GRID:
            self._pair_best(rows, sorted(self.free), _FAR_ALIKE)
        return Alignment(self.pairs, self._moved(), tuple(sorted(self.free)))

    def _pair(self, i: int, *js: int) -> None:
        self.pairs[i] = js
        self.free.difference_update(js)

    def _marked(self) -> dict[int, list[int]]:
        index = {unit.id: i for i, unit in enumerate(self.wanted)}
        marked: dict[int, list[int]] = defaultdict(list)
        for j, text in enumerate(self.given):
            for mark in text.marks:
                if mark in index:
                    marked[index[mark]].append(j)
        return marked

    def _pair_unique(self) -> None:
        """Texts that stand once in the record and once in the file: they hold the repeated ones in place."""
        recorded = Counter(self.wanted[i].text for i in range(len(self.wanted)) if i not in self.pairs)
        places: dict[str, list[int]] = defaultdict(list)
        for j in self.free:
            for key in dict.fromkeys(self.given[j].keys):
                places[key].append(j)
        for i, unit in enumerate(self.wanted):
            found = places.get(unit.text, ())
            if i not in self.pairs and recorded[unit.text] == 1 and len(found) == 1 and found[0] in self.free:
                self._pair(i, found[0])

    def _pair_repeated(self) -> None:
        """Texts that stand several times, such as the same hole under each task: one by one between two that are
        certain, so that an edit of one does not make all that follow seem moved."""
        for rows, columns in list(self._gaps()):
            if len(rows) == len(columns):
                for i, j in zip(rows, columns, strict=True):
                    if self.wanted[i].text in self.given[j].keys:
                        self._pair(i, j)
                continue
            by_text: dict[str, list[int]] = defaultdict(list)
            for i in rows:
                by_text[self.wanted[i].text].append(i)
            places: dict[str, list[int]] = defaultdict(list)
            for j in columns:
                for key in dict.fromkeys(self.given[j].keys):
                    places[key].append(j)
            for text, same in by_text.items():
                found = [j for j in places.get(text, ()) if j in self.free]
                if len(found) == len(same):
                    for i, j in zip(same, found, strict=True):
                        self._pair(i, j)

    def _pair_exact(self) -> None:
        places: dict[str, list[int]] = defaultdict(list)
        for j in sorted(self.free, reverse=True):
            for key in dict.fromkeys(self.given[j].keys):
                places[key].append(j)
        for i, unit in enumerate(self.wanted):
            stack = places.get(unit.text, ()) if i not in self.pairs else ()
            while stack:
                j = stack.pop()
                if j in self.free:
                    self._pair(i, j)
                    break

    def _gaps(self) -> Iterator[tuple[list[int], list[int]]]:
        """Unpaired recorded and free printed indices that lie between the same two pairs in order."""
        anchors = [(i, self.pairs[i][0], self.pairs[i][-1]) for i in self._in_order()]
        free = sorted(self.free)
        low_i, at = -1, 0
        for i, first, last in [*anchors, (len(self.wanted), len(self.given), len(self.given))]:
            end = bisect_left(free, first)
            rows = [r for r in range(low_i + 1, i) if r not in self.pairs]
            if rows and free[at:end]:
                yield rows, free[at:end]
            low_i, at = i, bisect_left(free, last)

    def _pair_alike(self, rows: list[int], columns: list[int], least: float) -> None:
        if len(rows) * len(columns) <= _GRID:
            for i, j in self._best_path(rows, columns, least):
                self._pair(i, j)
            return
        at = 0
        for i in rows:
            window = columns[at : at + _WINDOW]
            score, step = max(((self._like(i, j), -n) for n, j in enumerate(window)), default=(0.0, 0))
            if score >= least:
                self._pair(i, window[-step])
                at += 1 - step

    def _best_path(self, rows: list[int], columns: list[int], least: float) -> list[tuple[int, int]]:
        """The pairing in order with the greatest total likeness."""
        width = len(columns)
        like = [[self._like(i, j) for j in columns] for i in rows]
        best = [[0.0] * (width + 1)]
        for scores in like:
            above, row = best[-1], [0.0]
            for n, score in enumerate(scores):
                taken = above[n] + score if score >= least else 0.0
                row.append(max(above[n + 1], row[n], taken))
            best.append(row)
        out: list[tuple[int, int]] = []
        m, n = len(rows), width
        while m and n:
            score = like[m - 1][n - 1]
            if best[m][n] == best[m - 1][n]:
                m -= 1
            elif best[m][n] == best[m][n - 1]:
                n -= 1
            else:
                assert score >= least
                out.append((rows[m - 1], columns[n - 1]))
                m, n = m - 1, n - 1
        return out

    def _pair_best(self, rows: list[int], columns: list[int], least: float) -> None:
        """The most alike first, order aside: what was moved and edited as well."""
        scored = sorted(((self._like(i, j), -i, -j) for i in rows for j in columns), reverse=True)
        for score, i, j in scored:
            if score >= least and -i not in self.pairs and -j in self.free:
                self._pair(-i, -j)

    def _like(self, i: int, j: int) -> float:
        return self._profile(True, i).likeness(self._profile(False, j))

    def _profile(self, recorded: bool, at: int) -> Profile:
        if (recorded, at) not in self._profiles:
            text = self.wanted[at].text if recorded else self.given[at].keys[0]
            self._profiles[recorded, at] = Profile(text)
        return self._profiles[recorded, at]

    def _in_order(self) -> list[int]:
        """The largest set of recorded indices whose printed places rise (longest increasing subsequence)."""
        chain = [i for i in sorted(self.pairs) if self.given[self.pairs[i][0]].ordered]
        ends: list[int] = []  # smallest last place of a rising run of each length
        tails: list[int] = []  # the recorded index there
        before: dict[int, int] = {}
        for i in chain:
            place = self.pairs[i][0]
            at = bisect_left(ends, place)
            ends[at : at + 1] = [place]
            tails[at : at + 1] = [i]
            before[i] = tails[at - 1] if at else -1
        out: list[int] = []
        i = tails[-1] if tails else -1
        while i >= 0:
            out.append(i)
            i = before[i]
        return out[::-1]

    def _moved(self) -> frozenset[int]:
        ordered = {i for i, js in self.pairs.items() if self.given[js[0]].ordered}
        return frozenset(ordered - set(self._in_order()))
