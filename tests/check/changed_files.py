"""Changing a cell, or the rows, of a finished file in each of its formats, as a person would."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

Grid = list[list[str]]
Edit = Callable[[Grid], None]
_BAR = re.compile(r"(?<!\\)\|")


def change(path: Path, edit: Edit) -> None:
    """Apply `edit` to the first table of the file, header row first, and save."""
    {".xlsx": _xlsx, ".docx": _docx, ".csv": _csv, ".md": _md}[path.suffix](path, edit)


def cell(column: str, words: str, value: str) -> Edit:
    """Set the cell of a column in the row that has the words."""

    def edit(grid: Grid) -> None:
        row = next(r for r in grid if any(words in c for c in r))
        row[grid[0].index(column)] = value

    return edit


def _xlsx(path: Path, edit: Edit) -> None:
    import openpyxl

    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    first = next(r[0].row for r in sheet.iter_rows() if r[0].value == "序号")
    grid = [[str(c.value) if c.value is not None else "" for c in r] for r in sheet.iter_rows(min_row=first)]
    before = len(grid)
    edit(grid)
    # A row put in moves the notes below the table down: their merged cells would swallow it.
    for notes in [m for m in sheet.merged_cells.ranges if m.min_row > first and m.min_col < m.max_col]:
        if len(grid) > before:
            sheet.unmerge_cells(str(notes))
    for r, row in enumerate(grid):
        for c, value in enumerate(row):
            if r < sheet.max_row - first + 2 and sheet.cell(first + r, c + 1).coordinate not in sheet.merged_cells:
                sheet.cell(first + r, c + 1).value = value or None
    if len(grid) < sheet.max_row - first + 1:
        sheet.delete_rows(first + len(grid), sheet.max_row - first + 1 - len(grid))
    book.save(path)


def _docx(path: Path, edit: Edit) -> None:
    import docx

    document = docx.Document(str(path))
    table = document.tables[0]
    grid = [[c.text for c in r.cells] for r in table.rows]
    before = [list(r) for r in grid]
    edit(grid)
    while len(table.rows) > len(grid):
        table._tbl.remove(table.rows[-1]._tr)
    while len(table.rows) < len(grid):
        table.add_row()
    for r, row in enumerate(grid):
        for c, value in enumerate(row):
            if r >= len(before) or before[r][c] != value:
                table.rows[r].cells[c].text = value
    document.save(str(path))


def _csv(path: Path, edit: Edit) -> None:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        grid = list(csv.reader(stream))
    edit(grid)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(grid)


def _md(path: Path, edit: Edit) -> None:
    lines = path.read_text("utf-8").split("\n")
    at = [n for n, line in enumerate(lines) if line.startswith("|")]
    grid = [[c.strip() for c in _BAR.split(lines[n])[1:-1]] for n in at]
    rule = lines[at[1]]
    del grid[1]
    edit(grid)
    made = [f"| {' | '.join(row)} |" for row in grid]
    path.write_text("\n".join([*lines[: at[0]], made[0], rule, *made[1:], *lines[at[-1] + 1 :]]), "utf-8")
