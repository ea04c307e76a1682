"""Tables: those the file format marks, and runs of tab-parted lines in plain text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from policykit.model.address import SIGNATURE
from policykit.model.document import Cell, Clause, Document, Table, TableHint
from policykit.model.span import Span
from policykit.parse.headrows import header_rows
from policykit.parse.places import Places

_TABBED = re.compile(r"(?:^[^\n\t]*\t[^\n]*(?:\n|\Z)){2,}", re.MULTILINE)
_CAPTION = re.compile(
    r"(?:表|清单|目录|一览|名单|名录|明细|台账|分工|标准|指标|细则|计划|安排)[ \u3000]*(?:[（(][^（）()]{1,40}[）)])?$"
    r"|^(?:附?表|附件)[ \u3000]*[0-9一二三四五六七八九十]"
)
_UNIT = re.compile(r"^[（(]?[ \u3000]*单位[：:]")
_BLANK = " \t\u3000\xa0\u2028\n"


def find_tables(document: Document) -> Document:
    """Fill `tables` in print order; their addresses wait for the clauses (`place_tables`)."""
    value = document.text.value
    places = Places(document.text) if document.table_hints else None
    found: list[Table] = []
    for hint in document.table_hints:
        table = _hinted(value, hint, places) if places else None
        if table and not any(t.span.overlaps(table.span) for t in found[-3:]):
            found.append(table)
    if "\t" in value:
        taken = sorted(t.span for t in found)
        found += [t for t in _tabbed(value) if not _overlaps(taken, t.span)]
    found.sort(key=lambda t: t.span)
    return replace(document, tables=tuple(_disjoint(found))) if found else document


def _overlaps(taken: Sequence[Span], span: Span) -> bool:
    at = bisect_right(taken, Span(span.end, span.end))
    return any(t.overlaps(span) for t in taken[max(0, at - 2) : at])


def _disjoint(found: Iterable[Table]) -> Iterable[Table]:
    edge = 0
    for table in found:
        if table.span.start >= edge:
            yield table
            edge = table.span.end


def _hinted(value: str, hint: TableHint, places: Places) -> Table | None:
    """A marked table. One column or one cell is layout, not a table: its text stays with the clauses."""
    columns = max((c.column + c.colspan for c in hint.cells), default=0)
    filled = {c.column for c in hint.cells if len(c.raw_span)}
    if columns < 2 or len(filled) < 2:
        return None
    cells: list[Cell] = []
    spans: list[Span] = []
    at = 0
    for each in hint.cells:
        span = places.of(each.raw_span) if len(each.raw_span) else None
        span = _trimmed(value, span) if span else None
        if span:
            spans.append(span)
            at = span.end
        cells.append(_cell(value, span or Span(at, at), each.row, each.column, each.rowspan, each.colspan, each.header))
    if not spans:
        return None
    whole = Span(min(s.start for s in spans), max(s.end for s in spans))
    if len(whole) > 4 * sum(map(len, spans)) + 200 * len(spans):
        return None  # its cells were scattered by a change of page order
    # Cells without text stand where the print left off; keep them inside the table.
    cells = [c if whole.contains(c.span) else replace(c, span=Span(whole.start, whole.start)) for c in cells]
    rows = max(c.row + c.rowspan for c in cells)
    return _table(value, cells, rows, columns, whole)


def _cell(value: str, span: Span, row: int, column: int, rowspan: int, colspan: int, header: bool) -> Cell:
    return Cell(span.of(value), row, column, span, max(1, rowspan), max(1, colspan), header)


def _trimmed(value: str, span: Span) -> Span | None:
    start, end = span.start, span.end
    while start < end and value[start] in _BLANK:
        start += 1
    while end > start and value[end - 1] in _BLANK:
        end -= 1
    return Span(start, end) if end > start else None


def _tabbed(value: str) -> Iterable[Table]:
    """Runs of lines with equally many tabs: at least three lines, or two with two tabs each."""
    for run in _TABBED.finditer(value):
        group: list[tuple[int, str]] = []
        at = run.start()
        for line in run.group().splitlines(keepends=True):
            body = line.rstrip("\n")
            if group and group[0][1].count("\t") != body.count("\t"):
                yield from _grid(value, group)
                group = []
            group.append((at, body))
            at += len(line)
        yield from _grid(value, group)


def _grid(value: str, group: Sequence[tuple[int, str]]) -> Iterable[Table]:
    tabs = group[0][1].count("\t") if group else 0
    if len(group) < (2 if tabs >= 2 else 3):
        return
    cells: list[Cell] = []
    for row, (start, body) in enumerate(group):
        at = start
        for column, piece in enumerate(body.split("\t")):
            span = _trimmed(value, Span(at, at + len(piece))) or Span(at, at)
            cells.append(_cell(value, span, row, column, 1, 1, False))
            at += len(piece) + 1
    if len({c.column for c in cells if c.text}) < 2:
        return
    filled = [c.span for c in cells if c.text]
    whole = Span(min(s.start for s in filled), max(s.end for s in filled))
    cells = [c if whole.contains(c.span) else replace(c, span=Span(whole.start, whole.start)) for c in cells]
    yield _table(value, cells, len(group), tabs + 1, whole)


def _table(value: str, cells: Sequence[Cell], rows: int, columns: int, span: Span) -> Table:
    heads = header_rows(cells, rows, columns)
    marked = tuple(replace(c, header=c.header or c.row < heads) for c in cells)
    return Table("", "", _caption(value, span, cells, columns), rows, columns, heads, marked, span)


def _caption(value: str, span: Span, cells: Sequence[Cell], columns: int) -> str | None:
    """The title in a first row of one cell, or the short line above that is one by its words."""
    first = [c for c in cells if c.row == 0 and c.text]
    if len(first) == 1 and first[0].colspan >= columns and len(first[0].text) <= 60:
        return first[0].text
    end = span.start
    for _ in range(3):
        above = value[max(0, end - 200) : end].rstrip(_BLANK)
        line = above.rpartition("\n")[2].strip(_BLANK)
        end = max(0, end - 200) + len(above) - len(line)
        if not line or len(line) > 60 or "\t" in line or line[-1] in "。；，：":
            return None
        if _CAPTION.search(line):
            return line
        if not _UNIT.match(line):
            return None
    return None


def place_tables(document: Document) -> Document:
    """Give every table the clause it stands in and its address `<clause>/表N`."""
    if not document.tables:
        return document
    starts = sorted((s.start, at) for at, c in enumerate(document.clauses) for s in c.spans)
    keys = [s for s, _ in starts]
    counts: dict[str, int] = {}
    out: list[Table] = []
    for table in document.tables:
        clause = _owner(document.clauses, starts, keys, table.span.start)
        if clause == SIGNATURE and _titled_after(document, starts, keys, table.span.start):
            clause = ""
        count = counts[clause] = counts.get(clause, 0) + 1
        address = f"{clause}/表{count}" if clause else f"表{count}"
        out.append(replace(table, address=address, clause=clause))
    return replace(document, tables=tuple(out))


def _titled_after(document: Document, starts: Sequence[tuple[int, int]], keys: Sequence[int], at: int) -> bool:
    """Whether a title stands between the signature and the table: what is attached is the table alone."""
    signed, _ = starts[bisect_right(keys, at) - 1]
    return any(signed < span.start < at for span in document.metadata.spans)


def _owner(clauses: Sequence[Clause], starts: Sequence[tuple[int, int]], keys: Sequence[int], at: int) -> str:
    found = bisect_right(keys, at) - 1
    return clauses[starts[found][1]].address if found >= 0 else ""
