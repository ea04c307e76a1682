"""What a finished file prints, whatever its format: paragraphs and table rows in order, and the record inside."""

from __future__ import annotations

from dataclasses import dataclass
from math import isclose
from typing import Any

BODY = "body"  # the running text; anything else is a text box, a footnote, a header …


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A printed paragraph outside tables. `marks` are the record ids whose bookmarks stand in it."""

    text: str
    place: str
    marks: tuple[str, ...] = ()
    part: str = BODY
    numbered: bool = False  # Word prints an automatic number before the text


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """One grid cell. A cell covered by a merge has an empty `text` of its own and the covering text in `under`.

    `number` is set where a workbook holds a number instead of text.
    """

    text: str
    under: str | None = None
    number: float | None = None

    @property
    def is_covered(self) -> bool:
        """Whether a merged cell covers this one, so that it prints nothing of its own."""
        return self.under is not None and not self.text

    def shows(self, text: str) -> bool:
        """Whether the cell shows `text`, as the record has it."""
        if self.text == text:
            return True
        if self.under is not None:
            return not self.text and text in ("", self.under)
        amount = _amount(text) if self.number is not None else None
        return amount is not None and self.number is not None and isclose(amount, self.number)


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A printed table row, header rows included. `table` counts from 1 in the file."""

    cells: tuple[PrintedCell, ...]
    place: str
    table: int
    marks: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return joined(tuple(c.text for c in self.cells))

    @property
    def filled(self) -> str:
        """The row with every merged cell's text repeated where the merge covers it."""
        return joined(tuple(c.text or c.under or "" for c in self.cells))

    def shows(self, cells: tuple[str, ...], covered: frozenset[int] = frozenset()) -> bool:
        """Whether the row shows `cells`. What stands in a merged cell is the matter of the row that prints it: in the
        `covered` columns the row shows whatever stands above, as long as the merge is there."""
        width = max(len(cells), len(self.cells))
        wanted = cells + ("",) * (width - len(cells))
        have = self.cells + (PrintedCell(""),) * (width - len(self.cells))
        return all(
            cell.shows(text) or (n in covered and cell.is_covered)
            for n, (cell, text) in enumerate(zip(have, wanted, strict=True))
        )


@dataclass(frozen=True, slots=True)
class Printed:
    """`record` is the JSON value found in the file; None where there is none."""

    paragraphs: tuple[Paragraph, ...]
    rows: tuple[PrintedRow, ...]
    record: Any | None


def joined(cells: tuple[str, ...]) -> str:
    return "\t".join(cells).rstrip("\t")


def _amount(text: str) -> float | None:
    """The number that a cell's text is; None where it is more than a number (3人 is not 3). 60% is 0.6."""
    plain = text.strip().replace(",", "")
    digits = plain.removesuffix("%")
    try:
        return float(digits) / (100 if digits != plain else 1)
    except ValueError:
        return None
