"""署名 and date never stand alone on a page: the line pitch of a letter that ends just below the page is changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from printed_pages import convert, has_chinese, pages
from rendering import line

from policykit.model.output import Draft, Kind
from policykit.render import to_bytes
from policykit.render.docx_fit import LOOSEST, TIGHTEST, Fit, Measured, fit
from policykit.render.docx_measure import LINE

SENTENCE = "切实加强组织领导，压实工作责任，按期完成任务。"
NAME, DAY = "青石县市场监督管理局", "2026年4月10日"


def letter(sentences: int, *, head: bool = True, issuer: str = NAME) -> Draft:
    red = (line(Kind.ISSUER_MARK, f"{issuer}文件"), line(Kind.DOC_NUMBER, "青市监发〔2026〕5号")) if head else ()
    lines = (
        *red,
        line(Kind.TITLE, f"{NAME}关于印发《{NAME}集市秩序整治实施方案》的通知"),
        line(Kind.SALUTATION, "办公室、法规股、登记注册股、信用监管股、食品安全监管股、药械监管股、质量计量标准化股："),
        line(Kind.BODY, "现将方案印发给你们，请认真贯彻执行。" + SENTENCE * sentences),
        line(Kind.SIGNATURE, NAME),
        line(Kind.DATE, DAY),
        line(Kind.TITLE, f"{NAME}集市秩序整治实施方案"),
        line(Kind.BODY, "为规范集市秩序，制定本方案。"),
    )
    return Draft("通知", "印发通知", lines, settings=(("seal", "true"),))


def measured(rows: int, *, blank: int = 2) -> list[Measured]:
    """A letter with a title of two lines and `rows` lines of text."""
    return [
        Measured(line(Kind.ISSUER_MARK, "文件"), 0, 0),
        Measured(line(Kind.DOC_NUMBER, "青市监发〔2026〕5号"), 0, 0),
        Measured(line(Kind.TITLE, "通知" * 15), 2, 0),
        Measured(line(Kind.SALUTATION, "各股室："), 1, 0),
        Measured(line(Kind.BODY, "字" * (28 * rows - 2)), 0, 0),
        Measured(line(Kind.SIGNATURE, NAME), blank, 0),
        Measured(line(Kind.DATE, DAY), 0, 0),
    ]


def test_a_letter_that_fits_is_left_alone() -> None:
    assert fit(measured(1)) == Fit()


def test_a_letter_that_ends_just_below_the_page_is_set_tighter() -> None:
    found = [fit(measured(rows)) for rows in range(1, 20)]
    tighter = [f for f in found if f.pitch < LINE]
    assert tighter
    assert all(f.pitch >= TIGHTEST and f.settled and f.blank for f in tighter)


def test_where_that_is_too_tight_its_last_lines_go_on_with_the_signature() -> None:
    found = [fit(measured(rows)) for rows in range(1, 20)]
    looser = [f for f in found if f.pitch > LINE]
    assert looser
    assert all(f.pitch <= LOOSEST and f.settled for f in looser)


def test_a_long_letter_is_left_alone() -> None:
    assert fit(measured(15)) == Fit()
    assert fit(measured(60)) == Fit(settled=False)


def test_a_letter_without_signature_is_left_alone() -> None:
    assert fit(measured(6)[:5]) == Fit(settled=False)


@pytest.mark.libreoffice
@pytest.mark.parametrize("sentences", [2, 5, 6])
def test_text_stands_on_the_page_of_the_signature(tmp_path: Path, sentences: int) -> None:
    if not has_chinese():
        pytest.skip("没有中文字体或 pdftotext")
    path = tmp_path / "通知.docx"
    path.write_bytes(to_bytes(letter(sentences), ".docx"))
    printed = [[p.text.replace(" ", "") for p in page] for page in pages(convert(tmp_path, path, "pdf"))]
    signed = next(page for page in printed if NAME in page and DAY in page)
    before = signed[: signed.index(NAME)]
    assert any("任务。" in text for text in before), printed
    assert any("现将方案" in text for text in printed[0]), "the text begins on page 1"


@pytest.mark.libreoffice
@pytest.mark.parametrize("issuer", ["临江市生态环境局青石分局", "青石县退役军人事务和双拥优抚工作局"])
def test_a_long_red_head_stands_on_one_line(tmp_path: Path, issuer: str) -> None:
    """Narrower, not smaller: else 文件 stands alone below, and the letter's end is pushed to a page of its own."""
    if not has_chinese():
        pytest.skip("没有中文字体或 pdftotext")
    path = tmp_path / "通知.docx"
    path.write_bytes(to_bytes(letter(0, issuer=issuer), ".docx"))
    first = pages(convert(tmp_path, path, "pdf"))[0]
    assert f"{issuer}文件" in ["".join(p.text.split()) for p in first]
