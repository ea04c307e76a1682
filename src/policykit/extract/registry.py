"""Which reader reads which media type."""

from __future__ import annotations

from policykit.errors import UnsupportedFormat
from policykit.extract import media
from policykit.extract.decode import decode
from policykit.extract.plain import read_plain
from policykit.extract.reading import Reading, document_of
from policykit.model.document import Document


def supported_suffixes() -> tuple[str, ...]:
    """File suffixes that `policykit add` takes from a folder, lower case with their dot, sorted."""
    return tuple(sorted(media.SUFFIXES))


def read(data: bytes, name: str) -> Document:
    """The Document of a file's bytes. `name` is the path as given."""
    kind = media.detect(data, name)
    if kind in (media.PLAIN, media.MARKDOWN, media.HTML):
        return _read_text(data, name, kind)
    raise UnsupportedFormat(f"暂不支持这种格式：{name}", hint="请用 WPS 或 Word 另存为 .docx 再加入。")


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
