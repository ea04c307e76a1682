"""Sources at every kind of address: a counted paragraph, a table row, a heading, a whole document."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import pytest
from sources_at_hand import document, with_clause

from memory_store import Memory
from policykit.model.diagnostic import Severity
from policykit.model.document import Cell, Table
from policykit.model.span import Span
from policykit.verify.record import Source
from policykit.verify.sources import Sources

ARTICLE = "建设单位应当申报处置方案。\n运输车辆应当密闭运输，不得遗撒。"
LAW = document(
    "dlaw", "临江市市容条例", {"第九条": (None, ARTICLE), "二/（一）": ("加强组织领导", "各单位要专题研究。")}
)


def tabled() -> Any:
    cells = ("占道经营", "排查主次干道", "市城市管理局")
    made = tuple(
        Cell(text, row, column, Span(0, 0), header=row == 0)
        for row, texts in enumerate((("领域", "任务", "单位"), cells))
        for column, text in enumerate(texts)
    )
    return replace(LAW, tables=(Table("三/表1", "三", None, 2, 3, 1, made, Span(0, 0)),))


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def source(address: str, quote: str, whole: str) -> Source:
    return Source("dlaw", LAW.source.sha256, "临江市市容条例", address, None, quote, sha(whole))


SECOND = "运输车辆应当密闭运输，不得遗撒。"
ROW = "占道经营\t排查主次干道\t市城市管理局"
STANDING = [
    source("第九条", SECOND, f"第九条\n{ARTICLE}"),
    source("第九条/第二款", SECOND, SECOND),
    source("第九条/第2款", SECOND, f"第九条\n{ARTICLE}"),
    source("二/（一）", "加强组织领导", "（一）加强组织领导\n各单位要专题研究。"),
    source("三/表1/第1行", "排查主次干道", ROW),
    source("三/表1/第1行", ROW, ROW),
]


@pytest.mark.parametrize("standing", STANDING, ids=lambda s: f"{s.address}-{s.quote[:4]}")
def test_a_source_that_stands(standing: Source) -> None:
    assert Sources(Memory(tabled())).check(standing) == ()


@pytest.mark.parametrize(
    "address", ["第九条/第三款", "第九条/第零款", "三/表1/第2行", "三/表1/第0行", "九", "", "二/（二）"]
)
def test_an_address_that_is_not_there(address: str) -> None:
    gone = source(address, "从来没有写过的一句话，也没有相近的。", "")
    (verdict,) = Sources(Memory(tabled())).check(gone)
    assert verdict.code == "source.vanished"


def test_another_paragraph_of_the_article_changed() -> None:
    now = with_clause(LAW, "第九条", ARTICLE.replace("申报", "报送"))
    by_article, by_paragraph = STANDING[0], STANDING[1]
    assert [v.code for v in Sources(Memory(now)).check(by_article)] == ["source.clause_changed"]
    assert Sources(Memory(now)).check(by_paragraph) == ()


def test_a_new_paragraph_before_it_moves_a_counted_one() -> None:
    now = with_clause(LAW, "第九条", "车辆应当定期检查。\n" + ARTICLE)
    (verdict,) = Sources(Memory(now)).check(STANDING[1])
    assert (verdict.code, "第九条" in verdict.reason) == ("source.moved", True)


def test_a_row_that_changed() -> None:
    table = tabled().tables[0]
    cells = tuple(replace(c, text=c.text.replace("主次干道", "背街小巷")) for c in table.cells)
    now = replace(LAW, tables=(replace(table, cells=cells),))
    (verdict,) = Sources(Memory(now)).check(STANDING[5])
    assert verdict.code == "source.changed"
    assert verdict.severity is Severity.ERROR


def test_an_empty_quote_proves_nothing() -> None:
    (verdict,) = Sources(Memory(LAW)).check(source("第九条", "", f"第九条\n{ARTICLE}"))
    assert verdict.code == "source.misquoted"
