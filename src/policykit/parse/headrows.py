"""How many of a table's first rows are its header."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policykit.model.document import Cell

_NAMES = re.compile(
    r"序号|编号|项目|名称|事项|任务|措施|内容|单位|部门|责任|时限|时间|期限|备注|依据|类[别型]|标准|指标|分值|得分|权重"
    r"|数量|说明|级别|等级|对象|联系|目标|要求|要点|阶段|姓名|职务|电话|地址|行为|情节|处罚|裁量|主体|方式|条款|牵头|配合|年度"
)
_LONGEST = 24
_MOST = 4


def header_rows(cells: Sequence[Cell], rows: int, columns: int) -> int:
    """Rows of the header, a title row over all columns included; 0 where the first row already holds data."""
    if rows < 2:
        return 0
    top: list[list[Cell]] = [[] for _ in range(min(rows, _MOST + 1))]
    for cell in cells:
        if cell.row < len(top):
            top[cell.row].append(cell)
    at = 0
    while at < len(top) - 1 and _is_title(top[at], columns):
        at += 1
    if at >= len(top) or not _is_header(top[at], columns):
        marked = 0
        while marked < len(top) and top[marked] and all(c.header for c in top[marked] if c.text):
            marked += 1
        return min(marked, rows - 1)
    depth = max((c.rowspan for c in top[at]), default=1)
    spread = any(c.colspan > 1 for c in top[at])
    while (
        at + depth < len(top)
        and top[at + depth - 1]
        and all(c.header for c in top[at + depth] if c.text)
        and any(c.header and c.text for c in top[at + depth])
    ):
        depth += 1
    if depth == 1 and spread and at + 1 < len(top) and _is_header(top[at + 1], 0):
        depth = 2
    return min(at + min(depth, _MOST), rows - 1)


def _is_title(row: Sequence[Cell], columns: int) -> bool:
    filled = [c for c in row if c.text]
    return len(filled) == 1 and filled[0].colspan >= columns and columns > 1


def _is_header(row: Sequence[Cell], columns: int) -> bool:
    filled = ["".join(c.text.split()) for c in row if c.text]
    if len(filled) < 2 or any(len(t) > _LONGEST or t[-1] in "。；" for t in filled):
        return False
    if all(c.header for c in row if c.text):
        return True
    named = sum(1 for t in filled if _NAMES.search(t))
    return named * 2 >= len(filled) and not any(re.fullmatch(r"[0-9.％%]+", t) for t in filled)
