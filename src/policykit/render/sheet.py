"""What is printed, in print order, with the ids the file carries: the one view all renderers share.

A draft becomes portrait text followed by one section an annex; a lone annex becomes one section. Ids are given
here (`l1`, `t1`, `t1r1`), so that paragraph, bookmark and provenance cannot fall out of step.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from policykit.model.output import Annex, Column, Draft, Dropped, Kind, Line, Origin, OutCell, Row, SourceDocument
from policykit.render.title import break_title

SOURCE_TABLE = "条款来源对照表"

# Characters XML 1.0 cannot hold; they are printed as the replacement character rather than dropped.
_UNPRINTABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Table:
    """An annex's table as printed. `widths` are the columns' shares of the width."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


Block = Line | Table


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks that share a page layout; every section starts on a new page. `name` is its annex's title."""

    blocks: tuple[Block, ...]
    landscape: bool = False
    name: str = "正文"
    imprint: tuple[Line, ...] = ()  # the 版记, at the bottom of the section's last page

    @property
    def printed(self) -> tuple[Block, ...]:
        """Everything in print order."""
        return (*self.blocks, *self.imprint)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A draft or an annex, ready to print."""

    title: str
    template: str
    sections: tuple[Section, ...]
    sources: tuple[SourceDocument, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    placeholders: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(b for s in self.sections for b in s.printed if isinstance(b, Line))

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(b for s in self.sections for b in s.blocks if isinstance(b, Table))


def lay_out(output: Draft | Annex, *, merged: bool = True, title_width: int | None = None) -> Sheet:
    """The sheet of a draft or annex.

    `merged` false repeats a merged cell's text in every row it covers, for formats that are filtered and
    sorted. `title_width` breaks titles longer than so many characters by sense into several lines.
    """
    counter = _Counter()
    if isinstance(output, Annex):
        section = _annex(output, counter, merged, title_width)
        return Sheet(output.title, output.kind, (section,), _sources_of(output.rows), placeholders=_holes(output))
    printed = (line for line in output.lines if line.kind is not Kind.IMPRINT)
    body = tuple(counter.line(line) for part in printed for line in _titles(part, title_width))
    imprint = tuple(counter.line(line) for line in output.lines if line.kind is Kind.IMPRINT)
    sections = [Section(body)] if body else []
    own = [a for a in output.annexes if a.kind != SOURCE_TABLE]
    review = [a for a in output.annexes if a.kind == SOURCE_TABLE]
    sections += [_annex(annex, counter, merged, title_width, output) for annex in own]
    _close(sections, imprint)
    sections += [_annex(annex, counter, merged, title_width, output) for annex in review]
    return Sheet(
        output.title,
        output.template,
        tuple(sections),
        output.sources,
        output.dropped,
        output.placeholders,
        output.settings,
    )


def annex_label(annex: Annex, among: tuple[Annex, ...]) -> str | None:
    """`附件1`, or `附件` where it is the only one; the table of sources is no annex of the document."""
    if annex.kind == SOURCE_TABLE:
        return None
    several = sum(a.kind != SOURCE_TABLE for a in among) > 1
    return f"附件{annex.number}" if several and annex.number else "附件"


def _close(sections: list[Section], imprint: tuple[Line, ...]) -> None:
    """The 版记 stands at the bottom of the document's last page, behind its annexes and before what is only for
    review; behind a landscape annex on a portrait page of its own."""
    if not imprint:
        return
    if sections and not sections[-1].landscape:
        sections[-1] = replace(sections[-1], imprint=imprint)
    else:
        sections.append(Section((), name="版记", imprint=imprint))


class _Counter:
    def __init__(self) -> None:
        self.lines = 0
        self.tables = 0

    def line(self, line: Line) -> Line:
        self.lines += 1
        return replace(line, id=f"l{self.lines}", text=printable(line.text))

    def table(self, annex: Annex, rows: tuple[Row, ...]) -> Table:
        self.tables += 1
        name = f"t{self.tables}"
        numbered = tuple(
            replace(r, id=f"{name}r{i}", cells=tuple(_printable_cell(c) for c in r.cells))
            for i, r in enumerate(rows, 1)
        )
        return Table(name, annex.title, annex.columns, numbered)


def printable(text: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", text) if _UNPRINTABLE.search(text) else text


def _printable_cell(cell: OutCell) -> OutCell:
    text = printable(cell.text)
    return cell if text is cell.text else replace(cell, text=text)


def _titles(line: Line, width: int | None) -> Iterable[Line]:
    if width is None or line.kind not in (Kind.TITLE, Kind.ANNEX_TITLE):
        return (line,)
    return (replace(line, text=part) for part in break_title(line.text, width))


def _annex(
    annex: Annex, counter: _Counter, merged: bool, title_width: int | None, draft: Draft | None = None
) -> Section:
    heads: list[Line] = []
    label = annex_label(annex, draft.annexes) if draft else None
    if label:
        heads.append(Line("", Kind.ANNEX_LABEL, label, Origin.COMPUTED))
    heads += _titles(Line("", Kind.ANNEX_TITLE, annex.title, Origin.TEMPLATE), title_width)
    blocks: list[Block] = [counter.line(h) for h in heads]
    blocks.append(counter.table(annex, tuple(_joined(annex) if merged else _spread(annex.rows))))
    blocks += [counter.line(Line("", Kind.TABLE_NOTE, note, Origin.COMPUTED)) for note in _numbered(annex.notes)]
    return Section(tuple(blocks), annex.landscape, annex.title)


def _numbered(notes: tuple[str, ...]) -> Iterable[str]:
    """The notes below a table as a table's notes are printed: 注：… for one, 注：1.…, 2.… for several."""
    if len(notes) < 2:
        return [f"注：{note}" for note in notes]
    return [f"{'注：' if n == 1 else ''}{n}.{note}" for n, note in enumerate(notes, 1)]


