"""A clause as HTML: paragraphs and tables in print order; citations linked, duties, time limits and terms marked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Generic, TypeVar

from markupsafe import Markup

from policykit.api.linking import Link
from policykit.model.annotation import Deadline, Duty
from policykit.model.document import Clause, Document, Table
from policykit.model.span import Span
from policykit.search.snippet import highlights
from policykit.web.markup import clause_address

UNCHECKED = "没有核对"
T = TypeVar("T", Link, Duty, Deadline)
_VERDICTS = {
    "verified": "",
    "own": "",
    "repealed": "引用的文件已废止",
    "no_such_article": "没有这一条",
    "unknown_document": "资料库里没有这份文件，未核对",
    "ambiguous": "不能确定是哪份文件，未核对",
}


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked in a document, all by spans in its text; `words` and `patterns` as `Session.marks` gives them."""

    links: tuple[Link, ...] = ()
    duties: tuple[Duty, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    words: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()


class Writer:
    """Writes the clauses of one document."""

    def __init__(self, document: Document, marks: Marks) -> None:
        self._document, self._marks = document, marks
        self._links = _Placed(marks.links)
        self._duties = _Placed(marks.duties)
        self._deadlines = _Placed(marks.deadlines)

    def body(self, clause: Clause, first: bool, blocks: Iterable[Span | Table]) -> Markup:
        """Paragraphs and tables in the order given; the `first` of a clause begin with its label where it has no
        heading."""
        lead = self.label(clause) if first and not clause.heading else ""
        out: list[str] = []
        for block in blocks:
            if isinstance(block, Table):
                out.append(self.table(block))
            else:
                out.append(f"<p>{lead}{self.text(block)}</p>")
                lead = ""
        return Markup("".join(out))

    def text(self, span: Span) -> str:
        """A stretch of the document with everything in it marked."""
        value = self._document.text[span]
        links, duties, limits = self._links.at(span), self._duties.at(span), self._deadlines.at(span)
        terms = self._terms(value)
        if not (links or duties or limits or terms):
            return escape(value)
        cuts = {0, len(value)}
        for one in (*(k.span for k in links), *(d.span for d in duties), *(d.span for d in limits)):
            cuts.add(max(0, one.start - span.start))
            cuts.add(min(len(value), one.end - span.start))
        for start, end in terms:
            cuts.update((start, end))
        places = sorted(cuts)
        out: list[str] = []
        open_link: Link | None = None
        open_duty: Duty | None = None
        for start, end in pairwise(places):
            at = start + span.start
            duty = next((d for d in duties if d.span.start <= at < d.span.end), None)
            link = next((k for k in links if k.span.start <= at < k.span.end), None)
            if open_link is not None and (link is not open_link or duty is not open_duty):
                out.append("</a>" if open_link.target else "</span>")
                open_link = None
            if duty is not open_duty:
                out += ["</span>"] if open_duty is not None else []
                out += [_duty_tag(duty)] if duty is not None else []
                open_duty = duty
            if link is not None and link is not open_link:
                out.append(_link_tag(link))
                open_link = link
            piece = escape(value[start:end])
            if any(a <= start < b for a, b in terms):
                piece = f"<mark>{piece}</mark>"
            if any(d.span.start <= at < d.span.end for d in limits):
                piece = f'<span class="limit">{piece}</span>'
            out.append(piece)
        if open_link is not None:
            out.append("</a>" if open_link.target else "</span>")
        if open_duty is not None:
            out.append("</span>")
        return "".join(out)

    def heading(self, clause: Clause) -> Markup:
        """The heading with terms marked."""
        text = clause.heading or ""
        return Markup(_terms_marked(text, self._terms(text)))

    def table(self, table: Table) -> str:
        """A table with the spans it was printed with; a data row can be addressed."""
        name = escape(table.caption or table.address)
        out = [f'<div class="table-wrap" tabindex="0" role="region" aria-label="{name}"><table class="printed">']
        if table.caption:
            out.append(f"<caption>{escape(table.caption)}</caption>")
        for row in range(table.rows):
            address = table.row_address(row)
            out.append(f'<tr id="{escape(address)}">' if address else "<tr>")
            for cell in sorted((c for c in table.cells if c.row == row), key=lambda c: c.column):
                tag = "th" if cell.header or row < table.header_rows else "td"
                spans = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
                spans += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
                spans += ' scope="col"' if tag == "th" else ""
                printed = self._document.text[cell.span] == cell.text
                written = self.text(cell.span) if printed else _terms_marked(cell.text, self._terms(cell.text))
                written = written.replace("\u2028", "<br>").replace("\n", "<br>")
                out.append(f"<{tag}{spans}>{written}</{tag}>")
            out.append("</tr>")
        out.append("</table></div>")
        return "".join(out)

    def label(self, clause: Clause) -> str:
        """The label of a clause as a link to it, before its first paragraph where it has no heading."""
        if not clause.label:
            return ""
        to = clause_address(self._document.id, clause.address)
        return f'<a class="label" href="{escape(to)}">{escape(clause.label)}</a>'

    def _terms(self, text: str) -> tuple[tuple[int, int], ...]:
        marks = self._marks
        return highlights(text, marks.words, marks.patterns) if marks.words or marks.patterns else ()


def _terms_marked(text: str, terms: Iterable[tuple[int, int]]) -> str:
    from policykit.web.markup import marked

    return str(marked(text, terms))


def _start(one: Link | Duty | Deadline) -> int:
    return one.span.start


class _Placed(Generic[T]):
    """Marks found by where they stand, however many a document has."""

    def __init__(self, found: Iterable[T]) -> None:
        self._sorted: list[T] = sorted(found, key=_start)
        self._starts: list[int] = [_start(one) for one in self._sorted]
        self._longest = max((len(one.span) for one in self._sorted), default=0)

    def at(self, span: Span) -> list[T]:
        """Those that stand in a stretch, at least in part."""
        first = bisect_left(self._starts, span.start - self._longest)
        last = bisect_left(self._starts, span.end)
        return [one for one in self._sorted[first:last] if one.span.end > span.start]


def _link_tag(link: Link) -> str:
    says = _VERDICTS.get(link.verdict, "") or link.reason
    if link.target is None:
        return f'<span class="cite off" title="{escape(says or UNCHECKED)}">'
    to = clause_address(link.target, link.article or "")
    tip = f' data-tip="{escape(link.target)}~{escape(link.article)}"' if link.article else ""
    css = "cite gone" if link.verdict == "repealed" else "cite"
    title = f' title="{escape(says)}"' if says else ""
    return f'<a class="{css}" href="{escape(to)}"{tip}{title}>'


def _duty_tag(duty: Duty) -> str:
    who = "、".join(duty.actors) or "没有写明主体"
    role = f"（{duty.role.value}）" if duty.role else ""
    limit = f"；时限：{duty.deadline}" if duty.deadline else ""
    says = f"职责：{who}{role}，{duty.modality.value}{limit}"
    return f'<span class="duty" title="{escape(says)}">'
