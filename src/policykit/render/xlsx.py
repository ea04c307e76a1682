"""Spreadsheet output: one sheet a section, real numbers, frozen and filtered header, no runnable text."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from policykit.model.output import Annex, Column, Draft, Kind, Line, OutCell
from policykit.render.formula import is_risky
from policykit.render.package import pack, unpack
from policykit.render.provenance import packed, record
from policykit.render.sheet import Section, Table, lay_out

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_CHUNK = 30_000  # a cell holds at most 32,767 characters
_RECORD_SHEET = "_policykit"
_NOT_IN_NAMES = re.compile(r"[\\/*?:\[\]]")
_CORE = "docProps/core.xml"
_TOTAL_WIDTH = 130  # characters over all columns
_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]{0,80}>)[^<]{0,40}<")


def render(output: Draft | Annex) -> bytes:
    """The workbook's bytes; the same input gives the same bytes."""
    from openpyxl import Workbook

    sheet = lay_out(output, merged=False)
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "policykit"
    book.properties.title = sheet.title
    names: set[str] = set()
    for section in sheet.sections:
        _section(book.create_sheet(_name(section.name, names)), section)
    hidden = book.create_sheet(_RECORD_SHEET)
    hidden.sheet_state = "veryHidden"
    text = packed(record(sheet))
    for row, at in enumerate(range(0, len(text), _CHUNK), 1):
        _put(hidden, row, 1, text[at : at + _CHUNK])
    buffer = io.BytesIO()
    book.save(buffer)
    parts = unpack(buffer.getvalue())
    parts[_CORE] = _DATES.sub(rb"\g<1>1980-01-01T00:00:00Z<", parts[_CORE])
    return pack(parts)


def _name(title: str, taken: set[str]) -> str:
    """A sheet name Excel accepts: at most 31 characters, none of its reserved ones, not twice."""
    base = _NOT_IN_NAMES.sub(" ", title).strip("' ")[:28] or "表"
    name, n = base, 1
    while name.casefold() in taken:
        n += 1
        name = f"{base}{n}"
    taken.add(name.casefold())
    return name


def _section(sheet: Worksheet, section: Section) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.properties import PageSetupProperties

    width = max((len(b.columns) for b in section.blocks if isinstance(b, Table)), default=1)
    row = 1
    for block in section.blocks:
        if isinstance(block, Table):
            row = _table(sheet, block, row)
            continue
        cell = _put(sheet, row, 1, block.text)
        cell.alignment = _alignment(block)
        if block.kind in (Kind.TITLE, Kind.ANNEX_TITLE):
            cell.font = Font(name="黑体", size=16)
        if width > 1:
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
        row += 1
    if width == 1:
        sheet.column_dimensions["A"].width = 100
    sheet.page_setup.orientation = "landscape" if section.landscape else "portrait"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _alignment(line: Line) -> Any:
    from openpyxl.styles import Alignment

    centred = line.kind in (Kind.TITLE, Kind.ANNEX_TITLE)
    return Alignment(horizontal="center" if centred else "left", vertical="center", wrap_text=True)


def _table(sheet: Worksheet, table: Table, row: int) -> int:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    side = Side(style="thin")
    border = Border(left=side, right=side, top=side, bottom=side)
    wrap = Alignment(vertical="center", wrap_text=True)
    centre = Alignment(horizontal="center", vertical="center", wrap_text=True)
    head = row
    for i, column in enumerate(table.columns, 1):
        cell = _put(sheet, head, i, column.name)
        cell.font = Font(name="黑体", size=11)
        cell.fill = PatternFill("solid", fgColor="FFE7E6E6")
        cell.alignment, cell.border = centre, border
        sheet.column_dimensions[get_column_letter(i)].width = _width(column, table.columns)
    body = Font(name="仿宋_GB2312", size=11)
    for source in table.rows:
        row += 1
        for i, out in enumerate(source.cells, 1):
            cell = _put(sheet, row, i, _value(out))
            cell.font, cell.border = body, border
            cell.alignment = centre if out.number is not None else wrap
    last = get_column_letter(len(table.columns))
    sheet.auto_filter.ref = f"A{head}:{last}{max(row, head)}"
    sheet.freeze_panes = f"A{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    return row + 1


def _width(column: Column, columns: tuple[Column, ...]) -> float:
    return max(6.0, round(_TOTAL_WIDTH * column.width / sum(c.width for c in columns), 1))


def _value(cell: OutCell) -> str | float:
    if cell.number is None:
        return cell.text
    return int(cell.number) if cell.number == int(cell.number) else cell.number


def _put(sheet: Worksheet, row: int, column: int, value: str | float) -> Any:
    cell: Any = sheet.cell(row, column)
    cell.value = value
    if isinstance(value, str):
        # openpyxl takes a leading = for a formula: the type is set after the value.
        cell.data_type = "s"
        if is_risky(value):
            cell.quotePrefix = True
    return cell
