"""The exact place a line is drawn from, as it will travel inside the finished file."""

from __future__ import annotations

import hashlib

from policykit.model.document import Cell, Clause, Document, Table
from policykit.model.output import Provenance, SourceDocument
from policykit.model.span import Span


def of_text(document: Document, clause: Clause, span: Span) -> Provenance:
    """From the characters `span` of the clause's own text. Raises IndexError out of range."""
    return _made(document, clause.address, span, span.of(clause.text), clause.full_text)


def of_heading(document: Document, clause: Clause) -> Provenance:
    """From the clause's heading."""
    return _made(document, clause.address, None, clause.heading or clause.label or "", clause.full_text)


def of_cell(document: Document, table: Table, row: int, cell: Cell) -> Provenance:
    """From a cell of printed row `row`. The span counts in the row's cells joined by tabs, which is also what is
    hashed. Raises ValueError where the row has no such cell or is a header."""
    cells = table.row_cells(row)
    address = table.row_address(row)
    if address is None:
        raise ValueError(f"row {row} of {table.address} is a header")
    at = sum(len(c.text) + 1 for c in cells[: cells.index(cell)])
    return _made(document, address, Span(at, at + len(cell.text)), cell.text, "\t".join(c.text for c in cells))


def of_place(document: Document, address: str, quote: str) -> Provenance:
    """From words whose place inside the address is not known: nothing may be carried on such a record."""
    clause = document.clause(address)
    return _made(document, address, None, quote, clause.full_text if clause else quote)


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


def _made(document: Document, address: str, span: Span | None, quote: str, hashed: str) -> Provenance:
    return Provenance(
        doc_id=document.id,
        doc_sha256=document.source.sha256,
        doc_title=document.metadata.title or document.source.path,
        address=address,
        span=span,
        quote=quote,
        clause_sha256=hashlib.sha256(hashed.encode("utf-8", "surrogatepass")).hexdigest(),
    )
