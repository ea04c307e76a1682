"""Gives tokens their place in the page: repairs nesting, counts text, finds rows and cells.

Inline markup is not nested at all, so its errors cannot matter. A stack holds blocks, lists, tables, links
and hidden elements; closing a cell closes whatever was left open in it. Every step costs constant time on
average, whatever the nesting.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from policykit.extract.html.element import BLOCKS, VOID, Element, is_hidden
from policykit.extract.html.tokens import Kind, Token, Tokenizer, attributes_of

_INK = re.compile(r"[^\s\xa0\u3000]+")
_SECTIONS = ("thead", "tbody", "tfoot")
_MARKS = ("ul", "ol", "dl", "li", "dd", "dt")


@dataclass(slots=True)
class Event:
    """A token with its element. `opened` and `closed` are the elements that begin or end here, outermost first
    and innermost first."""

    token: Token
    element: Element
    linked: bool = False
    opened: Element | None = None
    closed: list[Element] = field(default_factory=list)


class Structure:
    """The events of a stretch of HTML, and its tables in the order they end."""

    def __init__(self, raw: str, start: int = 0, end: int | None = None) -> None:
        self.raw = raw
        self.events: list[Event] = []
        self.tables: list[Element] = []
        self.root = Element("#root", "", None, start)
        self._stack: list[Element] = [self.root]
        self._open: list[Counter[str]] = [Counter()]
        self._scopes: list[Element] = []
        self._marks: list[Element] = []
        self._chars = self._linked = self._links = self._tables = self._blocks = self._anchors = 0
        for token in Tokenizer(raw, start, end):
            self._take(token)
        last = len(raw) if end is None else end
        event = Event(Token(Kind.DEAD, last, last, "html.markup"), self.root)
        self._pop_to(0, event)
        self.events.append(event)

    def _take(self, token: Token) -> None:
        event = Event(token, self._stack[-1], self._anchors > 0)
        self.events.append(event)
        if token.kind is Kind.TEXT:
            if not event.element.hidden:
                size = sum(m.end() - m.start() for m in _INK.finditer(self.raw, token.start, token.end))
                self._chars += size
                self._linked += size if event.linked else 0
        elif token.kind is Kind.OPEN:
            self._start(token, event)
        elif token.kind is Kind.CLOSE:
            self._stop(token.name, event)

    def _start(self, token: Token, event: Event) -> None:
        name, source = token.name, token.attributes
        if name in VOID:
            return
        if name == "a":
            if self._open[-1]["a"]:
                self._close("a", event)
            if "href" in source.lower():
                self._push(name, "", token, event)
            return
        if name not in BLOCKS:
            low = source.lower() if len(source) < 20_000 else ""
            if ("hidden" in low or "none" in low) and not source.endswith("/") and is_hidden(attributes_of(source)):
                self._push(name, source, token, event)
            return
        self._blocks += 1
        if self._open[-1]["p"]:
            self._close("p", event)
        if name in ("li", "dd", "dt", "option"):
            self._sibling(name, event)
        elif name in ("tr", "td", "th", "caption", *_SECTIONS) and not self._table_part(name, token, event):
            return
        if name in ("p", "div") and source.endswith("/"):
            return
        self._push(name, source, token, event)

    def _sibling(self, name: str, event: Event) -> None:
        if name == "option":
            if self._open[-1]["option"]:
                self._close("option", event)
        elif self._marks and self._marks[-1].name in ("li", "dd", "dt") and self._open[-1][self._marks[-1].name]:
            self._close(self._marks[-1].name, event)

    def _table_part(self, name: str, token: Token, event: Event) -> bool:
        """Make room for a row, cell or section. False where it stands outside any table."""
        if self._scope() in ("td", "th", "caption"):
            self._close_scope(event)
        if self._scope() != "table":
            return False
        if name in ("td", "th"):
            if not self._open[-1]["tr"]:
                self._push("tr", "", token, event)
        else:
            for part in ("tr", *(_SECTIONS if name != "tr" else ())):
                if self._open[-1][part]:
                    self._close(part, event)
        return True

    def _stop(self, name: str, event: Event) -> None:
        if name in ("table", "tr", "td", "th", "caption", *_SECTIONS):
            if name not in ("td", "th", "caption") and self._scope() in ("td", "th", "caption"):
                self._close_scope(event)
            scope = self._scope()
            if (name == "table" and scope == "table") or (
                name in ("td", "th", "caption") and scope in ("td", "th", "caption")
            ):
                self._close_scope(event)
            elif self._open[-1][name]:
                self._close(name, event)
        elif self._open[-1][name]:
            self._close(name, event)

    def _scope(self) -> str:
        return self._scopes[-1].name if self._scopes else ""

    def _push(self, name: str, source: str, token: Token, event: Event) -> None:
        element = Element(name, source, self._stack[-1], token.end)
        element.chars, element.linked, element.links = -self._chars, -self._linked, -self._links
        element.tables, element.blocks = -self._tables, -self._blocks
        self._open[-1][name] += 1
        self._stack.append(element)
        if name == "a":
            self._anchors += 1
            self._links += 1
        elif name in _MARKS:
            self._marks.append(element)
            holder = element.parent
            if name == "li" and holder and holder.name == "ol":
                holder.item += 1
                element.item = holder.item
        elif name == "tr" and element.table:
            element.table.rows.append(element)
        elif name in ("td", "th") and element.row:
            element.row.cells.append(element)
        if name in ("table", "td", "th", "caption"):
            self._open.append(Counter())
            self._scopes.append(element)
        event.opened = element
        event.element = element

    def _close(self, name: str, event: Event) -> None:
        """Close the innermost open `name` of this scope and whatever stands open in it."""
        at = len(self._stack) - 1
        while self._stack[at].name != name:
            at -= 1
        self._pop_to(at, event)

    def _close_scope(self, event: Event) -> None:
        scope, at = self._scopes[-1], len(self._stack) - 1
        while self._stack[at] is not scope:
            at -= 1
        self._pop_to(at, event)

    def _pop_to(self, at: int, event: Event) -> None:
        while len(self._stack) > max(at, 1):
            element = self._stack.pop()
            if self._scopes and self._scopes[-1] is element:
                self._scopes.pop()
                self._open.pop()
            self._open[-1][element.name] -= 1
            if element.name == "a":
                self._anchors -= 1
            elif self._marks and self._marks[-1] is element:
                self._marks.pop()
            element.end = event.token.start
            element.chars += self._chars
            element.linked += self._linked
            element.links += self._links
            element.blocks += self._blocks
            if element.name == "table":
                self._tables += 1
                element.tables += self._tables - 1
                self.tables.append(element)
            else:
                element.tables += self._tables
            event.closed.append(element)
        event.element = self._stack[-1]
