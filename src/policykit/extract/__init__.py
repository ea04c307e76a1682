"""Readers: one a format. A file comes in, a Document with raw text, offset map and hints goes out."""

from __future__ import annotations

from pathlib import Path

from policykit.extract.opening import check_size, read_bytes
from policykit.extract.registry import read, supported_suffixes
from policykit.model.document import Document

__all__ = ["extract", "extract_bytes", "supported_suffixes"]


def extract(path: Path) -> Document:
    """Read a file of any supported format.

    Raises UnreadableInput (missing, damaged, too large, a scan) or UnsupportedFormat (no reader for it).
    Whatever else is odd about the content is a diagnostic on the document.
    """
    return read(read_bytes(Path(path)), str(path))


def extract_bytes(data: bytes, name: str) -> Document:
    """Read a file that is already in memory; `name` tells its suffix and is kept as the source path."""
    check_size(len(data), name)
    return read(data, name)
