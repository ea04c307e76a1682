"""Marks inside a Markdown line: emphasis, links, escapes, entities, tags."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from policykit.extract.html.tokens import DEAD_CONTENT
from policykit.model.slots import direct

SPECIAL = re.compile(r"[*\\&<`!\[]|__")
_TOKEN = re.compile(
    r"\*+"
    r"|(?<!_)__(?!_)"
    r"|\\[!-/:-@\[-`{-~]"
    r"|&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|<!--"
    r"|<https?://[^\s<>]{1,2000}>"
    r"|</?[A-Za-z][A-Za-z0-9]{0,30}(?=[\s/>])[^<>\n]{0,2000}>"
    r"|!?\[[^\[\]\n]{0,500}\]\([^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,300})?\)(?:\{[^{}\n]{0,200}\})?"
    r"|`+"
)
_LINK = re.compile(r"(!?)\[([^\[\]\n]*)\]")
_BLOCK_TAGS = frozenset(
    (
        *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "center", "section", "article"),
        *("blockquote", "hr", "tr", "table", "dl", "dt", "dd"),
    )
)
_TAG_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
CELL_BREAK = "\u2028"


@direct
@dataclass(frozen=True, slots=True)
class Action:
    """`raw[start:end]` becomes `new` under a ledger rule. The new text `\\n?` is a line break unless one is there."""

    start: int
    end: int
    new: str
    rule: str


class Inline:
    """Collects the actions of inline marks. Emphasis may run over the lines of one paragraph."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.actions: list[Action] = []
        self._open: dict[str, tuple[int, int]] = {}
        self._absent: set[str] = set()

    @property
    def is_open(self) -> bool:
        """Whether a mark still waits for its partner."""
        return bool(self._open)

    def paragraph_end(self) -> None:
        """A mark still open here was no mark: it stays in the text."""
        self._open.clear()

    def take(self, start: int, end: int, *, in_cell: bool = False) -> int:
        """Scan `raw[start:end]`; the offset scanned up to, beyond `end` where a comment or style runs on."""
        at = start
        while (match := _TOKEN.search(self.raw, at, end)) is not None:
            at = self._token(match, in_cell)
            if at > end:
                break
        return max(at, end)

    def _token(self, match: re.Match[str], in_cell: bool) -> int:
        a, b = match.span()
        text = match[0]
        first = text[0]
        if first in "*_`":
            self._mark(text, a, b)
        elif first == "\\":
            self.actions.append(Action(a, a + 1, "", "markdown.escape"))
        elif first == "&":
            new = html.unescape(text)
            if new != text:
                self.actions.append(Action(a, b, new, "markdown.entity"))
        elif text == "<!--":
            return self._until("-->", a, b, "markdown.comment")
        elif text.startswith("<http"):
            self.actions.append(Action(a, a + 1, "", "markdown.link"))
            self.actions.append(Action(b - 1, b, "", "markdown.link"))
        elif first == "<":
            return self._tag(text, a, b, in_cell)
        else:
            self._link(text, a, b)
        return b

    def _mark(self, mark: str, a: int, b: int) -> None:
        raw = self.raw
        before, after = raw[a - 1 : a], raw[b : b + 1]
        opened = self._open.get(mark)
        if opened and (mark != "*" or before.strip()):
            del self._open[mark]
            self.actions.append(Action(*opened, "", "markdown.mark"))
            self.actions.append(Action(a, b, "", "markdown.mark"))
        elif len(mark) <= 3 and (mark != "*" or (after.strip() and not (before.isdigit() and after.isdigit()))):
            self._open[mark] = (a, b)

    def _link(self, text: str, a: int, b: int) -> None:
        match = _LINK.match(text)
        if match is None:
            return
        if match[1]:
            self.actions.append(Action(a, b, "", "markdown.image"))
            return
        self.actions.append(Action(a, a + match.start(2), "", "markdown.link"))
        self.actions.append(Action(a + match.end(2), b, "", "markdown.link"))

    def _tag(self, text: str, a: int, b: int, in_cell: bool) -> int:
        match = _TAG_NAME.match(text)
        name = match[2].lower() if match else ""
        if name == "br":
            # A line break that the source repeats right behind the tag is one break.
            new = CELL_BREAK if in_cell else "" if self.raw[b : b + 1] in ("\n", "\r") else "\n"
            self.actions.append(Action(a, b, new, "markdown.markup"))
        elif match and not match[1] and name in DEAD_CONTENT and not text.endswith("/>"):
            return self._until(f"</{name}>", a, b, DEAD_CONTENT[name])
        elif name in _BLOCK_TAGS and not in_cell:
            self.actions.append(Action(a, b, "\n?", "markdown.markup"))
        else:
            self.actions.append(Action(a, b, "", "markdown.markup"))
        return b

    def _until(self, mark: str, a: int, b: int, rule: str) -> int:
        """Drop from `a` through `mark`; without one, only the opening."""
        close = -1 if mark in self._absent else self.raw.find(mark, b)
        if close < 0:
            self._absent.add(mark)
            self.actions.append(Action(a, b, "", rule))
            return b
        self.actions.append(Action(a, close + len(mark), "", rule))
        return close + len(mark)
