"""Markdown output: headings by level, tables as pipes, provenance in a closing comment."""

from __future__ import annotations

import re

from policykit.model.output import Annex, Draft, Kind, Line
from policykit.render.provenance import packed, record
from policykit.render.sheet import Table, lay_out

_PREFIX = {
    Kind.TITLE: "# ",
    Kind.ANNEX_TITLE: "# ",
    Kind.ISSUER_MARK: "# ",
    Kind.HEADING_1: "## ",
    Kind.HEADING_2: "### ",
}
# A text that Markdown would read as a mark of its own is kept as printed by a backslash.
_MARKUP = re.compile(r"([\\`*_\[\]<>|])")
_LEADING = re.compile(r"^(\d{1,9})([.)])(?=\s|$)|^([#+>-])(?=\s|$)|^(-{3,}|={3,})$")


def render(output: Draft | Annex) -> bytes:
    sheet = lay_out(output, merged=False)
    parts = [
        _table(block) if isinstance(block, Table) else _line(block)
        for section in sheet.sections
        for block in section.printed
    ]
    parts.append(f"<!-- policykit-provenance: {packed(record(sheet))} -->")
    return ("\n\n".join(parts) + "\n").encode()


def _line(line: Line) -> str:
    # A run-in heading is a paragraph: only lines that are nothing but heading become Markdown headings.
    prefix = "" if 0 < line.run_in < len(line.text) else _PREFIX.get(line.kind, "")
    return prefix + escape(line.text)


def escape(text: str) -> str:
    return _LEADING.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[0]}", _MARKUP.sub(r"\\\1", text))


def _table(table: Table) -> str:
    head = "| " + " | ".join(escape(c.name) for c in table.columns) + " |"
    rule = "|" + " --- |" * len(table.columns)
    rows = ["| " + " | ".join(_cell(c.text) for c in row.cells) + " |" for row in table.rows]
    return "\n".join([head, rule, *rows])


def _cell(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text).replace("\n", "<br>")
