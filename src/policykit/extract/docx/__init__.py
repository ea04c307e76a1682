"""Word documents, read from their XML parts: what Word would print, as text."""

from __future__ import annotations

from policykit.extract.docx.package import is_docx, read_docx

__all__ = ["is_docx", "read_docx"]
