"""The clause behind a line of a draft: its words now, the quoted ones marked, and how to read on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from policykit.model.address import spoken
from policykit.web.corpus_view import badge
from policykit.web.markup import clause_address, marked

if TYPE_CHECKING:
    from policykit.model.document import Document
    from policykit.model.output import Provenance, Row
    from policykit.web.workbench import Reader

WORDS = 20  # characters of the quote that the reading page is asked to mark


@dataclass(frozen=True, slots=True)
class Place:
    """One source. `text` is the clause with the quote marked; `found` False where it no longer has these words."""

    title: str
    spoken: str
    link: str
    badge: dict[str, Any]
    text: Markup
    found: bool
    quote: str


def places_of(reader: Reader, sources: Iterable[Provenance]) -> tuple[Place, ...]:
    """The sources, those in the same clause together."""
    quotes: dict[tuple[str, str], list[Provenance]] = {}
    for source in sources:
        quotes.setdefault((source.doc_id, source.address), []).append(source)
    return tuple(_place(reader, same) for same in quotes.values())


def row_places(reader: Reader, row: Row) -> tuple[Place, ...]:
    return places_of(reader, row.sources)


def _place(reader: Reader, same: list[Provenance]) -> Place:
    first = same[0]
    document = reader.document(first.doc_id)
    text = _text(document, first.address) if document is not None else ""
    spans: list[tuple[int, int]] = []
    for source in same:
        at = text.find(source.quote) if source.quote else -1
        if at >= 0:
            spans.append((at, at + len(source.quote)))
    return Place(
        first.doc_title,
        spoken(first.address) if first.address else "",
        clause_address(first.doc_id, first.address) if document is not None else "",
        badge(reader, first.doc_id),
        marked(text, _apart(spans)) if text else Markup.escape(first.quote),
        bool(spans),
        first.quote,
    )


def _text(document: Document, address: str) -> str:
    """The clause as printed; of a table's row its cells; empty where the address is of neither."""
    clause = document.clause(address)
    if clause is not None:
        return clause.full_text
    for table in document.tables:
        for row in range(table.rows):
            if table.row_address(row) == address:
                return "　".join(c.text for c in table.row_cells(row) if c.text)
    return ""


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap made one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
