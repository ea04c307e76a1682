"""Duties that stand in a row of a table: the task's cell, the row's name, the bodies of its other cells."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policykit.model.annotation import Duty
from policykit.model.document import Cell, Document, Table

_ROW = re.compile(r"^(.*)/第([0-9]{1,6})行$")
_NAMING = re.compile(r"任务|事项|名称|领域|内容|项目|类别|目标|环节|阶段|工作")
_NOT_NAMING = re.compile(r"依据|类型|机构|主体|单位|部门|序号|时限|时间|责任人")
LONGEST_NAME = 40  # characters: a longer cell is no name


@dataclass(frozen=True, slots=True)
class TableRow:
    """A printed row, its task cell, and the cells before it that name the task, by the words of their columns.

    `note` marks a row that is one cell across the table: a remark, not a task.
    """

    table: Table
    row: int
    task: Cell
    names: tuple[Cell, ...]
    note: bool

    @property
    def cells(self) -> tuple[Cell, ...]:
        return self.table.row_cells(self.row)


def row_of(document: Document, duty: Duty) -> TableRow | None:
    """The row that a duty's address names; None where it is no row of the document, or the task is not in it."""
    match = _ROW.match(duty.clause)
    if match is None:
        return None
    for table in document.tables:
        if table.address != match[1]:
            continue
        row = int(match[2]) + table.header_rows - 1
        cells = table.row_cells(row)
        task = next((c for c in cells if c.span == duty.span), None)
        task = task or next((c for c in cells if duty.action and duty.action in c.text), None)
        if task is None:
            return None
        before = sorted((c for c in cells if c.column < task.column), key=lambda c: c.column)
        names = tuple(c for c in before if _names(table, c))[-1:]
        return TableRow(table, row, task, names, task.colspan >= table.columns > 1)
    return None


def _names(table: Table, cell: Cell) -> bool:
    heads = (c for c in table.cells if c.row < table.header_rows)
    head = "".join(c.text for c in heads if c.column <= cell.column < c.column + c.colspan)
    named = _NAMING.search(head) is not None and not _NOT_NAMING.search(head)
    return named and 0 < len(cell.text.strip()) <= LONGEST_NAME
