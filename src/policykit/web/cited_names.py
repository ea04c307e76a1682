"""The titles that documents cite, found by what of each may name a document: thousands need not be gone through."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from policykit.cite import names

if TYPE_CHECKING:
    from policykit.cite.index import CorpusIndex

Cited = tuple[str, str | None]
"""A title as printed, and the 文号 printed with it, if any."""


class CitedNames:
    """One state of the corpus. `likely` narrows what `cite.citator.may_mean` then decides, by the same four marks."""

    def __init__(self, cited: Iterable[Cited], index: CorpusIndex) -> None:
        self._index = index
        self._cited = tuple(cited)
        self._marked: dict[tuple[str, str], list[int]] = {}
        for n, (title, number) in enumerate(self._cited):
            marks = {("name", names.key(title)), ("number", names.number_key(title))}
            marks |= {("about", tail)} if (tail := names.about(title)) else set()
            marks |= {("number", names.number_key(number))} if number else set()
            marks |= {("title", entry.title) for entry in index.named(title)}
            for mark in marks:
                self._marked.setdefault(mark, []).append(n)

    def likely(self, doc_id: str) -> tuple[Cited, ...]:
        """Those that may mean the document `doc_id`, in the order given."""
        wanted = self._index.entries.get(doc_id)
        title = wanted.title if wanted else doc_id
        marks = [("name", names.key(title)), ("title", title)]
        marks += [("about", tail)] if (tail := names.about(title)) else []
        number = wanted.metadata.doc_number if wanted else None
        marks += [("number", names.number_key(number))] if number else []
        return tuple(self._cited[n] for n in sorted({n for mark in marks for n in self._marked.get(mark, ())}))
