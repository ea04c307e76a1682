"""The raw text of a container format: what its reader produces, in document order, with what it leaves out."""

from __future__ import annotations

from policykit.extract.assemble import Assembler
from policykit.extract.reading import Note, Reading
from policykit.model.document import ParagraphHint, TableHint


class Stream:
    """Grows a raw text; stretches that are not for the reader carry the ledger rule that keeps them out."""

    __slots__ = ("_pieces", "_visible", "length")

    def __init__(self) -> None:
        self.length = 0
        self._visible = False
        self._pieces: list[tuple[str, str]] = []

    @property
    def empty(self) -> bool:
        """Whether nothing visible has been written yet."""
        return not self._visible

    def add(self, text: str, removed_by: str = "") -> None:
        """Append `text`; with `removed_by` it stands in the raw text and the ledger only."""
        if text:
            self._pieces.append((text, removed_by))
            self.length += len(text)
            self._visible = self._visible or not removed_by

    def reading(self, paragraphs: list[ParagraphHint], tables: list[TableHint], notes: list[Note]) -> Reading:
        """The finished reading."""
        raw = "".join(text for text, _ in self._pieces)
        out, at = Assembler(raw), 0
        for text, rule in self._pieces:
            if rule:
                out.drop(at, at + len(text), rule)
            else:
                out.keep(at, at + len(text))
            at += len(text)
        final, removed, changed = out.finish()
        return Reading(raw, final, removed, changed, tuple(paragraphs), tuple(tables), tuple(notes))
