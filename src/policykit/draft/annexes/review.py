"""The tables of the review copy: where each carried line comes from, and what was left out and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from policykit.draft.annexes.rows import basis, serial
from policykit.model.output import Annex, Column, Draft, Dropped, Line, Origin, OutCell, Row

KIND = "条款来源对照表"  # the renderer gives a table of this kind no 附件 number
SHOWN = 30

SOURCE_COLUMNS = (Column("序号", 0.5), Column("方案内容", 3), Column("来源条款", 2.5), Column("原文", 4))
LEFT_COLUMNS = (Column("序号", 0.5), Column("来源条款", 2.5), Column("原文", 4), Column("未列入的理由", 3))


def source_table(lines: Sequence[Line]) -> Annex:
    """One row a carried sentence."""
    pairs = [(line, source) for line in lines for source in line.sources if source.span is not None]
    rows = tuple(
        Row(
            f"r{n}",
            (serial(n), OutCell(_short(line.text)), OutCell(basis(source)), OutCell(source.quote)),
            Origin.SOURCE,
            (source,),
        )
        for n, (line, source) in enumerate(pairs, start=1)
    )
    return Annex(KIND, "条款来源对照表", SOURCE_COLUMNS, rows)


def with_source_table(draft: Draft) -> Draft:
    """The draft with the 条款来源对照表 in front of the other tables for review, for formats without comments."""
    table = source_table(draft.lines)
    own = [a for a in draft.annexes if a.kind != KIND]
    review = [a for a in draft.annexes if a.kind == KIND]
    return replace(draft, annexes=(*own, *((table,) if table.rows else ()), *review))


def left_out_table(dropped: Sequence[Dropped], folded: str = "") -> Annex:
    """One row a source duty that the plan does not carry. Those left out for the reason `folded`, which says the same
    of every article of a law, are counted below the table instead of filling it; the record in the file has them."""
    shown = [d for d in dropped if d.reason != folded]
    note = f"另有 {len(dropped) - len(shown)} 处没有逐条列在表里：{folded}。" if len(shown) < len(dropped) else ""
    rows = tuple(
        Row(
            f"r{n}",
            (serial(n), OutCell(basis(d.source)), OutCell(d.source.quote), OutCell(d.reason)),
            Origin.SOURCE,
            (d.source,),
        )
        for n, d in enumerate(shown, start=1)
    )
    return Annex(KIND, "来文任务未列入清单", LEFT_COLUMNS, rows, notes=(note,) if note and rows else ())


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
