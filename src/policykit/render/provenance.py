"""The provenance that travels inside a finished file: what each line and row was drawn from.

Format `policykit-provenance/1`. `digest` is the SHA-256 of the canonical JSON of everything else, so an edit of the
record itself is found. Verification reads this format with code of its own.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from typing import Any

from policykit.model.codec import encode
from policykit.model.output import Line, Localisation, Provenance, Row
from policykit.render.sheet import Sheet, Table

FORMAT = "policykit-provenance/1"


def record(sheet: Sheet) -> dict[str, Any]:
    """The provenance object of a sheet, digest included."""
    body: dict[str, Any] = {
        "format": FORMAT,
        "template": sheet.template,
        "title": sheet.title,
        "sources": [
            {"doc_id": s.doc_id, "sha256": s.sha256, "title": s.title, "doc_number": s.doc_number}
            for s in sheet.sources
        ],
        "lines": [_line(line) for line in sheet.lines],
        "tables": [_table(table) for table in sheet.tables],
        "dropped": [{"source": _source(d.source), "reason": d.reason} for d in sheet.dropped],
        "placeholders": list(sheet.placeholders),
    }
    body["digest"] = hashlib.sha256(canonical(body).encode()).hexdigest()
    return body


def canonical(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def packed(body: dict[str, Any]) -> str:
    """The record as base64 of its zlib-compressed canonical JSON."""
    return base64.b64encode(zlib.compress(canonical(body).encode(), 6)).decode("ascii")


def _line(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "kind": line.kind.value,
        "text": line.text,
        "origin": line.origin.value,
        "sources": [_source(p) for p in line.sources],
        "changes": [_change(c) for c in line.changes],
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "id": table.id,
        "title": table.title,
        "columns": [c.name for c in table.columns],
        "rows": [
            {
                "id": row.id,
                "cells": [c.text for c in row.cells],
                "origin": row.origin.value,
                "sources": [_source(p) for p in row.sources],
                "changes": [_change(c) for c in row.changes],
                **_merges(row),
            }
            for row in table.rows
        ],
    }


def _merges(row: Row) -> dict[str, list[list[int]]]:
    """`merges`: [column, rows, columns] of each cell that is not one by one; rows 0 is covered by the one above."""
    found = [[n, c.rowspan, c.colspan] for n, c in enumerate(row.cells) if (c.rowspan, c.colspan) != (1, 1)]
    return {"merges": found} if found else {}


def _source(source: Provenance) -> dict[str, Any]:
    return {
        "doc_id": source.doc_id,
        "doc_sha256": source.doc_sha256,
        "doc_title": source.doc_title,
        "address": source.address,
        "span": encode(source.span),
        "quote": source.quote,
        "clause_sha256": source.clause_sha256,
    }


def _change(change: Localisation) -> dict[str, str]:
    return {"rule": change.rule, "before": change.before, "after": change.after}
