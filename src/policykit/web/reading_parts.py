"""A document cut into parts short enough to send at once, and its outline.

A law of a thousand articles is read from where one comes in; the parts after it follow as one reads on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from policykit.model.address import SPOKEN, spoken
from policykit.model.document import Clause, ClauseKind, Document, Table
from policykit.model.span import Span

PART_CHARACTERS = 5_000
OUTLINED = 400  # entries of an outline
_FRAMES = frozenset((ClauseKind.PART, ClauseKind.CHAPTER, ClauseKind.SECTION, ClauseKind.ATTACHMENT))
_HEADING = 40  # characters of a heading in the outline
WHOLE = Clause("", 0, ClauseKind.PREAMBLE, None, None, "")
"""Stands for a document of nothing but tables: they belong to no clause and are to be read all the same."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Paragraphs and tables of one clause that stand together. Not `first`: printed after clauses inside this one."""

    clause: Clause
    first: bool
    blocks: tuple[Span | Table, ...]

    @property
    def tables(self) -> bool:
        """Whether there is a table in it."""
        return any(isinstance(block, Table) for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Part:
    """What is sent at once, in print order."""

    number: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """All parts of a document, and the part each address is in."""

    parts: tuple[Part, ...]
    of: dict[str, int]
    outline: tuple[tuple[int, str, str], ...]  # depth from 0, address, what it says

    def at(self, address: str) -> int:
        """The part of an address, of the clause above it where it has none of its own; 0 for an empty one."""
        while address:
            if address in self.of:
                return self.of[address]
            address = address.rpartition("/")[0]
        return 0


def parts_of(document: Document) -> Parts:
    """The parts of a document. One without clauses has a single part, with its tables if it has any."""
    tables: dict[str, list[Table]] = {}
    addresses = {c.address for c in document.clauses}
    first = document.clauses[0].address if document.clauses else ""
    for table in document.tables:
        tables.setdefault(table.clause if table.clause in addresses else first, []).append(table)
    parts: list[Part] = []
    of: dict[str, int] = {}
    held: list[tuple[Clause, tuple[Table, ...]]] = []
    size = 0
    for clause in document.clauses or ((WHOLE,) if tables else ()):
        whole = len(clause.text) + sum(len(t.span) for t in tables.get(clause.address, ()))
        if held and size + whole > PART_CHARACTERS and clause.kind not in (ClauseKind.ITEM, ClauseKind.POINT):
            parts.append(Part(len(parts), _stretches(held)))
            held, size = [], 0
        of[clause.address] = len(parts)
        held.append((clause, tuple(tables.get(clause.address, ()))))
        of.update({t.address: len(parts) for t in tables.get(clause.address, ())})
        size += whole
    parts.append(Part(len(parts), _stretches(held)))
    return Parts(tuple(parts), of, _outline(document))


def _stretches(clauses: list[tuple[Clause, tuple[Table, ...]]]) -> tuple[Stretch, ...]:
    """Clauses in print order: an article's paragraph may stand after its items, a table between two paragraphs."""
    pieces: list[tuple[int, Clause, Span | Table | None]] = []
    for clause, tables in clauses:
        for number, span in enumerate(clause.paragraphs):
            pieces.append((clause.head_span.start if number == 0 and clause.head_span else span.start, clause, span))
        pieces += [(t.span.start, clause, t) for t in tables]
        if not clause.paragraphs:
            pieces.append((clause.span.start, clause, None))
    pieces.sort(key=lambda piece: piece[0])
    out: list[Stretch] = []
    begun: set[str] = set()
    for _, clause, block in pieces:
        blocks = () if block is None else (block,)
        if out and out[-1].clause is clause:
            out[-1] = replace(out[-1], blocks=out[-1].blocks + blocks)
        else:
            out.append(Stretch(clause, clause.address not in begun, blocks))
            begun.add(clause.address)
    return tuple(out)


def _outline(document: Document) -> tuple[tuple[int, str, str], ...]:
    """The frames of a law; of what has none the headed units, and the articles of a short regulation."""
    frames = [c for c in document.clauses if c.kind in _FRAMES]
    if any(c.kind is not ClauseKind.ATTACHMENT for c in frames):
        chosen = frames
    else:
        chosen = [c for c in document.clauses if c.heading or c.level <= 1 or c.kind in _FRAMES]
    chosen = chosen[:OUTLINED]
    levels = sorted({c.level for c in chosen})
    return tuple((min(levels.index(c.level), 4), c.address, _says(c)) for c in chosen)


def _says(clause: Clause) -> str:
    if clause.address in SPOKEN:
        return SPOKEN[clause.address]
    own = clause.heading or (clause.text[:18] + "…" if len(clause.text) > 18 else clause.text)
    label = spoken(clause.address.rpartition("/")[2]) if clause.kind not in _FRAMES else clause.label or ""
    return f"{label}{' ' if label.startswith('第') else ''}{own[:_HEADING]}"
