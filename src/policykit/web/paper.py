"""The draft laid out in pages for the screen: 22 lines of 28 characters, as GB/T 9704 has them.

Where lines break is reckoned, not measured, so that the server can do it; a page that comes out a line longer in
the browser grows by that line and loses nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil

from policykit.model.output import Annex, Draft, Kind, Line
from policykit.render.title import break_title

ROWS, WIDTH = 22, 28  # lines of a page, characters of a line (GB/T 9704—2012, 5.2.3)
TITLE_WIDTH = 19  # characters of a line of the title, set larger
TABLE_ROWS = 24.0  # lines of an annex page lying on its side, its type being smaller
TABLE_WIDTH = 62.0  # characters of a line across the whole table


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or the part of one that stands on a page. `run_in` counts the characters set as a heading."""

    id: str
    line: Line
    text: str
    run_in: int = 0
    continued: bool = False

    @property
    def kind(self) -> str:
        return self.line.kind.value


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: pieces of text, or rows `first` to `last` of an annex."""

    number: int
    pieces: tuple[Piece, ...] = ()
    annex: Annex | None = None
    annex_number: int = 0
    first: int = 0
    last: int = 0

    @property
    def landscape(self) -> bool:
        return self.annex is not None and self.annex.landscape


def sheets(draft: Draft) -> tuple[Sheet, ...]:
    """The pages of a draft, its annexes each beginning a new one."""
    out = [Sheet(n, tuple(pieces)) for n, pieces in enumerate(_pages(draft.lines), start=1)]
    for number, annex in enumerate(draft.annexes, start=1):
        for first, last in _parts(annex):
            out.append(Sheet(len(out) + 1, (), annex, number, first, last))
    return tuple(out)


def broken(title: str) -> tuple[str, ...]:
    """The title in its lines, broken by sense as in the file."""
    return break_title(title, TITLE_WIDTH)


def width(text: str) -> float:
    """The width in full characters: a Latin letter or figure is about half of one."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.55 for c in text)


def _pages(lines: Iterable[Line]) -> Iterator[list[Piece]]:
    page: list[Piece] = []
    left = float(ROWS)
    for number, line in enumerate(lines, start=1):
        name, rest, run_in, continued = f"l{number}", line.text, line.run_in, False
        while True:
            need = _height(line, rest, continued)
            if need <= left or (not page and need <= ROWS):
                page.append(Piece(name, line, rest, run_in, continued))
                left -= need
                break
            if line.kind in (Kind.BODY, Kind.HEADING_3, Kind.HEADING_4) and left >= 2:
                cut = _cut(rest, int(left) * WIDTH - (0 if continued else 2))
                page.append(Piece(name, line, rest[:cut], min(run_in, cut), continued))
                rest, run_in, continued = rest[cut:], max(0, run_in - cut), True
            if not page:  # taller than a page whatever is done
                page.append(Piece(name, line, rest, run_in, continued))
                break
            carried = _headings_at_end(page)
            yield page[: len(page) - carried]
            page = page[len(page) - carried :]
            left = ROWS - sum(_height(p.line, p.text, p.continued) for p in page)
    if page:
        yield page


def _headings_at_end(page: list[Piece]) -> int:
    """How many headings close the page: they belong with what follows them."""
    count = 0
    while count < len(page) - 1 and page[-1 - count].line.kind in (Kind.HEADING_1, Kind.HEADING_2):
        count += 1
    return count if len(page) - count > 0 else 0


def _height(line: Line, text: str, continued: bool) -> float:
    if line.kind is Kind.TITLE:
        return 2 + len(broken(text)) * 1.5
    if line.kind in (Kind.SALUTATION, Kind.ATTACHMENT_NOTE, Kind.SIGNATURE):
        return 1 + ceil(width(text) / WIDTH)
    indent = 0 if continued else 2
    return max(1, ceil((width(text) + indent) / WIDTH))


def _cut(text: str, room: float) -> int:
    """How many characters fill that much room; a mark that closes is never left to the next page."""
    taken = 0.0
    for at, character in enumerate(text):
        taken += width(character)
        if taken > room:
            while at < len(text) and text[at] in "，。；：、！？）》」』”’":
                at += 1
            return max(1, at)
    return len(text)


def _parts(annex: Annex) -> Iterator[tuple[int, int]]:
    total = sum(c.width for c in annex.columns) or 1.0
    room = [max(2.0, TABLE_WIDTH * c.width / total - 1) for c in annex.columns]
    first, left = 0, TABLE_ROWS - 4
    for number, row in enumerate(annex.rows):
        pairs = zip(row.cells, room, strict=False)
        need = max((ceil(width(c.text) / w) for c, w in pairs if c.text), default=1) + 0.3
        if need > left and number > first:
            yield first, number
            first, left = number, TABLE_ROWS - 2
        left -= need
    yield first, len(annex.rows)
