"""Duties in tables: a column of tasks, a column of responsible units, a column of time limits."""

from __future__ import annotations

import re

from policykit.annotate.agencies import split_actors
from policykit.annotate.duties.responsible import label_role
from policykit.annotate.duties.statements import modality
from policykit.model.annotation import Duty, Role
from policykit.model.document import Cell, Document, Table

_UNIT = re.compile(
    r"(?:责任|牵头|负责|配合|协助|协同|参加|参与|主办|协办|承办|实施|主管|落实|督导|指导)(?:责任)?(?:单位|部门|机构|处室|科室|领导|人|股室)|责任人|牵头人"
)
_TASK = re.compile(r"任务|事项|内容|措施|工作|项目|要求|举措|目标")
_FINE = re.compile(r"分解|具体|措施|内容|举措|事项")
_LIMIT = re.compile(r"时限|时间|期限|进度|节点|完成日期")


def table_duties(document: Document) -> list[Duty]:
    """A duty a row and role, with the row's address as clause. Tables without a column of units give none."""
    out: list[Duty] = []
    for table in document.tables:
        columns = _columns(table)
        units = [c for c, head in columns.items() if _UNIT.search(head)]
        tasks = [
            c
            for c, head in columns.items()
            if _TASK.search(head) and not _UNIT.search(head) and not _LIMIT.search(head)
        ]
        if not units or not tasks:
            continue
        fine = [c for c in tasks if _FINE.search(columns[c])] or tasks
        limits = [c for c, head in columns.items() if _LIMIT.search(head) and not _UNIT.search(head)]
        for row in range(table.header_rows, table.rows):
            out.extend(_row(table, row, columns, units, fine[-1], limits))
    return out


def _columns(table: Table) -> dict[int, str]:
    """Column number -> the words of its header cells."""
    heads: dict[int, str] = {}
    for cell in table.cells:
        if cell.row < table.header_rows and cell.colspan < max(2, table.columns):
            for column in range(cell.column, cell.column + cell.colspan):
                heads[column] = heads.get(column, "") + re.sub(r"\s", "", cell.text)
    return heads


def _row(table: Table, row: int, columns: dict[int, str], units: list[int], task: int, limits: list[int]) -> list[Duty]:
    address = table.row_address(row)
    cells = table.row_cells(row)
    action = _at(cells, task)
    if address is None or action is None or not action.text.strip():
        return []
    limit = next((c.text.strip() for n in limits if (c := _at(cells, n)) and c.text.strip()), None)
    out: list[Duty] = []
    for column in units:
        cell = _at(cells, column)
        names = (
            split_actors(re.sub(r"[\s\u2028]+", "、", cell.text.strip()), listed=True)
            if cell and cell is not action
            else ()
        )
        if names:
            role: Role = label_role(columns[column])
            words = action.text.strip()
            out.append(Duty(address, names, role, modality(words), words, limit, action.span))
    return out


def _at(cells: tuple[Cell, ...], column: int) -> Cell | None:
    return next((c for c in cells if c.column <= column < c.column + c.colspan), None)
