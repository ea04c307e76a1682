"""Ruled tables: lines that cross make a grid, the grid's fields without a line between them make one cell."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from policykit.extract.paged.page import Glyph, Page, Rule

_NEAR = 3.0
_RULES_AT_MOST = 4_000


@dataclass(slots=True)
class RuledCell:
    """One cell with its place in the grid, its box and the characters in it."""

    row: int
    column: int
    down: int
    across: int
    box: tuple[float, float, float, float]
    glyphs: list[Glyph] = field(default_factory=list)


@dataclass(slots=True)
class RuledTable:
    """A table as ruled on one page. `edges` are the x of its column lines."""

    edges: list[float]
    top: float
    bottom: float
    rows: int
    cells: list[RuledCell]


def take_tables(page: Page) -> list[RuledTable]:
    """The page's ruled tables from top to bottom; their characters leave `page.glyphs`."""
    tables = [t for group in _groups(page) if (t := _table(*group))]
    tables.sort(key=lambda t: t.top)
    rest: list[Glyph] = []
    for glyph in page.glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.middle
        table = next((t for t in tables if t.top <= y <= t.bottom and t.edges[0] <= x <= t.edges[-1]), None)
        cell = _cell_at(table, x, y) if table else None
        (cell.glyphs if cell else rest).append(glyph)
    page.glyphs = rest
    return [t for t in tables if sum(bool(c.glyphs) for c in t.cells) >= 3]


def _cell_at(table: RuledTable, x: float, y: float) -> RuledCell | None:
    for cell in table.cells:
        x0, y0, x1, y1 = cell.box
        if x0 <= x <= x1 and y0 <= y <= y1:
            return cell
    return None


def _groups(page: Page) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that cross or touch, as groups."""
    across, down = page.across[:_RULES_AT_MOST], page.down[:_RULES_AT_MOST]
    leader = list(range(len(across) + len(down)))

    def find(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    order = sorted(range(len(across)), key=lambda i: across[i].at)
    places = [across[i].at for i in order]
    for number, rule in enumerate(down):
        for at in range(bisect_right(places, rule.start - _NEAR), bisect_right(places, rule.end + _NEAR)):
            other = across[order[at]]
            if other.start - _NEAR <= rule.at <= other.end + _NEAR:
                leader[find(len(across) + number)] = find(order[at])
    out: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for number in range(len(leader)):
        group = out.setdefault(find(number), ([], []))
        if number < len(across):
            group[0].append(across[number])
        else:
            group[1].append(down[number - len(across)])
    return list(out.values())


def _table(across: list[Rule], down: list[Rule]) -> RuledTable | None:
    if len(across) < 3 or not down:
        return None
    xs = _steps([r.at for r in down] + [x for r in across for x in (r.start, r.end)])
    ys = _steps([r.at for r in across] + [y for r in down for y in (r.start, r.end)])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 2 or columns < 2 or rows * columns > 20_000:
        return None
    walls = _covered(down, xs, ys)
    floors = _covered(across, ys, xs)
    cells: list[RuledCell] = []
    taken = [[False] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            wide = 1
            while column + wide < columns and (column + wide, row) not in walls and not taken[row][column + wide]:
                wide += 1
            tall = 1
            while row + tall < rows and all(
                (row + tall, c) not in floors and not taken[row + tall][c] for c in range(column, column + wide)
            ):
                tall += 1
            for r in range(row, row + tall):
                for c in range(column, column + wide):
                    taken[r][c] = True
            box = (xs[column], ys[row], xs[column + wide], ys[row + tall])
            cells.append(RuledCell(row, column, tall, wide, box))
    return RuledTable(xs, ys[0], ys[-1], rows, cells)


def _steps(values: list[float]) -> list[float]:
    """Values that lie near one another as one, sorted."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= _NEAR:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(g) / len(g) for g in groups]


def _covered(rules: list[Rule], places: list[float], steps: list[float]) -> set[tuple[int, int]]:
    """Which pieces of the grid are ruled: (index of the line, index of the step along it)."""
    out: set[tuple[int, int]] = set()
    for rule in rules:
        line = min(range(len(places)), key=lambda i: abs(places[i] - rule.at))
        for step in range(len(steps) - 1):
            middle = (steps[step] + steps[step + 1]) / 2
            if rule.start - _NEAR <= middle <= rule.end + _NEAR:
                out.add((line, step))
    return out
