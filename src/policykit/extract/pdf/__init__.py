"""PDF files with a text layer: print lines put back into paragraphs, ruled tables into cells."""

from __future__ import annotations

from policykit.extract.pdf.reader import read_pdf

__all__ = ["read_pdf"]
