"""Two versions of a 办法: what changed, what only got another number, what came and went."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policykit.cli import main
from policykit.compare import Change, as_html, as_table, as_text, compare, place
from policykit.compare.report import split_pieces
from policykit.extract import extract_bytes
from policykit.model.document import Document
from policykit.pipeline import process, read

OLD = """云川省执法文书管理办法

第一条 为了规范执法文书管理，根据有关法律，制定本办法。
第二条 本省行政区域内执法文书的制作、使用和保管，适用本办法。
第三条 执法文书应当自案件办结之日起三十日内归档。
第四条 执法文书的保管期限不得少于五年。
第五条 执法机关应当指定专人负责文书管理。有下列情形之一的，应当及时更换：
（一）调离岗位的；
（二）不能履行职责的。
第六条 本办法自2019年1月1日起施行。
"""
NEW = """云川省执法文书管理办法

第一条 为了规范执法文书管理，根据有关法律，制定本办法。
第二条 本省行政区域内执法文书的制作、使用和保管，适用本办法。
第三条 执法机关应当推行电子文书，电子文书与纸质文书具有同等效力。
第四条 执法文书应当自案件办结之日起十五日内归档。
第五条 执法机关应当指定专人负责文书管理。有下列情形之一的，应当及时更换：
（一）调离岗位的；
（二）连续两年考核不合格的；
（三）不能履行职责的。
第六条 本办法自2026年1月1日起施行。
"""


def document(text: str) -> Document:
    return process(extract_bytes(text.encode(), "办法.txt"))


def changes(old: str, new: str) -> list[tuple[str, str]]:
    return [(e.change.value, place(e)) for e in compare(document(old), document(new)).differences]


def test_clauses_are_matched_by_content_not_only_by_number() -> None:
    assert changes(OLD, NEW) == [
        ("added", "第三条"),
        ("changed", "第三条→第四条"),
        ("removed", "第四条"),
        ("changed", "第五条"),
        ("changed", "第六条"),
    ]


def test_the_same_version_has_no_differences() -> None:
    assert changes(OLD, OLD) == []


def test_words_under_another_number_are_renumbered_only() -> None:
    shorter = OLD.replace("第二条 本省行政区域内执法文书的制作、使用和保管，适用本办法。\n", "")
    for old, new in (("第三条", "第二条"), ("第四条", "第三条"), ("第五条", "第四条"), ("第六条", "第五条")):
        shorter = shorter.replace(old, new)
    found = compare(document(OLD), document(shorter)).counts()
    assert (found[Change.REMOVED], found[Change.RENUMBERED], found[Change.CHANGED]) == (1, 4, 0)


def test_text_and_page_show_the_very_words() -> None:
    comparison = compare(document(OLD), document(NEW))
    assert "办结之日起【-三】十【+五】日内归档" in as_text(comparison)
    page = as_html(comparison)
    assert "<del>三</del>十<ins>五</ins>日内归档" in page and "<script" not in page


def test_a_page_never_takes_words_for_markup() -> None:
    hostile = NEW.replace("电子文书与纸质文书", "<script>alert(1)</script>文书")
    assert "<script>" not in as_html(compare(document(OLD), document(hostile)))


@given(st.text("甲乙丙丁。；\n", max_size=60), st.text("甲乙丙丁。；\n", max_size=60))
def test_pieces_hold_both_texts(before: str, after: str) -> None:
    found = split_pieces(before, after)
    assert "".join(p.text for p in found if p.kind != "insert") == before
    assert "".join(p.text for p in found if p.kind != "delete") == after


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".csv", ".md", ".html"])
def test_command_writes_the_table(suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in (("旧.txt", OLD), ("新.txt", NEW)):
        (tmp_path / name).write_text(text, "utf-8")
    output = tmp_path / f"修改对照表{suffix}"
    assert main(["diff", str(tmp_path / "旧.txt"), str(tmp_path / "新.txt"), "-o", str(output)]) == 1
    assert output.stat().st_size > 200 and "修改 3 条" in capsys.readouterr().out
    assert main(["diff", str(tmp_path / "旧.txt"), str(tmp_path / "旧.txt")]) == 0


def test_the_table_of_changes_marks_what_went_out_and_what_came_in(tmp_path: Path) -> None:
    from docx import Document as Word

    from policykit.render import write

    old, new = tmp_path / "旧.txt", tmp_path / "新.txt"
    frame = "云川省示范条例\n\n第一条 为了规范示范，制定本条例。\n第二条 {}\n第三条 本条例自2024年1月1日起施行。\n"
    old.write_text(frame.format("示范单位应当在十五日内报告。"), encoding="utf-8")
    new.write_text(frame.format("示范单位应当在十日内书面报告。"), encoding="utf-8")
    comparison = compare(read(old), read(new))
    table = as_table(comparison)
    before, after = table.rows[0].cells[2], table.rows[0].cells[3]
    assert before.text == "示范单位应当在十五日内报告。" and after.text == "示范单位应当在十日内书面报告。"
    assert [before.text[m.start : m.end] for m in before.marks] == ["五"] and before.marks[0].removed
    assert [after.text[m.start : m.end] for m in after.marks] == ["书面"] and not after.marks[0].removed
    (file, *_) = write(table, tmp_path / "对照表.docx")
    cells = Word(str(file)).tables[0].rows[1].cells
    assert [r.text for p in cells[2].paragraphs for r in p.runs if r.font.strike] == ["五"]
    assert [r.text for p in cells[3].paragraphs for r in p.runs if r.bold] == ["书面"]
