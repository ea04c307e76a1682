"""What search retrieves: an article with its items, a unit of an outline, a row of a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from policykit.model.annotation import Deadline
from policykit.model.document import Clause, ClauseKind, Document, Table, in_print_order
from policykit.model.span import Span

SEPARATOR = "\n"  # between the values of a list column
PATH_JOIN = " › "
_FOLDED = frozenset((ClauseKind.ITEM, ClauseKind.POINT))
_FRAMES = frozenset((ClauseKind.PART, ClauseKind.CHAPTER, ClauseKind.SECTION))
TABLE_ROW = "row"

Marks = defaultdict[str, list[str]]
"""Address → values, as printed."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One retrieval unit before it is stored. `path` is the headings above it, outermost first."""

    address: str
    kind: str
    level: int
    path: str
    heading: str
    text: str
    cited: str
    actors: str
    deadlines: str


def units(document: Document) -> list[UnitRow]:
    """The retrieval units of a document in print order, table rows last."""
    folded, home = _fold(document.clauses)
    cited, actors, deadlines = _marks(document, home)
    by_address = {c.address: c for c in document.clauses}
    paths: dict[str, str] = {}  # of the clauses that stand under one address
    out: list[UnitRow] = []
    for clause, parts in folded:
        heading = _head(clause)
        if clause.kind in _FRAMES and not clause.text:
            continue
        text = _printed(clause, parts) if parts else clause.text
        if not heading and not text:
            continue
        at = clause.address
        above = at[: at.rfind("/") + 1]
        if above not in paths:
            paths[above] = _path(at, by_address)
        out.append(
            UnitRow(
                at,
                clause.kind._value_,
                clause.level,
                paths[above],
                heading,
                text,
                _list(cited[at]) if at in cited else "",
                _list(actors[at]) if at in actors else "",
                _list(deadlines[at]) if at in deadlines else "",
            )
        )
    for table in document.tables:
        path = PATH_JOIN.join(t for t in (_path(f"{table.clause}/x", by_address), table.caption or "") if t)
        out.extend(_rows(table, path, (cited, actors, deadlines)))
    return out


def _fold(clauses: Iterable[Clause]) -> tuple[list[tuple[Clause, list[Clause]]], dict[str, str]]:
    """Clauses with the items folded into each, and the unit every address went to."""
    out: list[tuple[Clause, list[Clause]]] = []
    home: dict[str, str] = {}
    for clause in clauses:
        last = out[-1][0] if out else None
        inside = last is not None and clause.address.startswith(f"{last.address}/")
        if inside and last is not None and clause.kind in _FOLDED and last.kind not in _FRAMES:
            out[-1][1].append(clause)
            home[clause.address] = last.address
        else:
            out.append((clause, []))
            home[clause.address] = clause.address
    return out, home


def _marks(document: Document, home: dict[str, str]) -> tuple[Marks, Marks, Marks]:
    """By address: what is cited, who is bound, by when. A row of a table has its own."""
    cited: Marks = defaultdict(list)
    actors: Marks = defaultdict(list)
    deadlines: Marks = defaultdict(list)
    for citation in document.citations:
        at = home.get(citation.clause, citation.clause)
        cited[at].append(citation.title)
        if citation.doc_number:
            cited[at].append(citation.doc_number)
    for duty in document.duties:
        actors[home.get(duty.clause, duty.clause)].extend(duty.actors)
    for deadline in document.deadlines:
        at = home.get(deadline.clause, deadline.clause)
        deadlines[at].append(_limit(deadline))
    _spread(document, cited, deadlines)
    return cited, actors, deadlines


def _limit(deadline: Deadline) -> str:
    dates = "/".join(d for d in (deadline.start, deadline.end) if d)
    return f"{deadline.text} {dates}".strip()


def _spread(document: Document, cited: Marks, deadlines: Marks) -> None:
    """What a cell over several rows says holds for each of them; it is annotated at the first alone."""
    below: dict[str, list[tuple[Span, list[str]]]] = {}
    for table in document.tables:
        for cell in table.cells:
            first = table.row_address(cell.row)
            if cell.rowspan > 1 and first:
                rows = range(cell.row + 1, min(cell.row + cell.rowspan, table.rows))
                below.setdefault(first, []).append((cell.span, [r for n in rows if (r := table.row_address(n))]))
    if not below:
        return
    for citation in document.citations:
        for span, rows_below in below.get(citation.clause, ()):
            if span.start <= citation.span.start < span.end:
                for row in rows_below:
                    cited[row].extend(v for v in (citation.title, citation.doc_number) if v)
    for deadline in document.deadlines:
        for span, rows_below in below.get(deadline.clause, ()):
            if span.start <= deadline.span.start < span.end:
                for row in rows_below:
                    deadlines[row].append(_limit(deadline))


def _head(clause: Clause) -> str:
    """Label and heading as printed."""
    label, heading = clause.label or "", clause.heading or ""
    return f"{label} {heading}" if heading and label.startswith("第") else label + heading


def _printed(clause: Clause, parts: list[Clause]) -> str:
    """The clause with its items as printed: a paragraph may follow them."""
    lines = []
    for own, first, text in in_print_order((clause, *parts)):
        head = (own.label or "") + (own.heading or "") if first and own is not clause else ""
        lines.append(head + text)
    return SEPARATOR.join(line for line in lines if line)


def _path(address: str, by_address: dict[str, Clause]) -> str:
    """Labels and headings of the clauses above an address."""
    if "/" not in address:
        return ""
    parts = address.split("/")
    above: list[str] = []
    for end in range(1, len(parts)):
        clause = by_address.get("/".join(parts[:end]))
        if clause is not None:
            above.append(_head(clause))
    return PATH_JOIN.join(a for a in above if a)


def _list(values: Iterable[str]) -> str:
    return SEPARATOR.join(dict.fromkeys(v for v in values if v))


def _rows(table: Table, path: str, marks: tuple[Marks, Marks, Marks]) -> Iterable[UnitRow]:
    """Each data row as `column：cell` pairs, so that a row found alone can be understood.

    A table of heads alone, a form to be filled in, is one unit: its words must be found too.
    """
    cells: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    names: defaultdict[int, list[str]] = defaultdict(list)
    for cell in table.cells:
        text = " ".join(cell.text.split())
        for row in range(cell.row, min(cell.row + cell.rowspan, table.rows)):
            if row < table.header_rows:
                for column in range(cell.column, cell.column + cell.colspan):
                    if text and text not in names[column]:
                        names[column].append(text)
            elif text:
                cells[row].append((cell.column, text))
    if not cells and (words := "；".join("·".join(names[c]) for c in sorted(names) if names[c])):
        yield UnitRow(table.address, TABLE_ROW, table.address.count("/"), path, "", words, "", "", "")
    for row in sorted(cells):
        address = table.row_address(row)
        if address is None:
            continue
        parts = [f"{'·'.join(names[c])}：{t}" if names.get(c) else t for c, t in sorted(cells[row])]
        own = (_list(values[address]) for values in marks)
        yield UnitRow(address, TABLE_ROW, address.count("/"), path, "", "；".join(parts), *own)
