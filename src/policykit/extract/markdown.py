"""Markdown, read line by line: marks go to the ledger, every printed character stays where it is.

A CommonMark parser is not used on purpose: it renumbers lists, reads four leading spaces as code and joins
lines, all of which are wrong for documents whose labels and line breaks are print. What it would tell us of
use (headings, tables, emphasis, links) can be seen from single lines.
"""

from __future__ import annotations

import html
import re

from policykit.extract.assemble import Assembler
from policykit.extract.html.page import emit
from policykit.extract.markdown_inline import SPECIAL, Action, Inline
from policykit.extract.markdown_table import pipe_table
from policykit.extract.plain import read_plain
from policykit.extract.reading import Reading
from policykit.model.document import ParagraphHint, TableHint
from policykit.model.span import Span

_LINE_MARKS = frozenset("#>*+-=`~:|[@<_")
_ODD = re.compile("[\r\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
# Lines without any of these are text as they stand; most lines of a law are.
_LINE_START = re.compile(r"[ \t\u3000]*+[#>+\-=~:@]")
_INTEREST = re.compile(rf"[*\\&<`\[|_\r\n](?:(?<=[^\n])|{_LINE_START.pattern})")
_BLANK_LINE = re.compile("\n[ \t\u3000]*+\n")
_FRONT = re.compile(r"---[ \t]*\n")
_FRONT_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.M)
_FRONT_TITLE = re.compile(r"^title[ \t]*:[ \t]*([\"']?)(\S[^\n]*?)\1[ \t]*$", re.M)
_FRONT_LINE = re.compile(r"[ \t]*(?:-[ \t]|[\w \t-]{1,40}:|#|$)|[ \t]+\S")
_HEADING = re.compile(r"[ \t]*(#{1,6})(?:[ \t\u3000]+|(?=[^#\s]))")
_HEADING_END = re.compile(r"[ \t]+#+[ \t]*$")
_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)++")
_BULLET = re.compile(r"[ \t]*[-*+][ \t]+(?=\S)")
_RULE = re.compile(r"[ \t]*(?:(?:-[ \t]*+){3,}+|(?:\*[ \t]*+){3,}+|(?:_[ \t]*+){3,}+|={3,}+[ \t]*+)$")
_FENCE = re.compile(r"[ \t]*(?:`{3,}|~{3,})[^`\n]*$")
_ATTRIBUTES = re.compile(r"[ \t]*\{[ \t]*[A-Za-z#.:][^{}\n]{0,80}\}[ \t]*$")
_CONTENTS = re.compile(r"[ \t]*:{3,}[ \t]*[A-Za-z][\w-]*[ \t]+目[ \t\u3000]*[录錄][ \t]*$")
_CONTAINER_END = re.compile(r"^[ \t]*:{3,}[ \t]*$", re.M)
_CONTAINER = re.compile(r"[ \t]*:{3,}(?:[ \t]*[A-Za-z][\w-]*)?[ \t]*")
_TAB = re.compile(r"@tab(?::active)?[ \t]+")
_TOC = re.compile(r"[ \t]*\[?\[(?:toc|TOC)\]\]?[ \t]*$")
_TABLE_TAG = re.compile(r"<table\b", re.I)


def read_markdown(raw: str) -> Reading:
    """The reading of a Markdown source."""
    if _ODD.search(raw):
        return read_plain(raw) if "\r" not in raw else _scan(raw)
    return _scan(raw)


def _scan(raw: str) -> Reading:
    scanner = _Scanner(raw)
    scanner.run()
    return scanner.reading()


def _interest(raw: str, at: int) -> re.Match[str] | None:
    """What ends in the first mark from `at` on that may be Markdown: some are so only at the start of a line."""
    if at == 0:
        return _LINE_START.match(raw) or _INTEREST.search(raw)
    return _INTEREST.search(raw, at - 1 if raw[at - 1 : at] == "\n" else at)


