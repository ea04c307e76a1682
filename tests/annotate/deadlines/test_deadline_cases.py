"""Every sentence of tests/cases/deadlines yields exactly the time limits it lists.

A case is a title line `== …`, the text, a line `--`, and the expected limits in order:
`text | start | end [| flags]`, `-` for none; flags are recurring, relative, approx, heading, --MM-DD.
`@ issued=2016-05-25 title=…` before the text sets what the document says of itself; `# ` before a line of text makes
it the clause's heading.
"""

from __future__ import annotations

import pytest

from case_files import Case, names, read_cases
from policykit.annotate.deadlines import annotate_deadlines
from policykit.model.document import Clause, ClauseKind, Document, Metadata, Source
from policykit.model.span import Span
from policykit.model.text import Text

ALL = read_cases("deadlines")


def document(case: Case) -> Document:
    lines = case.text.split("\n")
    heading = lines.pop(0)[2:] if lines[0].startswith("# ") else None
    value = "\n".join(([heading] if heading else []) + lines)
    at = 0
    head = None
    if heading:
        head = Span(0, len(heading))
        at = len(heading) + 1
    spans = []
    for line in lines:
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    clause = Clause("一", 1, ClauseKind.UNIT, None, heading, "\n".join(lines), tuple(spans), head, head)
    meta = Metadata(title=case.settings.get("title"), issued_date=case.settings.get("issued"))
    return Document(
        "d0", Source("t.txt", "", "text/plain"), value, Text.of_raw(value), metadata=meta, clauses=(clause,)
    )


@pytest.mark.parametrize("case", ALL, ids=names(ALL))
def test_case(case: Case) -> None:
    got = []
    doc = document(case)
    for d in annotate_deadlines(doc).deadlines:
        flags = ["recurring"] * d.recurring + ["relative"] * d.relative + ["approx"] * d.approx
        flags += ["heading"] * d.in_heading + ([d.partial] if d.partial else [])
        parts = [d.text, d.start or "-", d.end or "-"] + ([" ".join(flags)] if flags else [])
        got.append(" | ".join(parts))
        assert doc.text[d.span] == d.text
    assert tuple(got) == case.expected


def test_signature_is_no_limit() -> None:
    text = "临江市人民政府\n2021年3月5日"
    clause = Clause("signature", 0, ClauseKind.SIGNATURE, None, None, text, (Span(0, 7), Span(8, 17)))
    doc = Document("d0", Source("t.txt", "", "text/plain"), text, Text.of_raw(text), clauses=(clause,))
    assert annotate_deadlines(doc).deadlines == ()
