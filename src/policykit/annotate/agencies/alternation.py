"""Hundreds of entries of a data file as one pattern that tells them apart by their first character.

Python's engine passes over an alternative that begins with another character at once, but runs every alternative that
begins with a group, an optional part or a test of what stands before it. So each entry is written out by the
characters it can begin with, and entries that begin alike are put under that character in their order.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping


def in_order(entries: Collection[str]) -> list[str]:
    """Longer entries first, so that 各级政府 is not cut at 各级; those with an open beginning before the others."""
    ordered = sorted(dict.fromkeys(entries), key=len, reverse=True)
    return [e for e in ordered if not _plain(e)] + [e for e in ordered if _plain(e)]


def by_first(entries: Collection[str]) -> dict[str, list[str]]:
    """The entries by first character: what must stand at and behind it, in the order to be tried.

    Raises ValueError for an entry that begins with anything else than characters, sets of them, groups, optional
    parts and tests of what stands before.
    """
    groups: dict[str, list[str]] = {}
    for entry in in_order(entries):
        for char, tail in _fanned(entry, ()):
            tails = groups.setdefault(char, [])
            if tail not in tails:
                tails.append(tail)
    return groups


def searched(entries: Collection[str]) -> str:
    """One alternation of the entries, to be searched for."""
    return "|".join(first + _one_of(tails) for first, tails in by_first(entries).items())


def _one_of(tails: Iterable[str]) -> str:
    return f"(?:{'|'.join(tails)})"


class Kinds:
    """Several lists in one alternation, the entries of an earlier list before those of a later one.

    The pattern has no groups, each of which would cost room and time in every match; of what list a match is, is
    found out where it is asked for.
    """

    def __init__(self, named: Mapping[str, Collection[str]]) -> None:
        lists: dict[str, dict[str, list[str]]] = {}
        for name, entries in named.items():
            for char, tails in by_first(entries).items():
                lists.setdefault(char, {})[name] = tails
        self._first = {char: next(iter(own)) for char, own in lists.items()}
        self._several = {
            char: [(name, re.compile(char + _one_of(tails))) for name, tails in own.items()]
            for char, own in lists.items()
            if len(own) > 1
        }
        parts = (char + _one_of(t for tails in own.values() for t in tails) for char, own in lists.items())
        self.pattern = re.compile("|".join(parts))

    def of(self, found: re.Match[str]) -> str:
        """The list that a match of the pattern is of."""
        text, at = found.string, found.start()
        char = text[at]
        for name, pattern in self._several.get(char, ()):
            if pattern.match(text, at, found.endpos):
                return name
        return self._first[char]


def _plain(entry: str) -> bool:
    return "一" <= entry[0] <= "龥" and entry[1:2] not in ("?", "*", "{")


def _fanned(entry: str, before: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """First characters, each with what must stand at and behind it.

    `before` are the tests of what stands before the first character, without their closing bracket: `(?<!报`.
    """
    if entry.startswith(("(?<!", "(?<=")):
        test, after = _parted(entry)
        yield from _fanned(after, (*before, test[:-1]))
    elif entry.startswith("(?:"):
        group, after = _parted(entry)
        after, optional = _optional(after)
        for inside in _alternatives(group[3:-1]):
            yield from _fanned(inside + after, before)
        if optional:
            yield from _fanned(after, before)
    elif entry.startswith("[") and not entry.startswith("[^"):
        close = entry.index("]")
        after, optional = _optional(entry[close + 1 :])
        if "-" in entry[1:close] or "\\" in entry[1:close]:
            raise ValueError(f"no first characters: {entry}")
        for char in entry[1:close]:
            yield char, _tests(char, before) + after
        if optional:
            yield from _fanned(after, before)
    elif not entry or entry[0] in "\\(.^$|?*+{)]-":
        raise ValueError(f"no first characters: {entry}")
    else:
        after, optional = _optional(entry[1:])
        yield entry[0], _tests(entry[0], before) + after
        if optional:
            yield from _fanned(after, before)


def _tests(char: str, before: tuple[str, ...]) -> str:
    """The tests of what stands before `char`, made behind it: `(?<!报)` as `(?<!报到)`."""
    return "".join(f"{test}{char})" for test in before)


def _optional(after: str) -> tuple[str, bool]:
    """What follows the quantifier of a first part, and whether the part may be missing."""
    if after[:1] in ("*", "+", "{") or after[:2] in ("??", "?+"):
        raise ValueError(f"no first characters: …{after}")
    return (after[1:], True) if after[:1] == "?" else (after, False)


def _parted(entry: str) -> tuple[str, str]:
    """The group that `entry` begins with, its brackets included, and what follows it."""
    depth, in_set = 0, False
    for at, char in enumerate(entry):
        if char in "[]":
            in_set = char == "["
        elif not in_set:
            depth += (char == "(") - (char == ")")
            if depth == 0:
                return entry[: at + 1], entry[at + 1 :]
    raise ValueError(f"no first characters: {entry}")


def _alternatives(inside: str) -> list[str]:
    """The alternatives of a group, parted at its own bars."""
    out, depth, in_set = [""], 0, False
    for char in inside:
        if char in "[]":
            in_set = char == "["
        elif not in_set:
            depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0 and not in_set:
            out.append("")
        else:
            out[-1] += char
    return out
