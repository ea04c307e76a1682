"""Encodings: what an office receives is read without losing a character, and broken bytes are reported."""

from __future__ import annotations

import pytest

from policykit.errors import UnreadableInput
from policykit.extract import extract_bytes

SIMPLIFIED = (
    "临江市人民政府关于规范行政执法的通知\n各县（区）人民政府：\n　　一、总体要求。各部门要落实责任，加强监督检查。\n"
)
TRADITIONAL = (
    "臨江市人民政府關於規範行政執法的通知\n各縣（區）人民政府：\n　　一、總體要求。各部門要落實責任，加強監督檢查。\n"
)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", SIMPLIFIED), ("utf-8-sig", SIMPLIFIED), ("gb18030", SIMPLIFIED), ("gb2312", SIMPLIFIED),
        ("gbk", TRADITIONAL), ("big5", TRADITIONAL), ("big5hkscs", TRADITIONAL), ("utf-16", SIMPLIFIED),
        ("utf-16-le", SIMPLIFIED), ("utf-16-be", TRADITIONAL), ("utf-32", SIMPLIFIED),
    ],
)  # fmt: skip
def test_every_encoding_gives_the_same_text(encoding: str, text: str) -> None:
    document = extract_bytes(text.encode(encoding), "通知.txt")
    assert document.text.value == text
    told = any(d.code == "decode.encoding" for d in document.diagnostics)
    assert told == (not encoding.startswith("utf-8"))


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16-le", "utf-16-be"])
def test_short_text(encoding: str) -> None:
    text = "關於規範執法的通知" if encoding == "big5" else "关于规范执法的通知"
    assert extract_bytes(text.encode(encoding), "a.txt").text.value == text


def test_rare_characters_of_gb18030() -> None:
    text = "云川省𠮷林县政府的通知，各部门执行。"
    assert extract_bytes(text.encode("gb18030"), "a.txt").text.value == text


def test_broken_bytes_are_counted_and_placed() -> None:
    data = SIMPLIFIED.encode() * 20
    cut = len(SIMPLIFIED.encode()) * 5
    broken = data[:cut] + b"\xff\xfe" + data[cut:]
    document = extract_bytes(broken, "a.txt")
    assert document.text.value.count("\ufffd") == 2
    (note,) = [d for d in document.diagnostics if d.code == "decode.broken"]
    assert "2 处" in note.message
    assert note.span is not None and note.span.of(document.text.value) == "\ufffd"


def test_broken_gb18030_keeps_the_rest() -> None:
    data = SIMPLIFIED.encode("gb18030") * 20
    document = extract_bytes(data[:-1] + b"\xff", "a.txt")
    assert document.text.value.startswith(SIMPLIFIED)
    assert "decode.broken" in {d.code for d in document.diagnostics}


def test_a_printed_replacement_character_is_no_finding() -> None:
    assert not extract_bytes("各县\ufffd执行".encode(), "a.txt").diagnostics


def test_meta_charset_of_a_page() -> None:
    page = f'<html><head><meta charset="gb2312"></head><body><p>{SIMPLIFIED.splitlines()[0]}</p></body></html>'
    assert extract_bytes(page.encode("gb18030"), "a.htm").text.value == SIMPLIFIED.splitlines()[0]


def test_meta_charset_that_lies() -> None:
    page = f'<meta charset="gb2312"><p>{SIMPLIFIED.splitlines()[0]}</p>'
    assert extract_bytes(page.encode(), "a.htm").text.value == SIMPLIFIED.splitlines()[0]


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x00" * 5000, b"\x01\x02\x03\x04" * 100])
def test_binary_is_refused_in_chinese(data: bytes) -> None:
    with pytest.raises(UnreadableInput, match="不是文本文件"):
        extract_bytes(data, "a.txt")


def test_content_decides_not_the_suffix() -> None:
    page = "<!DOCTYPE html><html><body><p>甲</p><p>乙</p></body></html>"
    assert extract_bytes(page.encode(), "a.txt").text.value == "甲\n乙"
    assert extract_bytes("没有标记，a < b。".encode(), "a.html").source.media_type == "text/plain"
