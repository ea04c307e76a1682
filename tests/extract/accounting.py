"""Checks that a document's text and ledger hold every raw character exactly once."""

from __future__ import annotations

from policykit.model.document import Document


def check(document: Document) -> None:
    """Raises AssertionError where a raw character is lost or stands twice, or the runs do not tile the text."""
    seen = bytearray(len(document.raw))
    at = 0
    for run in document.text.runs:
        assert run.start == at
        at = run.end
    assert at == len(document.text)
    spans = [(r.raw_start, r.raw_end) for r in document.text.runs]
    spans += [(r.raw_span.start, r.raw_span.end) for r in document.ledger.removed]
    for start, end in spans:
        assert not any(seen[start:end]), f"{start}..{end} 重复"
        seen[start:end] = b"\x01" * (end - start)
    assert all(seen), f"丢失 {document.raw[seen.index(0) :][:20]!r}"
    ledger = document.ledger
    assert ledger.kept_chars + sum(len(r.raw_span) for r in ledger.removed) == ledger.raw_chars == len(document.raw)
    for hint in document.paragraph_hints:
        hint.raw_span.of(document.raw)
    for table in document.table_hints:
        taken: set[tuple[int, int]] = set()
        for cell in table.cells:
            cell.raw_span.of(document.raw)
            places = {(cell.row + r, cell.column + c) for r in range(cell.rowspan) for c in range(cell.colspan)}
            assert not places & taken, "单元格重叠"
            taken |= places
