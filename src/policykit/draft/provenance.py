"""The exact place a line is drawn from, as it will travel inside the finished file."""

from __future__ import annotations

import hashlib

from policykit.model.document import Clause, Document
from policykit.model.output import Provenance, SourceDocument
from policykit.model.span import Span


def of_text(document: Document, clause: Clause, span: Span) -> Provenance:
    """From the characters `span` of the clause's own text. Raises IndexError out of range."""
    return _made(document, clause, span, span.of(clause.text))


def of_heading(document: Document, clause: Clause) -> Provenance:
    """From the clause's heading."""
    return _made(document, clause, None, clause.heading or clause.label or "")


def of_document(document: Document) -> SourceDocument:
    """The document as one of the output's sources."""
    meta = document.metadata
    return SourceDocument(document.id, document.source.sha256, meta.title or document.source.path, meta.doc_number)


def within(clause: Clause, span: Span) -> Span | None:
    """A span of the document's text as one of the clause's own text; None where it lies outside the paragraphs."""
    at = 0
    for paragraph in clause.paragraphs:
        if paragraph.contains(span):
            return Span(at + span.start - paragraph.start, at + span.end - paragraph.start)
        at += len(paragraph) + 1
    return None


def _made(document: Document, clause: Clause, span: Span | None, quote: str) -> Provenance:
    return Provenance(
        doc_id=document.id,
        doc_sha256=document.source.sha256,
        doc_title=document.metadata.title or document.source.path,
        address=clause.address,
        span=span,
        quote=quote,
        clause_sha256=hashlib.sha256(clause.full_text.encode()).hexdigest(),
    )
