"""Word files: what Word prints is what we read."""

from __future__ import annotations

import pytest
from accounting import check
from docx_files import docx, level, numbered, numbering, p, row, table

from policykit.extract import extract_bytes
from policykit.model.document import Document


def read(body: str, **parts: str) -> Document:
    document = extract_bytes(docx(body, **parts), "通知.docx")
    check(document)
    return document


@pytest.mark.parametrize(
    ("form", "pattern", "expected"),
    [
        ("chineseCounting", "%1、", ["一、甲", "二、乙"]),
        ("chineseCountingThousand", "（%1）", ["（一）甲", "（二）乙"]),
        ("chineseCountingThousand", "第%1条", ["第一条　甲", "第二条　乙"]),
        ("decimal", "%1.", ["1. 甲", "2. 乙"]),
        ("decimalEnclosedCircle", "%1", ["①　甲", "②　乙"]),
        ("upperRoman", "%1.", ["I. 甲", "II. 乙"]),
        ("ideographTraditional", "%1、", ["甲、甲", "乙、乙"]),
        ("chineseLegalSimplified", "%1、", ["壹、甲", "贰、乙"]),
        ("decimalFullWidth", "（%1）", ["（１）甲", "（２）乙"]),
        ("lowerLetter", "%1)", ["a)甲", "b)乙"]),
        ("bullet", "●", ["甲", "乙"]),
        ("none", "", ["甲", "乙"]),
    ],
)
def test_automatic_numbers_become_labels(form: str, pattern: str, expected: list[str]) -> None:
    document = read(numbered("甲") + numbered("乙"), numbering=numbering(level(0, form, pattern)))
    assert document.text.value.split("\n") == expected


def test_levels_restart_below_a_new_upper_number() -> None:
    levels = numbering(level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2."), level(2, "decimal", "%2.%3"))
    body = (
        numbered("甲") + numbered("子", 1) + numbered("丑", 1) + numbered("寅", 2) + numbered("乙") + numbered("卯", 1)
    )
    expected = "一、甲\n1. 子\n2. 丑\n2.1 寅\n二、乙\n1. 卯"
    assert read(body, numbering=levels).text.value == expected


def test_level_that_never_restarts_runs_on() -> None:
    levels = numbering(
        level(0, "chineseCounting", "第%1章"), level(1, "chineseCounting", "第%2条", '<w:lvlRestart w:val="0"/>')
    )
    body = numbered("总则") + numbered("甲", 1) + numbered("附则") + numbered("乙", 1)
    assert read(body, numbering=levels).text.value == "第一章　总则\n第一条　甲\n第二章　附则\n第二条　乙"


def test_start_override_restarts_and_shared_list_runs_on() -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = numbered("甲") + numbered("乙", num=2) + numbered("丙", num=3) + numbered("丁", num=3)
    document = read(body, numbering=numbering(level(0, "decimal", "%1."), nums=nums))
    assert document.text.value == "1. 甲\n2. 乙\n1. 丙\n2. 丁"


def test_numbering_that_a_style_brings() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:jc w:val="center"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    none = '<w:pStyle w:val="a"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = p("总则", '<w:pStyle w:val="b"/>') + p("不编号", none)
    document = read(body, styles=styles, numbering=numbering(level(0, "chineseCounting", "第%1章")))
    assert document.text.value == "第一章　总则\n不编号"
    assert [(h.heading, h.align) for h in document.paragraph_hints] == [(1, "center"), (1, "center")]


def test_table_with_merged_cells() -> None:
    down = '<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + p("甲") + "</w:tc>"
    more = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + p("乙") + p("丙") + "</w:tc>"
    head = row("序号", "事项", "单位", properties="<w:tblHeader/>")
    document = read(p("附表") + table(head, row(down, wide), row(more, "丁", "戊")) + p("完"))
    assert document.text.value == "附表\n序号\t事项\t单位\n甲\t乙\u2028丙\n丁\t戊\n完"
    cells = [(c.row, c.column, c.rowspan, c.colspan, c.header) for c in document.table_hints[0].cells]
    assert cells == [
        (0, 0, 1, 1, True), (0, 1, 1, 1, True), (0, 2, 1, 1, True),
        (1, 0, 2, 1, False), (1, 1, 1, 2, False), (2, 1, 1, 1, False), (2, 2, 1, 1, False),
    ]  # fmt: skip
    assert [c.raw_span.of(document.raw) for c in document.table_hints[0].cells][3:] == ["甲", "乙\u2028丙", "丁", "戊"]


def test_a_frame_of_one_cell_is_no_table() -> None:
    document = read(table(row("各县人民政府：")) + p("正文"))
    assert document.text.value == "各县人民政府：\n正文"
    assert not document.table_hints


def test_tracked_changes_are_read_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>应当</w:t></w:r><w:del><w:r><w:delText>立即</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>在三日内</w:t></w:r></w:ins><w:r><w:t>报告。</w:t></w:r></w:p>"
        "<w:p><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>移来</w:t></w:r></w:moveTo></w:p>"
    )
    document = read(body)
    assert document.text.value == "应当在三日内报告。\n移来"
    assert {r.rule for r in document.ledger.removed} == {"docx.deleted"}
    assert "docx.tracked_changes" in {d.code for d in document.diagnostics}


def test_a_deleted_paragraph_mark_joins_and_is_not_counted() -> None:
    gone = '<w:rPr><w:del/></w:rPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    deleted = f"<w:p><w:pPr>{gone}</w:pPr><w:del><w:r><w:delText>旧项</w:delText></w:r></w:del></w:p>"
    document = read(numbered("甲") + deleted + numbered("乙"), numbering=numbering(level(0, "decimal", "%1.")))
    assert document.text.value.replace("\n", "|") in ("1. 甲|2. 乙", "1. 甲2. 乙")


def test_footnotes_follow_their_paragraph() -> None:
    notes = (
        '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote><w:footnote w:id="2">'
        + p("指常住人口。")
        + "</w:footnote>"
    )
    mark = '<w:footnoteReference w:id="2"/>'
    body = f"<w:p><w:r><w:t>人口</w:t></w:r><w:r>{mark}</w:r><w:r><w:t>超过十万。</w:t></w:r></w:p>"
    document = read(body + p("下段"), footnotes=notes)
    assert document.text.value == "人口超过十万。\n［注1］指常住人口。\n下段"
    assert [h.role for h in document.paragraph_hints] == ["footnote"]


def test_headers_and_footers_stand_in_the_ledger_only() -> None:
    document = read(p("正文"), header=p("内部资料"), footer=p("第1页"))
    assert document.text.value == "正文"
    assert "内部资料" in document.raw
    assert {r.rule for r in document.ledger.removed} == {"docx.header", "docx.footer"}


def test_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p('框内')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>框外</w:t><mc:AlternateContent><mc:Choice><wps:txbx>" + box + "</wps:txbx></mc:Choice>"
        "<mc:Fallback><v:textbox>" + box + "</v:textbox></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    document = read(body)
    assert document.text.value == "框外\n框内"
    assert [h.role for h in document.paragraph_hints] == ["textbox"]


def test_breaks_tabs_fields_symbols_and_hidden_text() -> None:
    body = (
        "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF a</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>丁</w:t><w:fldChar w:fldCharType="end"/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r><w:hyperlink><w:r><w:t>戊</w:t></w:r></w:hyperlink></w:p>"
    )
    document = read(body)
    assert document.text.value == "甲\n乙\t丙丁☑戊"
    assert {r.rule for r in document.ledger.removed} == {"docx.hidden"}
