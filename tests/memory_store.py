"""A collection of documents held in memory."""

from __future__ import annotations

from collections.abc import Iterator

from policykit.model.address import ClauseRef
from policykit.model.document import Document
from policykit.model.store import DocumentSummary


class Memory:
    """A DocumentStore over parsed documents."""

    def __init__(self, *documents: Document) -> None:
        self.documents = {d.id: d for d in documents}

    def summaries(self) -> tuple[DocumentSummary, ...]:
        return tuple(DocumentSummary(d.id, d.source.path, d.source.sha256, d.metadata) for d in self.documents.values())

    def load(self, doc_id: str) -> Document | None:
        return self.documents.get(doc_id)

    def find_text(self, quote: str) -> Iterator[ClauseRef]:
        for document in self.documents.values():
            for clause in document.clauses:
                if quote in clause.text or quote in (clause.heading or ""):
                    yield ClauseRef(document.id, clause.address)
