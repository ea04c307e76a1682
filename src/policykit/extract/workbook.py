"""The sheets of an .xlsx as grids of printed texts: merged cells filled in, dates as dates, formulas by what they show.

For tables that people fill in and give back; documents of a corpus are read elsewhere. ECMA-376 part 1, chapter 18.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from policykit.errors import UnreadableInput, UnsupportedFormat
from policykit.extract.xmltree import Element, attribute, child, local, parse_xml
from policykit.extract.ziparchive import Archive
from policykit.given_file import read_given

LARGEST = 100 * 1024 * 1024  # bytes of a file
MOST_ROWS = 100_000
MOST_COLUMNS = 200  # a cell further right is not read
MOST_FILLED = 20_000  # cells that merges may fill on one sheet
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_QUOTED = re.compile(r'"[^"]{0,200}"|\\.|\[[^\]]{0,40}\]')
# ECMA-376 part 1, 18.8.30: the built-in formats that show a date, those of Chinese Excel included.
_DATE_FORMATS = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A printed row with at least one filled cell; `number` is the one Excel shows, `cells` from column A on."""

    number: int
    cells: tuple[str, ...]

    def at(self, column: int) -> str:
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """`hidden` sheets are not shown to the person who edited the file."""

    name: str
    rows: tuple[SheetRow, ...]
    hidden: bool = False


def read_workbook(path: Path) -> tuple[WorkbookSheet, ...]:
    """The sheets in the book's order. Raises UnreadableInput for a broken, locked or hostile file, UnsupportedFormat
    for what is no .xlsx."""
    try:
        data = read_given(path, LARGEST)
    except OSError as error:
        raise UnreadableInput(f"打不开文件：{path}（{error.strerror or error}）", hint="检查路径和权限。") from error
    if len(data) > LARGEST:
        raise UnreadableInput(f"文件过大，没有读：{path}", hint="请确认这是填好的表格。")
    if not data.startswith(b"PK"):
        hint = "用 Excel 或 WPS 打开，去掉打开密码，另存为 .xlsx 后再试。"
        raise UnsupportedFormat(f"不是 .xlsx 工作簿：{path}", hint=hint)
    return tuple(_Book(Archive(data, path.name)).sheets())


class _Book:
    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        root = self._part("xl/workbook.xml")
        links = self._part("xl/_rels/workbook.xml.rels")
        if root is None or links is None:
            raise UnsupportedFormat(f"不是 .xlsx 工作簿：{archive.name}", hint="请确认扩展名与内容一致。")
        self.root = root
        self.targets = {link.get("Id"): link.get("Target") or "" for link in links}
        properties = child(root, "workbookPr")
        since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self.epoch = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)
        strings = self._part("xl/sharedStrings.xml")
        self.strings = [_text(item) for item in strings if local(item) == "si"] if strings is not None else []
        self.dated = self._date_styles()

    def sheets(self) -> Iterator[WorkbookSheet]:
        for sheet in _below(self.root, "sheets"):
            target = self.targets.get(attribute(sheet, "id"), "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
            root = self._part(part)
            if root is not None:
                hidden = (sheet.get("state") or "visible") != "visible"
                yield WorkbookSheet(sheet.get("name") or "", tuple(self._rows(root)), hidden)

    def _part(self, name: str) -> Element | None:
        data = self.archive.read(name)
        return parse_xml(data, f"{self.archive.name} 的 {name}") if data is not None else None

    def _date_styles(self) -> frozenset[int]:
        """The numbers of the cell styles that show a number as a date."""
        root = self._part("xl/styles.xml")
        if root is None:
            return frozenset()
        own = {f.get("numFmtId"): f.get("formatCode") or "" for f in _below(root, "numFmts")}
        found = set()
        for at, style in enumerate(_below(root, "cellXfs")):
            number = style.get("numFmtId") or "0"
            code = _QUOTED.sub("", own.get(number, "")).lower()
            if (number.isdigit() and int(number) in _DATE_FORMATS) or ("y" in code or ("m" in code and "d" in code)):
                found.add(at)
        return frozenset(found)

    def _rows(self, root: Element) -> Iterator[SheetRow]:
        grid: dict[int, dict[int, str]] = {}
        for count, row in enumerate(_below(root, "sheetData"), 1):
            said = row.get("r") or ""
            number = int(said) if said.isascii() and said.isdigit() and len(said) < 8 else count
            cells = grid.get(number, {})
            for at, cell in enumerate(row):
                place = _PLACE.fullmatch(cell.get("r") or "")
                column = _column(place[1]) if place else at
                if column < MOST_COLUMNS and (text := self._cell(cell)):
                    cells[column] = text
            if cells:  # a column formatted to its end has a million rows of nothing
                grid[number] = cells
            if len(grid) > MOST_ROWS:
                raise UnreadableInput(f"表格超过 {MOST_ROWS} 行，没有读：{self.archive.name}", hint="删去多余的行。")
        self._fill_merged(root, grid)
        for number in sorted(grid):
            cells = grid[number]
            if any(text.strip() for text in cells.values()):
                yield SheetRow(number, tuple(cells.get(at, "") for at in range(max(cells) + 1)))

    def _fill_merged(self, root: Element, grid: dict[int, dict[int, str]]) -> None:
        """What a merged cell shows holds for every row it covers; sideways it stands once, in its first column."""
        numbers = sorted(grid)
        filled = 0
        for merge in _below(root, "mergeCells"):
            ends = [_PLACE.fullmatch(p) for p in (merge.get("ref") or "").split(":")]
            if len(ends) != 2 or ends[0] is None or ends[1] is None:
                continue
            column, top, bottom = _column(ends[0][1]), int(ends[0][2]), int(ends[1][2])
            text = grid.get(top, {}).get(column, "")
            below = numbers[bisect_right(numbers, top) : bisect_right(numbers, bottom)]
            filled += len(below)
            if text and filled <= MOST_FILLED:
                for number in below:
                    grid[number].setdefault(column, text)

    def _cell(self, cell: Element) -> str:
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            inline = child(cell, "is")
            return _text(inline) if inline is not None else ""
        found = child(cell, "v")
        value = (found.text or "") if found is not None else ""
        if kind == "s":
            return self.strings[int(value)] if value.isdigit() and int(value) < len(self.strings) else ""
        if kind != "n":
            return value if kind == "str" else ""  # TRUE and #REF! are no text of a table of duties
        try:
            number = float(value)
        except ValueError:
            return value
        style = cell.get("s") or "0"
        if style.isdigit() and int(style) in self.dated and 0 < number < 200_000:
            day = self.epoch + timedelta(days=int(number))
            return f"{day.year}年{day.month}月{day.day}日"
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else value


def _below(root: Element, name: str) -> list[Element]:
    found = child(root, name)
    return [e for e in found if isinstance(e.tag, str)] if found is not None else []


def _text(item: Element) -> str:
    """A string's text without its phonetic guide (rPh)."""
    out: list[str] = []
    for part in item:
        if local(part) == "t":
            out.append(part.text or "")
        elif local(part) == "r":
            out += [t.text or "" for t in part if local(t) == "t"]
    joined = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), "".join(out))
    return joined.replace("\r\n", "\n").replace("\r", "\n")


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
