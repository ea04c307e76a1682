"""Which columns of a table are centred: those of short texts throughout, so that one column is set one way."""

from __future__ import annotations

from collections.abc import Sequence

from policykit.model.output import Row

_SHORT = 10  # characters
_MOST = 0.85  # of a column's cells


def centred(rows: Sequence[Row], columns: int) -> list[bool]:
    """For each column whether nearly all of its cells that say something are short or numbers."""
    out = []
    for column in range(columns):
        cells = [row.cells[column] for row in rows if column < len(row.cells) and row.cells[column].text]
        short = sum(cell.number is not None or bool(cell.day) or len(cell.text) <= _SHORT for cell in cells)
        out.append(short >= _MOST * len(cells))
    return out
