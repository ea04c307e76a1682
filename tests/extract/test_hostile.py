"""Files that are broken or meant to do harm: a clear Chinese error, never a traceback, never a hang."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from accounting import check
from docx_files import archive, docx, p

from policykit.errors import PolicykitError, UnreadableInput, UnsupportedFormat
from policykit.extract import extract, extract_bytes, office, supported_suffixes

LINE = "各县应当执行本办法。"


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(PolicykitError) as caught:
        extract_bytes(data, name)
    assert caught.value.hint
    return caught.value.message


def test_missing_folder_empty_and_looping_paths(tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    (tmp_path / "环").symlink_to(tmp_path / "环")
    (tmp_path / "文件.txt").write_text(LINE, encoding="utf-8")
    os.mkfifo(tmp_path / "管道")
    wanted = {
        tmp_path / "没有.txt": "找不到文件",
        tmp_path: "文件夹",
        tmp_path / "空.txt": "空的",
        tmp_path / "环": "符号链接",
        tmp_path / "文件.txt" / "下级.txt": "不是文件夹",
        tmp_path / "管道": "不是普通文件",
        tmp_path / ("长" * 300): "文件名太长",
        Path("坏\x00名.txt"): "不能用的字符",
    }
    for path, words in wanted.items():
        with pytest.raises(UnreadableInput, match=words):
            extract(path)
    if os.geteuid() != 0:
        (tmp_path / "文件.txt").chmod(0)
        with pytest.raises(UnreadableInput, match="权限"):
            extract(tmp_path / "文件.txt")


def test_too_large(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from dataclasses import replace

    from policykit.extract import opening

    monkeypatch.setattr(opening, "LIMITS", replace(opening.LIMITS, file_bytes=1000))
    (tmp_path / "大.txt").write_text(LINE * 200, encoding="utf-8")
    with pytest.raises(UnreadableInput, match="太大"):
        extract(tmp_path / "大.txt")


def test_zip_bombs_are_not_unpacked() -> None:
    bomb = archive({"word/document.xml": b"0" * (30 << 20), "a": b"1"})
    assert "异常" in refusal(bomb, "a.docx")
    assert "异常" in refusal(archive({f"word/{n}.xml": b"" for n in range(6000)}), "a.docx")


def test_damaged_and_foreign_archives() -> None:
    good = docx(p(LINE))
    assert "损坏" in refusal(good[: len(good) // 2], "a.docx")
    assert "压缩包" in refusal(archive({"../../etc/passwd": b"x"}), "a.docx")
    assert "表格" in refusal(archive({"xl/workbook.xml": b"<a/>"}), "a.xlsx")
    assert "损坏" in refusal(archive({"word/document.xml": b"<w:document"}), "a.docx")
    flipped = bytearray(good)
    flipped[good.index(b"word/document.xml") + 40] ^= 0xFF
    refusal(bytes(flipped), "a.docx")


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a SYSTEM "http://example.test/a.dtd">',
    ],
)
def test_dtd_and_entities_are_refused(declaration: str) -> None:
    xml = declaration + "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
    assert "XML 声明" in refusal(archive({"word/document.xml": xml}), "a.docx")


def test_bottomless_xml_is_refused() -> None:
    xml = "<w:document xmlns:w='w'><w:body>" + "<w:tbl><w:tr><w:tc>" * 40_000
    assert "嵌套过深" in refusal(archive({"word/document.xml": xml}), "a.docx")


def test_a_docx_named_otherwise_is_still_read() -> None:
    for name in ("a.doc", "a.txt", "没有后缀"):
        document = extract_bytes(docx(p(LINE)), name)
        assert document.text.value == LINE


def test_images_workbooks_and_locked_files() -> None:
    assert "图片" in refusal(b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "扫描.png")
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    assert "密码" in refusal(ole + "EncryptedPackage".encode("utf-16-le"), "a.docx")
    assert "表格" in refusal(ole + "Workbook".encode("utf-16-le"), "a.xls")
    assert "认不出" in refusal(ole, "a.doc")


def test_no_converter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_converter", lambda: None)
    with pytest.raises(UnsupportedFormat) as caught:
        extract_bytes(b"{\\rtf1 a}", "通知.rtf")
    assert ".docx" in caught.value.hint


@pytest.mark.libreoffice
def test_rtf_by_way_of_libreoffice() -> None:
    rtf = r"{\rtf1\ansi\ansicpg936\uc1 \u31532?\u19968?\u26465? \u25191?\u34892?\u12290?\par \u30002?\par}"
    document = extract_bytes(rtf.encode("ascii"), "通知.rtf")
    check(document)
    assert document.text.value.split() == ["第一条", "执行。", "甲"]
    assert document.source.media_type == "application/rtf"
    assert "office.converted" in {d.code for d in document.diagnostics}


def test_saved_web_archive() -> None:
    page = "<html><body><p>各县应当执行。</p></body></html>"
    data = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\nContent-Type: text/html; "
        "charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + page
        + "\r\n--B\r\nContent-Type: image/png\r\n\r\nx\r\n--B--\r\n"
    )
    assert extract_bytes(data.encode(), "通知.mht").text.value == "各县应当执行。"
    assert "没有网页正文" in refusal(data.replace("text/html", "text/css").encode(), "通知.mht")


def test_empty_page_is_told() -> None:
    document = extract_bytes(b"<html><body><script>render()</script></body></html>", "a.html")
    assert "extract.empty" in {d.code for d in document.diagnostics}


GROWING: dict[str, tuple[str, Callable[[int], str]]] = {
    "一行文本": (".txt", lambda n: LINE * n),
    "嵌套 div": (".html", lambda n: "<div>" * n + "字"),
    "嵌套表格": (".html", lambda n: "<table><tr><td>" * n + "字"),
    "没有结束的列表": (".html", lambda n: "<ol><li>字" * n),
    "没有结束的标签": (".html", lambda n: "<p>" + '<a ="' * n),
    "没有结束的注释": (".html", lambda n: "<p>" + "<!--" * n),
    "没有结束的脚本": (".html", lambda n: "<p>" + "<script>" * n),
    "错位的结束标签": (".html", lambda n: "<p>" + "<ul>" * n + "</li></nav></td>" * n),
    "巨大的跨行跨列": (".html", lambda n: "<table>" + "<tr><td rowspan=9999 colspan=9999>字<td>字" * (n // 100)),
    "嵌套方括号": (".md", lambda n: "[" * n),
    "反复的图片": (".md", lambda n: "![甲](" * n),
    "标记里的表格": (".md", lambda n: "<table>" * n + "</table>" * n),
    "星号": (".md", lambda n: "* **" * n),
    "竖线": (".md", lambda n: "|" * n + "\n" + "|-" * n + "|\n"),
}


@pytest.mark.parametrize("name", GROWING)
def test_endless_repetition_is_read_and_accounted(name: str) -> None:
    """How the time grows is measured in benchmarks/hostile_growth.py."""
    suffix, make = GROWING[name]
    check(extract_bytes(make(1_000).encode(), "a" + suffix))
    assert extract_bytes(make(16_000).encode(), "a" + suffix).raw


def test_suffixes_are_told() -> None:
    assert {".txt", ".md", ".html", ".docx", ".pdf", ".doc", ".wps", ".rtf", ".ofd"} <= set(supported_suffixes())


def test_zip_that_lies_about_its_sizes() -> None:
    data = bytearray(archive({"word/document.xml": b"<a/>" * 100_000}))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (50).to_bytes(4, "little")
    assert refusal(bytes(data), "a.docx")
    assert zipfile.is_zipfile(__import__("io").BytesIO(bytes(data)))
