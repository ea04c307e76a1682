"""A place of a document is shown however it is written, and a place that is not there says what is near."""

from __future__ import annotations

import pytest

from policykit.api import showing
from policykit.api.addressing import read_address
from policykit.api.workspace import Workspace
from policykit.errors import UsageError
from policykit.model.document import Document

REGULATION, OPINIONS = "云川省行政执法监督条例", "临政发〔2026〕5号"
ACTION, POWERS = "临政办发〔2026〕31号", "临江市城市管理局权责清单（2026年版）"


def load(workspace: Workspace, name: str) -> Document:
    with workspace.catalog() as catalog:
        return workspace.load(name, catalog)


@pytest.mark.parametrize(
    "words", ["第十条/第二款/（三）", "第十条第二款第（三）项", "第十条第二款第三项", "第10条（三）"]
)
def test_an_item_of_a_law(sample: Workspace, words: str) -> None:
    assert read_address(load(sample, REGULATION), words) == "第十条/第二款/（三）"


@pytest.mark.parametrize("words", ["第三条", "第3条", "第３条", "三", "3", " 第三条 "])
def test_an_article(sample: Workspace, words: str) -> None:
    assert read_address(load(sample, REGULATION), words) == "第三条"


@pytest.mark.parametrize("words", ["二/（四）", "二（四）", "二、（四）", "二(四)", "二、(四)"])
def test_a_unit_of_an_outline(sample: Workspace, words: str) -> None:
    assert read_address(load(sample, OPINIONS), words) == "二/（四）"


def test_the_frames_by_their_spoken_names(sample: Workspace) -> None:
    assert read_address(load(sample, OPINIONS), "引言") == "preamble"
    assert read_address(load(sample, OPINIONS), "落款") == "signature"


def test_a_paragraph_is_shown_with_its_items(sample: Workspace) -> None:
    document = load(sample, REGULATION)
    shown = showing.clause_text(document, "第十条第二款")
    article = document.clause("第十条")
    assert article is not None
    own = document.text[article.paragraphs[1]]
    assert own in shown and "（三）" in shown and document.text[article.paragraphs[0]] not in shown
    data = showing.show_json(document, "第十条/第二款")
    assert data["clauses"][0]["text"] == own and len(data["clauses"]) > 3


def test_a_paragraph_that_is_not_there_says_how_many_there_are(sample: Workspace) -> None:
    with pytest.raises(UsageError, match="第三条只有 1 款，没有第九款"):
        showing.clause_text(load(sample, REGULATION), "第三条第九款")


@pytest.mark.parametrize("words", ["三/表1/第3行", "表1/第3行", "表1第3行", "表1第三行"])
def test_a_row_of_a_table_with_the_names_of_its_columns(sample: Workspace, words: str) -> None:
    shown = showing.clause_text(load(sample, ACTION), words)
    assert "第3行" in shown and "牵头单位：" in shown and "第4行" not in shown


def test_a_table(sample: Workspace) -> None:
    document = load(sample, POWERS)
    assert "职权名称：" in showing.clause_text(document, "表1")
    [table] = showing.show_json(document, "表1")["tables"]
    assert len(table["cells"]) == len(document.tables[0].cells)
    [row] = showing.show_json(document, "表1第2行")["tables"]
    assert all(c["row"] == 0 or c["row"] <= 2 < c["row"] + c["rowspan"] for c in row["cells"]) and len(row["cells"]) > 8


def test_the_outline_names_the_tables(sample: Workspace) -> None:
    assert "三/表1" in showing.clause_text(load(sample, ACTION), "")


@pytest.mark.parametrize(
    "words", ["第九百条", "表9", "表1第99行", "七/（九）", "无", "第", "条", "款" * 3000, "第三条/甲", "／"]
)
def test_a_place_that_is_not_there(sample: Workspace, words: str) -> None:
    with pytest.raises(UsageError, match="里没有这一处"):
        showing.clause_text(load(sample, REGULATION), words)


def test_the_ledger_lists_words_not_blanks(sample: Workspace) -> None:
    shown = showing.ledger_text(load(sample, "青石县行政执法人员资格考试和持证上岗工作实施方案"))
    assert "去掉〔clean.pinyin〕" in shown and "layout.blank" not in shown
