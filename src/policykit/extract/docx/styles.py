"""Paragraph styles: what a paragraph inherits of numbering, outline level and alignment."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from policykit.extract.xmltree import Element, attribute, child, local, switched_on, value_of

_HEADING_NAME = re.compile(r"(?:heading|标题)\s{0,3}([1-9])$", re.I)


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says, its parents included. `outline` is 1..9; None is "says nothing"."""

    name: str = ""
    num_id: str | None = None
    level: int | None = None
    outline: int | None = None
    align: str | None = None
    hidden: bool = False


PLAIN = Style()
ALIGNMENTS = {"center": "center", "right": "right", "end": "right", "left": "left", "start": "left", "both": "left"}


class Styles:
    """The styles part of a document, or none."""

    def __init__(self, root: Element | None) -> None:
        self._sources: dict[str, Element] = {}
        self._resolved: dict[str, Style] = {}
        self.default: str | None = None
        for style in root if root is not None else ():
            if local(style) != "style":
                continue
            identifier = attribute(style, "styleId")
            if identifier:
                self._sources[identifier] = style
                if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true"):
                    self.default = identifier

    def get(self, identifier: str | None) -> Style:
        """The style with this id, the default paragraph style for None, an empty one where unknown."""
        identifier = identifier or self.default
        if identifier is None:
            return PLAIN
        if identifier not in self._resolved:
            self._resolve(identifier)
        return self._resolved[identifier]

    def _resolve(self, identifier: str) -> None:
        # Children first until something known or a loop is met, then back up.
        chain: list[str] = []
        at: str | None = identifier
        while at in self._sources and at not in chain and at not in self._resolved and len(chain) < 100:
            chain.append(at)
            at = value_of(self._sources[at], "basedOn")
        base = self._resolved.get(at or "", PLAIN)
        for each in reversed(chain):
            base = _one(self._sources[each], base)
            self._resolved[each] = base
        self._resolved.setdefault(identifier, base)


def _one(source: Element, base: Style) -> Style:
    name = value_of(source, "name") or ""
    properties = child(source, "pPr")
    out = replace(base, name=name)
    numbering = child(properties, "numPr") if properties is not None else None
    if numbering is not None:
        level = value_of(numbering, "ilvl")
        out = replace(out, num_id=value_of(numbering, "numId") or base.num_id, level=number_or_none(level))
    outline = outline_of(properties)
    heading = _HEADING_NAME.match(name)
    if outline is not None:
        out = replace(out, outline=outline or None)
    elif heading:
        out = replace(out, outline=int(heading[1]))
    align = value_of(properties, "jc")
    if align:
        out = replace(out, align=ALIGNMENTS.get(align))
    run = child(source, "rPr")
    return (
        replace(out, hidden=switched_on(run, "vanish")) if run is not None and child(run, "vanish") is not None else out
    )


def outline_of(properties: Element | None) -> int | None:
    """The outline level of paragraph properties as 1..9; 0 means body text, None says nothing."""
    value = number_or_none(value_of(properties, "outlineLvl"))
    if value is None:
        return None
    return value + 1 if 0 <= value < 9 else 0


def number_or_none(value: str | None) -> int | None:
    """A whole number of at most nine digits, or None."""
    return int(value) if value and re.fullmatch(r"-?\d{1,9}", value) else None
