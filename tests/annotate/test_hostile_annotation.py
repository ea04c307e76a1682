"""Input meant to be slow: twice the text may take little more than twice the time, and nothing raises."""

from __future__ import annotations

import pytest

from policykit.annotate.citations import annotate_citations
from policykit.annotate.deadlines import annotate_deadlines
from policykit.model.document import Clause, ClauseKind, Document, Metadata, Source
from policykit.model.span import Span
from policykit.model.text import Text

PATTERNS = {
    "one long line": "根据有关规定认真做好工作",
    "opening marks": "《",
    "closing marks": "》",
    "nested marks": "《〈（",
    "articles": "第一条",
    "list of articles": "第一条、",
    "citations": "《云川省示范条例》第一条、",
    "own articles": "本法第一条违反前款",
    "definitions": "《云川省示范条例》（以下简称《条例》）",
    "numbers": "云政发〔2021〕1号、",
    "brackets": "（",
    "half numbers": "（云政发2021",
    "dates": "2021年1月1日",
    "ranges": "1月1日至",
    "relative": "之日起",
    "every": "每年",
    "digits": "1",
    "digits apart": "第1 ",
    "pointed titles": "该《云川省示范条例》",
    "items": "（一）",
    "without 第": "《云川省示范条例》12条、",
    "quotations": "《云川省示范条例》第一条规定“甲乙丙丁”，",
    "case papers": "《处罚决定书》（云市监罚〔2021〕1号）",
    "several short names": "《甲条例》《乙办法》（以下分别简称《甲》《乙》）",
    "spaces": "第 ",
    "numerals": "一",
    "bare laws": "行政处罚法",
    "quotes": "“本法第一条",
    "local names": "根据云川省云川省云川省",
}


def document(text: str, kind: ClauseKind) -> Document:
    clause = Clause("第一条", 1, kind, None, None, text, (Span(0, len(text)),))
    meta = Metadata(title="云川省示范法")
    return Document("d0", Source("t.txt", "", "text/plain"), text, Text.of_raw(text), metadata=meta, clauses=(clause,))


@pytest.mark.parametrize("kind", [ClauseKind.ARTICLE, ClauseKind.UNIT])
@pytest.mark.parametrize("name", PATTERNS)
def test_endless_repetition_is_read_and_every_span_is_inside(name: str, kind: ClauseKind) -> None:
    """How the time grows is measured in benchmarks/hostile_growth.py."""
    text = PATTERNS[name] * (60_000 // len(PATTERNS[name]))
    read = annotate_deadlines(annotate_citations(document(text, kind)))
    spans = [c.span for c in read.citations] + [d.span for d in read.deadlines]
    assert all(span.end <= len(text) for span in spans)
