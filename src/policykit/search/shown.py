"""What hits show, kept beside an index: a page of hits is cut out of a mapped file, without asking the catalog.

Each index run adds one file with the units it added. A file holds the rows of its units one after another, then the
numbers of the units, where each row begins, and how many there are. Units never change, so a file is never changed;
units that an index made by an earlier version of the program has no file for are asked of the catalog.
"""

from __future__ import annotations

import mmap
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

Row = tuple[str, ...]
"""Address, path, heading, text."""
PATTERN = "shown-*.bin"
MARK = b"PKSHOWN1"
MOST_FILES = 8  # in one index; then all but the largest are made one
_PART = "\x1f"
_WIDTH = array("Q").itemsize
_BATCH = 2000  # rows written at a time


class ShownWriter:
    """Takes down the rows of units on their way to an engine, in the order of their numbers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers, self._starts = array("Q"), array("Q", (0,))
        self._rows: list[bytes] = []
        self._at = 0
        self._part: BinaryIO | None = None

    def add(self, n: int, address: str, path: str, heading: str, text: str) -> None:
        """Take one unit down. What cannot be taken apart again is left to the catalog."""
        if self._numbers and n <= self._numbers[-1]:
            return
        row = f"{address}{_PART}{path}{_PART}{heading}{_PART}{text}".encode("utf-8", "surrogatepass")
        if row.count(b"\x1f") == 3:
            self._numbers.append(n)
            self._at += len(row)
            self._starts.append(self._at)
            self._rows.append(row)
            if len(self._rows) >= _BATCH:
                self._write()

    def keep(self) -> None:
        """Finish the file, and where there are many by now, make most of them one."""
        self._finish()
        files = sorted(self._folder.glob(PATTERN), key=lambda file: (-file.stat().st_size, file.name))
        if len(files) > MOST_FILES:
            _join(files[1:], ShownWriter(self._folder))

    def _finish(self) -> None:
        if not self._numbers:
            return
        self._write()
        assert self._part is not None
        with self._part as stream:
            stream.write(self._numbers.tobytes())
            stream.write(self._starts.tobytes())
            stream.write(MARK + len(self._numbers).to_bytes(8, "little"))
        self._name().replace(_free(self._folder))
        self._part = None

    def _write(self) -> None:
        if self._part is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._part = self._name().open("wb")
        self._part.writelines(self._rows)
        self._rows.clear()

    def _name(self) -> Path:
        return self._folder / "shown.part"


class Shown:
    """Reads the rows of units; `otherwise` gives those that no file has."""

    def __init__(self, folder: Path, otherwise: Callable[[Iterable[int]], dict[int, Row]]) -> None:
        found = [opened for file in sorted(folder.glob(PATTERN)) if (opened := _File.opened(file)) is not None]
        self._files = sorted(found, key=lambda file: -file.count)
        self._otherwise = otherwise

    def of(self, numbers: list[int]) -> dict[int, Row]:
        """The rows of these units; those that are gone are left out."""
        out: dict[int, Row] = {}
        for n in numbers:
            for file in self._files:
                row = file.row(n)
                if row is not None:
                    out[n] = row
                    break
        if len(out) < len(numbers):
            out.update(self._otherwise([n for n in numbers if n not in out]))
        return out

    def close(self) -> None:
        for file in self._files:
            file.close()
        self._files = []


class _File:
    """One mapped file. Numbers that follow one another, as nearly always, are not searched for."""

    __slots__ = ("_dense", "_first", "_map", "_numbers", "_starts", "_views", "count")

    def __init__(self, mapped: mmap.mmap, count: int, rows: int) -> None:
        whole = memoryview(mapped)
        numbers, starts = whole[rows : rows + _WIDTH * count], whole[rows + _WIDTH * count : len(whole) - len(MARK) - 8]
        self._map, self.count = mapped, count
        self._numbers, self._starts = numbers.cast("Q"), starts.cast("Q")
        self._views = (self._numbers, self._starts, numbers, starts, whole)
        self._first = int(self._numbers[0])
        self._dense = int(self._numbers[count - 1]) - self._first == count - 1

    @classmethod
    def opened(cls, file: Path) -> _File | None:
        """None for a file that is not whole."""
        try:
            with file.open("rb") as stream:
                mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError):
            return None
        count = int.from_bytes(mapped[-8:], "little")
        rows = len(mapped) - len(MARK) - 8 - _WIDTH * (2 * count + 1)
        if count and rows >= 0 and mapped[-8 - len(MARK) : -8] == MARK:
            opened = cls(mapped, count, rows)
            if opened._starts[count] == rows:
                return opened
            opened.close()
        else:
            mapped.close()
        return None

    def row(self, n: int) -> Row | None:
        at = n - self._first
        if at < 0:
            return None
        if not self._dense:
            at = bisect_left(self._numbers, n)
        if at >= self.count or self._numbers[at] != n:
            return None
        try:
            row = self._map[self._starts[at] : self._starts[at + 1]].decode("utf-8", "surrogatepass").split(_PART)
        except UnicodeDecodeError:
            return None
        return (*row,) if len(row) == 4 else None  # damaged: the catalog is asked

    def rows(self) -> Iterator[tuple[int, bytes]]:
        """All its units with their rows."""
        for at, n in enumerate(self._numbers.tolist()):
            yield n, self._map[self._starts[at] : self._starts[at + 1]]

    def close(self) -> None:
        for view in self._views:
            view.release()
        self._map.close()


def _free(folder: Path) -> Path:
    number = 1
    while (file := folder / f"shown-{number}.bin").exists():
        number += 1
    return file


def _join(files: list[Path], writer: ShownWriter) -> None:
    """Several files as one. They may be links to files in use, so none of them is changed."""
    rows: dict[int, bytes] = {}
    for file in files:
        opened = _File.opened(file)
        if opened is not None:
            rows.update(opened.rows())
            opened.close()
    for n in sorted(rows):
        writer.add(n, *rows[n].decode("utf-8", "surrogatepass").split(_PART))
    writer._finish()
    for file in files:
        with suppress(OSError):  # a file that a reader holds on Windows; twice there, it does no harm
            file.unlink()
