"""Terms that occur often in the collection, kept beside an index to be offered while a query is typed.

A clause is cut at punctuation and at function words; what is left between two cuts, several times over, is a
term (the first step of RAKE: Rose et al., Automatic keyword extraction, 2010). No word list is needed, so terms
of a new field are found, and adding a document costs nothing worth mentioning.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from policykit.search.engine import IndexUnit
from policykit.search.tokens import fold

KEPT = "terms.json"
FORMAT = 1
SAMPLE = 16_000  # units looked at in one run, evenly spread: what is frequent is frequent among these
LONGEST = 10  # characters of a term
LEAST = 3  # in how many of the units looked at a term stands …
LEAST_FEW = 1  # … or where there are few of them
FEW = 200
MOST = 8_000  # terms kept


class TermCounter:
    """Counts the terms of units as they pass on their way to the engine. `expected`: about how many will pass."""

    def __init__(self, expected: int) -> None:
        self._stride = max(1, expected // SAMPLE)
        self._counts: Counter[str] = Counter()
        self._seen = 0

    def noting(self, units: Iterable[IndexUnit]) -> Iterator[IndexUnit]:
        """The same units."""
        for passed, unit in enumerate(units):
            if passed % self._stride == 0:
                self._counts.update(terms_of(unit.text))
                self._seen += 1
            yield unit

    def keep(self, folder: Path, gone: Iterable[IndexUnit]) -> None:
        """Store the counts in the folder of an index nobody reads yet, added to those there, without `gone` units."""
        known = Counter(dict(load(folder)))
        before = dict(known)
        for unit in gone:
            known.subtract(terms_of(unit.text))
        least = LEAST if self._seen > FEW else LEAST_FEW
        for term, count in self._counts.items():
            if count >= least or term in known:
                known[term] += count * self._stride
        if known != before or not before:
            terms = [(term, count) for term, count in known.most_common(MOST) if count > 0]
            part = folder / f"{KEPT}.part"
            text = json.dumps({"format": FORMAT, "terms": terms}, ensure_ascii=False, separators=(",", ":"))
            part.write_text(text, "utf-8", "surrogatepass")
            part.replace(folder / KEPT)


def load(folder: Path) -> tuple[tuple[str, int], ...]:
    """(folded term, in about how many clauses it stands), the most frequent first; empty where none are stored."""
    try:
        data = json.loads((folder / KEPT).read_text("utf-8", "surrogatepass"))
        return tuple((t, n) for t, n in data["terms"]) if data["format"] == FORMAT else ()
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def terms_of(text: str) -> set[str]:
    """The terms of a text, folded, each once."""
    return {piece for piece in _cuts().split(fold(text)) if 2 <= len(piece) <= LONGEST}


@cache
def _cuts() -> re.Pattern[str]:
    lines = files("policykit.search").joinpath("data", "term_cuts.txt").read_text("utf-8").splitlines()
    words = {word for line in lines if not line.startswith("#") for word in line.split()}
    return re.compile("|".join((r"[^㐀-䶿一-鿿]+", *sorted(map(re.escape, words), key=lambda w: (-len(w), w)))))
