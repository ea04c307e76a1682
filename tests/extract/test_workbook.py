"""Workbooks that people filled in: what a cell shows is what is read, whatever the program that saved it."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from policykit.errors import UnreadableInput, UnsupportedFormat
from policykit.extract.workbook import MOST_COLUMNS, read_workbook


def saved(path: Path, book: openpyxl.Workbook) -> Path:
    book.save(path)
    return path


def test_texts_numbers_dates_and_merges(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "分工"
    sheet.append(["任务", "科室", "时限", "数", "备注"])
    sheet.append(
        ["编制清单。", "法制科", date(2026, 5, 31), 3, CellRichText("要", TextBlock(InlineFont(b=True), "紧"))]
    )
    sheet.append(["公示。", None, "6月底前", 2.5, True])
    sheet.append([])
    sheet.append(["培训。", "办公室", 46000, "0012", None])
    sheet.merge_cells("B2:B3")
    book.create_sheet("藏").sheet_state = "hidden"
    first, hidden = read_workbook(saved(tmp_path / "表.xlsx", book))
    assert (first.name, first.hidden, hidden.hidden) == ("分工", False, True)
    assert [(r.number, r.cells) for r in first.rows] == [
        (1, ("任务", "科室", "时限", "数", "备注")),
        (2, ("编制清单。", "法制科", "2026年5月31日", "3", "要紧")),
        (3, ("公示。", "法制科", "6月底前", "2.5")),
        (5, ("培训。", "办公室", "46000", "0012")),
    ]
    assert first.rows[0].at(99) == ""


def test_days_since_1904(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append([date(2026, 5, 31)])
    (sheet,) = read_workbook(saved(tmp_path / "表.xlsx", book))
    assert sheet.rows[0].cells == ("2026年5月31日",)


def test_a_formula_is_what_it_last_showed(tmp_path: Path) -> None:
    """A program that computed it stored the value; one that did not leaves the cell empty, never the formula."""
    book = openpyxl.Workbook()
    book.active.append(["=B1", "法制科"])
    (sheet,) = read_workbook(saved(tmp_path / "表.xlsx", book))
    assert sheet.rows[0].cells == ("", "法制科")


def test_far_columns_and_endless_merges(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.cell(1, MOST_COLUMNS + 50).value = "远"
    book.active.cell(1, 1).value = "近"
    book.active.merge_cells("A1:A9000")
    (sheet,) = read_workbook(saved(tmp_path / "表.xlsx", book))
    assert [r.cells for r in sheet.rows] == [("近",)]


def test_a_column_formatted_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["任务", "科室"])
    saved(path, book)
    with zipfile.ZipFile(path) as old:
        parts = {n: old.read(n) for n in old.namelist()}
    name = "xl/worksheets/sheet1.xml"
    blank = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(2, 150_000))
    parts[name] = parts[name].replace(b"</sheetData>", f"{blank}</sheetData>".encode())
    with zipfile.ZipFile(path, "w") as new:  # stored: packed, so much of the same would look like a bomb
        for part, data in parts.items():
            new.writestr(part, data)
    (sheet,) = read_workbook(path)
    assert [r.cells for r in sheet.rows] == [("任务", "科室")]


def test_files_that_are_none(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with pytest.raises(UnreadableInput):
        read_workbook(path)
    path.write_bytes(b"\xd0\xcf\x11\xe0 an old .xls or a locked file")
    with pytest.raises(UnsupportedFormat, match="xlsx"):
        read_workbook(path)
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("word/document.xml", "<w/>")
    with pytest.raises(UnsupportedFormat):
        read_workbook(path)
    path.write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(UnreadableInput):
        read_workbook(path)


def test_entities_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path / "表.xlsx", openpyxl.Workbook())
    with zipfile.ZipFile(path) as old:
        parts = {n: old.read(n) for n in old.namelist()}
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaa">]><workbook>&a;</workbook>'
    with zipfile.ZipFile(path, "w") as new:
        for name, data in parts.items():
            new.writestr(name, bomb if name == "xl/workbook.xml" else data)
    with pytest.raises(UnreadableInput):
        read_workbook(path)
