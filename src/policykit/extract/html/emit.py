"""Writes a page as text: blocks as lines, data tables as tab-parted rows, information tables as pairs."""

from __future__ import annotations

import html
import re

from policykit.extract.assemble import Assembler
from policykit.extract.html.element import BLOCKS, Element, Mode
from policykit.extract.html.lines import Line, hint_of
from policykit.extract.html.structure import Event, Structure
from policykit.extract.html.tables import grid
from policykit.extract.html.tokens import Kind
from policykit.model.document import ParagraphHint, TableHint
from policykit.model.span import Span

CELL_BREAK = "\u2028"
_PIECE = re.compile(
    r"[ \t\r\n\f\u2028\u2029]+"
    r"|&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});?"
    "|[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]+"
)
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…]")
_PRINTED_LABEL = re.compile(
    r"[\s\xa0\u3000]*(?:[（(]?[一二三四五六七八九十百\d]{1,5}[、.．)）]|第[一二三四五六七八九十百\d]{1,5}|[①-⑳])"
)
_BLANKS = " \t\r\n\f\xa0\u3000\u2002\u2003\u2009"


class Emitter:
    """One forward pass over the events of a structure into an assembler."""

    def __init__(self, out: Assembler) -> None:
        self.out = out
        self.raw = out.raw
        self.tables: list[TableHint] = []
        self._lines: list[Line] = []
        self._line: Line | None = None
        self._space: tuple[int, int] | None = None
        self._breaks = 0
        self._fresh = out.length == 0 or out.ends_with(("\n",))  # nothing on this line yet
        self._data: list[Element] = []  # open data tables
        self._cell: Element | None = None  # open cell of the innermost data table
        self._cells: dict[Element, Span] = {}
        self._label: Element | None = None  # open label cell of an information table
        self._glued = False  # right behind a label: blanks here are layout
        self._item: Element | None = None  # list item whose number is still to be written

    def paragraph_hints(self) -> tuple[ParagraphHint, ...]:
        """Hints of all lines written so far."""
        return tuple(hint for line in self._lines if (hint := hint_of(line)))

    def run(self, structure: Structure) -> None:
        for event in structure.events:
            token = event.token
            if token.kind is Kind.TEXT:
                self._text(event)
                continue
            for element in event.closed:
                self._closed(element)
            if token.name == "br" and token.kind is Kind.OPEN:
                self._break(self._breaks + 1)
            elif token.name in BLOCKS and token.kind is not Kind.DEAD:
                self._break(1)
            self.out.drop(token.start, token.end, token.name if token.kind is Kind.DEAD else "html.markup")
            if event.opened is not None:
                self._opened(event.opened)
        self._end_line()
        self._drop_space()

    # -- elements ---------------------------------------------------------------------------------------------

    def _opened(self, element: Element) -> None:
        if element.hidden:
            return
        name, table = element.name, element.table
        if name == "table" and element.mode is Mode.DATA and not self._data:
            self._data.append(element)
            self._break(1)
        elif name == "li" and element.item:
            self._item = element
        elif table is None or name not in ("td", "th"):
            return
        elif table in self._data[-1:]:
            self._open_cell(element)
        elif table.mode is Mode.INFO:
            if element.label:
                self._break(1)
                self._label = element
            elif self._follows_label(element):
                self._breaks = 0
                self._drop_space()

    def _open_cell(self, element: Element) -> None:
        row = element.row
        visible = [c for c in row.cells if not c.hidden] if row and len(row.cells) < 50 else row.cells if row else []
        self._drop_space()
        if visible and visible[0] is element:
            self._flush_breaks(element.start)
        else:
            self._breaks = 0
            self.out.insert("\t", element.start)
            self._fresh = False
        self._breaks = 0
        self._cell = element

    def _closed(self, element: Element) -> None:
        if element is self._cell:
            self._cell = None
            self._drop_space()
            self._breaks = 0
        elif element is self._label:
            self._label = None
            self._drop_space()
            if not self.out.ends_with(("：", ":")):
                self.out.insert("：", element.end)
            self._breaks = 0
            self._glued = True
        elif self._data and element is self._data[-1]:
            self._data.pop()
            self._line = None
            first = min((s.start for s in self._cells.values()), default=element.start)
            last = max((s.end for s in self._cells.values()), default=element.start)
            self.tables.append(grid(element, self._cells, Span(min(first, element.start), max(last, element.start))))
            self._cells = {}
            self._break(1)
        elif element is self._item:
            self._item = None

    def _follows_label(self, cell: Element) -> bool:
        cells = cell.row.cells if cell.row else []
        at = next((n for n, c in enumerate(cells[:60]) if c is cell), 0)
        return at > 0 and cells[at - 1].label

    # -- characters -------------------------------------------------------------------------------------------

    def _text(self, event: Event) -> None:
        start, end = event.token.start, event.token.end
        if event.element.hidden:
            self.out.drop(start, end, "html.hidden")
            return
        raw, at = self.raw, start
        for match in _PIECE.finditer(raw, start, end):
            a, b = match.span()
            if a > at:
                self._ink(at, a, None, event)
            at = b
            if raw[a] == "&":
                new = html.unescape(match[0])
                self._ink(a, b, None if new == match[0] else new, event)
            elif raw[a] in " \t\r\n\f\u2028\u2029":
                self._blank(a, b, event)
            else:
                self.out.drop(a, b, "html.control")
        if end > at:
            self._ink(at, end, None, event)

    def _blank(self, start: int, end: int, event: Event) -> None:
        if event.element.name == "pre" and "\n" in self.raw[start:end]:
            self.out.drop(start, end, "html.space")
            self._break(1)
            return
        if self._space is not None:
            self.out.drop(start, end, "html.space")
        else:
            self._space = (start, end)

    def _ink(self, start: int, end: int, new: str | None, event: Event) -> None:
        """Visible characters: first what was put off, then they."""
        value = self.raw[start:end] if new is None else new
        if self._label is not None and not value.strip(_BLANKS):
            self.out.drop(start, end, "html.info_label")
            return
        self._put_off(start, value)
        if self._label is not None and any(c in _BLANKS for c in value):
            for n, char in enumerate(value if new is None else ""):
                if char in _BLANKS:
                    self.out.drop(start + n, start + n + 1, "html.info_label")
                else:
                    self.out.keep(start + n, start + n + 1)
        elif new is None:
            self.out.keep(start, end)
        else:
            self.out.replace(start, end, new.replace(CELL_BREAK, " "), "html.entity")
        self._count(start, end, len(value.strip(_BLANKS)), event)

    def _put_off(self, at: int, value: str) -> None:
        """Write the line break, list number or space that stands before visible characters at `at`."""
        if self._breaks:
            self._drop_space()
            if self._cell is None:
                self._flush_breaks(at)
            elif self._cell in self._cells:
                self.out.insert(CELL_BREAK, at)
            self._breaks = 0
        if self._item is not None and value.strip(_BLANKS):
            self._number(at)
        if self._space is None:
            return
        start, end = self._space
        # A line break of the source between two Chinese characters is no space on the page's own terms.
        wrapped = "\n" in self.raw[start:end] and _HAN.match(value) and self._after_han()
        if (
            self._fresh
            or self._label
            or self._glued
            or wrapped
            or (self._cell is not None and self._cell not in self._cells)
        ):
            self._drop_space()
        else:
            self.out.replace(start, end, " ", "html.space")
            self._space = None

    def _after_han(self) -> bool:
        return bool(_HAN.match(self.out.last_char()))

    def _number(self, at: int) -> None:
        """A list number that the browser would print. It has no raw characters of its own."""
        item, self._item = self._item, None
        holder = item.parent if item else None
        if item is None or holder is None or item.furniture or _PRINTED_LABEL.match(self.raw[at : at + 20]):
            return
        if "none" in holder.attributes.get("style", "") or (holder.links >= 3 and holder.linked * 2 > holder.chars):
            return
        start = re.match(r"-?\d{1,6}$", holder.attributes.get("start", ""))
        self._drop_space()
        self.out.insert(f"{item.item + (int(start[0]) - 1 if start else 0)}. ", at)

    def _count(self, start: int, end: int, size: int, event: Event) -> None:
        self._fresh = self._glued = False
        if self._cell is not None:
            seen = self._cells.get(self._cell)
            self._cells[self._cell] = Span(seen.start if seen else start, end)
            return
        if self._line is None:
            self._line = Line(start, end, event.element)
            self._lines.append(self._line)
        line = self._line
        line.end = end
        line.chars += size
        line.linked += size if event.linked else 0
        line.furniture += size if event.element.furniture else 0

    # -- line ends --------------------------------------------------------------------------------------------

    def _break(self, count: int) -> None:
        if self._label is None:
            self._breaks = max(self._breaks, min(count, 2))

    def _flush_breaks(self, at: int) -> None:
        if self._breaks and not self._fresh:
            self.out.insert("\n" * self._breaks, at)
        self._end_line()

    def _end_line(self) -> None:
        self._line = None
        self._fresh = True
        self._glued = False

    def _drop_space(self) -> None:
        if self._space is not None:
            self.out.drop(*self._space, "html.space")
            self._space = None
