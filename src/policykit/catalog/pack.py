"""A read document as a compact, checkable byte string and back.

JSON behind zlib: a workspace may come from anywhere, so nothing that could run code (pickle) is stored.
What can be derived is left out: a clause's text is its paragraphs, and clean text equals its raw file.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any

from policykit.model.codec import decode, encode
from policykit.model.document import Clause, Document
from policykit.model.span import Span
from policykit.model.text import Run, Text

# What is packed holds nothing twice, let alone itself: nothing to look for.
_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))
_PLAIN = tuple(f.name for f in fields(Document) if f.name not in ("raw", "text", "clauses", "ledger"))


def pack(document: Document) -> bytes:
    """The document as bytes."""
    text = document.text
    data: dict[str, Any] = {name: encode(getattr(document, name)) for name in _PLAIN}
    data["raw"] = document.raw
    data["text"] = None if text.value == document.raw else text.value
    data["runs"] = [(r.start, r.end, r.raw_start, r.raw_end) for r in text.runs]
    ledger = document.ledger
    data["ledger"] = {
        "raw_chars": ledger.raw_chars,
        "kept_chars": ledger.kept_chars,
        "removed": [{"rule": r.rule, "raw_span": _pair(r.raw_span)} for r in ledger.removed],
        "changed": [encode(c) for c in ledger.changed],
    }
    data["clauses"] = [_clause(c, text.value) for c in document.clauses]
    return zlib.compress(_ENCODER.encode(data).encode("utf-8", "surrogatepass"), 1)


def unpack(data: bytes) -> Document:
    """The inverse of `pack`."""
    values = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    raw = values["raw"]
    text = Text(raw if values["text"] is None else values["text"], tuple(Run(*run) for run in values.pop("runs")))
    clauses = tuple(_clause_back(c, text.value) for c in values.pop("clauses"))
    del values["text"]
    whole = decode(Document, {**values, "text": None, "clauses": []})
    return _with(whole, text=text, clauses=clauses)


def _with(document: Document, **values: Any) -> Document:
    return Document(**{f.name: values.get(f.name, getattr(document, f.name)) for f in fields(Document)})


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end


_HEAD = attrgetter("address", "level", "label", "heading")


def _clause(clause: Clause, text: str) -> list[Any]:
    paragraphs = [_pair(p) for p in clause.paragraphs]
    derived = "\n".join(text[a:b] for a, b in paragraphs)
    return [
        *_HEAD(clause),
        clause.kind.value,
        paragraphs,
        _pair(clause.head_span) if clause.head_span else None,
        _pair(clause.heading_span) if clause.heading_span else None,
        None if derived == clause.text else clause.text,
    ]


@cache
def _kinds() -> dict[str, Any]:
    from policykit.model.document import ClauseKind

    return {kind.value: kind for kind in ClauseKind}


def _clause_back(row: list[Any], text: str) -> Clause:
    address, level, label, heading, kind, paragraphs, head, heading_span, own = row
    return Clause(
        address=address,
        level=level,
        kind=_kinds()[kind],
        label=label,
        heading=heading,
        text="\n".join(text[a:b] for a, b in paragraphs) if own is None else own,
        paragraphs=tuple(Span(a, b) for a, b in paragraphs),
        head_span=Span(*head) if head else None,
        heading_span=Span(*heading_span) if heading_span else None,
    )
