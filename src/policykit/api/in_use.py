"""A collection without the earlier versions of documents, for telling where a sentence stands now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from policykit.model.address import ClauseRef
from policykit.model.document import Document
from policykit.model.store import DocumentStore, DocumentSummary

if TYPE_CHECKING:
    from policykit.api.workspace import Workspace


class InUse:
    """A `DocumentStore`: an earlier version is loaded by its id, but none of its sentences is found."""

    def __init__(self, store: DocumentStore, workspace: Workspace) -> None:
        ids = {s.id for s in store.summaries()}
        later = workspace.corpus.lineage.successors()
        self._store = store
        self._earlier = frozenset(i for i, successor in later.items() if successor in ids)

    def summaries(self) -> tuple[DocumentSummary, ...]:
        """All documents, earlier versions too."""
        return self._store.summaries()

    def load(self, doc_id: str) -> Document | None:
        """The document with this id."""
        return self._store.load(doc_id)

    def find_text(self, quote: str) -> Iterator[ClauseRef]:
        """Clauses of versions in use whose text or heading contains the quote."""
        return (ref for ref in self._store.find_text(quote) if ref.doc_id not in self._earlier)
