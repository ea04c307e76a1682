"""Runs tests/cases/extract: a file one family, its first word the format."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from accounting import check

from policykit.extract import extract_bytes
from policykit.model.document import CellHint, Document

CASES = Path(__file__).resolve().parent.parent / "cases" / "extract"
SUFFIX = {"html": ".html", "markdown": ".md", "plain": ".txt"}


def load() -> list[Any]:
    out = []
    for path in sorted(CASES.glob("*.yaml")):
        suffix = SUFFIX[path.stem.partition("_")[0]]
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            out.append(pytest.param(case, suffix, id=f"{path.stem}-{case['title']}"))
    return out


@pytest.mark.parametrize(("case", "suffix"), load())
def test_case(case: dict[str, Any], suffix: str) -> None:
    document = extract_bytes(case["input"].encode(), "文件" + suffix)
    check(document)
    assert document.text.value == case["expected"]
    if "hints" in case:
        assert [shown(document, h) for h in document.paragraph_hints] == case["hints"]
    if "tables" in case:
        assert [[cell(document, c) for c in t.cells] for t in document.table_hints] == case["tables"]
    rules = {r.rule for r in document.ledger.removed} | {c.rule for c in document.ledger.changed}
    assert set(case.get("rules", ())) <= rules
    assert set(case.get("notes", ())) <= {d.code for d in document.diagnostics}


def shown(document: Document, hint: Any) -> dict[str, Any]:
    pieces = document.text.from_raw(hint.raw_span)
    out: dict[str, Any] = {"text": "".join(p.of(document.text.value) for p in pieces)}
    out |= {key: value for key in ("heading", "align", "role") if (value := getattr(hint, key))}
    return out


def cell(document: Document, hint: CellHint) -> list[Any]:
    text = hint.raw_span.of(document.raw).replace("</p><p>", "…")
    return [hint.row, hint.column, hint.rowspan, hint.colspan, text]