def _joined(annex: Annex) -> Iterable[Row]:
    """Rows with equal cells one below the other made one, in the columns that merge. A cell only joins the one above
    where the merging columns left of it do: two tasks may have the same name."""
    columns = [n for n, c in enumerate(annex.columns) if c.merge]
    rows = [list(row.cells) for row in annex.rows]
    if not columns or any(c.rowspan != 1 or c.colspan != 1 for cells in rows for c in cells):
        return annex.rows
    first = dict.fromkeys(columns, 0)  # the row in which the open cell of a column begins
    for at in range(1, len(rows)):
        joins = True
        for column in columns:
            text = rows[at][column].text
            joins = joins and bool(text) and text == rows[first[column]][column].text
            if joins:
                rows[at][column] = replace(rows[at][column], rowspan=0)
                top = rows[first[column]][column]
                rows[first[column]][column] = replace(top, rowspan=top.rowspan + 1)
            else:
                first[column] = at
    return (replace(row, cells=tuple(cells)) for row, cells in zip(annex.rows, rows, strict=True))


def _spread(rows: Iterable[Row]) -> Iterable[Row]:
    """Rows without merged cells: a covered cell (rowspan 0) repeats the one above it."""
    above: Row | None = None
    for row in rows:
        if any(c.rowspan != 1 for c in row.cells):
            cells = tuple(
                replace(c, text=c.text or above.cells[i].text, rowspan=1)
                if c.rowspan == 0 and above
                else replace(c, rowspan=1)
                for i, c in enumerate(row.cells)
            )
            row = replace(row, cells=cells)
        above = row
        yield row


def _sources_of(rows: Iterable[Row]) -> tuple[SourceDocument, ...]:
    seen = {p.doc_id: SourceDocument(p.doc_id, p.doc_sha256, p.doc_title) for r in rows for p in r.sources}
    return tuple(seen.values())


_HOLE = re.compile("【待填写：[^】]{0,200}】")


def _holes(annex: Annex) -> tuple[str, ...]:
    found = (hole for row in annex.rows for cell in row.cells for hole in _HOLE.findall(cell.text))
    return tuple(dict.fromkeys(found))
