"""The word lists of the actor grammar, compiled once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache
from importlib.resources import files

from policykit.annotate.agencies import alternation


def lines(name: str, room: str = "policykit.annotate.agencies") -> list[str]:
    """The entries of a data file, without comments and blank lines."""
    text = files(room).joinpath(name).read_text(encoding="utf-8")
    return [line for raw in text.splitlines() if (line := raw.strip()) and not line.startswith("#")]


def sections(name: str, room: str = "policykit.annotate.agencies") -> dict[str, list[str]]:
    """The entries of a data file that is parted by `[section]` lines."""
    out: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines(name, room):
        if line.startswith("["):
            current = out.setdefault(line.strip("[]"), [])
        else:
            current.append(line)
    return out


def union(entries: Collection[str]) -> str:
    """One alternation, longer entries first so that 各级政府 is not cut at 各级.

    Entries are gathered by their first character behind one test for all first characters: most positions of a
    text fail that test at once, and the others try a handful of entries instead of hundreds.
    """
    groups: dict[str, list[str]] = {}
    rest: list[str] = []
    for entry in sorted(set(entries), key=len, reverse=True):
        if _HAN.match(entry) and entry[1:2] not in ("?", "*", "{"):
            groups.setdefault(entry[0], []).append(entry[1:])
        else:
            rest.append(entry)
    parts = [first + (f"(?:{'|'.join(tails)})" if any(tails) else "") for first, tails in groups.items()]
    return f"(?=[{_starts(entries)}])(?:{'|'.join(rest + parts)})"


def _starts(entries: Iterable[str]) -> str:
    """Every character that one of the entries can begin with."""
    return "".join(sorted({char for entry in entries for char in _firsts(entry)}))


_HAN = re.compile("[一-龥]")
_BEHIND = re.compile(r"\(\?<?[!=][^()]*\)")


def _firsts(entry: str) -> str:
    """The characters an entry of the data files can begin with: sets, optional parts and groups are followed."""
    entry = _BEHIND.sub("", entry, count=1) if entry.startswith("(?") and not entry.startswith("(?:") else entry
    while entry.startswith(("(?<", "(?!", "(?=")):
        entry = _BEHIND.sub("", entry, count=1)
    if entry.startswith("\\d"):
        return "0-9"
    if entry.startswith("(?:"):
        inside, after = _group(entry)
        out = "".join(_firsts(part) for part in _alternatives(inside) if part)
        return out + (_firsts(after[1:]) if after[:1] == "?" else "")
    if entry.startswith("["):
        inside, after = entry[1 : entry.index("]")], entry[entry.index("]") + 1 :]
        return inside + (_firsts(after[1:]) if after[:1] == "?" else "")
    return entry[:1] + (_firsts(entry[2:]) if entry[1:2] == "?" else "")


def _group(entry: str) -> tuple[str, str]:
    """The inside of the group that `entry` begins with, and what follows it."""
    depth = 0
    for at, char in enumerate(entry):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return entry[3:at], entry[at + 1 :]
    return entry[3:], ""


def _alternatives(inside: str) -> list[str]:
    """The alternatives of a group, parted at its own bars."""
    out, depth = [""], 0
    for char in inside:
        depth += (char in "([") - (char in ")]")
        if char == "|" and depth == 0:
            out.append("")
        else:
            out[-1] += char
    return out


BRACKET = r"(?:（[^（）\n]{1,40}(?:（[^（）\n]{1,20}）[^（）\n]{0,20})?）)"


_HEADS = {"area": "areas.txt", "post": "posts.txt", "org": "heads.txt", "person": "persons.txt", "weak": "weak.txt"}


@cache
def _heads() -> alternation.Kinds:
    return alternation.Kinds({kind: lines(name) for kind, name in _HEADS.items()})


@cache
def head() -> re.Pattern[str]:
    """Ends of actor names: bodies, places that act, posts and classes of persons (see `kind_of`)."""
    return _heads().pattern


def kind_of(found: re.Match[str]) -> str:
    """What a match of `head` is: area, post, org, person or weak."""
    return _heads().of(found)


@cache
def stop() -> re.Pattern[str]:
    """Words that a name cannot reach across."""
    return re.compile(alternation.searched(lines("stops.txt")))


@cache
def opener() -> re.Pattern[str]:
    """First words of a relative clause."""
    return re.compile(union(lines("openers.txt")))


@cache
def opener_within() -> re.Pattern[str]:
    """The same, to be searched for."""
    return re.compile(alternation.searched(lines("openers.txt")))


@cache
def modal() -> re.Pattern[str]:
    return re.compile(union(sections("follows.txt")["modals"]))


@cache
def preposition() -> re.Pattern[str]:
    """Words that lead to whom or what an act is about: 对, 向, 按照."""
    return re.compile(union(sections("follows.txt")["prepositions"]))


@cache
def follow() -> re.Pattern[str]:
    """Anything that can begin a predicate."""
    groups = sections("follows.txt")
    return re.compile(
        union([w for g in ("modals", "prepositions", "adverbs", "verbs", "noun-verbs") for w in groups[g]])
    )


@cache
def order() -> re.Pattern[str]:
    """What can begin an order without subject: a modal, an adverb or a verb."""
    groups = sections("follows.txt")
    return re.compile(union([w for g in ("modals", "adverbs", "verbs", "noun-verbs") for w in groups[g]]))


@cache
def no_name() -> re.Pattern[str]:
    """Words that begin a predicate and never a name."""
    groups = sections("follows.txt")
    build = set(groups["name-verbs"])
    words = [*groups["modals"], *groups["prepositions"]]
    # A single character (设, 学, 通) may as well begin a name: 设计单位, 学校, 通信管理局.
    words += [
        w
        for g in ("adverbs", "verbs")
        for w in groups[g]
        if (len(re.sub(r"\(.*", "", w)) > 1 or "(?=" in w) and w not in build
    ]
    return re.compile(union(words))


@cache
def noun_verb() -> re.Pattern[str]:
    """Verbs that also build names, so that a longer name must be looked for."""
    return re.compile(union(sections("follows.txt")["noun-verbs"]))


@cache
def systems() -> re.Pattern[str]:
    return re.compile(union(lines("systems.txt")))
