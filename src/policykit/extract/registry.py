"""Which reader reads which media type."""

from __future__ import annotations

from policykit.errors import UnsupportedFormat
from policykit.extract import media
from policykit.extract.compound import refuse_unless_document
from policykit.extract.decode import decode
from policykit.extract.other_kinds import refuse_other_kinds
from policykit.extract.plain import read_plain
from policykit.extract.reading import Note, Reading, document_of
from policykit.model.document import Document


def supported_suffixes() -> tuple[str, ...]:
    """File suffixes that `policykit add` takes from a folder, lower case with their dot, sorted."""
    return tuple(sorted(media.SUFFIXES))


def read(data: bytes, name: str) -> Document:
    """The Document of a file's bytes. `name` is the path as given."""
    kind = media.detect(data, name)
    if kind in (media.PLAIN, media.MARKDOWN, media.HTML):
        refuse_other_kinds(data, name)
        return _read_text(data, name, kind)
    if kind == media.ZIP:
        return _read_zip(data, name)
    if kind == media.PDF:
        from policykit.extract.paged import read_pdf

        return document_of(read_pdf(data, name), data, name, kind, ())
    if kind == media.MHTML:
        return _read_web_archive(data, name)
    if kind == media.IMAGE:
        raise UnsupportedFormat(f"这是图片，读不出文字：{name}", hint="请先用文字识别（OCR）软件转成文字，再加入。")
    if kind == media.UNKNOWN_OLE:
        refuse_unless_document(data, name)
        return _convert(data, name, media.DOC, ".doc")
    return _convert(data, name, kind, ".rtf")


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
    from policykit.extract.paged import is_ofd, read_ofd

    if is_ofd(archive):
        return document_of(read_ofd(archive), data, name, media.OFD, ())
    if any(part.startswith(("xl/", "ppt/")) for part in archive.names):
        raise UnsupportedFormat(f"这是表格或演示文稿，不是文字文档：{name}", hint="请把其中的文字另存为 .docx 再加入。")
    raise UnsupportedFormat(
        f"这是压缩包，不是文档：{name}", hint="请用 policykit add 添加（扩展名要是 .zip），会取出里面的文件。"
    )


def _read_web_archive(data: bytes, name: str) -> Document:
    from policykit.extract.html import read_html
    from policykit.extract.webarchive import page_of

    decoded = decode(page_of(data, name), name, html=True)
    return document_of(read_html(decoded.text), data, name, media.MHTML, decoded.notes)


def _convert(data: bytes, name: str, kind: str, suffix: str) -> Document:
    from policykit.extract.docx import read_docx
    from policykit.extract.office import to_docx
    from policykit.extract.ziparchive import Archive

    converted = read_docx(Archive(to_docx(data, name, suffix), name))
    note = Note("office.converted", f"已用 LibreOffice 把 {suffix} 转换后读取，编号和表格请对照原文。")
    return document_of(converted, data, name, kind, (note,))
