"""The word lists of this room, compiled once, on first use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

ROOM = "policykit.annotate.powers"


@dataclass(frozen=True, slots=True)
class Word:
    """One line of kinds.tsv: the words that show a power and what must stand by them. Where none of `needles` occurs
    in an article, the pattern cannot match and is not tried."""

    kind: str
    way: str
    needles: tuple[str, ...]
    pattern: re.Pattern[str]


def lines(name: str) -> list[str]:
    """The entries of a data file, without comments and blank lines."""
    text = files(ROOM).joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def words() -> tuple[Word, ...]:
    out = []
    for line in lines("kinds.tsv"):
        kind, way, needles, pattern = line.split("\t")
        # One search over an article finds what its sentences hold: no gap in a pattern reaches over a line's end.
        bounded = pattern.replace("[^，。；", "[^\\n，。；").replace("[^。；", "[^\\n。；").replace("|$)", r"|\n|\Z)")
        out.append(Word(kind, way, tuple(needles.split("|")), re.compile(bounded)))
    return tuple(out)


@dataclass(frozen=True, slots=True)
class Needles:
    """Which entries of a list are worth trying on a text: those one of whose needles occurs in it. A needle is looked
    for where the rarest of its characters occurs at all, so that a long list costs little."""

    places: dict[str, tuple[tuple[str, tuple[int, ...]], ...]]  # character -> needles with the places of their entries

    def tried(self, text: str) -> list[int]:
        """The places of the entries to try, in order."""
        found = self.places.keys() & set(text)
        return sorted({at for rare in found for needle, places in self.places[rare] if needle in text for at in places})


@cache
def word_needles() -> Needles:
    """What to try of `words`."""
    return _needles(word.needles for word in words())


@cache
def mask_needles() -> Needles:
    """What to try of `masks`."""
    return _needles(needles for needles, _ in masks())


def _needles(entries: Iterable[tuple[str, ...]]) -> Needles:
    often = Counter("".join(word.pattern.pattern for word in words()))  # how often characters occur in what is sought
    found: dict[str, dict[str, list[int]]] = {}
    for at, needles in enumerate(entries):
        for needle in needles:
            rare = min(needle, key=lambda c: (often[c], c))
            found.setdefault(rare, {}).setdefault(needle, []).append(at)
    return Needles({rare: tuple((n, tuple(p)) for n, p in under.items()) for rare, under in found.items()})


@cache
def ends() -> re.Pattern[str]:
    """The end of a body's name with what must follow it: group `public` for bodies that may hold powers, `other`."""
    heads = lines("bodies.txt")
    public = "|".join(sorted((h for h in heads if not h.startswith("!")), key=len, reverse=True))
    other = "|".join(sorted((h[1:] for h in heads if h.startswith("!")), key=len, reverse=True))
    follow = "|".join(sorted(lines("follows.txt"), key=len, reverse=True))
    bracket = r"(?:（[^（）\n]{1,40}）)?"
    first = "".join(sorted(set().union(*(_first(h.removeprefix("!")) for h in heads))))
    return re.compile(
        f"(?=[{first}])(?:(?P<other>{other})|(?P<public>{public})){bracket}(?={follow}|[，。；：）\\n]|$)"
    )


_BEHIND = re.compile(r"\(\?<[=!](?:[^()]|\([^()]*\))*\)")
_GROUP = re.compile(r"\(\?:((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)(\?)?")


def _first(pattern: str) -> set[str]:
    """The characters that what a pattern matches may begin with, for patterns that begin with a plain character, a
    group of alternatives or lookbehinds before these: a place with none of them need not be tried."""
    while behind := _BEHIND.match(pattern):
        pattern = pattern[behind.end() :]
    if (group := _GROUP.match(pattern)) is None:
        return {pattern[0]}
    found = set().union(*(_first(part) for part in group[1].split("|")))
    return found | _first(pattern[group.end() :]) if group[2] else found


@cache
def masks() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    """Patterns of what is hidden, each with the words one of which must occur for it to be worth a look."""
    rows = [line.split("\t") for line in lines("masks.tsv")]
    return tuple((tuple(needles.split("|")), re.compile(pattern)) for _, needles, pattern in rows)


@dataclass(frozen=True, slots=True)
class Context:
    """One line of contexts.tsv: surroundings in which a word of power grants nothing. Empty `kinds` or `ways` stand
    for all; `whole` looks in the whole sentence, else before the word; `printed` in the text as printed, else in the
    text without conduct and conditions."""

    kinds: tuple[str, ...]
    ways: tuple[str, ...]
    whole: bool
    printed: bool
    pattern: re.Pattern[str]


@cache
def contexts() -> tuple[Context, ...]:
    rows = [line.split("\t") for line in lines("contexts.tsv")]
    return tuple(
        Context(_named(kinds), _named(ways), where == "sentence", text == "printed", re.compile(pattern))
        for _, kinds, ways, where, text, pattern in rows
    )


def _named(cell: str) -> tuple[str, ...]:
    return () if cell == "*" else tuple(cell.split("|"))


@cache
def confirming() -> re.Pattern[str]:
    """What registration records where it is no licence."""
    return re.compile("|".join(lines("confirming.txt")))
