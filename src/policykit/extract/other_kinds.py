"""What files are that no reader reads, and what a person can do about them; by suffix and by first bytes."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from policykit.errors import UnsupportedFormat

_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00")
_MAIL_FIELD = re.compile(
    rb"(?:return-path|received|from|to|subject|date|message-id|mime-version|content-type|x-[a-z-]{1,40}|delivered-to|dkim-signature|reply-to|cc):",
    re.I,
)
_MAIL_FIELDS = 3  # so many of the first lines are header fields in a letter saved as a file


@cache
def _kinds() -> dict[str, tuple[str, str]]:
    out = {}
    for line in files(__package__).joinpath("other_kinds.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            suffixes, what, step = line.split("\t")
            out.update(dict.fromkeys(suffixes.split(), (what, step)))
    return out


def what_it_is(suffix: str) -> tuple[str, str] | None:
    """(what a file with this suffix is, what to do about it), in Chinese; None where the suffix says nothing."""
    return _kinds().get(suffix.lower())


def refuse_other_kinds(data: bytes, name: str) -> None:
    """Raises UnsupportedFormat for an archive or a letter, which would else be read as text."""
    if data.startswith(_ARCHIVES):
        raise UnsupportedFormat(f"这是压缩包，不是文档：{name}", hint="请先解压到文件夹，再添加那个文件夹。")
    head = data[:4000].splitlines()[:12]
    if sum(bool(_MAIL_FIELD.match(line)) for line in head) >= _MAIL_FIELDS and b"multipart/related" not in data[:4096]:
        raise UnsupportedFormat(
            f"这是邮件，不是文档：{name}", hint="请用 policykit add 添加（扩展名要是 .eml），会取出正文和附件。"
        )
