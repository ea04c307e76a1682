"""The elements that matter for reading: blocks, lists, tables and their cells, links, hidden parts."""

from __future__ import annotations

import re
from enum import Enum

from policykit.extract.html.tokens import attributes_of

BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "colgroup", "dd", "details"),
        *("dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu"),
        *("nav", "ol", "optgroup", "option", "p", "pre", "section", "select", "summary", "table", "tbody", "td"),
        *("tfoot", "th", "thead", "tr", "ul", "button"),
    )
)
VOID = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track"),
        "wbr",
    )
)
# No `form`: many systems put the whole page into one.
FURNITURE = frozenset(("nav", "aside", "select", "option", "button"))
HEADINGS = {f"h{n}": n for n in range(1, 7)}
_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.I)
_ALIGN = re.compile(r"text-align\s{0,9}:\s{0,9}(center|right|left|justify)", re.I)
# Words that sites of every make put in class and id of what surrounds an article.
_FURNITURE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|crumbs?|sidebar|footer|copyright|pagination|pager|share|toolbar|"
    r"topbar|position|related|qrcode)(?:$|[\s_-])",
    re.I,
)


class Mode(Enum):
    """How a table is read."""

    LAYOUT = "layout"  # cells are only places on the page
    INFO = "info"  # label and value by turns
    DATA = "data"


class Element:
    """One open or closed element. `start` and `end` bound its content in the raw source.

    `chars` counts its visible characters, `linked` those of them inside links, `links` the links themselves.
    """

    __slots__ = (
        "align", "attributes", "blocks", "cells", "chars", "end", "furniture", "heading", "hidden", "item",
        "label", "linked", "links", "list", "mode", "name", "parent", "row", "rows", "start", "table", "tables",
    )  # fmt: skip

    def __init__(self, name: str, source: str, parent: Element | None, start: int) -> None:
        self.name = name
        self.parent = parent
        self.start = self.end = start
        self.attributes = attributes_of(source) if source else {}
        self.chars = self.linked = self.links = self.tables = self.blocks = 0
        self.rows: list[Element] = []
        self.cells: list[Element] = []
        self.mode = Mode.LAYOUT
        self.label = False
        self.item = 0
        style = self.attributes.get("style", "")
        self.hidden: bool = bool(parent and parent.hidden) or is_hidden(self.attributes)
        self.heading: int | None = HEADINGS.get(name) or (parent.heading if parent else None)
        self.align: str | None = _alignment(name, self.attributes, style) or (
            parent.align if parent and name != "table" else None
        )
        self.furniture: bool = bool(parent and parent.furniture) or self._is_furniture()
        self.list: Element | None = parent.list if parent else None
        if self.list is None and name in ("ul", "ol", "dl"):
            self.list = self
        self.table: Element | None = self if name == "table" else parent.table if parent else None
        self.row: Element | None = self if name == "tr" else parent.row if parent and name != "table" else None

    def _is_furniture(self) -> bool:
        if self.name in FURNITURE:
            return True
        if self.name in ("header", "footer"):
            return not self._inside(("article", "main"))
        marks = f"{self.attributes.get('class', '')} {self.attributes.get('id', '')}"
        return self.name not in ("body", "html") and len(marks) > 1 and bool(_FURNITURE_CLASS.search(marks))

    def _inside(self, names: tuple[str, ...]) -> bool:
        at, steps = self.parent, 0
        while at is not None and steps < 200:
            if at.name in names:
                return True
            at, steps = at.parent, steps + 1
        return False


def is_hidden(attributes: dict[str, str]) -> bool:
    """Whether the page itself hides an element with these attributes."""
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style", "")))


def _alignment(name: str, attributes: dict[str, str], style: str) -> str | None:
    if name == "center":
        return "center"
    if name == "table":
        return None
    found = _ALIGN.search(style)
    value = found[1].lower() if found else attributes.get("align", "").lower()
    return {"center": "center", "right": "right", "left": "left", "justify": "left", "middle": "center"}.get(value)
