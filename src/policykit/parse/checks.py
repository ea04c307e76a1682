"""What is odd about a document's numbering: repeated labels, gaps. Told to the reader, never repaired."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policykit.model.diagnostic import Diagnostic, Severity
from policykit.model.span import Span
from policykit.parse.numbering import Style
from policykit.parse.outline import Entry
from policykit.parse.units import Units

_MOST = 40


def numbering(entries: Sequence[Entry], units: Units) -> list[Diagnostic]:
    """Repeated labels and missing numbers of one part."""
    out: list[Diagnostic] = []
    for clause in units.repeated:
        here = clause.address.rpartition("/")[2]
        message = f"编号“{clause.label}”在同一层级重复出现，本处记为“{here}”。请核对原文编号。"
        out.append(Diagnostic("parse.label.repeated", Severity.WARNING, message, clause.head_span))
    last_under: dict[tuple[int, Style], int] = {}
    last: dict[Style, int] = {}
    for at, entry in enumerate(entries):
        label = entry.label
        key = (entry.parent, label.style)
        expected = last_under.get(key)
        previous = (expected or 0, last.get(label.style, 0))
        follows = label.number == 1 or label.number - 1 in previous
        if not follows and not label.sub and label.number != expected:
            span = units.clauses[at].head_span or Span(0, 0)
            printed = units.clauses[at].label
            message = f"编号不连续：“{printed}”之前缺少编号（上一个为 {previous[0] or previous[1]}）。"
            message += "请核对原文是否有缺漏。"
            out.append(Diagnostic("parse.label.gap", Severity.WARNING, message, span))
        last_under[key] = last[label.style] = label.number
    return out


def limited(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """At most forty of each code: a document with thousands of one fault needs no thousand messages."""
    counts: dict[str, int] = {}
    out: list[Diagnostic] = []
    for each in found:
        counts[each.code] = counts.get(each.code, 0) + 1
        if counts[each.code] <= _MOST:
            out.append(each)
    for code, count in counts.items():
        if count > _MOST:
            out.append(Diagnostic(code, Severity.WARNING, f"同类问题共 {count} 处，以上只列出前 {_MOST} 处。"))
    return out
