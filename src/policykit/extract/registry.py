"""Which reader reads which media type."""

from __future__ import annotations

from policykit.errors import UnreadableInput, UnsupportedFormat
from policykit.extract import media
from policykit.extract.decode import decode
from policykit.extract.plain import read_plain
from policykit.extract.reading import Reading, document_of
from policykit.model.document import Document

_SAVE_AS = "请用 WPS 或 Word 打开，另存为 .docx 再加入。"


def supported_suffixes() -> tuple[str, ...]:
    """File suffixes that `policykit add` takes from a folder, lower case with their dot, sorted."""
    return tuple(sorted(media.SUFFIXES))


def read(data: bytes, name: str) -> Document:
    """The Document of a file's bytes. `name` is the path as given."""
    kind = media.detect(data, name)
    if kind in (media.PLAIN, media.MARKDOWN, media.HTML):
        return _read_text(data, name, kind)
    if kind == media.ZIP:
        return _read_zip(data, name)
    if kind == media.PDF:
        from policykit.extract.pdf import read_pdf

        return document_of(read_pdf(data, name), data, name, kind, ())
    if kind == media.IMAGE:
        raise UnreadableInput(f"这是图片，读不出文字：{name}", hint="请先用文字识别（OCR）软件转成文字，再加入。")
    raise UnsupportedFormat(f"暂不支持这种格式：{name}", hint=_SAVE_AS)


def _read_text(data: bytes, name: str, kind: str) -> Document:
    decoded = decode(data, name, html=kind == media.HTML)
    kind = media.refine(kind, decoded.text, name)
    return document_of(_READERS[kind](decoded.text), data, name, kind, decoded.notes)


def _read_markdown(raw: str) -> Reading:
    from policykit.extract.markdown import read_markdown

    return read_markdown(raw)


def _read_html(raw: str) -> Reading:
    from policykit.extract.html import read_html

    return read_html(raw)


_READERS = {media.PLAIN: read_plain, media.MARKDOWN: _read_markdown, media.HTML: _read_html}


def _read_zip(data: bytes, name: str) -> Document:
    from policykit.extract.docx import is_docx, read_docx
    from policykit.extract.ziparchive import Archive

    archive = Archive(data, name)
    if is_docx(archive):
        return document_of(read_docx(archive), data, name, media.DOCX, ())
    if any(part.startswith(("xl/", "ppt/")) for part in archive.names):
        raise UnsupportedFormat(f"这是表格或演示文稿，不是文字文档：{name}", hint="请把其中的文字另存为 .docx 再加入。")
    raise UnsupportedFormat(f"这是压缩包，不是文档：{name}", hint="请先解压，再加入里面的文件。")
