"""Citations of other documents, each with what its own document says of whom it names."""

from __future__ import annotations

from collections.abc import Iterator

from policykit.annotate.citations.defined import Defined, defined_names
from policykit.model.annotation import Citation, Mention
from policykit.model.document import Document

BEFORE = 64  # characters before a name in which its issuer and its date may stand (国务院《关于…的决定》)


def mentions(document: Document) -> Iterator[Mention]:
    """Every citation but the document's mentions of itself, in order of print."""
    defined = defined_names(document)
    for citation in document.citations:
        if not citation.self_reference:
            yield mention(document, citation, defined)


def mention(document: Document, citation: Citation, defined: Defined) -> Mention:
    """One citation with the short names that its document lays down."""
    start = citation.span.start
    full = defined.full(citation.title, start)
    if full is not None:
        return Mention(document.id, citation, full.title, full.doc_number, full.version, full.before, True)
    before = document.text.value[max(0, start - BEFORE) : start]
    return Mention(document.id, citation, citation.title, citation.doc_number, citation.version, before, False)
