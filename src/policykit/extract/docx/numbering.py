"""Automatic numbering made into printed labels.

Counters belong to the abstract definition, so lists that share one run on; a `startOverride` restarts the
counter when its list is first used (ECMA-376 part 1, 17.9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from policykit.extract.docx.number_format import print_number
from policykit.extract.docx.styles import number_or_none
from policykit.extract.xmltree import Element, attribute, child, local, switched_on, value_of

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list as defined."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    suffix: str = "tab"
    restart: int | None = None  # restart after this level (1..9); 0: never
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]
    begun: set[int] = field(default_factory=set)


class Numbering:
    """The numbering part of a document with its running counters; feed it paragraphs in order."""

    def __init__(self, root: Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, dict[int, int]] = {}
        if root is None:
            return
        links: dict[str, str] = {}
        homes: dict[str, str] = {}
        for each in root:
            if local(each) == "abstractNum":
                identifier = attribute(each, "abstractNumId") or ""
                self._abstract[identifier] = {n: v for n, v in map(_level, _levels(each)) if n is not None}
                link, home = value_of(each, "numStyleLink"), value_of(each, "styleLink")
                if link:
                    links[identifier] = link
                if home:
                    homes[home] = identifier
        for each in root:
            if local(each) == "num":
                abstract = value_of(each, "abstractNumId") or ""
                abstract = homes.get(links.get(abstract, ""), abstract)
                self._lists[attribute(each, "numId") or ""] = self._list(each, abstract)

    def _list(self, source: Element, abstract: str) -> _List:
        levels = dict(self._abstract.get(abstract, {}))
        starts: dict[int, int] = {}
        for override in source:
            number = number_or_none(attribute(override, "ilvl")) if local(override) == "lvlOverride" else None
            if number is None:
                continue
            replacement = child(override, "lvl")
            if replacement is not None:
                levels[number] = _level(replacement)[1]
            start = number_or_none(value_of(override, "startOverride"))
            if start is not None:
                starts[number] = start
        return _List(abstract, levels, starts)

    def level_of_style(self, num_id: str, style: str | None) -> int:
        """The level that a list ties to a paragraph style; 0 where it ties none."""
        found = self._lists.get(num_id)
        for number, level in found.levels.items() if found and style else ():
            if level.style == style:
                return number
        return 0

    def form(self, num_id: str, level: int) -> str | None:
        """The number format of a level, None where there is no such list."""
        found = self._lists.get(num_id)
        definition = found.levels.get(level) if found else None
        return definition.form if definition else None

    def next_label(self, num_id: str, level: int) -> str:
        """Count one paragraph of list `num_id` at `level` (0..8) and return its label with what parts it
        from the text; the empty string where the list prints nothing."""
        found = self._lists.get(num_id)
        if found is None or level not in found.levels:
            return ""
        definition = found.levels[level]
        counters = self._counters.setdefault(found.abstract, {})
        start = definition.start
        if level in found.starts and level not in found.begun:
            counters.pop(level, None)
            start = found.starts[level]
        found.begun.add(level)
        counters[level] = counters[level] + 1 if level in counters else start
        for deeper in range(level + 1, _LEVELS):
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or (restart and level < restart):
                counters.pop(deeper, None)
        if definition.form == "bullet":
            return ""
        label = _PLACE.sub(lambda m: self._print(int(m[1]) - 1, found, counters, definition.legal), definition.pattern)
        return label + _gap(label, definition.suffix) if label.strip() else ""

    def _print(self, level: int, found: _List, counters: dict[int, int], legal: bool) -> str:
        definition = found.levels.get(level)
        if definition is None:
            return ""
        return print_number(counters.get(level, definition.start), "decimal" if legal else definition.form)


def _levels(source: Element) -> list[Element]:
    return [each for each in source if local(each) == "lvl"]


def _level(source: Element) -> tuple[int | None, Level]:
    restart = number_or_none(value_of(source, "lvlRestart"))
    form = value_of(source, "numFmt")
    start = number_or_none(value_of(source, "start"))
    return number_or_none(attribute(source, "ilvl")), Level(
        start=1 if start is None else start,
        form=form or _alternate_form(source) or "decimal",
        pattern=(value_of(source, "lvlText") or "")[:100],
        suffix=value_of(source, "suff") or "tab",
        restart=restart,
        legal=switched_on(source, "isLgl"),
        style=value_of(source, "pStyle"),
    )


def _alternate_form(source: Element) -> str | None:
    """Newer Word wraps formats that older ones do not know in AlternateContent."""
    wrapped = child(source, "AlternateContent")
    for choice in wrapped if wrapped is not None else ():
        found = value_of(choice, "numFmt")
        if found and found != "custom":
            return found
    return None


def _gap(label: str, suffix: str) -> str:
    """What parts label and text in print: a tab shows as a gap, which 第一条 needs and 一、 does not."""
    if suffix == "nothing" or label.endswith((" ", "\u3000")):
        return ""
    if suffix == "space":
        return " "
    if label.endswith(("、", "）", ")", "，", "：")):
        return ""
    return " " if label[-1].isascii() else "\u3000"
