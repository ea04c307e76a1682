"""What is compared: an article with its items as one unit, an outline unit by itself, a table row by its cells."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policykit.model.document import Clause, ClauseKind, Document, in_print_order

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
    article: list[Clause] = []  # with its items
    for clause in document.clauses:
        if clause.kind in _WITH_ARTICLE and article and clause.address.startswith(f"{article[0].address}/"):
            article.append(clause)
            continue
        if article:
            out.append(_unit(article[0], _lines(article)))
            article = []
        if clause.kind is ClauseKind.ARTICLE:
            article = [clause]
        else:
            out.append(_unit(clause, [_own(clause)]))
    if article:
        out.append(_unit(article[0], _lines(article)))
    for table in document.tables:
        for row in range(table.header_rows, table.rows):
            text = "｜".join(c.text for c in table.row_cells(row))
            out.append(Unit(table.row_address(row) or table.address, "", text, _squeeze(text)))
    return tuple(u for u in out if u.key)


def _lines(article: list[Clause]) -> list[str]:
    """An article with its items as printed: a paragraph may follow them."""
    out = []
    for clause, first, text in in_print_order(article):
        heading = clause.heading if first else None
        if clause is article[0]:
            out.append(f"【{heading}】{text}" if heading else text)
        else:
            label = clause.label or "" if first else ""
            out.append(label + "\n".join(x for x in (heading, text) if x))
    return out


def _own(clause: Clause) -> str:
    return "\n".join(x for x in (clause.heading, clause.text) if x)


def _unit(clause: Clause, lines: list[str]) -> Unit:
    text = "\n".join(line for line in lines if line)
    return Unit(clause.address, (clause.label or "") + (clause.heading or ""), text, _squeeze(text))


def _squeeze(text: str) -> str:
    return _BLANK.sub("", text)
