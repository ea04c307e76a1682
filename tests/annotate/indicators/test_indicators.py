"""Numbers that a clause demands, with what they measure; times and plain counts are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from policykit.annotate.deadlines import annotate_deadlines
from policykit.annotate.indicators import indicators
from policykit.model.document import Clause, ClauseKind, Document, Source
from policykit.model.span import Span
from policykit.model.text import Text

CASES = Path(__file__).resolve().parents[2] / "cases" / "indicators" / "numbers.txt"


def cases() -> list[tuple[str, str, list[str]]]:
    out = []
    for block in CASES.read_text(encoding="utf-8").split("\n== ")[1:]:
        title, _, rest = block.partition("\n")
        text, _, expected = rest.partition("\n--")
        out.append((title, text.strip(), [x for x in expected.split("\n") if x.strip()]))
    return out


@pytest.mark.parametrize(("title", "text", "expected"), cases(), ids=[c[0] for c in cases()])
def test_indicators(title: str, text: str, expected: list[str]) -> None:
    clause = Clause("一", 1, ClauseKind.UNIT, "一、", None, text, (Span(0, len(text)),))
    document = Document("d", Source("x", "", "text/plain"), text, Text.of_raw(text), clauses=(clause,))
    said = []
    for found in indicators(annotate_deadlines(document)).indicators:
        upper = "" if found.upper is None else f"..{found.upper:g}"
        said.append(f"{found.text} | {found.subject} | {found.comparator} {found.value:g}{upper} {found.unit}")
        assert found.span.of(text) == found.text
    assert said == expected
