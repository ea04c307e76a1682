"""Where a query that points at one place points to: the documents it can mean, and the units of the article named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from policykit.catalog import Catalog
from policykit.search.facts import Facts, key
from policykit.search.language.pointer import Pointer

MOST = 8  # documents that part of a title may mean; more say that it names none
_NUMBER = re.compile(r"([^0-9]*?)((?:19|20)[0-9]{2})([0-9]{1,5})号")  # of a folded 文号, its brackets gone


class Places:
    """Finds the units that pointers mean. `called` gives the documents of a whole folded title."""

    def __init__(self, catalog: Catalog, facts: Facts, called: Callable[[str], frozenset[int]]) -> None:
        self._catalog, self._facts, self._called = catalog, facts, called
        self._numbers: dict[tuple[str, str], list[tuple[str, int]]] | None = None

    def units(self, pointer: Pointer, synonyms: Callable[[str], Iterable[str]]) -> frozenset[int]:
        """The units of the article that is named; without an article, or where the documents have none of that label,
        nothing for a title and the first units for a number. Empty where no document is meant."""
        docs = self._numbered(pointer.number) if pointer.number else self._titled(key(pointer.title), synonyms)
        if not docs:
            return frozenset()
        if pointer.article:
            return self._catalog.units_in(sorted(docs), pointer.article)
        return frozenset(self._catalog.first_units(docs).values())

    def _titled(self, title: str, synonyms: Callable[[str], Iterable[str]]) -> frozenset[int]:
        docs = frozenset[int]().union(*(self._called(name) for name in (title, *synonyms(title))))
        if docs or len(title) < 2:
            return docs
        ending = [n for n, whole in self._facts.titles() if whole.endswith(title)]  # 许可法 for 行政许可法
        return frozenset(ending) if len(ending) <= MOST else frozenset()

    def _numbered(self, number: tuple[str, str, str]) -> frozenset[int]:
        code, year, nth = number
        if self._numbers is None:
            self._numbers = {}
            for n, row in self._facts.rows.items():
                if found := _NUMBER.fullmatch(key(row[4].get("doc_number"))):
                    self._numbers.setdefault((found[2], found[3]), []).append((found[1], n))
        held = self._numbers.get((year, str(int(nth))), [])
        exact = frozenset(n for printed, n in held if not code or printed == code)
        return exact or frozenset(n for printed, n in held if code in printed or printed in code)
