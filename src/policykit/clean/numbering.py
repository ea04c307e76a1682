"""How well labels count on: the evidence by which pages are put back in order.

Costs are in one currency: 1 is a small flaw that careful documents have (a count that restarts without a heading
above it), 3 a break that they do not have (a number after a higher one).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from policykit.clean.inline_labels import Label

State = tuple[tuple[str, int, bool], ...]
"""Of each kind seen: its last number, and whether a stronger label has come since (then it may restart)."""

EMPTY: State = ()
_RESTART, _SKIP, _UNHEADED, _BACK = 1.0, 2.0, 2.5, 3.0


@dataclass(frozen=True, slots=True)
class Entry:
    """The first label of its kind in a piece: what its cost depends on is the state before the piece."""

    kind: str
    number: int
    headed: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """A piece as numbering sees it: what meets the state before it, its own flaws, and the state it leaves."""

    entries: tuple[Entry, ...]
    inner: float
    last: tuple[tuple[str, int, bool], ...]
    strongest: int | None


def profile(labels: Iterable[Label]) -> Profile:
    """Sum a piece's labels up, so that trying an order costs a few comparisons instead of all its labels."""
    entries: list[Entry] = []
    last: dict[str, tuple[int, bool]] = {}
    strengths: dict[str, int] = {}
    inner = 0.0
    strongest: int | None = None
    for label in labels:
        if label.kind in last:
            number, fresh = last[label.kind]
            inner += step(number, fresh, label.number)
        else:
            entries.append(Entry(label.kind, label.number, strongest is not None and strongest < label.strength))
        last[label.kind] = (label.number, False)
        strengths[label.kind] = label.strength
        for kind, (number, _) in last.items():
            if strengths[kind] > label.strength:
                last[kind] = (number, True)
        strongest = label.strength if strongest is None else min(strongest, label.strength)
    return Profile(tuple(entries), inner, tuple((k, n, f) for k, (n, f) in last.items()), strongest)


def step(last: int | None, fresh: bool, number: int) -> float:
    """What it costs to read `number` after `last` of the same kind."""
    if last is None:
        return 0.0 if number == 1 else _UNHEADED
    if number == last + 1 or (number == 1 and fresh):
        return 0.0
    if number == 1:
        return _RESTART
    return _SKIP if number > last else _BACK


def follow(state: State, piece: Profile, strengths: dict[str, int]) -> tuple[float, State]:
    """The cost of reading `piece` next, and the state after it."""
    known = {kind: (number, fresh) for kind, number, fresh in state}
    cost = piece.inner
    for entry in piece.entries:
        number, fresh = known.get(entry.kind, (None, False))
        cost += step(number, fresh or entry.headed, entry.number)
    for kind, (number, _) in list(known.items()):
        if piece.strongest is not None and strengths[kind] > piece.strongest:
            known[kind] = (number, True)
    for kind, number, fresh in piece.last:
        known[kind] = (number, fresh)
    return cost, tuple(sorted((k, n, f) for k, (n, f) in known.items() if n is not None))
