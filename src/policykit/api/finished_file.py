"""What a finished file prints, tables as tables: for checks that look at what people made of a generated file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policykit.check.model import FileTable, TableRow
from policykit.check.tables import column_name, kind_of
from policykit.errors import UnreadableInput, UnsupportedFormat

RECORD_SHEET = "_policykit"
SUFFIXES = (".docx", ".xlsx", ".csv", ".md")


@dataclass(frozen=True, slots=True)
class FinishedFile:
    """`prose` are (place, text) of the paragraphs outside tables; `sources` the ids of the documents that the record
    in the file names, `template` what it was made by (both empty without a record)."""

    name: str
    tables: tuple[FileTable, ...]
    prose: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    template: str


def read_finished(path: Path) -> FinishedFile:
    """Read a .docx, .xlsx, .csv or .md. Raises UnreadableInput, UnsupportedFormat."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UnsupportedFormat(f"不能检查这种格式：{path.name}", hint=f"可以检查的格式：{' '.join(SUFFIXES)}。")
    if suffix == ".xlsx":
        return _workbook(path)
    from policykit.verify.check import read_printed

    printed = read_printed(path)
    grids: dict[int, list[tuple[str, tuple[str, ...]]]] = {}
    for row in printed.rows:
        grids.setdefault(row.table, []).append((row.place, tuple(c.text or c.under or "" for c in row.cells)))
    tables = [t for grid in grids.values() for t in _tables(path.name, "", grid)]
    prose = tuple((p.place, p.text) for p in printed.paragraphs if p.text.strip())
    return FinishedFile(path.name, tuple(tables), prose, *_record(printed.record))


def _workbook(path: Path) -> FinishedFile:
    from policykit.extract.workbook import read_workbook
    from policykit.verify.record import unpack

    tables: list[FileTable] = []
    record: Any = None
    for sheet in read_workbook(path):
        if sheet.name == RECORD_SHEET:
            try:
                record = unpack("".join(row.at(0) for row in sheet.rows))
            except UnreadableInput:
                record = None
        elif not sheet.hidden:
            grid = [(f"第{row.number}行", row.cells) for row in sheet.rows]
            tables += _tables(path.name, f"工作表“{sheet.name}”", grid)
    return FinishedFile(path.name, tuple(tables), (), *_record(record))


def _tables(file: str, sheet: str, grid: Sequence[tuple[str, tuple[str, ...]]]) -> Iterable[FileTable]:
    """The tables of a grid: each begins at a row whose cells are the columns of a table this tool makes."""
    head: tuple[str, ...] = ()
    title = ""
    rows: list[TableRow] = []
    for place, cells in grid:
        names = tuple(column_name(c) for c in cells)
        if kind_of(names):
            if head:
                yield _table(file, title, head, rows)
            head, rows = names, []
            title = f"{sheet}{'表' if sheet else place.split('第')[0].removesuffix('表头') or '表'}"
        elif head and sum(1 for c in cells if c.strip()) > 1:
            where = f"{file} {sheet}{place}"
            rows.append(TableRow(where, {n: c for n, c in zip(head, (*cells, *[""] * len(head)), strict=False) if n}))
    if head:
        yield _table(file, title, head, rows)


def _table(file: str, title: str, head: tuple[str, ...], rows: list[TableRow]) -> FileTable:
    kind = kind_of(head)
    return FileTable(kind, f"{file} {title}（{kind}）", tuple(n for n in head if n), tuple(rows))


def _record(record: Any) -> tuple[tuple[str, ...], str]:
    if not isinstance(record, dict):
        return (), ""
    sources = record.get("sources")
    ids = [s.get("doc_id") for s in sources if isinstance(s, dict)] if isinstance(sources, list) else []
    return tuple(dict.fromkeys(str(i) for i in ids if i)), str(record.get("template") or "")
