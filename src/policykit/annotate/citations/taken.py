"""Which characters of a passage a mention already covers, kept so that asking costs only the stretch asked about."""

from __future__ import annotations


class Taken:
    """A mark for each character of a passage."""

    def __init__(self, length: int) -> None:
        self._marks = bytearray(length)

    def free(self, start: int, end: int) -> bool:
        return self._marks.find(1, start, end) < 0

    def add(self, start: int, end: int) -> None:
        self._marks[start:end] = b"\x01" * (end - start)
