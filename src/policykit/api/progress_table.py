"""A table of how far the tasks of a plan have come, as a clerk fills it in: one column for the task, one for that."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from policykit.errors import UnreadableInput, UnsupportedFormat, UsageError
from policykit.given_file import read_given

if TYPE_CHECKING:
    from policykit.draft.progress import Progress

# Every name a table of this tool or a clerk gives the two columns.
TASK = ("具体措施", "任务内容", "工作措施", "具体任务", "任务", "执法责任", "重点任务")
STATE = ("完成情况", "进展情况", "落实情况", "进展", "完成进度")
LARGEST = 20_000_000  # bytes


def read_progress(path: Path) -> tuple[Progress, ...]:
    """The rows of an .xlsx (all shown sheets) or .csv. Raises UnreadableInput, UnsupportedFormat, and UsageError where
    no row has the names of both columns."""
    from policykit.draft.progress import Progress

    out: list[Progress] = []
    columns: tuple[int, int] | None = None
    for cells in _rows(path):
        heads = _heads(cells)
        if heads is not None:
            columns = heads
        elif columns is not None:
            task, state = (cells[at].strip() if at < len(cells) else "" for at in columns)
            if task:
                out.append(Progress(task, state))
    if columns is None:
        raise UsageError(
            f"进展表里没有找到表头：{path}",
            hint="表头要有“具体措施”和“完成情况”两列；可以用 annex 任务分工表 生成 .xlsx，再加上“完成情况”一列。",
        )
    return tuple(out)


def _heads(cells: Sequence[str]) -> tuple[int, int] | None:
    named = {"".join(text.split()): at for at, text in reversed(list(enumerate(cells)))}
    task = next((named[n] for n in TASK if n in named), None)
    state = next((named[n] for n in STATE if n in named), None)
    return None if task is None or state is None else (task, state)


def _rows(path: Path) -> Iterable[Sequence[str]]:
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return list(csv.reader(io.StringIO(_text(path), newline="")))
    if suffix != ".xlsx":
        raise UnsupportedFormat(f"不能读这种进展表：{path.suffix or path.name}", hint="请用 .xlsx 或 .csv。")
    from policykit.extract.workbook import read_workbook

    return [row.cells for sheet in read_workbook(path) if not sheet.hidden for row in sheet.rows]


def _text(path: Path) -> str:
    try:
        data = read_given(path, LARGEST)
    except OSError as error:
        raise UnreadableInput(f"打不开进展表：{path}（{error.strerror or error}）", hint="检查路径。") from error
    if len(data) > LARGEST:
        raise UnreadableInput(f"进展表过大：{path}", hint="进展表只应有几千行。")
    for encoding in ("utf-8-sig", "gb18030"):  # Excel on a Chinese Windows writes the latter
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableInput(f"进展表的文字编码无法识别：{path}", hint="另存为 UTF-8 的 CSV 后再试。")
