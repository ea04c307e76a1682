"""Numbers that a clause demands, with what they measure; times and plain counts are none."""

from __future__ import annotations

import pytest

from case_files import Case, names, read_cases
from policykit.annotate.deadlines import annotate_deadlines
from policykit.annotate.indicators import indicators
from policykit.model.document import Clause, ClauseKind, Document, Source
from policykit.model.span import Span
from policykit.model.text import Text

ALL = read_cases("indicators/numbers.txt")


@pytest.mark.parametrize("case", ALL, ids=names(ALL))
def test_indicators(case: Case) -> None:
    text = case.text.strip()
    clause = Clause("一", 1, ClauseKind.UNIT, "一、", None, text, (Span(0, len(text)),))
    document = Document("d", Source("x", "", "text/plain"), text, Text.of_raw(text), clauses=(clause,))
    said = []
    for found in indicators(annotate_deadlines(document)).indicators:
        upper = "" if found.upper is None else f"..{found.upper:g}"
        said.append(f"{found.text} | {found.subject} | {found.comparator} {found.value:g}{upper} {found.unit}")
        assert found.span.of(text) == found.text
    assert tuple(said) == case.expected
