"""The page as LibreOffice prints it: 22 lines of 28 characters, and what the standard puts where, within 1 mm.

Measured with pdftotext. Needs a Chinese typeface on the machine (fontconfig), else lines have no true width.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from printed_pages import MM, Printed, Rule, convert, has_chinese, pages, rules
from rendering import annex, draft, line, merged_annex, notice
from test_provenance import in_docx

from policykit.model.output import Draft, Kind
from policykit.render import to_bytes

pytestmark = pytest.mark.libreoffice
LEFT, RIGHT, TOP, BOTTOM = 28, 184, 37, 262  # the 版心 on its sheet
LINE = 225 / 22
CHARACTER = 156 / 28
SMALL = 14 / MM  # a character of 四号


def render(folder: Path, made: Draft) -> Path:
    if not has_chinese():
        pytest.skip("没有中文字体或 pdftotext")
    path = folder / "成稿.docx"
    path.write_bytes(to_bytes(made, ".docx"))
    return convert(folder, path, "pdf")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[list[Printed]]:
    long = line(Kind.BODY, "严格规范公正文明执法" * 200)
    return pages(render(tmp_path_factory.mktemp("page"), draft(long, annexes=(annex(rows=40),))))


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[list[Printed]], list[list[Rule]]]:
    """A notice with everything, its annex upright."""
    made = notice(annexes=(replace(merged_annex(rows=5), landscape=False),))
    pdf = render(tmp_path_factory.mktemp("paper"), made)
    found = pages(pdf)
    return found, [rules(pdf, n) for n in range(len(found))]


def body(page: list[Printed]) -> list[Printed]:
    return [p for p in page if "—" not in p.text]


def number(page: list[Printed]) -> Printed:
    return next(p for p in page if p.text.startswith("—"))


def find(page: list[Printed], words: str) -> Printed:
    return next(p for p in page if words in p.text)


def test_a_page_holds_22_lines_of_28_characters(printed: list[list[Printed]]) -> None:
    full = body(printed[1])
    assert len(full) == 22
    assert {len(p.text) for p in full} == {28}


def test_the_text_stands_within_the_margins(printed: list[list[Printed]]) -> None:
    full = body(printed[1])
    assert min(p.x for p in full) == pytest.approx(LEFT, abs=1)
    assert max(p.right for p in full) == pytest.approx(RIGHT, abs=1)
    # A line's characters stand in the middle of its share of the grid: that of the first begins the 版心.
    assert full[0].middle - LINE / 2 == pytest.approx(TOP, abs=1)
    assert full[-1].middle + LINE / 2 == pytest.approx(BOTTOM, abs=1)


def test_page_numbers_stand_right_on_odd_pages_and_left_on_even_ones(printed: list[list[Printed]]) -> None:
    odd, even = number(printed[0]), number(printed[1])
    assert odd.right == pytest.approx(RIGHT - SMALL, abs=1)
    assert even.x == pytest.approx(LEFT + SMALL, abs=1)
    assert odd.y == pytest.approx(BOTTOM + 7, abs=1)


def test_on_a_landscape_sheet_the_number_keeps_its_place_on_the_upright_one(printed: list[list[Printed]]) -> None:
    at, page = next((n, p) for n, p in enumerate(printed, 1) if "任务分工表" in {x.text for x in p})
    turned = number(page)
    # The sheet's left edge is the upright one's bottom, its bottom the right.
    assert 297 - turned.right == pytest.approx(BOTTOM + 7, abs=1)
    if at % 2:
        assert turned.bottom == pytest.approx(RIGHT - SMALL, abs=1)
    else:
        assert turned.y == pytest.approx(LEFT + SMALL, abs=1)


def test_first_lines_are_two_characters_in(printed: list[list[Printed]]) -> None:
    first = find(printed[0], "为规范执法")
    assert first.x - LEFT == pytest.approx(2 * CHARACTER, abs=0.5)


def test_the_red_head(paper: tuple[list[list[Printed]], list[list[Rule]]]) -> None:
    page, lines = paper[0][0], paper[1][0]
    copy, urgent = find(page, "000001"), find(page, "特急")
    assert copy.x == pytest.approx(LEFT, abs=1)
    assert urgent.x == pytest.approx(LEFT, abs=1)
    assert copy.middle == pytest.approx(TOP + LINE / 2, abs=1)
    assert urgent.middle == pytest.approx(TOP + 1.5 * LINE, abs=1)
    mark = find(page, "局文件")
    # The glyphs of 36 pt stand in the middle of the box that the typeface asks for.
    assert mark.middle - 18 / MM == pytest.approx(TOP + 35, abs=1)
    assert mark.centre == pytest.approx((LEFT + RIGHT) / 2, abs=1)
    doc_number, signer = find(page, "临城管发"), find(page, "签发人")
    assert doc_number.x == pytest.approx(LEFT + CHARACTER, abs=1)
    assert signer.right == pytest.approx(RIGHT - CHARACTER, abs=1)
    assert doc_number.middle == pytest.approx(signer.middle, abs=0.1)
    red = lines[0]
    assert red.y - (doc_number.middle + 8 / MM) == pytest.approx(4, abs=1)
    assert (red.x, red.right) == (pytest.approx(LEFT, abs=1), pytest.approx(RIGHT, abs=1))
    title = find(page, "贯彻落实")
    assert title.middle - LINE / 2 - red.y == pytest.approx(2 * LINE, abs=1)
    assert title.centre == pytest.approx((LEFT + RIGHT) / 2, abs=1)


def test_the_seal_has_its_place(paper: tuple[list[list[Printed]], list[list[Rule]]]) -> None:
    page = paper[0][0]
    name, day = (next(p for p in page if p.text == t) for t in ("临江市城市管理局", "2026年3月20日"))
    assert day.right == pytest.approx(RIGHT - 4 * CHARACTER, abs=1)
    # The name's middle is over the date's, whose digits are wider in the typefaces of this machine.
    spread = abs((day.right - day.x) - 6.5 * CHARACTER) / 2
    assert name.centre == pytest.approx(day.centre, abs=1 + spread)
    note = next(p for n in paper[0] for p in n if "此件公开" in p.text)
    assert note.x == pytest.approx(LEFT + 2 * CHARACTER, abs=1)


def test_an_annex_begins_a_page_with_its_number_and_its_title_on_the_third_line(
    paper: tuple[list[list[Printed]], list[list[Rule]]],
) -> None:
    page = next(p for p in paper[0] if p[0].text == "附件")
    label, title = page[0], page[1]
    assert label.x == pytest.approx(LEFT, abs=1)
    assert label.middle == pytest.approx(TOP + LINE / 2, abs=1)
    assert title.middle - label.middle == pytest.approx(2 * LINE, abs=1)


def test_the_imprint_ends_where_the_type_area_does(paper: tuple[list[list[Printed]], list[list[Rule]]]) -> None:
    page, lines = paper[0][-1], paper[1][-1]
    first, middle, last = [r for r in lines if r.y > 220]
    assert last.y == pytest.approx(BOTTOM, abs=1)
    for rule in (first, middle, last):
        assert (rule.x, rule.right) == (pytest.approx(LEFT, abs=1), pytest.approx(RIGHT, abs=1))
    assert first.thick > middle.thick < last.thick
    copies, printer, day = (find(page, t) for t in ("抄送", "办公室", "印发"))
    printer = find(page, "管理局办公室")
    assert copies.x == pytest.approx(LEFT + SMALL, abs=1)
    assert printer.x == pytest.approx(LEFT + SMALL, abs=1)
    assert day.right == pytest.approx(RIGHT - SMALL, abs=1)
    wrapped = page[page.index(copies) + 1]
    assert wrapped.x == pytest.approx(copies.x + 3 * SMALL, abs=1)  # below the first name


def test_an_imprint_the_page_has_no_room_for_goes_to_the_next(tmp_path: Path) -> None:
    base = notice()
    at = next(n for n, x in enumerate(base.lines) if x.kind is Kind.SIGNATURE)
    for size in (12, 36):
        more = line(Kind.BODY, "严格规范公正文明执法" * size)
        found = pages(render(tmp_path, replace(base, lines=(*base.lines[:at], more, *base.lines[at:]))))
        copies = find(found[-1], "抄送")
        assert [p.text for p in body(found[-1]) if copies.y - 1 < p.y and "，" not in p.text] == [
            "临江市城市管理局办公室",
            "2026年3月25日印发",
        ]


def test_without_a_seal_the_date_begins_two_characters_right_of_the_name(tmp_path: Path) -> None:
    page = pages(render(tmp_path, notice(sealed=False)))[0]
    name, day = (next(p for p in page if p.text == t) for t in ("临江市城市管理局", "2026年3月20日"))
    assert day.x - name.x == pytest.approx(2 * CHARACTER, abs=1)
    above = [p for p in page if p.middle < name.middle][-1]
    assert name.middle - above.middle == pytest.approx(2 * LINE, abs=1)  # one blank line


def test_the_record_and_the_bookmarks_survive_a_save_in_libreoffice(tmp_path: Path) -> None:
    path = tmp_path / "方案.docx"
    data = to_bytes(notice(annexes=(merged_annex(),)), ".docx")
    path.write_bytes(data)
    saved = convert(tmp_path, path, "docx").read_bytes()
    assert in_docx(saved) == in_docx(data)
