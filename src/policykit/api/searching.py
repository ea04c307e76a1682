"""Search results as a table that a clerk can keep, and the filters a command line can name."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from policykit.api.writing import write_text
from policykit.errors import UsageError

if TYPE_CHECKING:
    from policykit.model.output import Annex
    from policykit.search.result import Results
    from policykit.search.session import Filters, Session

COLUMNS = (
    ("序号", 0.5),
    ("文件", 2.4),
    ("条款", 1.2),
    ("文号", 1.4),
    ("日期", 1.0),
    ("状态", 0.9),
    ("原文", 5.0),
    ("编号", 1.6),
)
FILTERED = ("机关", "年份", "文种", "地区", "层级", "状态")


def filters(pairs: Sequence[str]) -> Filters | None:
    """Read `字段=值` pairs. Raises UsageError for another form or field."""
    from policykit.search.session import Filters

    out = []
    for pair in pairs:
        name, mark, value = pair.replace("＝", "=").partition("=")
        if not mark or name.strip() not in FILTERED:
            raise UsageError(f"筛选条件写法不对：{pair}", hint=f"写成 字段=值，字段可以是：{'、'.join(FILTERED)}。")
        out.append((name.strip(), value.strip()))
    return Filters(tuple(out)) if out else None


def suggestions(session: Session, typed: str, limit: int = 8) -> list[dict[str, str]]:
    """What a query being typed may become, for a list under the search box: text, query, kind, note of each.

    `query` is what to put into the box for it. Plain data; fast enough for every key pressed on an open session.
    """
    return [asdict(found) for found in session.suggestions(typed, limit)]


def export(results: Results, path: Path, *, overwrite: bool = False) -> Path:
    """Write results as .xlsx, .csv, .docx, .md or .json, each hit with its clause reference. Raises RenderError."""
    from policykit.render import write

    if path.suffix.lower() == ".json":
        return _json(results, path, overwrite)
    return write(_table(results), path, overwrite=overwrite)[0]


def _table(results: Results) -> Annex:
    from policykit.model.output import Annex, Column, Origin, OutCell, Row

    rows = []
    for number, hit in enumerate(results.hits, start=1):
        values = (hit.title, hit.spoken, hit.doc_number or "", hit.date or "", hit.status, hit.text, str(hit.ref))
        cells = (OutCell(str(number), number=float(number)), *(OutCell(v) for v in values))
        rows.append(Row(f"r{number}", cells, Origin.COMPUTED))
    columns = tuple(Column(name, width) for name, width in COLUMNS)
    note = f"检索式：{results.query}；共 {results.total} 条，列出 {len(rows)} 条"
    return Annex("检索结果", "检索结果", columns, tuple(rows), notes=(note,))


def _json(results: Results, path: Path, overwrite: bool) -> Path:
    from policykit.search.result import results_json

    return write_text(path, json.dumps(results_json(results), ensure_ascii=False, indent=1), overwrite=overwrite)
