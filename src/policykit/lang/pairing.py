"""Which unit of the new version is which of the old: by content first, then by number, then by likeness.

A clause that only got another number is still itself; one that kept its number but says something else is not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol

SAME_NUMBER = 0.35  # of one address, units at least so alike are two readings of one clause
ELSEWHERE = 0.55  # of different addresses, they must be more alike than that
COMMON = 40  # a pair of characters in more units than this tells nothing
CANDIDATES = 8  # units looked at for one that has lost its number


class Unit(Protocol):
    """What is paired: `address` names it, `key` is its words without white space."""

    @property
    def address(self) -> str: ...

    @property
    def key(self) -> str: ...


def pair(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[tuple[int | None, int | None], ...]:
    """Index pairs into old and new, in the order of the new version; what is gone stands where it stood."""
    matched: dict[int, int] = {}  # new → old
    free_old, free_new = set(range(len(old))), set(range(len(new)))

    def take(i: int, j: int) -> None:
        matched[j] = i
        free_old.discard(i)
        free_new.discard(j)

    for i, j in _same_words(old, new):
        take(i, j)
    addresses = {old[i].address: i for i in sorted(free_old, reverse=True)}
    profiles_old = {i: grams(old[i].key) for i in free_old}
    profiles_new = {j: grams(new[j].key) for j in free_new}
    for j in sorted(free_new):
        at = addresses.get(new[j].address)
        if at is not None and at in free_old and alike(profiles_old[at], profiles_new[j]) >= SAME_NUMBER:
            take(at, j)
    scored = _likely(free_old, free_new, profiles_old, profiles_new)
    for score, i, j in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if score >= ELSEWHERE and i in free_old and j in free_new:
            take(i, j)
    return tuple(_in_order(len(old), len(new), matched))


def _same_words(old: Sequence[Unit], new: Sequence[Unit]) -> Iterable[tuple[int, int]]:
    """Units with equal words: of several, those of equal address first, then in order."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, unit in enumerate(old):
        places[unit.key].append(i)
    pending: dict[str, list[int]] = defaultdict(list)
    for j, unit in enumerate(new):
        same = places.get(unit.key, [])
        at = next((i for i in same if old[i].address == unit.address), None)
        if at is not None:
            same.remove(at)
            yield at, j
        elif same:
            pending[unit.key].append(j)
    for key, wanting in pending.items():
        yield from zip(places[key], wanting, strict=False)


def _likely(
    free_old: set[int], free_new: set[int], old: dict[int, Counter[str]], new: dict[int, Counter[str]]
) -> Iterable[tuple[float, int, int]]:
    """Likeness of the pairs worth looking at: those that share pairs of characters few others have."""
    holders: dict[str, list[int]] = defaultdict(list)
    for i in sorted(free_old):
        for gram in old[i]:
            holders[gram].append(i)
    for j in sorted(free_new):
        shared: Counter[int] = Counter()
        for gram in new[j]:
            found = holders.get(gram, ())
            if 0 < len(found) <= COMMON:
                shared.update(found)
        for i, _ in shared.most_common(CANDIDATES):
            yield alike(old[i], new[j]), i, j


def alike(a: Counter[str], b: Counter[str]) -> float:
    """Dice likeness of two profiles, 0 to 1."""
    total = sum(a.values()) + sum(b.values())
    return 2 * sum((a & b).values()) / total if total else 0.0


def grams(key: str) -> Counter[str]:
    """How often each pair of neighbouring characters stands in a text."""
    return Counter(key[i : i + 2] for i in range(max(1, len(key) - 1)))


def _in_order(olds: int, news: int, matched: dict[int, int]) -> Iterable[tuple[int | None, int | None]]:
    """Pairs in the new order; an old unit without a partner comes before the first later one that has."""
    partners = {i: j for j, i in matched.items()}
    gone_before: dict[int, list[int]] = defaultdict(list)
    waiting: list[int] = []
    for i in range(olds):
        if i in partners:
            gone_before[partners[i]] += waiting
            waiting = []
        else:
            waiting.append(i)
    for j in range(news):
        for i in gone_before.get(j, ()):
            yield i, None
        yield matched.get(j), j
    for i in waiting:
        yield i, None
