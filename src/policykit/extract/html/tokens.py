"""Cuts an HTML source into tags, text and dead stretches, every one with its exact place.

Broken markup is the rule on government sites, so nothing here raises and nothing looks further ahead than it
then consumes: 5 MB of stray angle brackets take linear time.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    TEXT = 1
    OPEN = 2
    CLOSE = 3
    DEAD = 4  # not for the reader: comments, scripts; `name` is the ledger rule


@dataclass(frozen=True, slots=True)
class Token:
    """`raw[start:end]`. `name` is the lower-case tag name; `attributes` the unparsed rest of an opening tag."""

    kind: Kind
    start: int
    end: int
    name: str = ""
    attributes: str = ""


_NAME = re.compile(r"<(/?)([A-Za-z][^\s/>]{0,60})")
_QUOTE = re.compile(r"=\s{0,100}([\"'])")
_LOOKS_LIKE_MARKUP = re.compile(r"<[A-Za-z/!]")
_ATTRIBUTE = re.compile(r"([^\s=/\"'<>]{1,100})(?:\s{0,100}=\s{0,100}(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
# Elements whose content is never prose; the rule names what they were.
DEAD_CONTENT = {
    "script": "html.script",
    "style": "html.style",
    "noscript": "html.noscript",
    "template": "html.template",
    "iframe": "html.embedded",
    "object": "html.embedded",
    "svg": "html.embedded",
    "math": "html.embedded",
    "xml": "html.embedded",
    "title": "html.head",
    "rt": "html.ruby",
    "rp": "html.ruby",
}
_LONG_VALUE = 1_000


def attributes_of(source: str) -> dict[str, str]:
    """Attribute names in lower case with their decoded values; the first of a repeated name counts."""
    out: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(source[:20_000]):
        value = match[2] or ""
        if value[:1] in ("'", '"'):
            value = value[1:-1]
        out.setdefault(match[1].lower(), html.unescape(value) if "&" in value else value)
    return out


_EXPRESSION = re.compile(r"[$#]\{[^{}<>\n\u3400-\u9fff]{1,200}\}|\{\{[^{}<>\n\u3400-\u9fff]{1,200}\}\}")
"""Expressions of JSP, FreeMarker, Vue and their like."""
_TEMPLATE_TAG = re.compile(r"</?[#@][a-zA-Z]")


class Tokenizer:
    """Tokens of `raw[start:end]`, in order and without gaps."""

    def __init__(self, raw: str, start: int = 0, end: int | None = None) -> None:
        self.raw = raw
        self.at = start
        self.end = len(raw) if end is None else end
        self._absent: set[str] = set()
        self._lower: str | None = None

    def __iter__(self) -> Iterator[Token]:
        raw, end, text_from = self.raw, self.end, self.at
        while (less := raw.find("<", self.at, end)) >= 0:
            found = self._markup(less)
            if found is None:
                self.at = less + 1
                continue
            if less > text_from:
                yield from self._text(text_from, less)
            yield found
            self.at = text_from = found.end
            rule = DEAD_CONTENT.get(found.name) if found.kind is Kind.OPEN else None
            if rule and not found.attributes.endswith("/"):
                close = self._closing(found.name, found.end)
                if close > found.end:
                    yield Token(Kind.DEAD, found.end, close, rule)
                    self.at = text_from = close
        if end > text_from:
            yield from self._text(text_from, end)

    def _text(self, start: int, end: int) -> Iterator[Token]:
        """Text, with the expressions of a page template that was never filled in (${letter.title}) apart."""
        if self.raw.find("{", start, end) >= 0:
            for found in _EXPRESSION.finditer(self.raw, start, end):
                if found.start() > start:
                    yield Token(Kind.TEXT, start, found.start())
                yield Token(Kind.DEAD, found.start(), found.end(), "html.server_code")
                start = found.end()
        if end > start:
            yield Token(Kind.TEXT, start, end)

    def _find(self, what: str, at: int) -> int:
        """`raw.find`, but a search that failed once is never run again."""
        if what in self._absent:
            return -1
        found = self.raw.find(what, at, self.end)
        if found < 0:
            self._absent.add(what)
        return found

    def _markup(self, at: int) -> Token | None:
        raw = self.raw
        after = raw[at + 1 : at + 2]
        if after in ("!", "?", "%"):
            return self._declaration(at)
        match = _NAME.match(raw, at, self.end)
        if match is None:
            if _TEMPLATE_TAG.match(raw, at, self.end):
                close = self._find(">", at)
                return Token(Kind.DEAD, at, close + 1, "html.server_code") if close >= 0 else None
            return None
        close = self._tag_end(match.end())
        if close < 0:
            return None
        kind = Kind.CLOSE if match[1] else Kind.OPEN
        return Token(kind, at, close + 1, match[2].lower(), "" if match[1] else raw[match.end() : close])

    def _declaration(self, at: int) -> Token | None:
        raw = self.raw
        if raw.startswith("<!--", at):
            close = self._find("-->", at + 4)
            if close >= 0:
                return Token(Kind.DEAD, at, close + 3, "html.comment")
        if raw.startswith("<![CDATA[", at):
            return Token(Kind.DEAD, at, at + 9, "html.markup")
        if raw.startswith("<%", at):
            # Source of a page of the Java or ASP kind, saved instead of the page.
            close = self._find("%>", at + 2)
            return Token(Kind.DEAD, at, close + 2, "html.server_code") if close >= 0 else None
        close = self._find(">", at)
        return Token(Kind.DEAD, at, close + 1, "html.markup") if close >= 0 else None

    def _tag_end(self, at: int) -> int:
        """The offset of the `>` that ends a tag; one inside a quoted value does not count."""
        close = first = self._find(">", at)
        while close >= 0:
            quote = None
            for match in _QUOTE.finditer(self.raw, at, close):
                if match.start() < at:
                    continue
                ends = self.raw.find(match[1], match.end(), close)
                if ends < 0:
                    quote = match
                    break
                at = ends + 1
            if quote is None:
                return close
            ends = self._find(quote[1], close)
            value_end = ends
            # An unclosed quote must not swallow the text that follows it.
            if value_end < 0 or (
                value_end - quote.end() > _LONG_VALUE and _LOOKS_LIKE_MARKUP.search(self.raw, quote.end(), value_end)
            ):
                return first
            at = value_end + 1
            close = self._find(">", at)
        return first

    def _closing(self, name: str, at: int) -> int:
        """Where `</name` begins, or `at` where it never comes."""
        if self._lower is None:
            lowered = self.raw.lower()
            # A few letters change length in lower case; then only lower-case closing tags are found.
            self._lower = lowered if len(lowered) == len(self.raw) else self.raw
        what = "</" + name
        if what in self._absent:
            return at
        found = self._lower.find(what, at, self.end)
        if found < 0:
            self._absent.add(what)
            return at
        return found
