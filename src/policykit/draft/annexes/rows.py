"""Small pieces that annex tables share: cells, serial numbers, the spoken basis of a row."""

from __future__ import annotations

from policykit.model.address import spoken
from policykit.model.output import OutCell, Provenance


def serial(number: int) -> OutCell:
    """The 序号 of a row."""
    return OutCell(str(number), number=float(number))


def basis(source: Provenance) -> str:
    """The source as a document would name it: 《…》二、（一）1."""
    return f"《{source.doc_title}》{spoken(source.address)}"
