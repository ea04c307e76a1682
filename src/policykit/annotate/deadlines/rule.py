"""The rule that reads time limits out of a document's clauses."""

from __future__ import annotations

from policykit.model.document import Document


def annotate_deadlines(document: Document) -> Document:
    """The document with its time limits, in order of print."""
    return document
