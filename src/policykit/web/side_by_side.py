"""The original beside the clean text, a part at a time: what each stretch of the print became.

The window of a part begins in the raw file where the part before ended, so that every character of the original is
in exactly one window, even where pages were put in another order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import TypeVar

from markupsafe import Markup

from policykit.model.document import Clause, Document, Table
from policykit.model.span import Span
from policykit.web.reading_html import Marks, Writer
from policykit.web.reading_parts import Parts, Stretch
from policykit.web.rule_names import rule_name

LONG_CUT = 120  # characters of a removed stretch that are shown
META = "meta"  # what title, number, date … were read from


S = TypeVar("S", tuple[int, int, str], tuple[int, int, str, str])


@dataclass(frozen=True, slots=True)
class Owned:
    """A raw stretch and the address of the clause, table or the metadata that it became."""

    start: int
    end: int
    owner: str


def owners(document: Document) -> list[Owned]:
    """What every kept raw stretch belongs to, by its place in the raw file; the earlier of two that meet stands."""
    found = [(META, s) for s in document.metadata.spans]
    found += [(c.address, s) for c in document.clauses for s in c.spans]
    found += [(t.address, t.span) for t in document.tables]
    out = [Owned(r.start, r.end, owner) for owner, span in found for r in document.text.raw_spans(span)]
    out.sort(key=lambda o: (o.start, o.end))
    return out


def windows(document: Document, parts: Parts, owned: Sequence[Owned]) -> list[Span]:
    """The raw window of each part."""
    ends = [0] * len(parts.parts)
    for one in owned:
        if one.owner != META:
            number = parts.at(one.owner)
            ends[number] = max(ends[number], one.end)
    out: list[Span] = []
    at = 0
    for number, end in enumerate(ends):
        last = number == len(ends) - 1
        stop = len(document.raw) if last else max(at, end)
        out.append(Span(at, stop))
        at = stop
    return out


def original(document: Document, window: Span, owned: Sequence[Owned]) -> Markup:
    """The raw text of a window: kept stretches with their owner, removed ones struck out, changed ones marked."""
    cuts = sorted((r.raw_span.start, r.raw_span.end, r.rule) for r in document.ledger.removed)
    changes = sorted((c.raw_span.start, c.raw_span.end, c.after, c.rule) for c in document.ledger.changed)
    owned = [o for o in owned if o.start < window.end and window.start < o.end]
    cuts = [c for c in cuts if c[0] < window.end and window.start < c[1]]
    changes = [c for c in changes if c[0] < window.end and window.start <= c[1]]
    places = {window.start, window.end}
    places.update(p for o in owned for p in (o.start, o.end))
    places.update(p for c in cuts for p in c[:2])
    places.update(p for c in changes for p in c[:2])
    own_starts = [o.start for o in owned]
    cut_starts = [c[0] for c in cuts]
    change_starts = [c[0] for c in changes]
    out: list[str] = []
    held = ""
    for start, end in pairwise(sorted(p for p in places if window.start <= p <= window.end)):
        text = document.raw[start:end]
        cut = _at(cuts, cut_starts, start)
        change = _at(changes, change_starts, start)
        mine = _owner(owned, own_starts, start)
        owner = "" if cut is not None else mine
        if owner != held:
            out.append("</span>" if held else "")
            out.append(f'<span data-pair="{escape(owner)}">' if owner else "")
            held = owner
        if cut is not None:
            out.append(_cut(text, cut[2], whole=cut[1] - cut[0]))
        elif change is not None:
            says = f"改为：{change[2]}（{rule_name(change[3])}）"
            out.append(f'<span class="changed" title="{escape(says)}">{escape(text)}</span>')
        else:
            out.append(escape(text))
    out.append("</span>" if held else "")
    return Markup("".join(out))


def clean(document: Document, stretches: Sequence[Stretch]) -> Markup:
    """What was read, in print order: an article's paragraph may stand after its items, a table between two."""
    writer = Writer(document, Marks())
    out: list[str] = []
    for stretch in stretches:
        clause = stretch.clause
        lines = [head] if stretch.first and (head := _head(clause)) else []
        for block in stretch.blocks:
            if isinstance(block, Table):
                out += _paired(clause, lines)
                lines = []
                out.append(f'<div class="pair-clause" data-pair="{escape(block.address)}">{writer.table(block)}</div>')
            elif clause.label and not clause.heading and lines == [_head(clause)]:
                lines = [lines[0] + document.text[block]]  # the label of an article without a heading begins its text
            else:
                lines.append(document.text[block])
        out += _paired(clause, lines)
    return Markup("".join(out))


def _head(clause: Clause) -> str:
    """Label and heading as printed; the label of an article stands apart from what follows."""
    gap = "　" if (clause.label or "").startswith("第") else ""
    return f"{clause.label or ''}{gap if clause.heading or clause.paragraphs else ''}{clause.heading or ''}"


def _paired(clause: Clause, lines: Sequence[str]) -> list[str]:
    css = f"pair-clause l-{min(clause.level, 5)}"
    said = escape("\n".join(lines))
    return [f'<div class="{css}" data-pair="{escape(clause.address)}" tabindex="0">{said}</div>'] if lines else []


def _at(spans: Sequence[S], starts: list[int], at: int) -> S | None:
    """Of sorted spans that do not meet the one that holds a place."""
    place = bisect_right(starts, at) - 1
    return spans[place] if place >= 0 and spans[place][1] > at else None


def _owner(owned: Sequence[Owned], starts: list[int], at: int) -> str:
    """The owner of a raw place: of those that begin before it the nearest that reaches it."""
    place = bisect_right(starts, at) - 1
    for one in reversed(owned[max(0, place - 8) : place + 1]):
        if one.end > at:
            return one.owner
    return ""


def _cut(text: str, rule: str, *, whole: int) -> str:
    if not text.strip():
        return escape(text)  # blanks of the layout: struck out they would only disturb
    shown = text if len(text) <= LONG_CUT else f"{text[:LONG_CUT]}…（{len(text)} 字）"
    return f'<del title="去掉 {whole} 字：{escape(rule_name(rule))}">{escape(shown)}</del>'
