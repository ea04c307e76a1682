"""Rule clean.drawn_tables: tables drawn with bars (| or │) in plain text become rows with tabs, as all tables are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from policykit.model.document import Document
from policykit.model.span import Span
from policykit.model.text import Edit

RULE = "clean.drawn_tables"

_BARS = "|｜│┃║"
_BAR = re.compile(rf"[{_BARS}]")
_BLANK = " \t\u3000"
_ROW = re.compile(rf"(?m)^[ \t\u3000]*[{_BARS}][^\n]*[{_BARS}][ \t\u3000]*$")
_LINE = re.compile(r"(?m)^[ \t\u3000]*[|｜│┃║+:├┤┼┌┐└┘┬┴╔╗╚╝╠╣╬╦╩╟╢╫─━═\-]{3,}[ \t\u3000]*$")
_DASHES = re.compile(r"[─━═\-]{2}|┼|[├└┌╠╟][─━═]")
_MOST = 200  # bars of a row: no table has so many columns
_BOXED = 4  # so many ruling lines rule off every row; fewer only the head, and then a row is a line


@dataclass(frozen=True, slots=True)
class _Printed:
    """A line of a drawn table. `cells` are the spans between its bars, none of a ruling line."""

    start: int
    end: int
    cells: tuple[Span, ...]


def drawn_tables(document: Document) -> Document:
    """Rows of bars as rows of cells; ruling lines taken out. A single such line, or one without columns, stays."""
    value = document.text.value
    if not any(bar in value for bar in _BARS):
        return document
    edits = [edit for run in _runs(value) for edit in _edits(value, run)]
    return document.with_text(*document.text.edit(edits, RULE)) if edits else document


def _runs(value: str) -> Iterator[list[_Printed]]:
    """Lines of one table: next to each other, their rows of as many columns, two rows at least."""
    run: list[_Printed] = []
    columns = 0
    for line in _lines(value):
        rows = bool(line.cells)
        if run and (line.start != run[-1].end + 1 or (rows and columns and len(line.cells) != columns)):
            yield from _worth(run)
            run, columns = [], 0
        run.append(line)
        columns = len(line.cells) or columns
    yield from _worth(run)


def _worth(run: list[_Printed]) -> Iterator[list[_Printed]]:
    if sum(bool(line.cells) for line in run) >= 2:
        yield run


def _lines(value: str) -> Iterator[_Printed]:
    found = [(m.start(), m.end(), True) for m in _LINE.finditer(value) if _DASHES.search(m.group())]
    ruling = {start for start, _, _ in found}
    found += [(m.start(), m.end(), False) for m in _ROW.finditer(value) if m.start() not in ruling]
    for start, end, ruled in sorted(found):
        if not ruled and sum(value.count(bar, start, end) for bar in _BARS) > _MOST:
            continue
        cells = () if ruled else _cells(value, start, end)
        if ruled or len(cells) >= 2:
            yield _Printed(start, end, cells)


def _cells(value: str, start: int, end: int) -> tuple[Span, ...]:
    out = []
    for bar, following in pairwise(_BAR.finditer(value, start, end)):
        inner = value[bar.end() : following.start()]
        words = inner.strip(_BLANK)
        at = bar.end() + len(inner) - len(inner.lstrip(_BLANK)) if words else bar.end()
        out.append(Span(at, at + len(words)))
    return tuple(out)


def _edits(value: str, run: Sequence[_Printed]) -> Iterator[Edit]:
    boxed = sum(not line.cells for line in run) >= _BOXED
    group: list[_Printed] = []
    for line in (*run, None):
        if line is not None and line.cells and (boxed or not group):
            group.append(line)
            continue
        if group:
            yield from _row(value, group)
            group = []
        if line is None:
            break
        if line.cells:
            group.append(line)
        elif line.end < len(value):
            yield Edit(Span(line.start, line.end + 1), "")
        else:
            yield Edit(Span(max(0, line.start - 1), line.end), "")


def _row(value: str, group: Sequence[_Printed]) -> Iterator[Edit]:
    """One row; where its cells are wrapped over several lines, written anew."""
    first = group[0]
    if len(group) > 1:
        columns = zip(*(line.cells for line in group), strict=True)
        words = ("".join(value[s.start : s.end] for s in column) for column in columns)
        yield Edit(Span(first.start, group[-1].end), "\t".join(words))
        return
    edges = [first.start, *(edge for cell in first.cells for edge in (cell.start, cell.end)), first.end]
    for number, at in enumerate(range(0, len(edges), 2)):
        last = at + 2 == len(edges)
        if edges[at + 1] > edges[at]:
            yield Edit(Span(edges[at], edges[at + 1]), "" if last or number == 0 else "\t")
