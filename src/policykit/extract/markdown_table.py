"""Pipe tables of Markdown: a header line, a line of dashes, rows."""

from __future__ import annotations

import re

from policykit.extract.markdown_inline import Action
from policykit.model.document import CellHint, TableHint
from policykit.model.span import Span

_DASHES = re.compile(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)*+[ \t]*(?::?-+:?)?[ \t\r]*$")
_PIPE = re.compile(r"\\?\|")


def pipe_table(raw: str, start: int, end: int) -> tuple[TableHint, list[Action], int] | None:
    """The table whose header line is `raw[start:end]`, with the actions that write it and the offset of its end.

    None where no line of dashes follows.
    """
    if end >= len(raw):
        return None
    dashes_end = _line_end(raw, end + 1)
    if "-" not in raw[end + 1 : dashes_end] or "|" not in raw[end + 1 : dashes_end]:
        return None
    if not _DASHES.match(raw, end + 1, dashes_end):
        return None
    cells: list[CellHint] = []
    actions: list[Action] = []
    _row(raw, start, end, 0, cells, actions)
    actions.append(Action(end, dashes_end, "", "markdown.table"))
    at, row = dashes_end, 0
    while at < len(raw):
        line_end = _line_end(raw, at + 1)
        if "|" not in raw[at + 1 : line_end]:
            break
        row += 1
        _row(raw, at + 1, line_end, row, cells, actions)
        at = line_end
    return TableHint(Span(start, at), tuple(cells)), actions, at


def _line_end(raw: str, at: int) -> int:
    end = raw.find("\n", at)
    return len(raw) if end < 0 else end


def _row(raw: str, start: int, end: int, row: int, cells: list[CellHint], actions: list[Action]) -> None:
    """Cells between pipes that are not escaped; the blanks and pipes between two cells become one tab."""
    line = raw[start:end]
    size = len(line.rstrip(" \t\r"))
    first = len(line) - len(line.lstrip(" \t"))
    first += line.startswith("|", first)
    last = size - 1 if size > first and line.endswith("|", 0, size) and not line.endswith("\\|", 0, size) else size
    bounds = [m.start() for m in _PIPE.finditer(line, first, last) if m[0] == "|"]
    at = 0
    edges = zip([first, *(b + 1 for b in bounds)], [*bounds, last], strict=True)
    for column, (a, b) in enumerate(edges):
        inner = line[a:b]
        a += len(inner) - len(inner.lstrip(" \t"))
        b = max(a, b - (len(inner) - len(inner.rstrip(" \t"))))
        actions.append(Action(start + at, start + a, "\t" if column else "", "markdown.table"))
        cells.append(CellHint(Span(start + a, start + b), row, column, header=row == 0))
        at = b
    actions.append(Action(start + at, end, "", "markdown.table"))
