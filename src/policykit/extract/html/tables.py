"""Tells tables of data from tables that only lay out a page, and lays out the grid of the former."""

from __future__ import annotations

import html
import re
from functools import cache
from importlib.resources import files

from policykit.extract.html.element import Element, Mode
from policykit.model.document import CellHint, TableHint
from policykit.model.span import Span

_TAG = re.compile(r"<!--(?:[^-]|-(?!->))*+-->|<[^<>]*>")
_SPACE = re.compile(r"[\s\xa0\u3000]+")
_LABEL_END = ("：", ":")
_LONG_CELL = 1_500  # characters: a cell like this holds an article, not a datum
_COLUMNS_AT_MOST = 1_000
_SPAN_AT_MOST = 2_000
_MERGED_AT_MOST = 100_000  # fields of one table that merged cells may cover


@cache
def info_labels() -> frozenset[str]:
    """Labels of the information table that heads a published document, without spaces and colon."""
    lines = files("policykit.extract.html").joinpath("info_labels.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def classify(table: Element, raw: str) -> Mode:
    """How to read a closed table. Marks the label cells of an information table."""
    rows = [row for row in table.rows if any(not cell.hidden for cell in row.cells)]
    cells = [cell for row in rows for cell in row.cells]
    if table.attributes.get("role") in ("presentation", "none") or table.furniture or table.hidden:
        return Mode.LAYOUT
    if _mark_labels(rows, raw):
        return Mode.INFO
    filled = [cell for cell in cells if cell.chars]
    if table.tables and any(cell.tables and cell.chars * 2 > table.chars for cell in cells):
        return Mode.LAYOUT
    if len(filled) < 3 or max(len(row.cells) for row in rows) < 2 or len(rows) < 2:
        return Mode.LAYOUT
    if table.linked * 10 >= table.chars * 8 and table.links >= 3:
        return Mode.LAYOUT
    if _headed(table):
        return Mode.DATA
    wide = sum(len([c for c in row.cells if c.chars]) >= 2 for row in rows)
    biggest = max(filled, key=lambda c: c.chars)
    if biggest.chars > _LONG_CELL and biggest.chars * 2 > table.chars and biggest.blocks > 3:
        return Mode.LAYOUT
    return Mode.DATA if wide >= 2 else Mode.LAYOUT


def _headed(table: Element) -> bool:
    return any(cell.name == "th" and cell.chars for row in table.rows for cell in row.cells)


def _mark_labels(rows: list[Element], raw: str) -> bool:
    """Whether the rows are label and value by turns; if so the labels are marked."""
    known, other, labels = 0, 0, []
    for row in rows:
        label_next = True
        for cell in row.cells:
            if cell.tables:
                return False
            text = plain_text(cell, raw) if cell.chars <= 24 else ""
            bare = text.rstrip("：:")
            if label_next and bare and (bare in info_labels() or text.endswith(_LABEL_END)):
                labels.append(cell)
                known += bare in info_labels()
                label_next = False
            else:
                other += bool(label_next and cell.chars)
                label_next = True
    if (known >= 2 and known * 2 >= len(labels) and other <= len(labels)) or (known == len(labels) > 0 == other):
        for cell in labels:
            cell.label = True
        return True
    return False


def plain_text(element: Element, raw: str) -> str:
    """The element's text without tags and spaces; meant for short elements."""
    source = raw[element.start : min(element.end, element.start + 5_000)]
    return _SPACE.sub("", html.unescape(_TAG.sub("", source)))


def grid(table: Element, spans: dict[Element, Span], raw_span: Span) -> TableHint:
    """The printed cells with their rows and columns. `spans` gives each cell's first to last character."""
    hints: list[CellHint] = []
    merged = 0
    busy: dict[int, int] = {}  # column -> first row that is free again
    rows = [row for row in table.rows if not row.hidden]
    for number, row in enumerate(rows):
        column = 0
        head = row.parent is not None and row.parent.name == "thead"
        for cell in row.cells:
            if cell.hidden:
                continue
            while busy.get(column, 0) > number:
                column += 1
            down = min(_number(cell, "rowspan", len(rows) - number), len(rows) - number)
            across = min(_number(cell, "colspan", 1), _COLUMNS_AT_MOST)
            merged += down * across - 1
            if merged > _MERGED_AT_MOST:
                down = across = 1
            span = spans.get(cell, Span(cell.start, cell.start))
            header = cell.name == "th" or head
            hints.append(CellHint(span, number, column, down, across, header))
            for covered in range(column, column + across):
                busy[covered] = number + down
            column += across
    return TableHint(raw_span, tuple(hints))


def _number(cell: Element, name: str, zero: int) -> int:
    match = re.match(r"\s*(\d{1,5})", cell.attributes.get(name, ""))
    value = int(match[1]) if match else 1
    return max(1, min(value or zero, _SPAN_AT_MOST))
