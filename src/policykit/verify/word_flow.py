"""The state while walking through a Word part: open paragraphs, tables, text boxes and bookmarks."""

from __future__ import annotations

from dataclasses import dataclass, field

from policykit.verify.printed import BODY, Paragraph, PrintedCell, PrintedRow

_OURS = "pk_"
_SOFT_HYPHEN = "\u00ad"


@dataclass(slots=True)
class _OpenParagraph:
    text: list[str] = field(default_factory=list)
    marks: dict[str, None] = field(default_factory=dict)  # in order of appearance
    numbered: bool = False
    hidden: bool = False


@dataclass(slots=True)
class _OpenCell:
    column: int
    span: int = 1
    continued: bool = False
    restarted: bool = False
    paragraphs: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _OpenRow:
    column: int = 0
    header: bool = False
    deleted: bool = False
    cells: list[_OpenCell] = field(default_factory=list)
    marks: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True)
class _Story:
    """A run of paragraphs and tables: the part itself, or a text box inside it."""

    part: str
    depth: int = 0  # of tables in tables; only the outermost has rows, what it contains is its cells' text
    row: _OpenRow | None = None
    cell: _OpenCell | None = None
    above: dict[int, str] = field(default_factory=dict)  # column to the text of the merge that continues there
    number: int = 0  # rows below the header in the current table


class Flow:
    """Gathers printed paragraphs and rows from the events of a walk."""

    def __init__(self, part: str) -> None:
        self.paragraphs: list[Paragraph] = []
        self.rows: list[PrintedRow] = []
        self._part = part
        self._stories = [_Story(part)]
        self._open: list[_OpenParagraph] = []
        self._marks: dict[str, str] = {}
        self._printed = 0
        self._tables = 0

    def text(self, text: str) -> None:
        if not self._open or not text:
            return
        paragraph = self._open[-1]
        paragraph.text.append(text.replace(_SOFT_HYPHEN, ""))
        for name in self._marks.values():
            paragraph.marks[name] = None

    def unreadable(self, what: str) -> None:
        """Something is printed here that is no text."""
        self.paragraphs.append(Paragraph(f"〔{what}〕", f"第{self._printed + 1}段附近", part=what))

    def start_mark(self, number: str, name: str) -> None:
        if not name.startswith(_OURS):
            return
        self._marks[number] = name.removeprefix(_OURS)
        if self._open:
            self._open[-1].marks[self._marks[number]] = None

    def end_mark(self, number: str) -> None:
        self._marks.pop(number, None)

    def start_paragraph(self) -> None:
        self._open.append(_OpenParagraph())

    def properties(self, numbered: bool, hidden: bool) -> None:
        if self._open:
            self._open[-1].numbered = numbered
            self._open[-1].hidden = hidden

    def end_paragraph(self) -> None:
        paragraph = self._open.pop()
        text = "" if paragraph.hidden else "".join(paragraph.text)
        story = self._stories[-1]
        if story.row is not None:
            story.row.marks |= paragraph.marks
            if story.cell is not None:
                story.cell.paragraphs.append(text)
            return
        if text.strip():
            self._printed += 1
        spoken = f"第{self._printed}段" if story.part == BODY else f"{story.part}（第{self._printed}段）"
        self.paragraphs.append(Paragraph(text, spoken, tuple(paragraph.marks), story.part, paragraph.numbered))

    def start_table(self) -> None:
        story = self._stories[-1]
        story.depth += 1
        if story.depth == 1:
            self._tables += 1
            story.above, story.number = {}, 0

    def end_table(self) -> None:
        self._stories[-1].depth -= 1

    def start_row(self) -> None:
        if self._stories[-1].depth == 1:
            self._stories[-1].row = _OpenRow()

    def row_properties(self, *, header: bool, deleted: bool, before: int) -> None:
        row = self._stories[-1].row
        if row is not None and self._stories[-1].depth == 1:
            row.header, row.deleted, row.column = header, deleted, before

    def end_row(self) -> None:
        story = self._stories[-1]
        if story.depth != 1 or story.row is None:
            return
        row, story.row = story.row, None
        if row.deleted:
            return
        if not row.header:
            story.number += 1
        where = f"第{story.number}行" if story.number else "表头"
        place = f"表{self._tables}{where}"
        if story.part != BODY:
            place = f"{story.part}{place}"
        self.rows.append(PrintedRow(self._cells(row, story), place, self._tables, tuple(row.marks)))

    def start_cell(self) -> None:
        story = self._stories[-1]
        if story.depth == 1 and story.row is not None:
            story.cell = _OpenCell(story.row.column)

    def cell_properties(self, *, span: int, continued: bool, restarted: bool) -> None:
        story = self._stories[-1]
        if story.depth == 1 and story.cell is not None:
            story.cell.span, story.cell.continued, story.cell.restarted = max(span, 1), continued, restarted

    def end_cell(self) -> None:
        story = self._stories[-1]
        if story.depth == 1 and story.cell is not None and story.row is not None:
            story.row.cells.append(story.cell)
            story.row.column += story.cell.span
            story.cell = None

    def start_box(self) -> None:
        self._stories.append(_Story("文本框" if self._part == BODY else self._part))

    def end_box(self) -> None:
        self._stories.pop()

    def _cells(self, row: _OpenRow, story: _Story) -> tuple[PrintedCell, ...]:
        width = max((c.column + c.span for c in row.cells), default=0)
        out = [PrintedCell("")] * width
        for cell in row.cells:
            text = "\n".join(cell.paragraphs)
            if not cell.continued:
                story.above.pop(cell.column, None)
            under = story.above.get(cell.column) if cell.continued else None
            if cell.restarted:
                story.above[cell.column] = text
            out[cell.column] = PrintedCell(text, under)
            for column in range(cell.column + 1, cell.column + cell.span):
                out[column] = PrintedCell("", text)
        return tuple(out)
