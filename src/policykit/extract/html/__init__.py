"""HTML pages, read from the raw source so that every offset points into the file as it was saved."""

from __future__ import annotations

from policykit.extract.html.page import read_html

__all__ = ["read_html"]
