"""A document or one of its places for people: clauses and table rows as read, and what cleaning did."""

from __future__ import annotations

from typing import Any

from policykit.api.addressing import paragraph, read_address
from policykit.api.reading import outline, parse_json
from policykit.model.address import by_labels, spoken
from policykit.model.document import Cell, Clause, Document, Table, in_print_order

SHOWN_CHARACTERS = 40  # of a removed or changed stretch in the ledger listing


def clauses_under(document: Document, address: str) -> tuple[Clause, ...]:
    """The clause with this address and its sub-clauses, in print order; of a 款 its paragraph and its items.

    `address` is anything `read_address` understands; empty for a table or a row, whose text is in no clause.
    Raises UsageError where the document has no such place.
    """
    at = read_address(document, address)
    found = tuple(c for c in document.clauses if c.address == at or c.address.startswith(at + "/"))
    own = paragraph(document, at)
    return (own, *found) if own is not None else found


def clause_text(document: Document, address: str) -> str:
    """The place with its sub-clauses, label, heading and text of each; for an empty address the outline.

    A table is shown row by row as `column：cell`. Raises UsageError where the document has no such place.
    """
    if not address:
        return outline(document)
    at = read_address(document, address)
    lines = [f"《{document.metadata.title or document.source.path}》 {spoken(at)}"]
    last: Clause | None = None
    for clause, first, text in in_print_order(clauses_under(document, at)):
        head = f"{clause.label or ''}{clause.heading or ''}" if first else ""
        gap = "　" if head.startswith("第") and text else ""
        # Heading on a line of its own, a bare label before its text: as printed in an official document.
        line = f"{head}\n{text}" if head and text and clause.heading else f"{head}{gap}{text}"
        lines += [line] if clause is last else ["", line]
        last = clause
    for table in document.tables:
        if table.address.startswith(at + "/") or table.address == at or at.startswith(table.address + "/"):
            lines += ["", *_table_lines(table, at)]
    return "\n".join(lines)


def quotable_text(document: Document, address: str) -> str:
    """The place as one quotes it: without the line that names it and without blank lines; else as `clause_text`."""
    lines = clause_text(document, address).split("\n")
    return "\n".join(line for line in (lines[1:] if address else lines) if line.strip())


def show_json(document: Document, address: str) -> dict[str, Any]:
    """As `parse --json`; with an address only that clause, its sub-clauses and tables and what was found in them.

    Of a table row the table stands with the cells of its header and of that row. Raises UsageError.
    """
    data = parse_json(document)
    if not address:
        return data
    at = read_address(document, address)
    labels = by_labels(c.address for c in document.clauses)
    full = [c.address for c in clauses_under(document, at)]
    wanted = {at, *full, *(labels.get(a, a) for a in full)}
    data["clauses"] = [c for c in data["clauses"] if c["address"] in wanted]
    if (own := paragraph(document, at)) is not None:
        data["clauses"].insert(0, _paragraph_json(document, own))
    for name in ("citations", "deadlines", "duties", "indicators"):
        data[name] = [i for i in data[name] if i["clause"] in wanted or i["clause"].startswith(at + "/")]
    below = [t for t in data["tables"] if t["clause"] in wanted or t["address"] == at]
    data["tables"] = below or [_one_row(t, at) for t in data["tables"] if at.startswith(t["address"] + "/")]
    return data


def ledger_text(document: Document) -> str:
    """What cleaning took out or changed, with the printed characters, in the order of the raw file.

    Blank lines and spaces of the layout are counted, not listed.
    """
    ledger = document.ledger
    taken = [(r.raw_span, r.rule, r.raw_span.of(document.raw)) for r in ledger.removed]
    entries = [(span, f"去掉〔{rule}〕{_short(text)}") for span, rule, text in taken if text.strip()]
    entries += [(c.raw_span, f"改动〔{c.rule}〕{_short(c.before)} → {_short(c.after)}") for c in ledger.changed]
    blank = sum(len(text) for _, _, text in taken if not text.strip())
    lines = [f"原文 {ledger.raw_chars} 字，保留 {ledger.kept_chars} 字；去掉的空格和空行 {blank} 字，不逐处列出"]
    lines += [f"  第 {span.start + 1} 字起 {text}" for span, text in sorted(entries, key=lambda e: e[0])]
    if not entries:
        lines.append("  除空格和空行外，没有去掉或改动任何字。")
    return "\n".join(lines)


def ledger_json(document: Document) -> dict[str, Any]:
    """The same account as values: `{"raw_chars", "kept_chars", "removed": [{"rule", "raw_span", "text"}],
    "changed": [{"rule", "raw_span", "before", "after"}]}`; raw spans are `[start, end]` in the raw file."""
    ledger = document.ledger
    return {
        "raw_chars": ledger.raw_chars,
        "kept_chars": ledger.kept_chars,
        "removed": [
            {
                "rule": r.rule,
                "raw_span": [r.raw_span.start, r.raw_span.end],
                "text": r.raw_span.of(document.raw),
            }
            for r in ledger.removed
        ],
        "changed": [
            {"rule": c.rule, "raw_span": [c.raw_span.start, c.raw_span.end], "before": c.before, "after": c.after}
            for c in ledger.changed
        ],
    }


def _table_lines(table: Table, at: str) -> list[str]:
    """The rows of a table, or the one row `at`, each cell with the name of its column."""
    lines = [table.caption] if table.caption else []
    names = [_cell_of(table.row_cells(table.header_rows - 1), n) for n in range(table.columns)]
    for row in range(table.header_rows, table.rows):
        address = table.row_address(row)
        if at.startswith(table.address + "/") and address != at:
            continue
        lines.append(f"第{row - table.header_rows + 1}行")
        for cell in sorted(table.row_cells(row), key=lambda c: c.column):
            text = " ".join(cell.text.split())
            name = names[cell.column] if table.header_rows else ""
            lines.append(f"  {name}：{text}" if name else f"  {text}")
    return lines


def _cell_of(cells: tuple[Cell, ...], column: int) -> str:
    return next((" ".join(c.text.split()) for c in cells if c.column <= column < c.column + c.colspan), "")


def _one_row(table: dict[str, Any], at: str) -> dict[str, Any]:
    row = int(at.rpartition("第")[2].removesuffix("行")) - 1 + table["header_rows"]
    cells = [c for c in table["cells"] if c["row"] < table["header_rows"] or c["row"] <= row < c["row"] + c["rowspan"]]
    return {**table, "cells": cells}


def _paragraph_json(document: Document, own: Clause) -> dict[str, Any]:
    span = own.paragraphs[0]
    return {
        "address": own.address,
        "level": own.level,
        "label": own.label,
        "heading": None,
        "text": own.text,
        "span": [span.start, span.end],
        "raw_spans": [[r.start, r.end] for r in document.text.raw_spans(span)],
    }


def _short(text: str) -> str:
    flat = text.replace("\n", "⏎").replace("\t", "⇥")
    return flat if len(flat) <= SHOWN_CHARACTERS else f"{flat[:SHOWN_CHARACTERS]}…（{len(flat)} 字）"
