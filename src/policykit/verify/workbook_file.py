"""What an .xlsx prints: lines above and below its tables, table rows, and the record on its hidden sheet."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.errors import UnreadableInput
from policykit.verify.archive import Archive
from policykit.verify.printed import Paragraph, Printed, PrintedCell, PrintedRow
from policykit.verify.record import unpack
from policykit.verify.workbook_dates import Dates

if TYPE_CHECKING:
    from lxml import etree

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
P = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_RECORD_SHEET = "_policykit"
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_COLUMNS = 512  # more than any annex has; a cell beyond is hand-made and read as the last

Sheet = list[tuple[int, list[PrintedCell]]]


def read(path: Path) -> Printed:
    """What the file prints. Raises UnreadableInput for a broken or hostile package."""
    with Archive(path) as archive:
        strings = [_string(item) for item in _all(archive.xml("xl/sharedStrings.xml"), "si")]
        dates = Dates(archive.xml("xl/styles.xml"), archive.xml("xl/workbook.xml"))
        sheets = [(name, _sheet(archive.xml(part), strings, dates)) for name, part in _sheets(archive, path)]
        drawn = [n for n in archive.names if n.startswith(("xl/media/", "xl/charts/", "xl/drawings/drawing"))]
    kept = [sheet for name, sheet in sheets if name == _RECORD_SHEET]
    record = unpack("".join(cells[0].text for _, cells in kept[0] if cells)) if kept else None
    lone = _lone(record)
    paragraphs: list[Paragraph] = []
    rows: list[PrintedRow] = []
    tables = 0
    for name, sheet in sheets:
        if name == _RECORD_SHEET:
            continue
        number = -1  # of rows below the header; -1 outside a table
        for at, cells in sheet:
            filled = [c for c in cells if c.text]
            if not filled:
                number = -1
                continue
            is_row = len(filled) > 1 or not cells[0].text or cells[0].text in lone
            if not is_row and not (number >= 0 and cells[0].number is not None):
                number = -1
                paragraphs.append(Paragraph(cells[0].text, f"工作表“{name}”第{at}行"))
                continue
            number += 1
            tables += number == 0
            place = f"表{tables}第{number}行" if number else f"表{tables}表头"
            rows.append(PrintedRow(tuple(cells), place, tables))
    if drawn:
        paragraphs.append(Paragraph("〔图片或图形〕", "工作表中", part="图形"))
    return Printed(tuple(paragraphs), tuple(rows), record)


def _lone(record: Any | None) -> frozenset[str]:
    """Texts that are a table row's only one, so that a sheet row with just that text is no line of its own."""
    tables = record.get("tables") if isinstance(record, dict) else None
    out: set[str] = set()
    for table in tables if isinstance(tables, list) else ():
        if not isinstance(table, dict) or not isinstance(table.get("rows"), list):
            continue  # what is no record is refused when it is read
        rows = [table.get("columns"), *(r.get("cells") for r in table["rows"] if isinstance(r, dict))]
        for cells in rows:
            if isinstance(cells, list) and cells and isinstance(cells[0], str) and not any(cells[1:]):
                out.add(cells[0])
    return frozenset(out)


def _sheets(archive: Archive, path: Path) -> Iterator[tuple[str, str]]:
    """Sheet names and their parts, in the book's order."""
    book = archive.xml("xl/workbook.xml")
    links = archive.xml("xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        raise UnreadableInput(f"不是 Excel 工作簿：{path}", hint="请确认扩展名与内容一致。")
    targets = {link.get("Id"): link.get("Target") or "" for link in links.iterfind(f"{P}Relationship")}
    for sheet in book.iterfind(f"{S}sheets/{S}sheet"):
        target = targets.get(sheet.get(f"{R}id"), "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        yield sheet.get("name") or "", part


def _sheet(root: etree._Element | None, strings: list[str], dates: Dates) -> Sheet:
    """Row number and cells, column A first, of every row with content."""
    out: Sheet = []
    for count, row in enumerate(_all(root, "row"), 1):
        cells: list[PrintedCell] = []
        for at, cell in enumerate(row.iterfind(f"{S}c")):
            place = _PLACE.fullmatch(cell.get("r") or "")
            column = min(_column(place[1]), _COLUMNS) if place else at
            cells += [PrintedCell("")] * (column + 1 - len(cells))
            cells[column] = _cell(cell, strings, dates)
        number = row.get("r") or ""
        out.append((int(number) if number.isascii() and number.isdigit() and len(number) < 9 else count, cells))
    return out


def _cell(cell: etree._Element, strings: list[str], dates: Dates) -> PrintedCell:
    formula = cell.find(f"{S}f")
    if formula is not None:
        # Nothing generated is a formula: what it shows depends on other cells, so it is read as itself.
        return PrintedCell(f"={formula.text or ''}")
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        inline = cell.find(f"{S}is")
        return PrintedCell(_string(inline) if inline is not None else "")
    value = cell.findtext(f"{S}v") or ""
    if kind == "s":
        return PrintedCell(strings[int(value)] if value.isdigit() and int(value) < len(strings) else "\ufffd")
    if kind != "n":
        return PrintedCell(value)
    try:
        number = float(value)
    except ValueError:
        return PrintedCell(value)
    if day := dates.printed(cell.get("s"), number):
        return PrintedCell(day)
    return PrintedCell(str(int(number)) if number.is_integer() and abs(number) < 1e15 else value, number=number)


def _string(item: etree._Element) -> str:
    """A string's text without its phonetic guide (rPh)."""
    runs = [t.text or "" for t in item.iter(f"{S}t") if (p := t.getparent()) is None or p.tag != f"{S}rPh"]
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), "".join(runs)).replace("\r\n", "\n").replace("\r", "\n")


def _all(root: etree._Element | None, name: str) -> list[etree._Element]:
    return [] if root is None else list(root.iter(f"{S}{name}"))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
