"""Builds a text from a raw file in one forward pass, with offset map and ledger.

Readers walk the raw file once and say of each stretch whether it is kept, dropped under a rule or replaced.
That is linear where a chain of `Text.edit` calls would walk the whole text once a rule.
"""

from __future__ import annotations

from policykit.model.diagnostic import Change, Removal
from policykit.model.span import Span
from policykit.model.text import Run, Text


class Assembler:
    """Collects the pieces of a text. Raw stretches may come in any order, each at most once."""

    __slots__ = ("_changed", "_chars", "_removed", "_runs", "length", "raw")

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.length = 0
        self._chars: list[str] = []
        self._runs: list[list[int]] = []
        self._removed: list[list[int | str]] = []
        self._changed: list[Change] = []

    def keep(self, start: int, end: int) -> None:
        """`raw[start:end]` goes into the text as it stands."""
        if end <= start:
            return
        self._chars.append(self.raw[start:end])
        at, size = self.length, end - start
        last = self._runs[-1] if self._runs else None
        if last and last[3] == start and last[1] - last[0] == last[3] - last[2]:
            last[1] += size
            last[3] = end
        else:
            self._runs.append([at, at + size, start, end])
        self.length = at + size

    def drop(self, start: int, end: int, rule: str) -> None:
        """`raw[start:end]` is left out and stands in the ledger under `rule`."""
        if end <= start:
            return
        last = self._removed[-1] if self._removed else None
        if last and last[0] == rule and last[2] == start:
            last[2] = end
        else:
            self._removed.append([rule, start, end])

    def replace(self, start: int, end: int, new: str, rule: str) -> None:
        """`new` stands in the text for `raw[start:end]`."""
        if not new:
            self.drop(start, end, rule)
            return
        before = self.raw[start:end]
        if before == new:
            self.keep(start, end)
            return
        self._chars.append(new)
        self._runs.append([self.length, self.length + len(new), start, end])
        self.length += len(new)
        if end > start:
            self._changed.append(Change(rule, Span(start, end), before, new))

    def insert(self, new: str, at: int) -> None:
        """`new` goes into the text though nothing is printed for it at raw offset `at` (a line break)."""
        if new:
            self._chars.append(new)
            self._runs.append([self.length, self.length + len(new), at, at])
            self.length += len(new)

    def ends_with(self, ends: tuple[str, ...]) -> bool:
        """Whether the text so far ends with one of `ends` (single characters)."""
        return self.last_char() in ends

    def last_char(self) -> str:
        """The last character of the text so far, or the empty string."""
        return self._chars[-1][-1:] if self._chars else ""

    def finish(self) -> tuple[Text, tuple[Removal, ...], tuple[Change, ...]]:
        """The text and its ledger entries."""
        runs = tuple(Run(r[0], r[1], r[2], r[3]) for r in self._runs)
        removed = tuple(Removal(str(r[0]), Span(int(r[1]), int(r[2]))) for r in self._removed)
        return Text("".join(self._chars), runs), removed, tuple(self._changed)
