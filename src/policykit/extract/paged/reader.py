"""Printed pages as a Reading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from policykit.errors import UnreadableInput
from policykit.extract.paged.columns import Placed, arrange
from policykit.extract.paged.flow import Margins, cell_runs_on, glue, margins_of, runs_on
from policykit.extract.paged.furniture import mark_furniture
from policykit.extract.paged.lines import PrintLine
from policykit.extract.paged.long_tables import LongCell, LongTable
from policykit.extract.paged.page import Page
from policykit.extract.paged.tables import RuledTable, take_tables
from policykit.extract.reading import Note, Reading
from policykit.extract.stream import Stream
from policykit.model.diagnostic import Severity
from policykit.model.document import CellHint, ParagraphHint, TableHint
from policykit.model.span import Span

CELL_BREAK = "\u2028"
_OCR = "请先用文字识别（OCR）软件转成带文字的 PDF 或 .docx，再加入。"


@dataclass(slots=True)
class _Sheet:
    number: int
    width: float
    height: float
    placed: tuple[Placed, ...]
    tables: list[RuledTable]

    @property
    def lines(self) -> list[PrintLine]:
        return [placed.line for placed in self.placed]

    def layout(self, placed: Placed) -> tuple[int, bool]:
        """Lines of one layout share their margins: upright and sideways pages keep others, and so do columns."""
        return round(self.width), placed.column


def read_pages(pages: Iterable[Page], name: str) -> Reading:
    """The reading of a file made of pages. Raises UnreadableInput for a scan without any text."""
    sheets: list[_Sheet] = []
    scanned: list[int] = []
    doubtful: list[int] = []
    odd = total = 0
    for page in pages:
        total += len(page.glyphs)
        odd += sum(g.text == "\ufffd" or "\ue000" <= g.text <= "\uf8ff" for g in page.glyphs)
        if page.images and len(page.glyphs) < 10:
            scanned.append(page.number)
        tables = take_tables(page)
        arranged = arrange(page.glyphs, page.width)
        if arranged.doubtful:
            doubtful.append(page.number)
        sheets.append(_Sheet(page.number, page.width, page.height, arranged.placed, tables))
    if not total:
        what = "扫描件（只有图片，没有文字）" if scanned else "没有文字的文件"
        raise UnreadableInput(f"这是{what}：{name}", hint=_OCR)
    notes = [Note("page.scanned", f"第 {n} 页是扫描图片，没有读到文字。{_OCR}", Severity.WARNING) for n in scanned]
    if doubtful:
        shown = "、".join(map(str, doubtful[:10])) + ("等" if len(doubtful) > 10 else "")
        message = f"第 {shown} 页像是没有边框的表格或多栏排版，各栏文字按行读出，先后次序不能确定，请对照原件核对。"
        notes.append(Note("page.columns", message, Severity.WARNING))
    if odd * 20 > total:
        message = f"文件里有 {odd} 个字没有对应的编码，读出来是乱码（共 {total} 字）。{_OCR}"
        notes.append(Note("page.garbled", message, Severity.WARNING))
    writer = _Writer()
    writer.run(sheets)
    return writer.stream.reading(writer.paragraphs, writer.tables, notes)


class _Writer:
    def __init__(self) -> None:
        self.stream = Stream()
        self.paragraphs: list[ParagraphHint] = []
        self.tables: list[TableHint] = []
        self._last: tuple[PrintLine, int] | None = None  # the last text line and its page
        self._open: LongTable | None = None

    def run(self, sheets: list[_Sheet]) -> None:
        marks = mark_furniture([(s.height, s.lines) for s in sheets])
        bodies: dict[tuple[int, bool], list[PrintLine]] = {}
        for sheet, furniture in zip(sheets, marks, strict=True):
            for i, placed in enumerate(sheet.placed):
                if i not in furniture:
                    bodies.setdefault(sheet.layout(placed), []).append(placed.line)
        margins = {layout: margins_of(body) for layout, body in bodies.items()}
        for sheet, furniture in zip(sheets, marks, strict=True):
            items: list[tuple[tuple[float, int, float], int, Placed | RuledTable]] = [
                ((t.top, -1, t.top), -1, t) for t in sheet.tables
            ]
            items += [(placed.key, i, placed) for i, placed in enumerate(sheet.placed)]
            items.sort(key=lambda item: item[0])
            for _, index, item in items:
                if isinstance(item, RuledTable):
                    self._table(item)
                elif index in furniture:
                    self.stream.add("\n" + item.line.text, furniture[index])
                else:
                    self._close_table()
                    self._line(item.line, sheet.number, margins[sheet.layout(item)])
        self._close_table()

    def _line(self, line: PrintLine, page: int, margins: Margins) -> None:
        last = self._last
        if last and runs_on(last[0], line, margins, same_page=last[1] == page):
            self.stream.add("\n", "page.wrap")
            self.stream.add(glue(last[0].text, line.text))
        elif not self.stream.empty:
            self.stream.add("\n")
        start = self.stream.length
        self.stream.add(line.text)
        align = margins.align(line)
        if align:
            self.paragraphs.append(ParagraphHint(Span(start, self.stream.length), None, align, None))
        self._last = (line, page)

    def _table(self, table: RuledTable) -> None:
        """A table that goes on from the page before is the same table."""
        if self._open is not None and self._open.goes_on_in(table):
            repeated = self._open.extend(table)
            if repeated:
                self.stream.add("\n" + repeated, "page.repeated_header")
        else:
            self._close_table()
            self._open = LongTable(table)
        self._last = None

    def _close_table(self) -> None:
        table, self._open = self._open, None
        if table is None:
            return
        if not self.stream.empty:
            self.stream.add("\n")
        start, row = self.stream.length, 0
        hints: list[CellHint] = []
        for cell in table.cells:
            if hints:
                self.stream.add("\n" if cell.row != row else "\t")
            row = cell.row
            span = self._cell(cell)
            hints.append(CellHint(span, cell.row, cell.column, cell.down, cell.across, cell.header))
        self.tables.append(TableHint(Span(start, self.stream.length), tuple(hints)))

    def _cell(self, cell: LongCell) -> Span:
        start = self.stream.length
        for number, line in enumerate(cell.lines):
            if number:
                if cell_runs_on(cell.lines[number - 1], line, cell.right):
                    self.stream.add("\n", "page.wrap")
                    self.stream.add(glue(cell.lines[number - 1].text, line.text))
                else:
                    self.stream.add(CELL_BREAK)
            self.stream.add(line.text)
        return Span(start, self.stream.length)
