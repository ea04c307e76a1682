"""The case files of parsing: outlines, laws, parts, metadata, tables."""

from __future__ import annotations

import pytest
from parse_cases import Case, cases, parse

from policykit.model.document import Document


def _outline(document: Document) -> str:
    """`address|heading|own text`, one clause a line."""
    return "\n".join(f"{c.address}|{c.heading or ''}|{c.text.replace(chr(10), '⏎')}" for c in document.clauses)


@pytest.mark.parametrize("case", cases("outline") + cases("laws"), ids=lambda c: c.title)
def test_numbered_lines_become_the_right_units(case: Case) -> None:
    assert _outline(parse(case.given)) == case.expected


@pytest.mark.parametrize("case", cases("parts"), ids=lambda c: c.title)
def test_a_file_of_several_documents_is_parted(case: Case) -> None:
    got = [f"{c.address}|{c.heading or ''}|{c.text.replace(chr(10), '⏎')}" for c in parse(case.given).clauses]
    assert [line.replace("||", "|", 1) if line.count("|") == 3 else line for line in got] == case.expected.split("\n")


@pytest.mark.parametrize("case", cases("metadata"), ids=lambda c: c.title)
def test_metadata_is_what_is_printed(case: Case) -> None:
    metadata = parse(case.given).metadata
    expected = dict(line.split(": ", 1) for line in case.expected.split("\n"))
    got = {}
    for name in expected:
        value = getattr(metadata, name)
        got[name] = "；".join(value) if isinstance(value, tuple) else value or "-"
    assert got == expected


@pytest.mark.parametrize("case", cases("tables"), ids=lambda c: c.title)
def test_tables_keep_their_cells_and_place(case: Case) -> None:
    got = [
        f"{t.address}|{t.caption or ''}|{t.rows}|{t.columns}|{t.header_rows}|" + ",".join(c.text for c in t.cells)
        for t in parse(case.given).tables
    ]
    assert "\n".join(got) == case.expected
