"""The JSON a parsed document is printed as: the contract tools and tests rely on."""

from __future__ import annotations

import json
from typing import Any

from policykit.model.address import by_labels
from policykit.model.annotation import CitationKind
from policykit.model.document import Document, Table
from policykit.model.span import Span

# A parsed document holds no list twice, let alone itself: nothing to look for.
_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False)


def json_line(document: Document) -> str:
    """The document as one line of JSON, without the line break."""
    return _ENCODER.encode(parse_json(document))


def parse_json(document: Document) -> dict[str, Any]:
    """The document as `policykit parse --json` prints it.

    Addresses go by printed labels (`model.address.by_labels`). Spans are `[start, end]` in the document's text;
    raw spans are in the raw file. Dates are ISO or null."""
    meta = document.metadata
    labels = by_labels(c.address for c in document.clauses)
    return {
        "id": document.id,
        "source": {
            "path": document.source.path,
            "sha256": document.source.sha256,
            "media_type": document.source.media_type,
        },
        "metadata": {
            "title": meta.title,
            "doc_number": meta.doc_number,
            "issuers": list(meta.issuers),
            "issued_date": meta.issued_date,
            "published_date": meta.published_date,
            "effective_date": meta.effective_date,
            "addressees": list(meta.addressees),
            "genre": meta.genre,
            "region": meta.region,
        },
        "clauses": _clauses(document, labels),
        "citations": [
            {
                "clause": labels.get(c.clause, c.clause),
                "surface": c.surface,
                "title": c.title,
                "doc_number": c.doc_number,
                "article": c.article,
                "span": _pair(c.span),
            }
            for c in document.citations
            # 本办法第三条 and 前款 point inside the document: kept for checking, not counted as citations.
            if not (c.self_reference and c.kind is CitationKind.ANAPHORA)
        ],
        "deadlines": [
            {
                "clause": labels.get(d.clause, d.clause),
                "text": d.text,
                "start": d.start,
                "end": d.end,
                "recurring": d.recurring,
            }
            for d in document.deadlines
        ],
        "duties": [
            {
                "clause": labels.get(d.clause, d.clause),
                "actors": list(d.actors),
                "role": d.role.value if d.role else None,
                "modality": d.modality.value,
                "action": d.action,
                "deadline": d.deadline,
            }
            for d in document.duties
        ],
        "indicators": [
            {
                "clause": labels.get(i.clause, i.clause),
                "text": i.text,
                "subject": i.subject,
                "comparator": i.comparator,
                "value": i.value,
                "upper": i.upper,
                "unit": i.unit,
                "span": _pair(i.span),
            }
            for i in document.indicators
        ],
        "tables": [_table(t) for t in document.tables],
        "diagnostics": [
            {
                "code": d.code,
                "severity": d.severity.value,
                "message": d.message,
                "span": _pair(d.span) if d.span else None,
            }
            for d in document.diagnostics
        ],
        "ledger": {
            "raw_chars": document.ledger.raw_chars,
            "kept_chars": document.ledger.kept_chars,
            "removed": [{"rule": r.rule, "raw_span": _pair(r.raw_span)} for r in document.ledger.removed],
        },
    }


def _clauses(document: Document, labels: dict[str, str]) -> list[dict[str, Any]]:
    own = [c.spans for c in document.clauses]
    raw = document.text.raw_pairs(own)
    return [
        {
            "address": labels[c.address],
            "level": c.level,
            "label": c.label,
            "heading": c.heading,
            "text": c.text,
            "span": [min([s.start for s in spans]), max([s.end for s in spans])] if spans else [0, 0],
            "raw_spans": pairs,
        }
        for c, spans, pairs in zip(document.clauses, own, raw, strict=True)
    ]


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _table(table: Table) -> dict[str, Any]:
    return {
        "address": table.address,
        "clause": table.clause,
        "caption": table.caption,
        "rows": table.rows,
        "columns": table.columns,
        "header_rows": table.header_rows,
        "cells": [
            {
                "text": c.text,
                "row": c.row,
                "column": c.column,
                "rowspan": c.rowspan,
                "colspan": c.colspan,
                "header": c.header,
                "span": _pair(c.span),
            }
            for c in table.cells
        ],
    }
