"""A collection of small documents held in memory, and records that quote them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from finished_files import sign

from policykit.model.document import Clause, ClauseKind, Document, Metadata, Source
from policykit.model.text import Text


def document(doc_id: str, title: str, clauses: dict[str, tuple[str | None, str]], **metadata: Any) -> Document:
    """`clauses` maps an address to heading and text."""
    raw = "\n".join(f"{address}{heading or ''}{text}" for address, (heading, text) in clauses.items())
    sha = hashlib.sha256(raw.encode()).hexdigest()
    made = tuple(
        Clause(address, address.count("/") + 1, ClauseKind.UNIT, address.rpartition("/")[2], heading, text)
        for address, (heading, text) in clauses.items()
    )
    return Document(
        id=doc_id,
        source=Source(f"{title}.txt", sha, "text/plain"),
        raw=raw,
        text=Text.of_raw(raw),
        metadata=Metadata(title=title, **metadata),
        clauses=made,
    )


def with_clause(original: Document, address: str, text: str | None, new_address: str | None = None) -> Document:
    """A new version of a document: one clause with another text, at another address, or (None) gone."""
    clauses = tuple(
        replace(c, text=text or "", address=new_address or c.address) if c.address == address else c
        for c in original.clauses
        if text is not None or c.address != address
    )
    sha = hashlib.sha256(repr(clauses).encode()).hexdigest()
    return replace(original, clauses=clauses, source=replace(original.source, sha256=sha))


def source(of: Document, address: str, quote: str | None = None) -> dict[str, Any]:
    clause = of.clause(address)
    assert clause is not None
    quote = clause.text if quote is None else quote
    at = clause.text.find(quote)
    return {
        "doc_id": of.id,
        "doc_sha256": of.source.sha256,
        "doc_title": of.metadata.title,
        "address": address,
        "span": [at, at + len(quote)] if at >= 0 else None,
        "quote": quote,
        "clause_sha256": hashlib.sha256(clause.full_text.encode()).hexdigest(),
    }


def line(
    text: str, origin: str = "template", sources: list[Any] | None = None, changes: list[Any] | None = None
) -> dict[str, Any]:
    return {"kind": "body", "text": text, "origin": origin, "sources": sources or [], "changes": changes or []}


def row(cells: list[str], origin: str = "source", sources: list[Any] | None = None) -> dict[str, Any]:
    return {"cells": cells, "origin": origin, "sources": sources or [], "changes": []}


def record(lines: list[dict[str, Any]], tables: list[tuple[list[str], list[dict[str, Any]]]]) -> dict[str, Any]:
    return sign(
        {
            "format": "policykit-provenance/1",
            "template": "实施方案",
            "title": lines[0]["text"] if lines else "附件",
            "sources": [],
            "lines": [{"id": f"l{i}", **item} for i, item in enumerate(lines, 1)],
            "tables": [
                {
                    "id": f"t{n}",
                    "title": "任务分工表",
                    "columns": columns,
                    "rows": [{"id": f"t{n}r{i}", **item} for i, item in enumerate(rows, 1)],
                }
                for n, (columns, rows) in enumerate(tables, 1)
            ],
            "dropped": [],
            "placeholders": [],
        }
    )


NOTICE = document(
    "dnotice",
    "临江市行政执法规范化行动方案",
    {
        "preamble": (None, "为规范全市行政执法行为，根据《云川省行政执法监督条例》，制定本方案。"),
        "一/（一）": ("编制目录", "市级各部门要全面梳理执法依据，编制执法事项目录，于2026年5月底前报市司法局审核。"),
        "一/（二）": (
            "分解职责",
            "各行政执法机关要将法定职责分解到执法岗位。此项工作在2026年6月20日前完成，责任落实率达到100%。",
        ),
        "一/（三）": ("案卷评查", "市司法局每年至少组织一次案卷评查，抽查比例不低于5%。未经法制审核的，不得作出决定。"),
        "二": ("保障措施", "各行政执法机关要明确1名分管负责人，每季度末报送进展情况。"),
    },
    issued_date="2026-03-12",
)
RULES = document(
    "drules",
    "云川省行政执法人员资格管理办法",
    {"第四条": (None, "行政执法人员实行持证上岗制度。未取得行政执法证件的人员，不得从事行政执法活动。")},
    issued_date="2021-11-05",
)


def plan() -> dict[str, Any]:
    """A plan with every kind of line and an annex, drawn from NOTICE and RULES."""
    second = "各行政执法机关要将法定职责分解到执法岗位。此项工作在2026年6月20日前完成，责任落实率达到100%。"
    ours = second.replace("各行政执法机关", "局属各执法单位")
    change = {"rule": "本单位名称", "before": "各行政执法机关", "after": "局属各执法单位"}
    third = "未经法制审核的，不得作出决定。"
    first = "市级各部门要全面梳理执法依据，编制执法事项目录，于2026年5月底前报市司法局审核。"
    fourth = "未取得行政执法证件的人员，不得从事行政执法活动。"
    lines = [
        line("临江市城市管理局行政执法规范化实施方案"),
        line("为落实上级要求，结合我局实际，制定本方案。"),
        line("一、主要任务"),
        line(f"（一）编制目录。{first}", "source", [source(NOTICE, "一/（一）", first)]),
        line(
            f"（二）分解职责。{ours}（责任单位：法制科）", "localised", [source(NOTICE, "一/（二）", second)], [change]
        ),
        line(f"（三）法制审核。{third}", "source", [source(NOTICE, "一/（三）", third)]),
        line(f"（四）持证上岗。{fourth}", "source", [source(RULES, "第四条", fourth)]),
        line("二、联系方式"),
        line("联系人：【待填写：联络员姓名】，电话：【待填写：电话】。", "placeholder"),
    ]
    fifth = "每季度末报送进展情况。"
    rows = [
        row(["1", "编制目录", first, "法制科", "2026年5月底前"], sources=[source(NOTICE, "一/（一）", first)]),
        row(["2", "法制审核", third, "法制科", "长期"], sources=[source(NOTICE, "一/（三）", third)]),
        row(["3", "报送进展", fifth, "办公室", "每季度末"], sources=[source(NOTICE, "二", fifth)]),
    ]
    return record(lines, [(["序号", "重点任务", "具体措施", "责任单位", "完成时限"], rows)])
