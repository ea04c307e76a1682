"""A table as w:tbl, its rows built as text: python-docx needs minutes for what takes milliseconds here."""

from __future__ import annotations

from policykit.model.output import OutCell, Row
from policykit.render.centring import centred as in_middle
from policykit.render.docx_columns import column_widths, rows_tall
from policykit.render.docx_face import CELL, CELL_HEAD
from policykit.render.docx_measure import Page
from policykit.render.docx_run import Bookmarks, run
from policykit.render.sheet import Table

_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_CENTRED = '<w:jc w:val="center"/>'
_OF_A_PAGE = 0.4  # a taller row may be broken: kept whole, it would leave that much of a page empty
_GROUP = 0.25  # rows of a merged cell that are taller together may be parted: their headline says what they are about


def table_xml(table: Table, page: Page, marks: Bookmarks) -> str:
    """The table as wide as the 版心; header row repeated on each page, no row broken where it fits a page."""
    widths = column_widths(table.columns, page.text_width, table.rows)
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    head = "".join(_cell(run(c.name), w, CELL_HEAD.style) for c, w in zip(table.columns, widths, strict=True))
    rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"]
    merging = _restarts(table.rows, len(widths))
    centred = in_middle(table.rows, len(widths))
    lines = (page.height - page.top - page.bottom) / CELL.line
    most = _OF_A_PAGE * lines
    tall = [rows_tall(row, widths) for row in table.rows]
    keeping = _keeping(table.rows, tall, _GROUP * lines)
    rows += [
        _row(row, widths, marks, starts, centred, whole=height <= most, keep=keep)
        for row, starts, height, keep in zip(table.rows, merging, tall, keeping, strict=True)
    ]
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _restarts(rows: tuple[Row, ...], width: int) -> list[tuple[bool, ...]]:
    return [tuple(c.rowspan > 1 for c in row.cells[:width]) for row in rows]


def _keeping(rows: tuple[Row, ...], tall: list[float], most: float) -> list[bool]:
    """Which rows stay on a page with the next: those of a merged cell that is no taller than `most`, so that its text
    and what it holds for are not parted."""
    out = [False] * len(rows)
    for at, row in enumerate(rows):
        covered = max((c.rowspan for c in row.cells), default=1)
        if covered > 1 and sum(tall[at : at + covered]) <= most:
            out[at : at + covered - 1] = [True] * (covered - 1)
    return out


def _row(
    row: Row,
    widths: list[int],
    marks: Bookmarks,
    starts: tuple[bool, ...],
    centred: list[bool],
    *,
    whole: bool,
    keep: bool,
) -> str:
    """`whole`: not to be broken over two pages; `keep`: on a page with the next row."""
    out: list[str] = []
    at = 0
    while at < len(row.cells):
        cell = row.cells[at]
        span = max(1, cell.colspan)
        runs = _runs(cell) if cell.rowspan else ""  # what a merged cell covers is printed above
        if at == 0:
            runs = marks.around(row.id, runs)
        merge = '<w:vMerge w:val="restart"/>' if starts[at] else ("<w:vMerge/>" if cell.rowspan == 0 else "")
        middle = centred[min(at, len(centred) - 1)]
        out.append(_cell(runs, sum(widths[at : at + span]), CELL.style, merge, span, middle, keep))
        at += span
    properties = "<w:trPr><w:cantSplit/></w:trPr>" if whole else ""
    return f"<w:tr>{properties}{''.join(out)}</w:tr>"


def _runs(cell: OutCell) -> str:
    out, at = [], 0
    for mark in cell.marks:
        out.append(run(cell.text[at : mark.start]))
        out.append(run(cell.text[mark.start : mark.end], "<w:strike/>" if mark.removed else "<w:b/>"))
        at = mark.end
    return "".join([*out, run(cell.text[at:])])


def _cell(
    runs: str, width: int, style: str, merge: str = "", span: int = 1, centred: bool = False, keep: bool = False
) -> str:
    kept = "<w:keepNext/>" if keep else ""
    grid = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{grid}{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}{_CENTRED if centred else ""}</w:pPr>'
        f"{runs}</w:p></w:tc>"
    )
