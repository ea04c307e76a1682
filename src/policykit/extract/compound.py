"""Tells what an OLE compound file (the container of old office formats) is."""

from __future__ import annotations

from policykit.errors import UnreadableInput, UnsupportedFormat

_SAVE_AS = "请用 WPS 或 Word 打开，另存为 .docx 再加入。"


def refuse_unless_document(data: bytes, name: str) -> None:
    """Raises unless the compound file holds a Word or WPS text document. The directory names streams in UTF-16."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        raise UnreadableInput(f"文件加了密码，无法读取：{name}", hint="请去掉打开密码、另存后再加入。")
    if has("WordDocument"):
        return
    if has("Workbook") or has("PowerPoint Document"):
        raise UnsupportedFormat(f"这是表格或演示文稿，不是文字文档：{name}", hint="请把其中的文字另存为 .docx 再加入。")
    if has("__nameid_version1.0") or has("__properties_version1.0"):  # [MS-OXMSG] 2.2
        raise UnsupportedFormat(
            f"这是 Outlook 邮件（.msg），不是文档：{name}",
            hint="请用 Outlook 打开，把附件另存为文件再添加，正文要用时另存为 .txt；能另存为 .eml 的可以直接添加。",
        )
    raise UnsupportedFormat(f"认不出这是什么文档：{name}", hint=_SAVE_AS)
