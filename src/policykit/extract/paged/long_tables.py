"""Tables that run over several pages, put back together."""

from __future__ import annotations

from dataclasses import dataclass

from policykit.extract.paged.lines import PrintLine, print_lines
from policykit.extract.paged.tables import RuledTable

_NEAR = 6.0


@dataclass(slots=True)
class LongCell:
    """One cell with its print lines; `right` is the x of its right edge."""

    row: int
    column: int
    down: int
    across: int
    right: float
    lines: list[PrintLine]
    header: bool = False


class LongTable:
    """A table as printed on one page or more. `cells` stand row by row."""

    def __init__(self, table: RuledTable) -> None:
        self._edges = table.edges
        self._rows = table.rows
        self.cells = _cells(table)

    def goes_on_in(self, table: RuledTable) -> bool:
        """Whether `table`, the first thing on the next page, has the same columns."""
        return len(table.edges) == len(self._edges) and all(
            abs(a - b) < _NEAR for a, b in zip(self._edges, table.edges, strict=True)
        )

    def extend(self, table: RuledTable) -> str:
        """Append the rows of `table`. Returns the text of a header row that was printed anew, or nothing."""
        cells = _cells(table)
        repeated = ""
        head = [_text(c) for c in self.cells if c.row == 0]
        again = [_text(c) for c in cells if c.row == 0]
        if head == again and any(head) and all(c.down == 1 for c in cells if c.row == 0):
            repeated = "\t".join(again)
            cells = [c for c in cells if c.row]
            for cell in self.cells:
                cell.header = cell.header or cell.row == 0
        if not cells:
            return repeated
        first = min(c.row for c in cells)
        if self._continue_row([c for c in cells if c.row == first]):
            cells = [c for c in cells if c.row > first]
            first += 1
        else:
            cells = [c for c in cells if not (c.row == first and self._continue_cell(c))]
        for cell in cells:
            cell.row += self._rows - first
        self.cells += cells
        self._rows += table.rows - first
        return repeated

    def _above(self, cell: LongCell) -> LongCell | None:
        """The cell of the last row in the same column."""
        for upper in reversed(self.cells):
            if upper.row + upper.down == self._rows and upper.column == cell.column and upper.across == cell.across:
                return upper
        return None

    def _continue_row(self, top: list[LongCell]) -> bool:
        """Join a row that the page break cut in two: its number stands on the page before."""
        above = [self._above(cell) for cell in top]
        if top[0].lines or not any(c.lines for c in top) or any(c.down > 1 and c.lines for c in top):
            return False
        if any(upper is None or (cell.lines and not upper.lines) for cell, upper in zip(top, above, strict=True)):
            return False
        for cell, upper in zip(top, above, strict=True):
            if upper is not None:
                upper.lines += cell.lines
                upper.down += cell.down - 1
        return True

    def _continue_cell(self, cell: LongCell) -> bool:
        """Join a merged cell that the page break cut in two: its text stands on the page before."""
        upper = self._above(cell)
        if cell.lines or upper is None:
            return False
        if upper.down == 1 and cell.down == 1 and not (upper.lines and self._groups_rows(cell.column)):
            return False
        upper.down += cell.down
        return True

    def _groups_rows(self, column: int) -> bool:
        """Whether the cells of a column stand for several rows and none is left empty: an empty one only goes on."""
        cells = [c for c in self.cells if c.column == column and not c.header]
        return any(c.down > 1 for c in cells) and all(c.lines for c in cells)


def _cells(table: RuledTable) -> list[LongCell]:
    cells = sorted(table.cells, key=lambda c: (c.row, c.column))
    return [LongCell(c.row, c.column, c.down, c.across, c.box[2], print_lines(c.glyphs)) for c in cells]


def _text(cell: LongCell) -> str:
    return "".join(line.text for line in cell.lines)
