"""The page as LibreOffice prints it: 22 lines of 28 characters, margins, page numbers; the record after a round trip.

Measured with pdftotext. Needs a Chinese typeface on the machine (fontconfig), else lines have no true width.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from rendering import annex, draft, line
from test_provenance import in_docx

from policykit.model.output import Kind
from policykit.render import to_bytes

pytestmark = pytest.mark.libreoffice
MM = 72 / 25.4  # points


def has_chinese() -> bool:
    if shutil.which("fc-list") is None or shutil.which("pdftotext") is None:
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, check=False).stdout.strip())


def convert(folder: Path, source: Path, kind: str) -> Path:
    out = folder / kind
    home = f"-env:UserInstallation=file://{folder}/lo"
    command = ["soffice", home, "--headless", "--convert-to", kind, "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return out / f"{source.stem}.{kind}"


@dataclass
class Printed:
    x: float
    y: float
    right: float
    bottom: float
    text: str


def pages(pdf: Path) -> list[list[Printed]]:
    """The lines of each page, in points from its top left corner."""
    html = subprocess.run(["pdftotext", "-bbox-layout", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    out: list[list[Printed]] = []
    for page in html.split("<page ")[1:]:
        found = []
        for block in page.split("<line ")[1:]:
            box = [float(v) for v in re.findall(r'="([\d.]+)"', block.partition(">")[0])]
            words = "".join(re.findall(r">([^<]+)</word>", block))
            found.append(Printed(*box[:4], words))
        out.append(found)
    return out


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[list[Printed]]:
    if not has_chinese():
        pytest.skip("没有中文字体或 pdftotext")
    folder = tmp_path_factory.mktemp("page")
    long = line(Kind.BODY, "严格规范公正文明执法" * 200)
    path = folder / "方案.docx"
    path.write_bytes(to_bytes(draft(long, annexes=(annex(rows=40),)), ".docx"))
    return pages(convert(folder, path, "pdf"))


def body(page: list[Printed]) -> list[Printed]:
    return [p for p in page if "—" not in p.text]


def number(page: list[Printed]) -> Printed:
    return next(p for p in page if p.text.startswith("—"))


def test_a_page_holds_22_lines_of_28_characters(printed: list[list[Printed]]) -> None:
    full = body(printed[1])
    assert len(full) == 22
    assert {len(p.text) for p in full} == {28}


def test_the_text_stands_within_the_margins(printed: list[list[Printed]]) -> None:
    full = body(printed[1])
    assert min(p.x for p in full) / MM == pytest.approx(28, abs=1)
    assert max(p.right for p in full) / MM == pytest.approx(184, abs=1)
    # The first line's box begins within its grid line; the 版心 begins at 37 mm.
    assert 37 - 1 <= full[0].y / MM <= 37 + 3


def test_page_numbers_stand_right_on_odd_pages_and_left_on_even_ones(printed: list[list[Printed]]) -> None:
    odd, even = number(printed[0]), number(printed[1])
    assert odd.right / MM == pytest.approx(184 - 4.94, abs=1)
    assert even.x / MM == pytest.approx(28 + 4.94, abs=1)
    assert odd.y / MM == pytest.approx(262 + 7, abs=1)  # 7 mm below the 版心, which ends at 37 + 225 mm


def test_first_lines_are_two_characters_in(printed: list[list[Printed]]) -> None:
    first = next(p for p in printed[0] if p.text.startswith("为规范执法"))
    assert (first.x / MM - 28) == pytest.approx(2 * 15.75 / MM, abs=0.5)


def test_the_record_and_the_bookmarks_survive_a_save_in_libreoffice(tmp_path: Path) -> None:
    path = tmp_path / "方案.docx"
    data = to_bytes(draft(annexes=(annex(),)), ".docx")
    path.write_bytes(data)
    saved = convert(tmp_path, path, "docx").read_bytes()
    assert in_docx(saved) == in_docx(data)


def test_the_red_head_stands_where_the_standard_puts_it(tmp_path: Path) -> None:
    if not has_chinese():
        pytest.skip("没有中文字体或 pdftotext")
    base = draft()
    head = (line(Kind.ISSUER_MARK, "临江市城市管理局文件"), line(Kind.DOC_NUMBER, "临城管发〔2026〕5号"))
    path = tmp_path / "通知.docx"
    path.write_bytes(to_bytes(replace(base, lines=head + base.lines), ".docx"))
    mark, number, title = pages(convert(tmp_path, path, "pdf"))[0][:3]
    # The glyphs of 36 pt stand in the middle of the box that the typeface asks for.
    assert (mark.y + mark.bottom) / 2 - 18 == pytest.approx((37 + 35) * MM, abs=MM)
    # Two blank lines stand between the red rule, 4 mm below the number, and the title.
    down = (title.y + title.bottom) / 2 - (number.y + number.bottom) / 2
    assert 3 * 28.95 <= down <= 3 * 28.95 + 4 * MM
    assert (mark.x + mark.right) / 2 == pytest.approx((28 + 78) * MM, abs=MM)
