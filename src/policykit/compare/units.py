"""What is compared: an article with its items as one unit, an outline unit by itself, a table row by its cells."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policykit.model.document import Clause, ClauseKind, Document

_BLANK = re.compile(r"\s+")
_WITH_ARTICLE = (ClauseKind.ITEM, ClauseKind.POINT)


@dataclass(frozen=True, slots=True)
class Unit:
    """`address` names it, `title` is label and heading as printed, `text` its words without the label.

    `key` is `text` without white space: two units of the same key say the same.
    """

    address: str
    title: str
    text: str
    key: str


def units_of(document: Document) -> tuple[Unit, ...]:
    """The units in print order; a clause without words of its own (a bare chapter heading) is one by its heading."""
    out: list[Unit] = []
    article: Clause | None = None
    lines: list[str] = []
    for clause in document.clauses:
        if clause.kind in _WITH_ARTICLE and article is not None and clause.address.startswith(f"{article.address}/"):
            lines.append(f"{clause.label or ''}{_own(clause)}")
            continue
        if article is not None:
            out.append(_unit(article, lines))
            article = None
        if clause.kind is ClauseKind.ARTICLE:
            article, lines = clause, [_own(clause)]
        else:
            out.append(_unit(clause, [_own(clause)]))
    if article is not None:
        out.append(_unit(article, lines))
    for table in document.tables:
        for row in range(table.header_rows, table.rows):
            text = "｜".join(c.text for c in table.row_cells(row))
            out.append(Unit(table.row_address(row) or table.address, "", text, _squeeze(text)))
    return tuple(u for u in out if u.key)


def _own(clause: Clause) -> str:
    if clause.kind is ClauseKind.ARTICLE and clause.heading:
        return f"【{clause.heading}】{clause.text}"
    return "\n".join(x for x in (clause.heading, clause.text) if x)


def _unit(clause: Clause, lines: list[str]) -> Unit:
    text = "\n".join(line for line in lines if line)
    return Unit(clause.address, (clause.label or "") + (clause.heading or ""), text, _squeeze(text))


def _squeeze(text: str) -> str:
    return _BLANK.sub("", text)