class _Scanner:
    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.inline = Inline(raw)
        self.hints: list[ParagraphHint] = []
        self.tables: list[TableHint] = []
        self.regions: list[Span] = []  # stretches of HTML that are read as such
        self._lower: str | None = None

    @property
    def actions(self) -> list[Action]:
        return self.inline.actions

    def run(self) -> None:
        raw, at, size = self.raw, self._front_matter(), len(self.raw)
        while (found := _interest(raw, at)) is not None:
            start = max(raw.rfind("\n", at, found.end() - 1) + 1, at)
            if start > at and self.inline.is_open and _BLANK_LINE.search(raw, max(at - 1, 0), start):
                self.inline.paragraph_end()
            end = raw.find("\n", found.end() - 1)
            at = self._line(start, size if end < 0 else end) + 1

    def _line(self, start: int, end: int) -> int:
        """Take one line (or a table, or a stretch of HTML); the offset where it ended."""
        raw = self.raw
        if end > start and raw[end - 1] == "\r":
            self.actions.append(Action(end - 1, end, "", "plain.newline"))
            end_text = end - 1
        else:
            end_text = end
        first = raw[start : min(start + 200, end_text)].lstrip(" \t\u3000")[:1]
        if not first:
            self.inline.paragraph_end()
            return end
        if first not in _LINE_MARKS:
            if "|" in raw[start:end_text] and (past := self._pipes(start, end)):
                return past
            return self._plain(start, end_text, end)
        if first == "<" and _TABLE_TAG.match(raw, start + raw[start:end_text].index("<")):
            return self._html(start, end)
        if first == "|" and (past := self._pipes(start, end)):
            return past
        return self._marked(start, end_text, end)

    def _marked(self, start: int, end: int, line_end: int) -> int:
        raw, rule, role, heading = self.raw, "", None, None
        for pattern, name in ((_RULE, "markdown.rule"), (_FENCE, "markdown.fence"), (_TOC, "markdown.directive")):
            if pattern.match(raw, start, end):
                self.actions.append(Action(start, end, "", name))
                self.inline.paragraph_end()
                return line_end
        at = start
        if match := _QUOTE.match(raw, at, end):
            self.actions.append(Action(at, match.end(), "", "markdown.mark"))
            at, role = match.end(), "quote"
        if match := _HEADING.match(raw, at, end):
            rule, heading = "markdown.mark", len(match[1])
            if attributes := _ATTRIBUTES.search(raw, max(match.end(), end - 120), end):
                self.actions.append(Action(attributes.start(), end, "", "markdown.directive"))
                end = attributes.start()
            closing = _HEADING_END.search(raw, max(match.end(), end - 200), end)
            if closing:
                self.actions.append(Action(closing.start(), end, "", rule))
                end = closing.start()
        elif match := _BULLET.match(raw, at, end):
            rule, role = "markdown.mark", "list"
        elif past := self._contents(start, end):
            self.actions.append(Action(start, past, "", "markdown.directive"))
            self.inline.paragraph_end()
            return past
        elif match := _CONTAINER.match(raw, at, end) or _TAB.match(raw, at, end):
            rule = "markdown.directive"
        if match and rule:
            self.actions.append(Action(at, match.end(), "", rule))
            at = match.end()
        if heading or role:
            self.hints.append(ParagraphHint(Span(at, max(at, end)), heading, None, role))
        return self._plain(at, end, line_end)

    def _plain(self, start: int, end: int, line_end: int) -> int:
        if SPECIAL.search(self.raw, start, end):
            table = _TABLE_TAG.search(self.raw, start, end)
            if table:
                self.inline.take(start, table.start())
                return self._html(table.start(), line_end)
            return max(self.inline.take(start, end), line_end)
        return line_end

    def _pipes(self, start: int, end: int) -> int:
        found = pipe_table(self.raw, start, end)
        if found is None:
            return 0
        hint, actions, past = found
        self.tables.append(hint)
        self.actions.extend(actions)
        for cell in hint.cells:
            self.inline.take(cell.raw_span.start, cell.raw_span.end, in_cell=True)
            self.inline.paragraph_end()
        return past

    def _html(self, start: int, end: int) -> int:
        """A table in HTML, to its closing tag; without one, to the end of the line."""
        if self._lower is None:
            lowered = self.raw.lower()
            self._lower = lowered if len(lowered) == len(self.raw) else self.raw
        close = self._lower.find("</table>", start)
        if close < 0:
            self.inline.take(start, end)
            return end
        # Tables inside the table: as many closing tags as opening ones.
        depth_end = close + 8
        opened = self._lower.count("<table", start, depth_end)
        while opened > 1 and (nested := self._lower.find("</table>", depth_end)) >= 0:
            opened += self._lower.count("<table", depth_end, nested) - 1
            depth_end = nested + 8
        self.regions.append(Span(start, depth_end))
        return depth_end - 1 if self.raw[depth_end : depth_end + 1] != "\n" else depth_end

    def _contents(self, start: int, end: int) -> int:
        """The end of a container that holds a page's table of contents (::: details 目录 … :::), 0 if there is none."""
        if not _CONTENTS.match(self.raw, start, end):
            return 0
        closing = _CONTAINER_END.search(self.raw, end, end + 20_000)
        return closing.end() if closing and "。" not in self.raw[end : closing.start()] else 0

    def _front_matter(self) -> int:
        raw = self.raw
        opening = _FRONT.match(raw)
        closing = _FRONT_END.search(raw, opening.end(), 20_000) if opening else None
        if opening is None or closing is None:
            return 0
        lines = raw[opening.end() : closing.start()].splitlines()
        if not all(_FRONT_LINE.match(line) for line in lines):
            return 0
        end = closing.end()
        title = _FRONT_TITLE.search(raw, opening.end(), closing.start())
        if title and not re.search(r"^[ \t]*#[ \t]", raw[end:], re.M):
            self.actions.append(Action(0, title.start(2), "", "markdown.front_matter"))
            self.actions.append(Action(title.end(2), end, "", "markdown.front_matter"))
            self.hints.append(ParagraphHint(Span(*title.span(2)), 1, None, "title"))
        else:
            self.actions.append(Action(0, end, "", "markdown.front_matter"))
        return end

    def reading(self) -> Reading:
        self.inline.paragraph_end()
        out, at = Assembler(self.raw), 0
        pieces: list[Action | Span] = [*self.actions, *self.regions]
        pieces.sort(key=lambda p: (p.start, p.end))
        for piece in pieces:
            if piece.start < at:
                continue
            out.keep(at, piece.start)
            at = piece.end
            if isinstance(piece, Span):
                if not out.ends_with(("\n", "")) and out.length:
                    out.insert("\n", piece.start)
                emitter = emit(out, piece.start, piece.end)
                self.hints.extend(emitter.paragraph_hints())
                self.tables.extend(emitter.tables)
                if not self.raw.startswith("\n", piece.end):
                    out.insert("\n", piece.end)
            elif piece.new == "\n?":
                new = "" if out.ends_with(("\n",)) or not out.length else "\n"
                out.replace(piece.start, piece.end, new, piece.rule)
            else:
                new = html.unescape(piece.new) if piece.new.startswith("&") and len(piece.new) > 1 else piece.new
                out.replace(piece.start, piece.end, new, piece.rule)
        out.keep(at, len(self.raw))
        text, removed, changed = out.finish()
        hints = tuple(sorted(self.hints, key=lambda h: h.raw_span))
        return Reading(self.raw, text, removed, changed, hints, tuple(self.tables))
