"""The record inside a finished file (`policykit-provenance/1`), read without trusting it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from policykit.errors import UnreadableInput

FORMAT = "policykit-provenance/1"
_LIMIT = 64 * 1024 * 1024  # bytes of unpacked JSON: a plan with 5,000 rows needs about a tenth


@dataclass(frozen=True, slots=True)
class Source:
    """Where a unit was drawn from. `quote` is the source's exact text then; `span` is in the clause's text."""

    doc_id: str
    doc_sha256: str
    doc_title: str
    address: str
    span: tuple[int, int] | None
    quote: str
    clause_sha256: str


@dataclass(frozen=True, slots=True)
class Change:
    rule: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A recorded paragraph (one cell) or table row. `header` marks a table's column names (`<table id>h`).

    `covered` are columns that a merged cell of a row above covers: they print nothing of their own.
    """

    id: str
    kind: str
    cells: tuple[str, ...]
    origin: str
    sources: tuple[Source, ...]
    changes: tuple[Change, ...]
    place: str
    header: bool = False
    covered: frozenset[int] = frozenset()

    @property
    def text(self) -> str:
        return "\t".join(self.cells)


@dataclass(frozen=True, slots=True)
class Record:
    """`sound` is false where the digest does not fit: the record was changed after it was written."""

    title: str
    template: str
    lines: tuple[Unit, ...]
    rows: tuple[Unit, ...]
    dropped: tuple[Source, ...]
    sound: bool


def unpack(data: str) -> Any:
    """The JSON value in base64 of zlib. Raises UnreadableInput where it is damaged or unreasonably large."""
    try:
        packed = base64.b64decode("".join(data.split()), validate=True)
        inflater = zlib.decompressobj()
        text = inflater.decompress(packed, _LIMIT)
        if not inflater.eof:
            raise UnreadableInput("文件里的出处记录不完整或者过大，无法核验。", hint="请重新生成该文件。")
    except (binascii.Error, zlib.error, ValueError) as error:
        raise _damaged() from error
    return loads(text)


def loads(text: bytes) -> Any:
    """JSON text as a value. Raises UnreadableInput where it is not JSON, or nested beyond reason."""
    if len(text) > _LIMIT:
        raise UnreadableInput("出处记录过大，无法核验。", hint="请重新生成该文件。")
    try:
        return json.loads(text.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _damaged() from error


def read_record(value: Any) -> Record:
    """The record as dataclasses. Raises UnreadableInput where it does not follow the format."""
    try:
        if value["format"] != FORMAT:
            raise UnreadableInput(
                f"出处记录的格式不认识：{str(value['format'])[:60]}", hint="请用生成该文件的版本核验，或者重新生成。"
            )
        lines = tuple(_line(item, i) for i, item in enumerate(value["lines"], 1))
        rows = tuple(unit for n, table in enumerate(value["tables"], 1) for unit in _table(table, n))
        record = Record(
            title=_text(value["title"]),
            template=_text(value["template"]),
            lines=lines,
            rows=rows,
            dropped=tuple(_source(item["source"]) for item in value["dropped"]),
            sound=_digest(value) == value.get("digest"),
        )
    except (KeyError, TypeError, IndexError, AttributeError, ValueError, RecursionError) as error:
        raise _damaged() from error
    if len({u.id for u in (*lines, *rows)}) != len(lines) + len(rows):
        raise _damaged()
    return record


def _digest(value: dict[str, Any]) -> str:
    body = {k: v for k, v in value.items() if k != "digest"}
    canonical = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _line(item: Any, number: int) -> Unit:
    return _unit(item, _text(item["kind"]), (_text(item["text"]),), f"原第{number}段")


def _table(table: Any, number: int) -> Sequence[Unit]:
    name = _text(table["id"])
    header = tuple(_text(c) for c in table["columns"])
    units = [Unit(f"{name}h", "header", header, "template", (), (), f"原表{number}表头", header=True)]
    for i, row in enumerate(table["rows"], 1):
        units.append(_unit(row, "row", tuple(_text(c) for c in row["cells"]), f"原表{number}第{i}行"))
    return units


def _unit(item: Any, kind: str, cells: tuple[str, ...], place: str) -> Unit:
    return Unit(
        _text(item["id"]),
        kind,
        cells,
        _text(item["origin"]),
        tuple(_source(s) for s in item["sources"]),
        tuple(Change(_text(c["rule"]), _text(c["before"]), _text(c["after"])) for c in item["changes"]),
        place,
        covered=frozenset(int(column) for column, rows, _ in item.get("merges", ()) if rows == 0),
    )


def _source(item: Any) -> Source:
    span = item["span"]
    return Source(
        _text(item["doc_id"]),
        _text(item["doc_sha256"]),
        _text(item["doc_title"]),
        _text(item["address"]),
        None if span is None else (int(span[0]), int(span[1])),
        _text(item["quote"]),
        _text(item["clause_sha256"]),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("the record holds something else than text")
    return value


def _damaged() -> UnreadableInput:
    return UnreadableInput("文件里的出处记录已损坏，无法核验。", hint="请用 draft 或 annex 命令重新生成该文件。")
