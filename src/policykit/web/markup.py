"""Text with stretches marked, as safe HTML."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, urlencode

from markupsafe import Markup, escape


def marked(text: str, spans: Iterable[tuple[int, int]]) -> Markup:
    """The text escaped, with <mark> around the spans ([start, end), in order, none overlapping)."""
    out: list[str] = []
    at = 0
    for start, end in spans:
        out += [str(escape(text[at:start])), "<mark>", str(escape(text[start:end])), "</mark>"]
        at = end
    out.append(str(escape(text[at:])))
    return Markup("".join(out))


def clause_address(doc_id: str, address: str = "", **query: str) -> str:
    """Where a clause is read: /doc/<id>/第三条."""
    place = f"/doc/{quote(doc_id, safe='')}" + (f"/{quote(address, safe='/')}" if address else "")
    asked = urlencode({k: v for k, v in query.items() if v})
    return f"{place}?{asked}" if asked else place


def with_query(path: str, pairs: Iterable[tuple[str, str | int | None]]) -> str:
    """An address with these values after the ?, empty ones left out."""
    asked = urlencode([(k, v) for k, v in pairs if v not in ("", None)])
    return f"{path}?{asked}" if asked else path
