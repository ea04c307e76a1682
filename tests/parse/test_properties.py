"""What holds for any text: addresses are unique, text is what its spans say, every character is accounted for."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from parse_cases import parse

from policykit.model.document import Document
from policykit.model.span import Span

_PIECES = [
    "一、",
    "二、",
    "（一）",
    "（二）",
    "1.",
    "2.",
    "（1）",
    "①",
    "第一章 ",
    "第二章 ",
    "第一条 ",
    "第二条 ",
    "第三条之一 ",
    "总则",
    "加强领导。",
    "各单位要落实责任。",
    "要求：一是全面。",
    "附件1",
    "附件：1.名单",
    "青石县人民政府",
    "2023年5月25日",
    "关于印发《甲办法》的通知",
    "甲办法",
    "各乡镇人民政府：",
    "现将《甲办法》印发给你们，请执行。",
    "将第三条修改为：“",
    "”",
    "目录",
    "索引号：1",
    "（2019年3月1日公布）",
    "甲\t乙\t丙",
    "抄送：县委",
    "\u3000\u3000",
    " ",
    "\u2028",
]
_TEXTS = st.lists(st.one_of(st.sampled_from(_PIECES), st.just("\n"), st.text(max_size=4)), max_size=60).map("".join)


def _check(document: Document) -> None:
    value = document.text.value
    addresses = [c.address for c in document.clauses] + [t.address for t in document.tables]
    assert len(addresses) == len(set(addresses))
    for clause in document.clauses:
        assert document.clause(clause.address) is clause
        assert clause.text == "\n".join(p.of(value) for p in clause.paragraphs)
        assert (clause.heading is None) == (clause.heading_span is None)
        if clause.heading_span:
            assert clause.heading == clause.heading_span.of(value)
            assert clause.head_span is not None
            assert clause.head_span.contains(clause.heading_span)
    for table in document.tables:
        for cell in table.cells:
            assert cell.text == cell.span.of(value)
    spans = sorted(s for c in document.clauses for s in c.paragraphs)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    ledger = document.ledger
    assert ledger.raw_chars == len(document.raw)
    assert ledger.kept_chars + sum(len(r.raw_span) for r in ledger.removed) == ledger.raw_chars
    removed = [r.raw_span for r in ledger.removed]
    assert all(a.end <= b.start for a, b in pairwise(removed))


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_any_text_is_fully_accounted_for(text: str) -> None:
    document = parse(text)
    _check(document)
    assert not any(r.rule == "parse.unplaced" for r in document.ledger.removed)


def test_every_character_of_an_ordinary_notice_is_in_one_place() -> None:
    document = parse("关于甲的通知\n各乡镇：\n为了乙，通知如下：\n一、丙。丁戊己。\n2023年5月25日\n")
    _check(document)
    assert document.metadata.spans[0] == Span(0, 6)


def test_a_label_with_nothing_but_a_mark_behind_it_has_no_heading() -> None:
    for text in ("一、：县司法局牵头办理。", "三、。施行步骤？", "一、\u3000。办理。"):
        _check(parse(text))


def test_depth_and_repetition_cost_no_recursion_and_no_quadratic_time() -> None:
    for text in ("第一条" * 100_000, "（" * 100_000, "一、甲\n（一）乙\n" * 5_000, "关于甲的通知\n" * 10_000):
        _check_counts(parse(text))


def _check_counts(document: Document) -> None:
    ledger = document.ledger
    assert ledger.kept_chars + sum(len(r.raw_span) for r in ledger.removed) == ledger.raw_chars
