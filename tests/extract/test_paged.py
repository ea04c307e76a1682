"""Pages of print: wraps undone, furniture dropped, ruled tables kept whole."""

from __future__ import annotations

import pytest
from accounting import check
from docx_files import archive

from policykit.errors import UnreadableInput
from policykit.extract import extract_bytes
from policykit.extract.paged.page import Glyph, Page, Rule
from policykit.extract.paged.reader import read_pages
from policykit.extract.reading import Reading, document_of

SIZE = 16.0


def put(page: Page, text: str, x: float, y: float, size: float = SIZE) -> None:
    for n, char in enumerate(text):
        page.glyphs.append(Glyph(char, x + n * size, y, x + (n + 1) * size, y + size))


def flow(pages: list[Page], text: str, y: float, lines: int = 99, width: int = 18) -> float:
    """Lays a paragraph out, its first line set in by two characters, `lines` to a page; the y below it."""
    pieces = [text[: width - 2]] + [text[at : at + width] for at in range(width - 2, len(text), width)]
    for n, piece in enumerate(pieces):
        put(pages[n // lines], piece, 104 if n == 0 else 72, y + n % lines * 28)
    return y + len(pieces) * 28


def sheet(number: int) -> Page:
    return Page(number, 600, 800, [], [], [], 0)


def read(*pages: Page) -> Reading:
    reading = read_pages(iter(pages), "a.pdf")
    check(document_of(reading, b"x", "a.pdf", "application/pdf", ()))
    return reading


def test_wrapped_lines_join_and_indents_part() -> None:
    page = sheet(1)
    put(page, "关于规范执法的通知", 144, 100)
    first = "各县人民政府要按照本通知的要求，切实规范本地的行政执法行为，落实各项责任。"
    second = "一、加强领导。各级各部门应当按照要求执行。"
    flow([page], second, flow([page], first, 150))
    reading = read(page)
    assert reading.text.value == f"关于规范执法的通知\n{first}\n{second}"
    assert reading.paragraph_hints[0].align == "center"


def test_running_header_and_page_numbers_go_and_the_sentence_goes_on() -> None:
    pages = [sheet(number) for number in (1, 2, 3)]
    text = "各县人民政府要按照本通知的要求切实规范执法行为，" * 6 + "并报告。"
    flow(pages, text, 120, lines=3)
    for page in pages:
        put(page, "临江市人民政府公报", 72, 30)
        put(page, f"—{page.number}—", 280, 760)
    reading = read(*pages)
    assert reading.text.value == text
    assert {r.rule for r in reading.removed} == {"page.header", "page.number", "page.wrap"}


def grid(page: Page, xs: list[float], ys: list[float], *, without: tuple[int, int] | None = None) -> None:
    for y in ys:
        for n in range(len(xs) - 1):
            if without != (ys.index(y), n):
                page.across.append(Rule(y, xs[n], xs[n + 1]))
    for x in xs:
        page.down.append(Rule(x, ys[0], ys[-1]))


def test_ruled_table_over_two_pages_is_one() -> None:
    one, two = sheet(1), sheet(2)
    xs = [72.0, 140.0, 300.0, 540.0]
    grid(one, xs, [100.0, 130.0, 200.0])
    grid(two, xs, [60.0, 90.0, 160.0, 190.0])
    for page, y in ((one, 105), (two, 65)):
        for x, text in zip(xs, ["序号", "事项", "单位"], strict=False):
            put(page, text, x + 4, y)
    put(one, "1", 80, 140)
    put(one, "开展执法检查和整", 144, 140)
    put(one, "改", 144, 160)
    put(one, "司法局", 304, 140)
    put(two, "的工作", 144, 100)
    put(two, "2", 80, 170)
    put(two, "宣传", 144, 170)
    put(two, "普法办", 304, 170)
    reading = read(one, two)
    assert reading.text.value == "序号\t事项\t单位\n1\t开展执法检查和整改\u2028的工作\t司法局\n2\t宣传\t普法办"
    (table,) = reading.table_hints
    assert [c.header for c in table.cells] == [True] * 3 + [False] * 6
    assert "page.repeated_header" in {r.rule for r in reading.removed}


@pytest.mark.parametrize(("second", "rows"), [("桥梁", 2), ("", 1)])
def test_a_group_of_rows_goes_on_over_the_page_break(second: str, rows: int) -> None:
    """Each page rules its part of the group off; a column that leaves cells empty elsewhere groups nothing."""
    one, two = sheet(1), sheet(2)
    xs = [72.0, 122.0, 222.0, 372.0]
    grid(one, xs, [100.0, 130.0, 160.0, 190.0, 220.0, 250.0], without=(2, 1))
    grid(two, xs, [60.0, 90.0, 120.0])
    for y, (group, words) in enumerate((("类别", "事项"), ("渡口", "甲"), ("", "乙"), (second, "丙"), ("泵站", "丁"))):
        for x, text in zip(xs, (str(y) if y else "序号", group, words), strict=False):
            put(one, text, x + 4, 105 + y * 30)
    for y, (group, words) in enumerate((("", "戊"), ("道路", "己"))):
        for x, text in zip(xs, (str(5 + y), group, words), strict=False):
            put(two, text, x + 4, 65 + y * 30)
    (table,) = read(one, two).table_hints
    assert [c.rowspan for c in table.cells if (c.row, c.column) == (4, 1)] == [rows]


def test_cells_without_a_line_between_are_merged() -> None:
    page = sheet(1)
    grid(page, [72.0, 200.0, 400.0], [100.0, 130.0, 160.0], without=(1, 0))
    put(page, "总则", 80, 120)
    put(page, "甲", 210, 105)
    put(page, "乙", 210, 135)
    reading = read(page)
    assert reading.text.value == "总则\t甲\n乙"
    assert [(c.row, c.column, c.rowspan) for c in reading.table_hints[0].cells] == [(0, 0, 2), (0, 1, 1), (1, 1, 1)]


def test_scans_are_refused_and_single_scanned_pages_told() -> None:
    scan, text = sheet(1), sheet(2)
    scan.images = 1
    with pytest.raises(UnreadableInput, match="扫描件"):
        read_pages(iter([scan]), "a.pdf")
    put(text, "各县要落实。", 72, 100)
    reading = read(scan, text)
    assert [n.code for n in reading.notes] == ["page.scanned"]
    assert "第 1 页" in reading.notes[0].message


@pytest.mark.parametrize("data", [b"%PDF-1.4\nrubbish", b"%PDF-1.7\n" + bytes(range(256)) * 40])
def test_damaged_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableInput, match="PDF 已损坏"):
        extract_bytes(data, "a.pdf")


def test_ofd() -> None:
    ns = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    line = (
        '<ofd:TextObject Boundary="{x} {y} 160 6" Size="5">'
        '<ofd:TextCode X="0" Y="4.5" DeltaX="g {n} 5">{t}</ofd:TextCode></ofd:TextObject>'
    )

    def page(*lines: tuple[int, int, str]) -> str:
        inside = "".join(line.format(x=x, y=y, n=len(t) - 1, t=t) for x, y, t in lines)
        return f"<ofd:Page {ns}><ofd:Content><ofd:Layer>{inside}</ofd:Layer></ofd:Content></ofd:Page>"

    data = archive({
        "OFD.xml": f"<ofd:OFD {ns}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {ns}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        "</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>"
        "<ofd:Page ID='1' BaseLoc='Pages/Page_0/Content.xml'/></ofd:Pages></ofd:Document>",
        "Doc_0/Pages/Page_0/Content.xml": page(
            (40, 50, "各县人民政府要按照本通知的要求切实规范执法"),
            (30, 60, "行为，落实各项责任，并向本机关报告执行情况。"),
            (100, 280, "1"),
        ),
    })  # fmt: skip
    document = extract_bytes(data, "通知.ofd")
    check(document)
    assert document.source.media_type == "application/ofd"
    assert (
        document.text.value == "各县人民政府要按照本通知的要求切实规范执法行为，落实各项责任，并向本机关报告执行情况。"
    )


def test_two_columns_are_read_one_after_the_other() -> None:
    page = sheet(1)
    put(page, "临江市公报", 260, 60)
    left = "各县人民政府要按照本通知要求规范执法行为，落实各项责任，" * 3 + "并于六月底前完成。"
    right = "各乡镇人民政府应当配合县级人民政府做好各项工作，确保落实，" * 3 + "并按时报告情况。"
    for text, x in ((left, 60), (right, 330)):
        for n in range(0, len(text), 13):
            put(page, text[n : n + 13], x, 120 + n // 13 * 28)
    put(page, "临江市人民政府办公室二〇二三年五月六日印发给各县各乡镇", 90, 500)
    reading = read(page)
    assert reading.text.value == f"临江市公报\n{left}\n{right}\n临江市人民政府办公室二〇二三年五月六日印发给各县各乡镇"
    assert not reading.notes


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    page = sheet(1)
    text = "各县人民政府要按照本通知要求规范执法行为，落实各项责任，" * 6 + "并按时报告。"
    for n in range(0, len(text), 13):
        row = n // 13
        put(page, text[n : n + 13], 60 if row < 7 else 330, 120 + row % 7 * 28)
    assert read(page).text.value == text


def test_table_without_ruling_lines_is_doubtful() -> None:
    page = sheet(1)
    for n, (name, body) in enumerate([("清理渡船", "县交通局"), ("设置标志", "县水利局")] * 4):
        put(page, name, 72, 100 + n * 28)
        put(page, body, 330, 100 + n * 28)
    assert [note.code for note in read(page).notes] == ["page.columns"]
