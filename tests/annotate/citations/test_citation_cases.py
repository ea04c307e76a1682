"""Every sentence of tests/cases/citations yields exactly the citations it lists.

A case is a title line `== …`, the text, a line `--`, and the expected citations in order:
`title | number | article | kind [| self, version=…]`, `-` for nothing. `@ title=… number=… articles` before the text
sets what the document says of itself. A case without expected lines must yield none.
"""

from __future__ import annotations

import pytest

from case_files import Case, names, read_cases
from policykit.annotate.citations import annotate_citations
from policykit.model.document import Clause, ClauseKind, Document, Metadata, Source
from policykit.model.span import Span
from policykit.model.text import Text

ALL = read_cases("citations")


def document(case: Case) -> Document:
    text = case.text
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    kind = ClauseKind.ARTICLE if "articles" in case.settings else ClauseKind.UNIT
    address = case.settings.get("at", "第二条" if kind is ClauseKind.ARTICLE else "一")
    clause = Clause(address, 1, kind, None, None, text, tuple(spans))
    meta = Metadata(title=case.settings.get("title"), doc_number=case.settings.get("number"))
    source = Source("t.txt", "", "text/plain")
    return Document("d0", source, text, Text.of_raw(text), metadata=meta, clauses=(clause,))


@pytest.mark.parametrize("case", ALL, ids=names(ALL))
def test_case(case: Case) -> None:
    found = annotate_citations(document(case)).citations
    got = []
    for c in found:
        parts = [c.title, c.doc_number or "-", c.article or "-", c.kind.value]
        extra = ["self"] * c.self_reference + ([f"version={c.version}"] if c.version else [])
        got.append(" | ".join(parts + ([" ".join(extra)] if extra else [])))
    assert tuple(got) == case.expected


def test_enough_cases() -> None:
    assert len(ALL) >= 120


@pytest.mark.parametrize("case", ALL, ids=names(ALL))
def test_span_is_the_surface(case: Case) -> None:
    doc = document(case)
    for citation in annotate_citations(doc).citations:
        assert doc.text[citation.span] == citation.surface
