"""A table of duties that a person changed in Excel or WPS: its columns found by their names, its rows as they stand.

Columns may have moved, rows may be sorted, inserted or blank, cells merged; only the names of the columns count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policykit.decisions import squeeze
from policykit.errors import UnreadableInput, UsageError
from policykit.extract.workbook import SheetRow, WorkbookSheet, read_workbook

RECORD_SHEET = "_policykit"
# The columns by what they hold, with every name a table of this tool or a clerk gives them.
COLUMNS: dict[str, tuple[str, ...]] = {
    "text": ("具体措施", "任务内容", "工作措施", "具体任务", "执法责任", "承担的职责任务", "任务"),
    "name": ("重点任务", "任务名称", "执法职权"),
    "keep": ("是否列入", "列入"),
    "reason": ("不列入的理由", "不列入理由", "未列入的理由"),
    "unit": ("牵头科室", "牵头单位", "责任科室", "承办机构", "责任单位"),
    "helpers": ("配合科室", "责任单位（配合单位）", "配合单位"),
    "post": ("岗位", "执法岗位", "责任岗位"),
    "person": ("责任人", "姓名"),
    "deadline": ("完成时限", "时限", "完成时间"),
    "basis": ("依据条款", "依据"),
    "key": ("职责编号",),
}
LABELS = {kind: names[0] for kind, names in COLUMNS.items()}
OWN_BASIS = "本单位增加："
_WIDE = str.maketrans("()：", "（）:")
_MARKS = "。；;，,、："


@dataclass(frozen=True, slots=True)
class SheetDuty:
    """A row of the table: `cells` by what they hold, only for columns the table has."""

    place: str
    cells: dict[str, str]

    def get(self, kind: str) -> str:
        """The cell of this kind, empty where the table has no such column."""
        return self.cells.get(kind, "")


@dataclass(frozen=True, slots=True)
class DutySheet:
    """What the file holds. `written` are the rows as the tool wrote them, from the record in the file (empty where it
    was lost); `sources` the ids of the documents they rest on, `unread` rows that are no duties, with the reason."""

    duties: tuple[SheetDuty, ...]
    written: tuple[dict[str, str], ...]
    sources: tuple[str, ...]
    unread: tuple[tuple[str, str], ...]


def plain(text: str) -> str:
    """Words by which a row is known again: without white space and without the mark that closes them."""
    words = squeeze(text)
    return words.rstrip(_MARKS) or words


def read_duty_sheet(path: Path) -> DutySheet:
    """Read the tables of all shown sheets. Raises UnreadableInput, UnsupportedFormat, and UsageError where no sheet has
    a table with the columns that are needed."""
    sheets = read_workbook(path)
    record = _record(sheets)
    printed = {plain(line) for line in _lines(record)}
    duties: list[SheetDuty] = []
    unread: list[tuple[str, str]] = []
    found = False
    for sheet in sheets:
        if sheet.hidden or sheet.name == RECORD_SHEET:
            continue
        columns: dict[str, int] = {}
        for row in sheet.rows:
            place = f"工作表“{sheet.name}”第{row.number}行"
            heads = _heads(row)
            if heads:
                columns, found = heads, True
            elif columns:
                _take(row, columns, place, printed, duties, unread)
    if not found:
        raise UsageError(
            f"没有找到职责表：{path}",
            hint="表头要有“具体措施”和“牵头单位”（或“牵头科室”）；请改 annex 任务分工表 或 duties -o 生成的表。",
        )
    return DutySheet(tuple(duties), tuple(_written(record)), _sources(record), tuple(unread))


def _take(
    row: SheetRow,
    columns: dict[str, int],
    place: str,
    printed: set[str],
    duties: list[SheetDuty],
    unread: list[tuple[str, str]],
) -> None:
    filled = [c for c in row.cells if c.strip()]
    text = row.at(columns["text"]).strip()
    if len(filled) == 1 or not text:
        if plain(filled[0]) not in printed:
            unread.append((place, f"只有“{filled[0][:20]}”，没有写具体措施，没有当作任务"))
        return
    duties.append(SheetDuty(place, {kind: row.at(column).strip() for kind, column in columns.items()}))


def _heads(row: SheetRow) -> dict[str, int]:
    """The columns of a header row; empty for any other row. Of two columns alike the first counts."""
    named = {_name(text): at for at, text in reversed(list(enumerate(row.cells))) if text.strip()}
    out = {kind: named[n] for kind, names in COLUMNS.items() for n in reversed(names) if n in named}
    return out if "text" in out and "unit" in out and len(set(out.values())) == len(out) else {}


def _name(text: str) -> str:
    return squeeze(text).translate(_WIDE)


def _record(sheets: Sequence[WorkbookSheet]) -> dict[str, Any]:
    """The record the tool left in the file. Lost or damaged it is as if there were none: the words still tell."""
    from policykit.verify.record import unpack

    for sheet in sheets:
        if sheet.name == RECORD_SHEET:
            try:
                value = unpack("".join(row.at(0) for row in sheet.rows))
            except UnreadableInput:
                return {}
            return value if isinstance(value, dict) else {}
    return {}


def _written(record: dict[str, Any]) -> Iterable[dict[str, str]]:
    for table in _list(record.get("tables")):
        if not isinstance(table, dict):
            continue
        columns = [_name(str(c)) for c in _list(table.get("columns"))]
        kinds = {kind: columns.index(n) for kind, names in COLUMNS.items() for n in reversed(names) if n in columns}
        for row in _list(table.get("rows")):
            cells = [str(c) for c in _list(row.get("cells"))] if isinstance(row, dict) else []
            if len(cells) == len(columns):
                yield {kind: cells[at] for kind, at in kinds.items()}


def _sources(record: dict[str, Any]) -> tuple[str, ...]:
    found = (s.get("doc_id") for s in _list(record.get("sources")) if isinstance(s, dict))
    return tuple(dict.fromkeys(str(s) for s in found if s))


def _lines(record: dict[str, Any]) -> Iterable[str]:
    return (str(line.get("text")) for line in _list(record.get("lines")) if isinstance(line, dict))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def names_in(cell: str) -> tuple[str, ...]:
    """The names a cell lists, each once."""
    parts = re.split(r"[、，,；;\n/／]", cell)
    return tuple(dict.fromkeys(name for part in parts if (name := squeeze(part))))
