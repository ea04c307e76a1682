"""What a .docx looks like inside: layout by GB/T 9704, one section an annex, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from rendering import SOURCE, W, annex, draft, line, merged_annex, notice, paragraphs, part, printed

from policykit.model.output import Column, Draft, Kind, OutCell
from policykit.render import to_bytes
from policykit.render.docx_measure import CHARACTER, CHARACTERS, width_of
from policykit.render.sheet import SOURCE_TABLE
from policykit.render.title import break_title
from policykit.render.xml_text import escape, quoteattr

CASES = Path(__file__).parents[1] / "cases" / "render"


def cases(name: str) -> list[Any]:
    loaded = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["title"]) for case in loaded]


def value(element: Any, path: str, name: str = "val") -> str | None:
    found = element.find("/".join(f"{W}{p}" for p in path.split("/")))
    return None if found is None else found.get(f"{W}{name}")


@pytest.mark.parametrize("case", cases("titles"))
def test_titles_are_broken_by_sense(case: dict[str, Any]) -> None:
    assert list(break_title(case["input"], case.get("width", 20))) == case["expected"]


@pytest.mark.parametrize("text", ["一" * 300, "《" * 50, "的" * 50, "关于" * 60 + "的通知"])
def test_odd_titles_keep_every_character(text: str) -> None:
    lines = break_title(text, 20)
    assert "".join(lines) == text and all(lines)


def test_the_same_draft_gives_the_same_bytes() -> None:
    assert to_bytes(draft(annexes=(annex(),)), ".docx") == to_bytes(draft(annexes=(annex(),)), ".docx")


def test_the_package_carries_no_time_of_its_making() -> None:
    data = to_bytes(draft(), ".docx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "1980-01-01T00:00:00Z" in archive.read("docProps/core.xml").decode()


def test_page_and_grid_are_those_of_the_standard() -> None:
    section = part(to_bytes(draft(), ".docx"), "word/document.xml").find(f"{W}body/{W}sectPr")
    assert section is not None
    assert (value(section, "pgSz", "w"), value(section, "pgSz", "h")) == ("11906", "16838")
    margins = [value(section, "pgMar", side) for side in ("top", "bottom", "left", "right")]
    assert margins == ["2098", "1984", "1588", "1474"]
    assert (value(section, "docGrid", "type"), value(section, "docGrid", "linePitch")) == ("lines", "579")


def test_first_lines_are_indented_for_word_and_for_libreoffice() -> None:
    styles = part(to_bytes(draft(), ".docx"), "word/styles.xml")
    body = next(s for s in styles.iter(f"{W}style") if s.get(f"{W}styleId") == "PkBody")
    assert (value(body, "pPr/ind", "firstLineChars"), value(body, "pPr/ind", "firstLine")) == ("200", "630")
    fonts = body.find(f"{W}rPr/{W}rFonts")
    assert fonts is not None
    assert {fonts.get(f"{W}{k}") for k in ("eastAsia", "ascii", "hAnsi")} == {"仿宋_GB2312"}


def test_a_run_in_heading_keeps_its_face_and_the_sentence_is_set_as_body() -> None:
    heading = next(p for p in paragraphs(to_bytes(draft(), ".docx")) if printed(p).startswith("（一）"))
    first, second = heading.findall(f"{W}r")
    assert printed(first) == "（一）案卷评查。"
    assert value(second, "rPr/rFonts", "eastAsia") == "仿宋_GB2312"


def test_no_paragraph_is_empty_but_the_one_word_wants_after_a_table() -> None:
    body = part(to_bytes(draft(annexes=(annex(),)), ".docx"), "word/document.xml").find(f"{W}body")
    assert body is not None
    assert sum(not printed(p) for p in body.findall(f"{W}p")) == 1


@pytest.mark.parametrize("case", cases("placing"))
def test_signature_and_date(case: dict[str, Any]) -> None:
    base = draft(settings=(("seal", "true"),) if case["sealed"] else ())
    signed = (*base.lines[:-2], replace(base.lines[-2], text=case["name"]), replace(base.lines[-1], text=case["date"]))
    name, date = paragraphs(to_bytes(replace(base, lines=signed), ".docx"))[-2:]
    right = int(value(name, "pPr/ind", "right") or 0) / CHARACTER
    assert right == pytest.approx(case["expected"]["name_right"], abs=0.05)
    if case["sealed"]:
        assert int(value(date, "pPr/ind", "right") or 0) / CHARACTER == pytest.approx(4, abs=0.05)
        return
    left = int(value(date, "pPr/ind", "left") or 0) / CHARACTER
    assert left == pytest.approx(case["expected"]["date_left_of_line"], abs=0.05)
    assert left + width_of(case["date"]) <= CHARACTERS
    start = CHARACTERS - right - width_of(case["name"])
    assert left - start == pytest.approx(2, abs=0.05)


def labels(made: Draft) -> list[str]:
    texts = [printed(p) for p in paragraphs(to_bytes(made, ".docx"))]
    return [t for t in texts if t.startswith("附件")]


def test_a_single_annex_has_no_number_and_several_have() -> None:
    assert labels(draft(annexes=(annex(),))) == ["附件"]
    two = (annex(number=1), annex("执法依据目录", number=2))
    assert labels(draft(annexes=two)) == ["附件1", "附件2"]


def test_the_table_of_sources_is_no_annex() -> None:
    review = replace(annex(SOURCE_TABLE), landscape=False)
    made = draft(annexes=(annex(number=1), review))
    assert labels(made) == ["附件"]


def test_a_landscape_annex_is_a_section_of_its_own() -> None:
    root = part(to_bytes(draft(annexes=(annex(),)), ".docx"), "word/document.xml")
    first, second = root.findall(f".//{W}sectPr")
    assert value(first, "pgSz", "orient") is None
    assert value(second, "pgSz", "orient") == "landscape"
    sides = [value(second, "pgMar", side) for side in ("top", "bottom", "left", "right")]
    assert sides == ["1588", "1474", "1984", "2098"]


def test_header_rows_repeat_and_column_widths_fill_the_page() -> None:
    root = part(to_bytes(annex(), ".docx"), "word/document.xml")
    table = root.find(f".//{W}tbl")
    assert table is not None
    assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
    widths = [int(c.get(f"{W}w") or 0) for c in table.iter(f"{W}gridCol")]
    assert sum(widths) == 16838 - 1984 - 2098


def test_a_merged_cell_prints_once() -> None:
    base = annex(rows=2)
    first, second = base.rows
    rows = (
        replace(first, cells=(first.cells[0], OutCell("案卷评查", rowspan=2), first.cells[2])),
        replace(second, cells=(second.cells[0], OutCell("", rowspan=0), second.cells[2])),
    )
    merged = replace(base, rows=rows)
    root = part(to_bytes(merged, ".docx"), "word/document.xml")
    assert [m.get(f"{W}val") for m in root.iter(f"{W}vMerge")] == ["restart", None]
    text = to_bytes(merged, ".md").decode()
    assert text.count("| 案卷评查 |") == 2  # a table that is sorted and filtered repeats it


def test_a_plan_under_a_notice_starts_on_its_own_page() -> None:
    made = draft(line(Kind.TITLE, "临江市城市管理局工作方案"))
    title = next(p for p in paragraphs(to_bytes(made, ".docx")) if printed(p) == "临江市城市管理局工作方案")
    assert title.find(f"{W}pPr/{W}pageBreakBefore") is not None


def test_characters_xml_cannot_hold_are_shown_not_lost() -> None:
    data = to_bytes(draft(line(Kind.BODY, "甲\x00乙\x0b丙<&>")), ".docx")
    assert "甲\ufffd乙\ufffd丙<&>" in [printed(p) for p in paragraphs(data)]


def test_a_column_name_is_escaped() -> None:
    base = annex()
    named = replace(base, columns=(Column("甲<乙>"), *base.columns[1:]))
    assert "甲<乙>" in printed(part(to_bytes(named, ".docx"), "word/document.xml"))


def test_equal_names_of_tasks_are_one_cell_on_paper_and_whole_elsewhere() -> None:
    made = merged_annex(rows=3)
    root = part(to_bytes(made, ".docx"), "word/document.xml")
    assert [m.get(f"{W}val") for m in root.iter(f"{W}vMerge")] == ["restart", None, None]
    assert printed(root).count("案卷评查") == 1 + 3  # the cell, and each row's own sentence
    assert to_bytes(made, ".md").decode().count("| 案卷评查 |") == 3


def test_cells_merge_only_as_far_as_the_columns_left_of_them() -> None:
    base = merged_annex(rows=4)
    columns = (base.columns[0], base.columns[1], replace(base.columns[2], merge=True))
    names = ("甲", "甲", "乙", "乙")
    rows = tuple(
        replace(r, cells=(r.cells[0], OutCell(name), OutCell("同一措施")))
        for r, name in zip(base.rows, names, strict=True)
    )
    made = replace(base, columns=columns, rows=rows)
    root = part(to_bytes(made, ".docx"), "word/document.xml")
    assert [m.get(f"{W}val") for m in root.iter(f"{W}vMerge")] == ["restart"] * 2 + [None] * 2 + ["restart"] * 2 + [
        None
    ] * 2


def comments(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "word/comments.xml" not in archive.namelist():
            return []
    return [printed(c) for c in part(data, "word/comments.xml").findall(f"{W}comment")]


def test_a_review_copy_says_in_comments_where_each_paragraph_comes_from() -> None:
    data = to_bytes(notice(), ".docx")
    told = comments(data)
    assert any(
        f"《{SOURCE.doc_title}》（临政办发〔2026〕18号）二、（一）" in c and f"“{SOURCE.quote}”" in c for c in told
    )
    assert any("“各执法单位”改为“各科室”" in c for c in told)
    assert any("没有写“评议考核”" in c for c in told)
    root = part(data, "word/document.xml")
    ids = [c.get(f"{W}id") for c in part(data, "word/comments.xml").findall(f"{W}comment")]
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert [e.get(f"{W}id") for e in root.iter(f"{W}{name}")] == ids


def test_a_final_copy_and_one_with_a_table_have_no_comments_but_the_record() -> None:
    for marks in ("none", "table"):
        data = to_bytes(notice(marks=marks), ".docx")
        assert comments(data) == []
        assert part(data, "customXml/item1.xml").text


def test_the_imprint_stands_before_what_is_only_for_review() -> None:
    made = notice(annexes=(replace(annex(), landscape=False), annex(SOURCE_TABLE)))
    body = part(to_bytes(made, ".docx"), "word/document.xml").find(f"{W}body")
    assert body is not None
    text = [printed(e) for e in body]
    imprint = next(n for n, t in enumerate(text) if t.startswith("抄送："))
    assert next(n for n, t in enumerate(text) if t.startswith("序号重点任务")) < imprint
    assert imprint < next(n for n, t in enumerate(text) if t == SOURCE_TABLE)


def test_behind_a_landscape_annex_the_imprint_has_a_page_without_a_number() -> None:
    root = part(to_bytes(notice(annexes=(annex(),)), ".docx"), "word/document.xml")
    last = root.findall(f".//{W}sectPr")[-1]
    assert value(last, "type") == "evenPage"
    assert value(last, "pgSz", "orient") is None
    number = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    assert {e.get(number) for e in last.findall(f"{W}footerReference")} == {"rIdBlank"}


def widths(made: Any) -> list[int]:
    root = part(to_bytes(made, ".docx"), "word/document.xml")
    return [int(c.get(f"{W}w") or 0) for c in root.iter(f"{W}gridCol")]


def test_columns_widen_where_the_text_is_and_numbers_stay_whole() -> None:
    base = annex(rows=6)
    columns = (Column("序号", 0.5), Column("执法证件号", 0.6), Column("任务", 1), Column("依据条款", 4))
    rows = tuple(
        replace(
            r, cells=(r.cells[0], OutCell("云J0200123"), OutCell("编制执法事项清单并公布。" * 9), OutCell("第三条"))
        )
        for r in base.rows
    )
    number, certificate, task, basis = widths(replace(base, columns=columns, rows=rows))
    assert task > basis > 0
    assert certificate >= 9 * 0.6 * 210, "证件号不拆成两行"
    assert number >= 2 * 210
    assert number + certificate + task + basis == 16838 - 1984 - 2098


def test_in_a_crowded_table_no_column_falls_below_what_its_words_need() -> None:
    names = (
        "序号",
        "重点任务",
        "具体措施",
        "是否列入",
        "牵头科室",
        "配合科室",
        "岗位",
        "责任人",
        "完成时限",
        "职责编号",
    )
    cells = ("12", "案卷评查", "编制执法事项清单并公布。" * 6, "是", "法制科", "", "", "", "", "k23298d4ad65d18")
    base = annex(rows=4)
    columns = tuple(Column(n, 4 if n == "具体措施" else 0.3) for n in names)
    rows = tuple(replace(r, cells=tuple(OutCell(c) for c in cells)) for r in base.rows)
    found = widths(replace(base, columns=columns, rows=rows, landscape=False))
    assert sum(found) == 11906 - 1588 - 1474
    assert all(width >= 2 * 210 for width in found), "表头不一字一行"
    assert max(found) == found[2], "话最长的一列最宽"


def test_the_last_serial_number_stays_whole() -> None:
    base = annex(rows=1)
    rows = tuple(
        replace(base.rows[0], id=f"r{n}", cells=(OutCell(str(n), number=n), *base.rows[0].cells[1:]))
        for n in range(1, 1500)
    )
    assert widths(replace(base, rows=rows))[0] >= 4 * 0.6 * 210 + 114


def test_a_column_is_set_one_way() -> None:
    base = annex(rows=4)
    texts = ("各科室", "一项很长的任务，要写上好几句话才说得清楚。", "要写上好几句话才说得清楚的任务。", "短")
    rows = tuple(
        replace(r, cells=(r.cells[0], OutCell(t), OutCell("3人"))) for r, t in zip(base.rows, texts, strict=False)
    )
    root = part(to_bytes(replace(base, rows=rows), ".docx"), "word/document.xml")
    centred = [
        [p.find(f"{W}pPr/{W}jc") is not None for p in row.iter(f"{W}p")] for row in list(root.iter(f"{W}tr"))[1:]
    ]
    assert {tuple(row) for row in centred} == {(True, False, True)}


def test_rows_under_one_merged_cell_stay_on_a_page() -> None:
    root = part(to_bytes(merged_annex(rows=4), ".docx"), "word/document.xml")
    rows = list(root.iter(f"{W}tr"))[1:]
    merges = [any(m.get(f"{W}val") == "restart" for m in row.iter(f"{W}vMerge")) for row in rows]
    kept = [all(p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p")) for row in rows]
    at = merges.index(True)
    assert kept[at]
    last = next(n for n in range(len(rows) - 1, -1, -1) if rows[n].find(f".//{W}vMerge") is not None)
    assert not kept[last]


def test_a_row_taller_than_half_a_page_may_be_broken() -> None:
    base = annex(rows=2)
    long = replace(base.rows[1], cells=(*base.rows[1].cells[:2], OutCell("编制执法事项清单并公布。" * 120)))
    root = part(to_bytes(replace(base, rows=(base.rows[0], long)), ".docx"), "word/document.xml")
    kept = [row.find(f"{W}trPr/{W}cantSplit") is not None for row in root.iter(f"{W}tr")]
    assert kept == [True, True, False]


def test_a_heading_stays_with_what_it_heads() -> None:
    made = draft(
        line(Kind.HEADING_2, "（二）部署阶段（3月）"), line(Kind.HEADING_3, "1.公示。各科室要公示执法信息。", run_in=5)
    )
    kept = {printed(p): p.find(f"{W}pPr/{W}keepNext") is not None for p in paragraphs(to_bytes(made, ".docx"))}
    assert kept["（二）部署阶段（3月）"]
    assert not kept["（一）案卷评查。各执法单位要在2026年6月底前完成案卷评查。"]


def test_marks_of_xml_are_written_as_text() -> None:
    assert escape("《<甲>&乙》") == "《&lt;甲&gt;&amp;乙》"
    said = '甲"乙<&\n丙'
    assert ElementTree.fromstring(f"<a b={quoteattr(said)}/>").get("b") == said
