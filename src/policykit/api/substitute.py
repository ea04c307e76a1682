"""A collection in which one document's new version stands in the place of the old one, for looking ahead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policykit.model.address import ClauseRef
from policykit.model.document import Document
from policykit.model.store import DocumentStore, DocumentSummary


class Substituted:
    """A `DocumentStore`: `after` is found under the id, the bytes' place and the title of `before`."""

    def __init__(self, store: DocumentStore, before: Document, after: Document) -> None:
        self.store = store
        self.id = before.id
        self.after = replace(after, id=before.id)
        self.hidden = {before.id, after.id}

    def summaries(self) -> tuple[DocumentSummary, ...]:
        """All documents, the new version once and under the old one's id."""
        source = self.after.source
        new = DocumentSummary(self.id, source.path, source.sha256, self.after.metadata)
        return (new, *(s for s in self.store.summaries() if s.id not in self.hidden))

    def load(self, doc_id: str) -> Document | None:
        """The document with this id; for the old one the new version."""
        return self.after if doc_id == self.id else self.store.load(doc_id)

    def find_text(self, quote: str) -> Iterator[ClauseRef]:
        """Clauses whose text or heading contains the quote, those of the new version first."""
        for clause in self.after.clauses:
            if quote and (quote in clause.text or quote in (clause.heading or "")):
                yield ClauseRef(self.id, clause.address)
        yield from (ref for ref in self.store.find_text(quote) if ref.doc_id not in self.hidden)
