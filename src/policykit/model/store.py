"""What drafting, citing and verification need from a collection of documents (the catalog is one)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from policykit.model.address import ClauseRef
from policykit.model.document import Document, Metadata


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document of the collection without its text. `path` is relative to the corpus folder."""

    id: str
    path: str
    sha256: str
    metadata: Metadata


class DocumentStore(Protocol):
    """A read-only collection of parsed documents."""

    def summaries(self) -> tuple[DocumentSummary, ...]:
        """All documents, in a stable order."""
        ...

    def load(self, doc_id: str) -> Document | None:
        """The whole document, or None where there is none with this id."""
        ...

    def find_text(self, quote: str) -> Iterator[ClauseRef]:
        """Clauses whose text or heading contains `quote` exactly, in a stable order."""
        ...
