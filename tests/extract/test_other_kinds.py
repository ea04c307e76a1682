"""Letters and archives are told as what they are, not read as text."""

from __future__ import annotations

import pytest

from policykit.errors import UnsupportedFormat
from policykit.extract import extract_bytes

LETTER = """From: a@example.cn
To: b@example.cn
Subject: =?utf-8?b?6YCa55+l?=
MIME-Version: 1.0
Content-Type: text/plain; charset="utf-8"

各科室：请于6月底前报送材料。
"""


@pytest.mark.parametrize(
    ("data", "name", "what"),
    [
        (LETTER.encode(), "来信.eml", "邮件"),
        (LETTER.encode(), "来信.txt", "邮件"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(range(256)), "包.rar", "压缩包"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(range(256)), "包.docx", "压缩包"),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)), "扫描.jpg", "图片"),
    ],
)
def test_said_as_what_it_is(data: bytes, name: str, what: str) -> None:
    with pytest.raises(UnsupportedFormat) as caught:
        extract_bytes(data, name)
    assert what in caught.value.message and caught.value.hint


def test_a_notice_with_lines_like_fields_is_read() -> None:
    text = "关于会议的通知\nTo: 各科室\n时间: 6月1日\n请准时参加。\n"
    assert "准时参加" in extract_bytes(text.encode(), "通知.txt").text.value
