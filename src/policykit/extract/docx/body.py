"""Walks the body of a .docx and writes it as text, one paragraph a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from policykit.extract.docx.numbering import Numbering
from policykit.extract.docx.styles import ALIGNMENTS, Styles, number_or_none, outline_of
from policykit.extract.docx.symbols import symbol
from policykit.extract.docx.tables import TableBuilder, is_data
from policykit.extract.stream import Stream
from policykit.extract.xmltree import Element, attribute, child, local, switched_on, value_of
from policykit.model.document import ParagraphHint, TableHint
from policykit.model.span import Span

CELL_BREAK = "\u2028"
_SKIPPED = frozenset(
    (
        *("rPr", "pPr", "sectPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sdtPr", "sdtEndPr", "instrText"),
        *("delInstrText", "bookmarkStart", "bookmarkEnd", "proofErr", "commentReference", "footnotePr", "endnotePr"),
        *("background", "ffData", "binData"),
    )
)
_DELETIONS = ("del", "moveFrom")


@dataclass(slots=True)
class _Paragraph:
    heading: int | None
    align: str | None
    role: str | None
    num_id: str | None
    level: int
    mark_deleted: bool
    start: int = -1
    end: int = -1


class Body:
    """One document's body as a raw text stream with hints and counts of what could not be shown."""

    def __init__(self, styles: Styles, numbering: Numbering, notes: dict[str, Element]) -> None:
        self.stream = Stream()
        self.paragraphs: list[ParagraphHint] = []
        self.tables: list[TableHint] = []
        self.deleted = self.images = self.unknown_symbols = self.foreign_parts = 0
        self._styles, self._numbering, self._notes = styles, numbering, notes
        self._paragraph: _Paragraph | None = None
        self._table: TableBuilder | None = None
        self._layout_depth = self._nested = self._deletions = self._hidden = self._note_count = 0
        self._role: str | None = None
        self._prefix = ""
        self._run_hidden = self._joined = self._row_deleted = False
        self._boxes: list[Element] = []
        self._waiting: list[Element] = []
        self._starts: dict[str, Callable[[Element], bool | None]] = {
            "p": self._begin_paragraph, "r": self._begin_run, "t": self._text, "delText": self._deleted_text,
            "tab": lambda e: self._write("\t"), "ptab": lambda e: self._write("\t"), "br": self._break,
            "cr": self._break, "noBreakHyphen": lambda e: self._write("-"),
            "sym": self._symbol,
            "tbl": self._begin_table,
            "tr": self._begin_row, "tc": self._begin_cell, "sdt": self._begin_control, "txbxContent": self._box,
            "footnoteReference": self._note, "endnoteReference": self._note, "rt": self._ruby, "blip": self._image,
            "imagedata": self._image, "altChunk": self._foreign, "AlternateContent": self._alternate,
        }  # fmt: skip
        self._ends: dict[str, Callable[[Element], None]] = {
            "p": self._end_paragraph, "tbl": self._end_table, "tr": self._end_row, "tc": self._end_cell,
            "sdt": self._end_control,
        }  # fmt: skip
        self._rejected: set[Element] = set()

    def walk(self, root: Element) -> None:
        """Write everything below `root`."""
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if element is root:
                continue
            name = local(element)
            if event == "start":
                if name in _SKIPPED or element in self._rejected:
                    walker.skip_subtree()
                elif name in _DELETIONS:
                    self._deletions += 1
                elif (begin := self._starts.get(name)) and begin(element):
                    walker.skip_subtree()
            elif name in _DELETIONS:
                self._deletions -= 1
            elif end := self._ends.get(name):
                end(element)

    # -- paragraphs -------------------------------------------------------------------------------------------

    def _begin_paragraph(self, element: Element) -> None:
        properties = child(element, "pPr")
        style_id = value_of(properties, "pStyle")
        style = self._styles.get(style_id)
        numbering = child(properties, "numPr") if properties is not None else None
        num_id = value_of(numbering, "numId") or style.num_id
        level = number_or_none(value_of(numbering, "ilvl"))
        if level is None:
            level = style.level
        if level is None and num_id:
            level = self._numbering.level_of_style(num_id, style_id)
        outline = outline_of(properties)
        heading = style.outline if outline is None else outline or None
        align = ALIGNMENTS.get(value_of(properties, "jc") or "", style.align)
        mark = child(properties, "rPr") if properties is not None else None
        mark_deleted = mark is not None and child(mark, "del") is not None
        self._paragraph = _Paragraph(
            heading, align if align != "left" else None, self._role or _role(style.name),
            None if num_id == "0" else num_id, max(0, min(level or 0, 8)), mark_deleted,
        )  # fmt: skip

    def _end_paragraph(self, element: Element) -> None:
        paragraph, self._paragraph = self._paragraph, None
        if paragraph is None:
            return
        if paragraph.start < 0 and not paragraph.mark_deleted and paragraph.num_id and not self._deletions:
            # Word counts an empty numbered paragraph too.
            self._numbering.next_label(paragraph.num_id, paragraph.level)
        self._joined = paragraph.mark_deleted
        if paragraph.start >= 0 and self._table is None and (paragraph.heading or paragraph.align or paragraph.role):
            span = Span(paragraph.start, paragraph.end)
            self.paragraphs.append(ParagraphHint(span, paragraph.heading, paragraph.align, paragraph.role))
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self._aside(box, "textbox")
        if self._table is None:
            self._write_notes()

    def _aside(self, element: Element, role: str, prefix: str = "") -> None:
        before, self._role, self._prefix = self._role, role, prefix
        self.walk(element)
        self._role, self._prefix = before, ""

    def _write_notes(self) -> None:
        waiting, self._waiting = self._waiting, []
        for note in waiting:
            self._note_count += 1
            self._aside(note, "footnote", f"［注{self._note_count}］")

    def _separate(self) -> None:
        """Begin the line of the open paragraph: break, label."""
        paragraph, label = self._paragraph, ""
        if paragraph is None:
            return
        if self._joined:
            self._joined = False
        elif self._table is not None:
            if self._table.filled():
                self.stream.add(CELL_BREAK)
        elif not self.stream.empty:
            self.stream.add("\n")
        paragraph.start = self.stream.length
        if paragraph.num_id:
            label = self._numbering.next_label(paragraph.num_id, paragraph.level)
            if self._numbering.form(paragraph.num_id, paragraph.level) == "bullet":
                paragraph.role = paragraph.role or "list"
        prefix, self._prefix = self._prefix, ""
        if prefix or label:
            self.stream.add(prefix + label)

    def _write(self, text: str) -> None:
        if not text:
            return
        if self._deletions or self._row_deleted:
            self.deleted += len(text)
            self.stream.add(text, "docx.deleted")
        elif self._hidden or self._run_hidden:
            self.stream.add(text, "docx.hidden")
        elif self._table is not None and self._table.continued:
            self.stream.add(text, "docx.merged")
        else:
            if self._paragraph is None:
                self._paragraph = _Paragraph(None, None, self._role, None, 0, False)
            begun = self.stream.length
            if self._paragraph.start < 0:
                self._separate()
                begun = self._paragraph.start
            if self._table is not None:
                text = text.replace("\t", " ").replace("\n", CELL_BREAK)
            self.stream.add(text)
            self._paragraph.end = self.stream.length
            if self._table is not None:
                self._table.wrote(begun, self.stream.length)

    # -- runs -------------------------------------------------------------------------------------------------

    def _begin_run(self, element: Element) -> None:
        properties = child(element, "rPr")
        hidden = child(properties, "vanish") if properties is not None else None
        if hidden is not None:
            self._run_hidden = switched_on(properties, "vanish")
        else:
            style = value_of(properties, "rStyle")
            self._run_hidden = bool(style and self._styles.get(style).hidden)

    def _text(self, element: Element) -> None:
        text = (element.text or "").replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
        self._write(text.replace("\u2028", " ").replace("\u2029", " "))

    def _deleted_text(self, element: Element) -> None:
        self.deleted += len(element.text or "")
        self.stream.add(element.text or "", "docx.deleted")

    def _break(self, element: Element) -> None:
        if self._paragraph is not None and self._paragraph.start >= 0:
            self._write("\n")

    def _symbol(self, element: Element) -> None:
        sign = symbol(attribute(element, "font") or "", attribute(element, "char") or "")
        if sign is None:
            self.unknown_symbols += 1
        self._write(sign or "□")

    def _note(self, element: Element) -> None:
        kind = "f" if local(element) == "footnoteReference" else "e"
        note = self._notes.get(f"{kind}{attribute(element, 'id')}")
        if note is not None and not self._deletions and not self._role:
            self._waiting.append(note)

    def _ruby(self, element: Element) -> bool:
        self.stream.add("".join(str(t) for t in element.itertext()), "docx.ruby")
        return True

    def _box(self, element: Element) -> bool:
        self._boxes.append(element)
        return True

    def _image(self, element: Element) -> None:
        self.images += 1

    def _foreign(self, element: Element) -> None:
        self.foreign_parts += 1

    def _alternate(self, element: Element) -> None:
        """One of the alternatives is read: the first with text, or else the first."""
        options = [each for each in element if local(each) in ("Choice", "Fallback")]
        chosen = next((each for each in options if any(local(e) == "t" for e in each.iter())), None)
        self._rejected.update(each for each in options if each is not (chosen if chosen is not None else options[0]))

    def _begin_control(self, element: Element) -> None:
        self._hidden += switched_on(child(element, "sdtPr"), "showingPlcHdr")

    def _end_control(self, element: Element) -> None:
        self._hidden -= switched_on(child(element, "sdtPr"), "showingPlcHdr")

    # -- tables -----------------------------------------------------------------------------------------------

    def _begin_table(self, element: Element) -> None:
        if self._table is not None:
            self._nested += 1
        elif is_data(element):
            self._table = TableBuilder(self.stream.length)
        else:
            self._layout_depth += 1

    def _end_table(self, element: Element) -> None:
        if self._nested:
            self._nested -= 1
        elif self._table is not None:
            self.tables.append(self._table.hint(self.stream.length))
            self._table = None
            self._write_notes()
        else:
            self._layout_depth -= 1

    def _begin_row(self, element: Element) -> None:
        properties = child(element, "trPr")
        if self._table is None or self._nested:
            return
        self._row_deleted = properties is not None and child(properties, "del") is not None
        if not self._row_deleted:
            self._table.begin_row(properties)

    def _end_row(self, element: Element) -> None:
        if not self._nested:
            self._row_deleted = False

    def _begin_cell(self, element: Element) -> None:
        table = self._table
        if table is None or self._nested or self._row_deleted:
            return
        first = table.first
        if table.begin_cell(child(element, "tcPr"), self.stream.length) and table.cell is not None:
            if not first:
                self.stream.add("\t")
            elif not self.stream.empty:
                self.stream.add("\n")
            if len(table.cells) == 1:
                table.start = self.stream.length
            table.cell.start = table.cell.end = self.stream.length

    def _end_cell(self, element: Element) -> None:
        if self._table is not None and not self._nested:
            self._table.continued = False
            self._table.cell = None


def _role(style_name: str) -> str | None:
    name = style_name.lower()
    if name in ("title", "标题", "文档标题"):
        return "title"
    if name.startswith(("toc ", "目录")) and name != "toc heading":
        return "toc"
    return "list" if name.startswith(("list bullet", "列表项目符号")) else None
