"""The documents of a corpus by what they say of themselves, to find those that one coming in may be a version of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from policykit.api.kinship import Card, Verdict, base, card, judged, judged_in_place, words
from policykit.cite.names import number_key
from policykit.corpus import Kin
from policykit.model.store import DocumentSummary

if TYPE_CHECKING:
    from policykit.catalog import Catalog
    from policykit.cite.index import CorpusIndex
    from policykit.model.document import Document

PRECEDENCE = (Kin.SAME, Kin.OLDER, Kin.NEWER, Kin.UNSURE)  # what is older than one version is no newer than another


class Known:
    """The documents to compare with: those of the catalog, and others that were read for it.

    `live` are the ids of the originals there are; `later` are the earlier versions among them, by id, which only count
    where the text is the very same.
    """

    def __init__(self, catalog: Catalog | None, live: frozenset[str], later: Mapping[str, str]) -> None:
        from policykit.api.register import register

        self._catalog, self._live, self._later = catalog, live, later
        self._read: dict[str, tuple[Card, Document]] = {}
        self._by_title: dict[str, list[str]] = {}
        self._by_number: dict[str, list[str]] = {}
        self._index: CorpusIndex | None = register(catalog).index if catalog is not None else None
        for doc_id, entry in self._index.entries.items() if self._index else ():
            if doc_id in live:
                meta = entry.metadata
                self._note(doc_id, (t for t in (meta.title, meta.cover_title) if t), meta.doc_number)

    def add(self, doc_id: str, path: str, document: Document) -> Card:
        """Count a document read just now among the known ones."""
        from policykit.cite.index import CorpusIndex

        meta = document.metadata
        edition = CorpusIndex([DocumentSummary(doc_id, path, "", meta)]).entries[doc_id].edition
        made = card(document, path, edition)
        self._read[doc_id] = made, document
        self._note(doc_id, (t for t in (meta.title, meta.cover_title) if t), meta.doc_number)
        return made

    def verdict(self, doc_id: str, made: Card, document: Document) -> tuple[Verdict, str]:
        """What is thought of a document against the known one it is nearest to, the newest of several versions; with
        the id of that one."""
        found = self.verdicts(doc_id, made, document)
        if not found:
            return Verdict(Kin.NONE), ""
        best = min(PRECEDENCE.index(v.kin) for v, _, _ in found)
        verdict, other, _ = max((f for f in found if PRECEDENCE.index(f[0].kin) == best), key=lambda f: f[2].date)
        return verdict, other

    def verdicts(self, doc_id: str, made: Card, document: Document) -> list[tuple[Verdict, str, Card]]:
        """What is thought of a document against every known one that it has to do with: its id and card."""
        own, out = words(document), []
        for other in self._candidates(doc_id, made, document):
            if (pair := self.of(other)) is not None:
                verdict = judged(made, pair[0], own, words(pair[1]))
                if verdict.kin is not Kin.NONE and (verdict.kin is Kin.SAME or other not in self._later):
                    out.append((verdict, other, pair[0]))
        return out

    def shares_a_name(self, doc_id: str) -> bool:
        """Whether another known document bears the number or the title of this one; told without loading any."""
        entry = self._index.entries.get(doc_id) if self._index is not None else None
        if entry is None:
            return False
        meta = entry.metadata
        alike = [i for t in (meta.title, meta.cover_title) if t for i in self._by_title.get(base(t), ())]
        alike += self._by_number.get(number_key(meta.doc_number), ()) if meta.doc_number else ()
        return any(other != doc_id for other in alike)

    def in_place(self, doc_id: str, made: Card, document: Document) -> Verdict | None:
        """What is thought of a document against the one whose place it would take; None where that cannot be read."""
        pair = self.of(doc_id)
        return judged_in_place(made, pair[0], words(document), words(pair[1])) if pair else None

    def rename(self, doc_id: str, other: str, *, keep: bool) -> None:
        """A document read just now turned out to be a new version of `other`, whose id it takes, or the same text."""
        held = self._read.pop(doc_id, None)
        if held is not None and keep:
            self._read[other] = held

    def _candidates(self, doc_id: str, made: Card, document: Document) -> list[str]:
        from policykit.catalog.reading import plain_of

        found = [i for title in made.titles for i in self._by_title.get(title, ())]
        found += self._by_number.get(made.number, ()) if made.number else ()
        if self._catalog is not None:
            found += self._catalog.with_text(plain_of(document))
        return [i for i in dict.fromkeys(found) if i != doc_id and self.of(i)]

    def of(self, doc_id: str) -> tuple[Card, Document] | None:
        """A known document and its card; None where it is not there or cannot be read."""
        if doc_id in self._read:
            return self._read[doc_id]
        if doc_id not in self._live:
            return None
        try:
            document = self._catalog.load(doc_id) if self._catalog is not None else None
        except Exception:  # a damaged index must not keep files from being added; the next index run tells
            document = None
        entry = self._index.entries.get(doc_id) if self._index is not None else None
        if document is None or entry is None:
            return None
        return card(document, document.source.path, entry.edition), document

    def _note(self, doc_id: str, titles: Iterable[str], number: str | None) -> None:
        for title in titles:
            self._by_title.setdefault(base(title), []).append(doc_id)
        if number:
            self._by_number.setdefault(number_key(number), []).append(doc_id)
