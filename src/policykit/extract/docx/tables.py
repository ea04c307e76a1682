"""Collects the cells of one .docx table with their merges."""

from __future__ import annotations

from policykit.extract.docx.styles import number_or_none
from policykit.extract.xmltree import Element, attribute, child, local, switched_on, value_of
from policykit.model.document import CellHint, TableHint
from policykit.model.span import Span

_SPAN_AT_MOST = 1_000


class _Cell:
    __slots__ = ("across", "column", "down", "end", "header", "row", "start")

    def __init__(self, row: int, column: int, across: int, header: bool) -> None:
        self.row, self.column, self.across, self.header = row, column, across, header
        self.down = 1
        self.start = self.end = -1


class TableBuilder:
    """Rows and cells in order; positions are in the raw text."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.cells: list[_Cell] = []
        self.cell: _Cell | None = None
        self.continued = False  # inside a cell that only continues the one above
        self.row = -1
        self.first = True
        self._column = 0
        self._header = False
        self._above: dict[int, _Cell] = {}

    def begin_row(self, properties: Element | None) -> None:
        """A new row; `properties` is its trPr."""
        self.row += 1
        self.first = True
        self._header = switched_on(properties, "tblHeader")
        self._column = min(number_or_none(value_of(properties, "gridBefore")) or 0, _SPAN_AT_MOST)

    def begin_cell(self, properties: Element | None, at: int) -> bool:
        """A new cell; `properties` is its tcPr. False where it only continues the cell above."""
        across = min(max(number_or_none(value_of(properties, "gridSpan")) or 1, 1), _SPAN_AT_MOST)
        merge = child(properties, "vMerge") if properties is not None else None
        column, self._column = self._column, self._column + across
        above = self._above.get(column)
        self.continued = merge is not None and attribute(merge, "val") != "restart" and above is not None
        if self.continued and above is not None:
            above.down = self.row - above.row + 1
            self.cell = None
            return False
        self.cell = _Cell(self.row, column, across, self._header)
        self.cell.start = self.cell.end = at
        self.cells.append(self.cell)
        if merge is not None:
            self._above[column] = self.cell
        else:
            self._above.pop(column, None)
        self.first = False
        return True

    def wrote(self, start: int, end: int) -> None:
        """Text was written into the open cell."""
        if self.cell is not None:
            if self.cell.start == self.cell.end:
                self.cell.start = start
            self.cell.end = end

    def filled(self) -> bool:
        """Whether the open cell has text yet."""
        return self.cell is not None and self.cell.end > self.cell.start

    def hint(self, end: int) -> TableHint:
        """The finished table."""
        return TableHint(
            Span(min(self.start, end), end),
            tuple(CellHint(Span(c.start, c.end), c.row, c.column, c.down, c.across, c.header) for c in self.cells),
        )


def is_data(table: Element) -> bool:
    """Whether a table holds data: two rows and two columns at least. Others only place text on the page."""
    rows = widest = 0
    for row in table.iterchildren():
        if local(row) in ("sdt", "ins", "customXml"):
            return True
        if local(row) == "tr":
            rows += 1
            widest = max(widest, sum(local(cell) in ("tc", "sdt") for cell in row))
    return rows >= 2 and widest >= 2
