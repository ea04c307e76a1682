"""A read document as a compact, checkable byte string and back.

JSON behind zlib: a workspace may come from anywhere, so nothing that could run code (pickle) is stored.
What can be derived is left out: a clause's text is its paragraphs, clean text equals its raw file, and the words of
an annotation are those of its span.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import fields, replace
from enum import Enum
from functools import cache
from itertools import pairwise
from operator import attrgetter
from typing import Any

from policykit.model.annotation import Citation, Deadline, Duty
from policykit.model.codec import decode, encode, field_readers
from policykit.model.diagnostic import Change, Removal
from policykit.model.document import Clause, Document
from policykit.model.span import Span
from policykit.model.text import Run, Text

# What is packed holds nothing twice, let alone itself: nothing to look for.
_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))
_TABLES: dict[str, type[Any]] = {"citations": Citation, "deadlines": Deadline, "duties": Duty}
_PLAIN = tuple(f.name for f in fields(Document) if f.name not in ("raw", "text", "clauses", "ledger", *_TABLES))
_COLUMNS = {name: tuple(f.name for f in fields(kind)) for name, kind in _TABLES.items()}
_VALUES = {name: attrgetter(*columns) for name, columns in _COLUMNS.items()}
_OF_SPAN = 0  # stands for a string that is the text of the row's span


def pack(document: Document) -> bytes:
    """The document as bytes."""
    text = document.text
    data: dict[str, Any] = {name: encode(getattr(document, name)) for name in _PLAIN}
    data["raw"] = document.raw
    data["text"] = None if text.value == document.raw else _pieces(text, document.raw)
    data["runs"] = [(*_PLACES(r), True) if r.whole else _PLACES(r) for r in text.runs]
    ledger = document.ledger
    data["ledger"] = {
        "raw_chars": ledger.raw_chars,
        "kept_chars": ledger.kept_chars,
        "removed": [(r.rule, r.raw_span.start, r.raw_span.end) for r in ledger.removed],
        "changed": [encode(c) for c in ledger.changed],
    }
    data["clauses"] = [_clause(c, text.value) for c in document.clauses]
    for name in _TABLES:
        data[name] = [_row(_VALUES[name](item), item.span, text.value) for item in getattr(document, name)]
    return zlib.compress(_ENCODER.encode(data).encode("utf-8", "surrogatepass"), 1)


def unpack(data: bytes) -> Document:
    """The inverse of `pack`."""
    values = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    raw = values["raw"]
    runs = tuple(Run(*run) for run in values.pop("runs"))
    text = Text(_text_back(values["text"], raw, runs), runs)
    clauses = tuple(_clause_back(c, text.value) for c in values.pop("clauses"))
    del values["text"]
    tables = {name: _rows_back(values.pop(name), name, text.value) for name in _TABLES}
    removed = tuple(Removal(rule, Span(a, b)) for rule, a, b in values["ledger"].pop("removed"))
    changed = tuple(
        Change(c["rule"], Span(*c["raw_span"]), c["before"], c["after"]) for c in values["ledger"].pop("changed")
    )
    whole = decode(Document, {**values, "text": None, "clauses": []})
    return _with(
        whole, text=text, clauses=clauses, ledger=replace(whole.ledger, removed=removed, changed=changed), **tables
    )


def _pieces(text: Text, raw: str) -> str | list[str | None]:
    """The text run by run, None for each that stands in the raw file as it is; the text itself where little does."""
    value = text.value
    pieces: list[str | None] = []
    own = 0
    for run in text.runs:
        shown = value[run.start : run.end]
        same = run.raw_end - run.raw_start == len(shown) and raw.startswith(shown, run.raw_start)
        pieces.append(None if same else shown)
        own += 0 if same else len(shown)
    tiled = all(a.end == b.start for a, b in pairwise(text.runs)) and text.runs and text.runs[-1].end == len(value)
    return pieces if tiled and own * 2 < len(value) else value


def _text_back(kept: str | list[str | None] | None, raw: str, runs: tuple[Run, ...]) -> str:
    if kept is None:
        return raw
    if isinstance(kept, str):
        return kept
    return "".join(
        raw[r.raw_start : r.raw_end] if piece is None else piece for r, piece in zip(runs, kept, strict=True)
    )


def _with(document: Document, **values: Any) -> Document:
    return Document(**{f.name: values.get(f.name, getattr(document, f.name)) for f in fields(Document)})


def _row(values: tuple[Any, ...], span: Span, text: str) -> list[Any]:
    """The values of one annotation in the order of its fields."""
    start, end = span.start, span.end
    own = text[start:end]
    out: list[Any] = []
    for value in values:
        kind = value.__class__
        if kind is str:
            out.append(_OF_SPAN if value == own else value)
        elif value is span:
            out.append((start, end))
        elif kind in _PLAIN_TYPES:
            out.append(value)
        else:
            out.append(value._value_ if isinstance(value, Enum) else encode(value))
    return out


_PLAIN_TYPES = frozenset((str, int, bool, type(None)))


def _rows_back(rows: list[Any], name: str, text: str) -> tuple[Any, ...]:
    """The annotations of one table. No field of these types is a number, so the only number is _OF_SPAN."""
    kind, reads, at = _TABLES[name], _reads(name), _COLUMNS[name].index("span")
    out = []
    for row in rows:
        own = text[slice(*row[at])]
        values = zip(row, reads, strict=True)
        out.append(kind(*[own if v.__class__ is int else v if r is None or v is None else r(v) for v, r in values]))
    return tuple(out)


@cache
def _reads(name: str) -> tuple[Any, ...]:
    """How each column of a table is read."""
    known = field_readers(_TABLES[name])
    return tuple(known[column] for column in _COLUMNS[name])


_PLACES = attrgetter("start", "end", "raw_start", "raw_end")
_HEAD = attrgetter("address", "level", "label", "heading")


def _clause(clause: Clause, text: str) -> list[Any]:
    paragraphs = [(p.start, p.end) for p in clause.paragraphs]
    if len(paragraphs) == 1:
        derived = text[paragraphs[0][0] : paragraphs[0][1]]
    else:
        derived = "\n".join([text[a:b] for a, b in paragraphs])
    head, heading = clause.head_span, clause.heading_span
    return [
        *_HEAD(clause),
        clause.kind._value_,
        paragraphs,
        (head.start, head.end) if head is not None and head.end > head.start else None,
        (heading.start, heading.end) if heading is not None and heading.end > heading.start else None,
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
