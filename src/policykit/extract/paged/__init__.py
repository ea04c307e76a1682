"""Files made of printed pages (.pdf, .ofd): lines put back into paragraphs, ruled tables into cells."""

from __future__ import annotations

from policykit.extract.paged.ofd import is_ofd, read_ofd
from policykit.extract.paged.reader import read_pages
from policykit.extract.reading import Reading

__all__ = ["is_ofd", "read_ofd", "read_pdf"]


def read_pdf(data: bytes, name: str) -> Reading:
    """The reading of a PDF. Raises UnreadableInput for damaged, locked and scanned files, UnsupportedFormat
    where pdfium is not installed."""
    from policykit.extract.paged.pdfium import pages

    return read_pages(pages(data, name), name)
