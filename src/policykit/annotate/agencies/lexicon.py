"""The word lists of the actor grammar, compiled once."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


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


def union(entries: list[str]) -> str:
    """One alternation, longer entries first so that 各级政府 is not cut at 各级."""
    return "|".join(sorted(entries, key=len, reverse=True))


BRACKET = r"(?:（[^（）\n]{1,40}(?:（[^（）\n]{1,20}）[^（）\n]{0,20})?）)"


@cache
def head() -> re.Pattern[str]:
    """Ends of actor names: bodies, places that act, posts and classes of persons (named groups)."""
    return re.compile(
        f"(?P<area>{union(lines('areas.txt'))})|(?P<post>{union(lines('posts.txt'))})"
        f"|(?P<org>{union(lines('heads.txt'))})|(?P<person>{union(lines('persons.txt'))})"
        f"|(?P<weak>{union(lines('weak.txt'))})"
    )


@cache
def stop() -> re.Pattern[str]:
    """Words that a name cannot reach across."""
    return re.compile(union(lines("stops.txt")))


@cache
def opener() -> re.Pattern[str]:
    """First words of a relative clause."""
    return re.compile(union(lines("openers.txt")))


@cache
def modal() -> re.Pattern[str]:
    return re.compile(union(sections("follows.txt")["modals"]))


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
