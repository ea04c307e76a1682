"""Text with stretches marked, as safe HTML, and addresses of clauses."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape as escaped
from urllib.parse import quote, urlencode

from markupsafe import Markup


def marked(text: str, spans: Iterable[tuple[int, int]]) -> Markup:
    """The text escaped, with <mark> around the spans ([start, end), in order, none overlapping)."""
    out: list[str] = []
    at = 0
    for start, end in spans:
        out += [escaped(text[at:start]), "<mark>", escaped(text[start:end]), "</mark>"]
        at = end
    out.append(escaped(text[at:]))
    return Markup("".join(out))


def clause_address(doc_id: str, address: str = "", **query: str) -> str:
    """Where a clause is read: /doc/<id>/第三条."""
    place = f"/doc/{quoted(doc_id)}" + (f"/{quoted(address, '/')}" if address else "")
    asked = _asked(tuple(query.items())) if query else ""
    return f"{place}?{asked}" if asked else place


@lru_cache(maxsize=20_000)
def quoted(text: str, safe: str = "") -> str:
    """Percent-encoded; remembered, for every page has the same few ids and addresses many times."""
    return quote(text, safe=safe)


@lru_cache(maxsize=200)
def _asked(pairs: tuple[tuple[str, str], ...]) -> str:
    return urlencode([(k, v) for k, v in pairs if v])


def with_query(path: str, pairs: Iterable[tuple[str, str | int | None]]) -> str:
    """An address with these values after the ?, empty ones left out."""
    asked = urlencode([(k, v) for k, v in pairs if v not in ("", None)])
    return f"{path}?{asked}" if asked else path
