"""Rendering: a plan with a 500-row annex, a 5,000-row workbook, and a merged table beside python-docx cell by cell.

    python benchmarks/rendering.py [rows for python-docx, default 60]

python-docx's `table.cell` is quadratic in the rows, so it is run for a few sizes up to the number given; `500` takes
about five minutes. All times are CPU seconds of this process, best of three for this tool.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from policykit.draft import Options, compose
from policykit.model.document import Document
from policykit.model.output import Annex, Column, Draft, Origin, OutCell, Row
from policykit.pipeline import process
from policykit.profile import load_profile
from policykit.render import to_bytes

ROOT = Path(__file__).resolve().parents[1]
ROWS = 500
COLUMNS = ("序号", "重点任务", "具体措施", "牵头单位", "完成时限", "依据条款")


def source(tasks: int) -> Document:
    """A superior's paper with so many tasks."""
    from policykit.extract import extract_bytes

    items = "".join(
        f"（{n}）推进事项{n}。各部门要在2026年{n % 9 + 1}月底前完成第{n}类执法事项的清单编制，"
        f"办结率达到{n % 50 + 50}%。\n\n"
        for n in range(1, tasks + 1)
    )
    text = f"临江市执法事项标准化方案\n\n临政办发〔2026〕9号\n\n一、主要任务\n\n{items}"
    return process(extract_bytes(text.encode(), "来文.txt"))


def table(rows: int) -> Annex:
    """A table whose rows share their task's name in fives."""
    made = tuple(
        Row(
            "",
            (
                OutCell(str(n), number=n),
                OutCell(f"重点任务{n // 5}"),
                OutCell(f"各科室、支队要在2026年6月底前完成第{n}类执法事项的清单编制，并向社会公布。"),
                OutCell("法制科"),
                OutCell("2026年6月底前"),
                OutCell("《临江市执法事项标准化方案》一、（一）"),
            ),
            Origin.COMPUTED,
        )
        for n in range(rows)
    )
    columns = tuple(Column(name, merge=name == "重点任务") for name in COLUMNS)
    return Annex("任务分工表", "任务分工表", columns, made)


def with_python_docx(made: Annex) -> bytes:
    """The same table as its users write it: table.cell for each cell, then cell.merge."""
    import io

    from docx import Document as new_document

    document: Any = new_document()
    grid = document.add_table(rows=1 + len(made.rows), cols=len(made.columns))
    for at, column in enumerate(made.columns):
        grid.cell(0, at).text = column.name
    for n, row in enumerate(made.rows, 1):
        for at, cell in enumerate(row.cells):
            grid.cell(n, at).text = cell.text
    for first in range(1, len(made.rows) + 1, 5):
        last = min(first + 4, len(made.rows))
        for n in range(first + 1, last + 1):
            grid.cell(n, 1).text = ""
        grid.cell(first, 1).merge(grid.cell(last, 1))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """The least CPU time of several runs."""
    best = float("inf")
    for _ in range(times):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


def main() -> None:
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    department = replace(load_profile(ROOT / "templates" / "示例单位概况.yaml"), days_early=3)
    paper = source(ROWS)
    options = Options(date(2026, 3, 20))
    made: Draft = compose("实施方案", department, [paper], None, options)
    rows = len(made.annexes[0].rows)
    print(f"方案：{len(made.lines)} 段，附表 {rows} 行")
    print(f"  起草 {seconds(lambda: compose('实施方案', department, [paper], None, options)):.2f} 秒")
    print(f"  写成 .docx（带批注、读回核对）{seconds(lambda: to_bytes(made, '.docx')):.2f} 秒")
    whole = seconds(lambda: to_bytes(compose("实施方案", department, [paper], None, options), ".docx"))
    print(f"  从来文到 .docx 共 {whole:.2f} 秒（目标 1.5 秒以内）")
    print(f"5000 行 .xlsx：{seconds(lambda: to_bytes(table(5000), '.xlsx')):.2f} 秒（目标 2 秒以内）")

    ours = seconds(lambda: to_bytes(table(ROWS), ".docx"))
    print(f"{ROWS} 行合并表格 .docx：{ours:.3f} 秒")
    sizes = [n for n in (20, 40, 60, 120, 250) if n < most] + [most]
    measured = {n: seconds(lambda n=n: with_python_docx(table(n)), 1) for n in sizes}  # type: ignore[misc]
    for n, took in measured.items():
        mine = seconds(lambda n=n: to_bytes(table(n), ".docx"))  # type: ignore[misc]
        print(f"  {n} 行：python-docx 逐格写 {took:.2f} 秒，本工具 {mine:.3f} 秒，{took / mine:.0f} 倍")
    print("目标：500 行 500 倍以上")


if __name__ == "__main__":
    main()
