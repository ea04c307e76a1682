"""The word lists of this room, compiled once, on first use."""

from __future__ import annotations

import re
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


@cache
def word_needles() -> dict[str, tuple[int, ...]]:
    """For each needle the places in `words` of those that have it: what an article does not contain is not tried."""
    return _places(word.needles for word in words())


@cache
def mask_needles() -> dict[str, tuple[int, ...]]:
    """The same for `masks`."""
    return _places(needles for needles, _ in masks())


def _places(entries: Iterable[tuple[str, ...]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for at, needles in enumerate(entries):
        for needle in needles:
            found.setdefault(needle, []).append(at)
    return {needle: tuple(places) for needle, places in found.items()}


@cache
def ends() -> re.Pattern[str]:
    """The end of a body's name with what must follow it: group `public` for bodies that may hold powers, `other`."""
    heads = lines("bodies.txt")
    public = "|".join(sorted((h for h in heads if not h.startswith("!")), key=len, reverse=True))
    other = "|".join(sorted((h[1:] for h in heads if h.startswith("!")), key=len, reverse=True))
    follow = "|".join(sorted(lines("follows.txt"), key=len, reverse=True))
    bracket = r"(?:（[^（）\n]{1,40}）)?"
    return re.compile(f"(?:(?P<other>{other})|(?P<public>{public})){bracket}(?={follow}|[，。；：）\\n]|$)")


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
