"""Two versions of a document compared clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from policykit.compare.units import Unit, units_of
from policykit.lang.pairing import pair
from policykit.model.address import spoken
from policykit.model.document import Document

LONGEST = 4000  # characters compared one by one; longer clauses are compared by sentences
_MARKS = "。；！？\n"
# A number with its decimals and percent sign, and a Latin word, are one thing: 36→34, never 3【6→4】.
_TOKEN = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)*[%％‰]?|[A-Za-z]+|.", re.DOTALL)


class Change(StrEnum):
    SAME = "same"
    RENUMBERED = "renumbered"  # the same words under another number
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


WORDS = {
    Change.SAME: "未变",
    Change.RENUMBERED: "条号变化",
    Change.CHANGED: "修改",
    Change.ADDED: "新增",
    Change.REMOVED: "删除",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the comparison: `kind` is equal, delete or insert."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One clause in both versions; `old` or `new` is None where it stands in one only."""

    change: Change
    old: Unit | None
    new: Unit | None
    pieces: tuple[Piece, ...]

    @property
    def renumbered(self) -> bool:
        return self.old is not None and self.new is not None and self.old.address != self.new.address


@dataclass(frozen=True, slots=True)
class Comparison:
    """All clauses in the order of the new version, removed ones where they stood."""

    old_title: str
    new_title: str
    entries: tuple[Entry, ...]

    @property
    def differences(self) -> tuple[Entry, ...]:
        return tuple(e for e in self.entries if e.change is not Change.SAME)

    def counts(self) -> dict[Change, int]:
        """How many clauses of each kind."""
        return {kind: sum(e.change is kind for e in self.entries) for kind in Change}

    def to_json(self) -> dict[str, Any]:
        """For `policykit diff --json`: only what differs, with the pieces of each changed clause."""
        return {
            "old": self.old_title,
            "new": self.new_title,
            "counts": {k.value: n for k, n in self.counts().items()},
            "changes": [
                {
                    "change": e.change.value,
                    "old": e.old.address if e.old else None,
                    "new": e.new.address if e.new else None,
                    "before": e.old.text if e.old else None,
                    "after": e.new.text if e.new else None,
                    "pieces": [[p.kind, p.text] for p in e.pieces],
                }
                for e in self.differences
            ],
        }


def compare(old: Document, new: Document) -> Comparison:
    """Compare two versions. Never raises: what matches nothing is added or removed."""
    a, b = units_of(old), units_of(new)
    entries = tuple(_entry(a[i] if i is not None else None, b[j] if j is not None else None) for i, j in pair(a, b))
    return Comparison(_title(old), _title(new), entries)


def _title(document: Document) -> str:
    return document.metadata.title or document.source.path


def _entry(old: Unit | None, new: Unit | None) -> Entry:
    if old is None or new is None:
        unit = old or new
        kind = "delete" if new is None else "insert"
        pieces = (Piece(kind, unit.text),) if unit else ()
        return Entry(Change.REMOVED if new is None else Change.ADDED, old, new, pieces)
    if old.key == new.key:
        change = Change.SAME if old.address == new.address else Change.RENUMBERED
        return Entry(change, old, new, ())
    return Entry(Change.CHANGED, old, new, split_pieces(old.text, new.text))


def split_pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The smallest stretches that were kept, taken out and put in. Joined without the inserted ones they are
    `before`, without the deleted ones `after`."""
    if max(len(before), len(after)) <= LONGEST:
        return tuple(_between(before, after))
    a, b = _sentences(before), _sentences(after)
    out: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            out.append(Piece("equal", "".join(a[i1:i2])))
            continue
        left, right = "".join(a[i1:i2]), "".join(b[j1:j2])
        if left and right and max(len(left), len(right)) <= LONGEST:
            out += _between(left, right)
        else:
            out += [Piece(kind, text) for kind, text in (("delete", left), ("insert", right)) if text]
    return tuple(out)


def _between(before: str, after: str) -> Iterable[Piece]:
    a, b = _TOKEN.findall(before), _TOKEN.findall(after)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("equal", "".join(a[i1:i2]))
            continue
        if i2 > i1:
            yield Piece("delete", "".join(a[i1:i2]))
        if j2 > j1:
            yield Piece("insert", "".join(b[j1:j2]))


def _sentences(text: str) -> list[str]:
    out, at = [], 0
    for i, character in enumerate(text):
        if character in _MARKS:
            out.append(text[at : i + 1])
            at = i + 1
    return [*out, text[at:]] if at < len(text) else out


def place(entry: Entry) -> str:
    """Where the clause stands, for people: 第三条, 第三条→第四条, （新增）第五条."""
    if entry.old is None or entry.new is None:
        unit = entry.old or entry.new
        return spoken(unit.address) if unit else ""
    if entry.renumbered:
        return f"{spoken(entry.old.address)}→{spoken(entry.new.address)}"
    return spoken(entry.new.address)
