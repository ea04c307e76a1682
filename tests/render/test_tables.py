"""Tables for spreadsheet programs: real numbers, frozen and filtered header, no text that runs."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from rendering import QUOTE, annex, draft

from policykit.errors import RenderError
from policykit.model.output import Annex, Column, OutCell
from policykit.render import to_bytes
from policykit.render.markdown import escape
from policykit.render.xlsx import sheet_name
from policykit.render.xlsx_sheet import letters

CASES = Path(__file__).parents[1] / "cases" / "render"
DANGEROUS = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://x")', "＝1")


def with_cell(text: str) -> Annex:
    base = annex(rows=1)
    row = base.rows[0]
    return replace(base, rows=(replace(row, cells=(row.cells[0], OutCell(text), row.cells[2])),))


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_header_is_frozen_filtered_and_printed_on_each_page() -> None:
    sheet = opened(to_bytes(annex(), ".xlsx"))["任务分工表"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A3", "A2:C5", "$2:$2")
    assert [c.value for c in sheet[2]] == ["序号", "重点任务", "具体措施"]
    assert [c.value for c in sheet[3]] == [1, "案卷评查", QUOTE]
    assert sheet.page_setup.orientation == "landscape"


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_of_a_source_becomes_a_formula(text: str) -> None:
    cell = opened(to_bytes(with_cell(text), ".xlsx"))["任务分工表"]["B3"]
    assert cell.data_type == "s" and cell.quotePrefix
    rows = list(csv.reader(io.StringIO(to_bytes(with_cell(text), ".csv").decode("utf-8-sig"), newline="")))
    assert rows[1][1] == f"'{text}"


def test_a_date_is_a_date_in_a_workbook_and_its_words_elsewhere() -> None:
    base = annex(rows=1)
    row = replace(base.rows[0], cells=(base.rows[0].cells[0], OutCell("2026年6月5日", day="2026-06-05"), OutCell("")))
    made = replace(base, rows=(row,))
    cell = opened(to_bytes(made, ".xlsx"))["任务分工表"]["B3"]
    assert cell.is_date
    assert cell.value.date().isoformat() == "2026-06-05"
    assert "2026年6月5日" in to_bytes(made, ".csv").decode("utf-8-sig")


def test_columns_of_a_sheet_are_as_wide_as_their_texts_ask() -> None:
    base = annex(rows=3)
    rows = tuple(
        replace(r, cells=(r.cells[0], OutCell("短"), OutCell("编制执法事项清单并公布。" * 8))) for r in base.rows
    )
    columns = (base.columns[0], Column("重点任务", 5), Column("具体措施", 1))
    sheet = opened(to_bytes(replace(base, rows=rows, columns=columns), ".xlsx"))["任务分工表"]
    assert sheet.column_dimensions["C"].width > sheet.column_dimensions["B"].width


def test_the_same_table_gives_the_same_bytes() -> None:
    assert to_bytes(annex(), ".xlsx") == to_bytes(annex(), ".xlsx")


def test_a_draft_has_a_sheet_of_text_and_one_an_annex() -> None:
    book = opened(to_bytes(draft(annexes=(annex(number=1), annex(number=2))), ".xlsx"))
    assert book.sheetnames == ["正文", "任务分工表", "任务分工表2", "_policykit"]
    assert book["正文"]["A3"].value == "一、主要任务"


def test_sheet_names_are_those_excel_accepts() -> None:
    assert sheet_name("甲/乙:[丙]*?\\", []) == "甲 乙  丙"
    assert sheet_name("'", []) == "表"
    assert len(sheet_name("长" * 60, ["长" * 28])) <= 31
    assert [letters(n) for n in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_table_without_rows_is_still_a_table() -> None:
    sheet = opened(to_bytes(annex(rows=0), ".xlsx"))["任务分工表"]
    assert sheet.auto_filter.ref == "A2:C2"


def test_excel_reads_the_csv_as_utf8() -> None:
    assert to_bytes(annex(), ".csv").startswith(b"\xef\xbb\xbf")


def test_a_plan_does_not_fit_in_a_csv() -> None:
    with pytest.raises(RenderError, match="csv 只能存放一张表"):
        to_bytes(draft(annexes=(annex(),)), ".csv")


@pytest.mark.parametrize(
    "case",
    [pytest.param(c, id=c["title"]) for c in yaml.safe_load((CASES / "escapes.yaml").read_text(encoding="utf-8"))],
)
def test_text_stays_text_in_markdown(case: dict[str, str]) -> None:
    assert escape(case["input"]) == case["expected"]


def test_a_pipe_does_not_open_a_column_in_markdown() -> None:
    rows = [r for r in to_bytes(with_cell("甲|乙\n丙"), ".md").decode().splitlines() if r.startswith("| 1 ")]
    assert rows == [f"| 1 | 甲\\|乙<br>丙 | {QUOTE} |"]
