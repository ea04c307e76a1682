"""What a reader hands back, and how it becomes a Document."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from policykit.model.diagnostic import Change, Diagnostic, Ledger, Removal, Severity
from policykit.model.document import Document, ParagraphHint, Source, TableHint
from policykit.model.span import Span
from policykit.model.text import Text


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader noticed. `raw_span` is in the raw text; it becomes a text span in the document."""

    code: str
    message: str
    severity: Severity = Severity.INFO
    raw_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One file as its reader understood it."""

    raw: str
    text: Text
    removed: tuple[Removal, ...] = ()
    changed: tuple[Change, ...] = ()
    paragraph_hints: tuple[ParagraphHint, ...] = ()
    table_hints: tuple[TableHint, ...] = ()
    notes: tuple[Note, ...] = ()


def document_of(reading: Reading, data: bytes, name: str, media_type: str, notes: tuple[Note, ...]) -> Document:
    """The Document of a reading. `name` is the path as the user gave it, `notes` come from decoding."""
    sha256 = hashlib.sha256(data).hexdigest()
    gone = sum(len(r.raw_span) for r in reading.removed)
    every = notes + reading.notes
    if not reading.text.value.strip():
        every += (Note("extract.empty", "文件里没有读到文字，可能只有图片，或正文由网页脚本载入。", Severity.WARNING),)
    return Document(
        id="d" + sha256[:10],
        source=Source(name, sha256, media_type),
        raw=reading.raw,
        text=reading.text,
        ledger=Ledger(len(reading.raw), len(reading.raw) - gone, reading.removed, reading.changed),
        paragraph_hints=reading.paragraph_hints,
        table_hints=reading.table_hints,
        diagnostics=tuple(Diagnostic(n.code, n.severity, n.message, _in_text(reading.text, n)) for n in every),
    )


def _in_text(text: Text, note: Note) -> Span | None:
    if note.raw_span is None:
        return None
    found = text.from_raw(note.raw_span)
    return Span(found[0].start, found[-1].end) if found else None
