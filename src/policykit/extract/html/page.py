"""A whole HTML page as a Reading."""

from __future__ import annotations

from policykit.extract.assemble import Assembler
from policykit.extract.html.emit import Emitter
from policykit.extract.html.structure import Structure
from policykit.extract.html.tables import classify
from policykit.extract.reading import Reading


def read_html(raw: str) -> Reading:
    """The reading of an HTML source."""
    out = Assembler(raw)
    emitter = emit(out, 0, len(raw))
    text, removed, changed = out.finish()
    return Reading(raw, text, removed, changed, emitter.paragraph_hints(), tuple(emitter.tables))


def emit(out: Assembler, start: int, end: int) -> Emitter:
    """Write `out.raw[start:end]` into `out` as HTML. The emitter that is returned holds the hints."""
    structure = Structure(out.raw, start, end)
    for table in structure.tables:
        table.mode = classify(table, out.raw)
    emitter = Emitter(out)
    emitter.run(structure)
    return emitter
