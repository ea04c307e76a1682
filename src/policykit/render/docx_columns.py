"""How wide the columns of a table are: as its kind says, then moved towards where the text is.

A column with long texts and a small share makes every row tall and empty. Widths are shifted between columns in small
steps as long as that makes the table shorter; the same table always comes out the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from policykit.model.output import Column, Row
from policykit.render.docx_measure import width_of

SIZE = 210  # twips: a character of 10.5 pt
MARGINS = 2 * 57 + 20
_SAMPLE = 40  # rows looked at, spread over the table
_STEPS = 60
_TRIED = 6  # pairs of columns a step
_SHARE = 60  # a step is this part of the width
_SHORTEST = 2.0  # characters a line of any cell holds
_SHORT_NAME = 5  # characters that are not broken
_NUMBERED = 12  # nor is a number with its prefix: 云J0200001
_LONGEST, _PART = 24, 8  # letters or digits that stay together, and in a crowded table
_CROWDED = 0.7  # of the width: where the least that all columns need is more, they have to do with less
_LATIN = 0.62  # of a character: what a letter or digit takes in the widest of the usual typefaces
_LOOKED_AT, _LAST = 200, 20  # rows, from the first and from the last
_HOLE = "【待填写："
_WORD = re.compile(r"[0-9A-Za-z.\-]{3,40}")


def column_widths(columns: Sequence[Column], total: int, rows: Sequence[Row] = ()) -> list[int]:
    """Widths in twips that add up to `total` exactly."""
    widths = _declared(columns, total)
    sample = [_texts(row, len(columns)) for row in rows[:: max(1, len(rows) // _SAMPLE)]][:_SAMPLE]
    if not sample or len(columns) < 3:
        return widths
    least = [max(_head(column.name), _unbroken(rows, n)) for n, column in enumerate(columns)]
    if sum(least) > _CROWDED * total:
        least = [max(_head(c.name, 2), _unbroken(rows, n, parts=2)) for n, c in enumerate(columns)]
    step = total // _SHARE
    widths = _at_least(widths, least, total)
    lines = [[_lines(row[n], width) for row in sample] for n, width in enumerate(widths)]
    height = _height(lines)
    for _ in range(_STEPS):
        moved = _moved(lines, sample, widths, least, step, height)
        if moved is None:
            break
        lines, height = moved
    return widths


def _moved(
    lines: list[list[float]],
    sample: Sequence[Sequence[float]],
    widths: list[int],
    least: Sequence[int],
    step: int,
    height: float,
) -> tuple[list[list[float]], float] | None:
    """Moves one step of width from one column to another in `widths` so that the table gets shorter; answers with the
    new lines and height, None where no step helps. What each column alone costs or saves says which pairs to try."""
    narrow = {n: [_lines(row[n], w - step) for row in sample] for n, w in enumerate(widths) if w - step >= least[n]}
    wide = {n: [_lines(row[n], w + step) for row in sample] for n, w in enumerate(widths)}
    costs = {n: _height([*lines[:n], column, *lines[n + 1 :]]) for n, column in narrow.items()}
    saves = {n: _height([*lines[:n], column, *lines[n + 1 :]]) for n, column in wide.items()}
    pairs = sorted((costs[g] + saves[t], g, t) for g in costs for t in saves if g != t)
    for _, giver, taker in pairs[:_TRIED]:
        tried = list(lines)
        tried[giver], tried[taker] = narrow[giver], wide[taker]
        if (shorter := _height(tried)) < height:
            widths[giver] -= step
            widths[taker] += step
            return tried, shorter
    return None


def _at_least(widths: list[int], least: Sequence[int], total: int) -> list[int]:
    """The widths with none below its least, what that takes shared by those that have more. The least as they are,
    made smaller alike, where there is no room even for them."""
    wanted = [max(pair) for pair in zip(widths, least, strict=True)]
    spare = [w - n for w, n in zip(wanted, least, strict=True)]
    excess = sum(wanted) - total
    if excess > sum(spare):
        return _declared([Column("", n) for n in least], total)
    edge = 0.0
    out: list[int] = []
    for width, room in zip(wanted, spare, strict=True):
        edge += width - (excess * room / sum(spare) if excess else 0)
        out.append(round(edge) - sum(out))
    return out


def rows_tall(row: Row, widths: Sequence[int]) -> float:
    """How many printed lines the row takes."""
    texts = _texts(row, len(widths))
    return max((_lines(text, width) for text, width in zip(texts, widths, strict=True)), default=1.0)


def _declared(columns: Sequence[Column], total: int) -> list[int]:
    """The shares that the table's kind gives, as twips."""
    share = sum(c.width for c in columns)
    edges = [0]
    at = 0.0
    for column in columns:
        at += column.width
        edges.append(round(total * at / share))
    return [b - a for a, b in pairwise(edges)]


def _texts(row: Row, width: int) -> list[float]:
    """The printed widths of a row's cells; a cell that spans columns or rows says nothing about one of them."""
    cells = row.cells[:width]
    return [width_of(c.text) if c.rowspan == 1 and c.colspan == 1 else 0.0 for c in cells] + [0.0] * (
        width - len(cells)
    )


def _lines(text: float, width: int) -> float:
    """How many lines the text takes, not rounded: so each step towards a long text counts."""
    return max(1.0, text * SIZE / max(SIZE, width - MARGINS))


def _head(name: str, parts: int = 1) -> int:
    """The width that the column's name needs: on one line where it is short, else on two; on two where `parts` is 2."""
    wide = width_of(name)
    return round((wide if wide <= _SHORT_NAME / parts else -int(-wide // 2)) * SIZE) + MARGINS


def _unbroken(rows: Sequence[Row], column: int, parts: int = 1) -> int:
    """The width of the longest number or Latin word in a column, and of a short text such as a person's name; with
    `parts` 2 of half a long word."""
    found = _SHORTEST
    longest = _LONGEST if parts == 1 else _PART
    # The last rows too: their serial numbers are the longest.
    for row in (*rows[:_LOOKED_AT], *rows[max(_LOOKED_AT, len(rows) - _LAST) :]):
        text = row.cells[column].text if column < len(row.cells) else ""
        for word in _WORD.findall(text):
            found = max(found, (len(word) if len(word) <= longest else -(-len(word) // parts)) * _LATIN)
        if text.startswith(_HOLE):
            found = max(found, width_of(_HOLE) / parts)  # breaks after its colon, not within every word
        elif len(text) <= _SHORT_NAME:
            found = max(found, width_of(text))
        elif len(text) <= _NUMBERED and _WORD.search(text):
            found = max(found, sum(_LATIN if c < "\u2e80" else 1 for c in text))
    return round(found * SIZE) + MARGINS


def _height(lines: Sequence[Sequence[float]]) -> float:
    heights: float = sum(max(row) for row in zip(*lines, strict=True))
    return heights
