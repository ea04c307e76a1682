"""One worksheet written as text: rows of cells, frozen and filtered header, print layout."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from policykit.model.output import Column, Kind, Line, OutCell, Row
from policykit.render.centring import centred
from policykit.render.docx_columns import column_widths as fitted
from policykit.render.docx_measure import width_of
from policykit.render.formula import is_risky
from policykit.render.package import HEAD
from policykit.render.sheet import Section, Table
from policykit.render.xlsx_parts import MAIN, Look

_TOTAL_WIDTH = 136  # characters over all columns
_TOTAL_TWIPS = _TOTAL_WIDTH * 105  # of 10.5 pt, half a Chinese character each
_NARROWEST = 6.0
_LINE_HEIGHT = 16  # points
_EPOCH = date(1899, 12, 30)  # day 0 of Excel's calendar, as far as days from March 1900 on are concerned


class Strings:
    """The workbook's shared strings: a text is stored once and referred to by number."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.uses = 0

    def number(self, text: str) -> int:
        self.uses += 1
        return self.numbers.setdefault(text, len(self.numbers))


class Worksheet:
    """Collects a sheet's rows. `head` is the table's header row and `last` its last, both None without a table."""

    def __init__(self, strings: Strings) -> None:
        self.strings = strings
        self.rows: list[str] = []
        self.merged: list[str] = []
        self.widths: list[float] = [100.0]
        self.columns = 1
        self.head: int | None = None
        self.last: int | None = None

    def add_section(self, section: Section) -> None:
        tables = [b for b in section.blocks if isinstance(b, Table)]
        if tables:
            self.columns = max(len(t.columns) for t in tables)
            widest = max(tables, key=lambda t: len(t.columns))
            self.widths = column_widths(widest.columns, widest.rows)
        for block in section.printed:
            if isinstance(block, Table):
                self._table(block)
            else:
                self._line(block)

    def _line(self, line: Line) -> None:
        title = line.kind in (Kind.TITLE, Kind.ANNEX_TITLE)
        height = 0.0
        if self.columns > 1:
            # Excel fits no row height to merged cells.
            lines = -(-int(2 * width_of(line.text)) // max(1, int(sum(self.widths)) - 2))
            height = (_LINE_HEIGHT * 2 if title else _LINE_HEIGHT) * max(1, lines)
        self.row([self._text("A", line.text, Look.TITLE if title else Look.LINE)], height)
        if self.columns > 1:
            number = len(self.rows)
            self.merged.append(f"A{number}:{letters(self.columns)}{number}")

    def _table(self, table: Table) -> None:
        names = [letters(n) for n in range(1, len(table.columns) + 1)]
        self.row([self._text(n, c.name, Look.HEAD) for n, c in zip(names, table.columns, strict=True)])
        self.head = len(self.rows)
        looks = [Look.SHORT if short else Look.TEXT for short in centred(table.rows, len(table.columns))]
        for row in table.rows:
            self.row([self._cell(n, c, look) for n, c, look in zip(names, row.cells, looks, strict=True)])
        self.last = len(self.rows)

    def row(self, cells: Sequence[str], height: float = 0) -> None:
        """`cells` are (column, rest) joined; the row's number is filled in here."""
        number = len(self.rows) + 1
        extra = f' ht="{height:g}" customHeight="1"' if height else ""
        body = "".join(cell.replace("\0", str(number), 1) for cell in cells)
        self.rows.append(f'<row r="{number}"{extra}>{body}</row>')

    def _cell(self, column: str, cell: OutCell, look: Look) -> str:
        if cell.day:
            days = (date.fromisoformat(cell.day) - _EPOCH).days
            return f'<c r="{column}\0" s="{Look.DATE}"><v>{days}</v></c>'
        if cell.number is None:
            return self._text(column, cell.text, look)
        return f'<c r="{column}\0" s="{Look.NUMBER}"><v>{cell.number:.15g}</v></c>'

    def _text(self, column: str, text: str, look: Look) -> str:
        style = look.quoted if is_risky(text) else look
        if not text:
            return f'<c r="{column}\0" s="{style}"/>'
        return f'<c r="{column}\0" s="{style}" t="s"><v>{self.strings.number(text)}</v></c>'

    def plain(self, text: str) -> None:
        """A row of one unstyled text cell."""
        self.row([self._text("A", text, Look.PLAIN)])

    def xml(self, *, landscape: bool) -> str:
        cols = "".join(f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>' for n, w in enumerate(self.widths, 1))
        last = letters(self.columns)
        view = '<sheetView workbookViewId="0"/>'
        if self.head:
            top = f"A{self.head + 1}"
            view = (
                f'<sheetView workbookViewId="0"><pane ySplit="{self.head}" topLeftCell="{top}" '
                'activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView>'
            )
        filtered = f'<autoFilter ref="A{self.head}:{last}{self.last}"/>' if self.head else ""
        merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in self.merged)
        merged = f'<mergeCells count="{len(self.merged)}">{merges}</mergeCells>' if merges else ""
        return (
            f'{HEAD}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
            f'<dimension ref="A1:{last}{max(1, len(self.rows))}"/><sheetViews>{view}</sheetViews>'
            f'<sheetFormatPr defaultRowHeight="{_LINE_HEIGHT}"/><cols>{cols}</cols>'
            f"<sheetData>{''.join(self.rows)}</sheetData>{filtered}{merged}"
            '<pageMargins left="0.5" right="0.5" top="0.7" bottom="0.7" header="0.3" footer="0.3"/>'
            f'<pageSetup paperSize="9" fitToHeight="0" orientation="{"landscape" if landscape else "portrait"}"/>'
            "</worksheet>"
        )


def letters(column: int) -> str:
    """The column's name, from 1: A … Z, AA …"""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_widths(columns: Sequence[Column], rows: Sequence[Row] = ()) -> list[float]:
    """Widths in characters as Excel counts them, wider where the texts are long."""
    twips = fitted(columns, _TOTAL_TWIPS, rows)
    return [max(_NARROWEST, round(_TOTAL_WIDTH * width / _TOTAL_TWIPS, 1)) for width in twips]
