"""Duties in tables: a column of tasks, a column of responsible units, a column of time limits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from policykit.annotate.agencies import ends_as_body, split_actors
from policykit.annotate.duties.responsible import label_role, notes, of_cell
from policykit.annotate.duties.statements import modality
from policykit.model.annotation import Duty, Role
from policykit.model.document import Cell, Document, Table

_UNIT = re.compile(
    r"(?:责任|牵头|负责|配合|协助|协同|参加|参与|主办|协办|承办|实施|主管|落实|督导|指导)(?:责任)?(?:单位|部门|机构|处室|科室|领导|人|股室)|责任人|牵头人"
)
_TASK = re.compile(r"任务|事项|内容|措施|工作|项目|要求|举措|目标")
_FINE = re.compile(r"分解|具体|措施|内容|举措|事项")
_LIMIT = re.compile(r"时限|时间|期限|进度|节点|完成日期")
_LABEL_LENGTH = 12
"""A head set further down in a table is short."""

_PLANNED = re.compile(r"(?:年度|重点|主要|具体)?(?:工作)?任务(?:名称|内容)?|(?:重点|主要)工作")
_STEPS = re.compile(r"分解|步骤|安排|措施|内容|任务")
_TIMED = re.compile(r"([^，。；：]{1,16}?[月年度日季底旬][^，。；：]{0,6})：")
_FIRST_LEADS = re.compile(
    r"(?:排|列|位)(?:名|在|序)?(?:首位|第一位?|首个|最前面?)[^。；\n]{0,12}(?:为|是|作为|系)[^。；\n]{0,4}牵头"
)
_NAME = re.compile(r"[\u4e00-\u9fff]{3,12}")
_SUM = re.compile(r"[合小总共]计|总分|备注|其[他它]")
_MANY, _NEARLY_ALL = 5, 0.75  # different bodies in a column without a head, and their share of its cells

Names = Callable[[str], tuple[str, ...]]
Bodies = tuple[tuple[Role, tuple[str, ...]], ...]
Rows = list[list[Cell]]


def table_duties(document: Document) -> list[Duty]:
    """A duty a row and role, with the row's address as clause.

    The bodies stand in a column headed 责任单位 or the like, in a column without such a head that holds nothing but
    bodies, or once for the whole table in the line above it. Of tables without any of these only plans with times
    give duties, of nobody named.
    """
    out: list[Duty] = []
    for table in document.tables:
        rows = _by_row(table)
        above, lead = _above(document, table), _says_first_leads(document, table)
        for columns, part in _parts(table, rows):
            out.extend(_of_part(table, rows, columns, part, above, lead))
    return out


def _by_row(table: Table) -> Rows:
    """The cells that cover each row, made once: asking the table for every row again would be slow."""
    rows: Rows = [[] for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.rowspan, table.rows)):
            rows[row].append(cell)
    return rows


def _of_part(
    table: Table, rows: Rows, columns: dict[int, str], part: range, above: Bodies, lead: bool
) -> Iterator[Duty]:
    tasks = [
        c for c, head in columns.items() if _TASK.search(head) and not _UNIT.search(head) and not _LIMIT.search(head)
    ]
    units = {c: label_role(head) for c, head in columns.items() if _UNIT.search(head)}
    names_in: dict[int, Names] = {}  # of columns without a head
    if not units:
        names_in = _unheaded(table, part)
        units = dict.fromkeys(names_in, Role.RESPONSIBLE)
    tasks = [c for c in tasks if c not in units]
    if tasks and not units and not above:
        yield from _scheduled(table, rows, columns, part)
    if not tasks or not (units or above):
        return
    task = ([c for c in tasks if _FINE.search(columns[c])] or tasks)[-1]
    limits = [c for c, head in columns.items() if _LIMIT.search(head) and not _UNIT.search(head)]
    for row in part:
        address, action = table.row_address(row), _at(rows[row], task)
        if address is None or action is None or not action.text.strip():
            continue
        limit = next((c.text.strip() for n in limits if (c := _at(rows[row], n)) and c.text.strip()), None)
        words = action.text.strip()
        bodies = _answering(rows[row], action, units, names_in) if units else above
        for role, names in _first_leads(bodies) if lead else bodies:
            yield Duty(address, names, role, modality(words), words, limit, action.span)


def _scheduled(table: Table, rows: Rows, columns: dict[int, str], part: range) -> Iterator[Duty]:
    """The rows of a plan that names tasks and their times but nobody: 工作任务 | 任务分解/时序进度 | 考核要点.

    Each step is a duty, and a task without steps is one itself.
    """
    timed = [c for c, head in columns.items() if _LIMIT.search(head)]
    tasks = [c for c, head in columns.items() if _PLANNED.fullmatch(head)]
    if not timed or not tasks:
        return
    steps = next((c for c in timed if _STEPS.search(columns[c])), None)
    for row in part:
        address, task = table.row_address(row), _at(rows[row], tasks[0])
        step = _at(rows[row], steps) if steps is not None else None
        chosen = step if step is not None and step.text.strip() else task
        if address is None or chosen is None or chosen.row != row or not chosen.text.strip():
            continue
        words = chosen.text.strip()
        led = _TIMED.match(words)
        limit = led.group(1) if led and "\u2028" not in words else None
        if steps is None:
            limit = next((c.text.strip() for n in timed if (c := _at(rows[row], n)) and c.text.strip()), None)
        yield Duty(address, (), None, modality(words), words, limit, chosen.span)


def _answering(row: Sequence[Cell], action: Cell, units: dict[int, Role], names_in: dict[int, Names]) -> Bodies:
    """The bodies in the row's unit columns, each with its part: the column's, or what the cell says."""
    out: list[tuple[Role, tuple[str, ...]]] = []
    for column, role in units.items():
        cell = _at(row, column)
        if cell is None or cell is action:
            continue
        if column not in names_in:
            out.extend(of_cell(cell.text, role))
        elif names := (names_in[column] if cell.colspan == 1 else _bodies)(cell.text):
            out.append((role, names))
    return tuple(out)


def _first_leads(bodies: Bodies) -> Bodies:
    """The first of several that answer leads them, as a note of the table says."""
    if any(role is not Role.RESPONSIBLE for role, _ in bodies) or len(bodies) != 1 or len(bodies[0][1]) < 2:
        return bodies
    return ((Role.LEAD, bodies[0][1][:1]), (Role.RESPONSIBLE, bodies[0][1][1:]))


def _parts(table: Table, rows: Rows) -> Iterator[tuple[dict[int, str], range]]:
    """The heads of the columns and the rows they hold for. A row further down may head the columns anew."""
    columns, begin = _columns(table), table.header_rows
    if not any(_UNIT.search(head) for head in columns.values()):
        for row in range(begin, table.rows):
            cells = (c for c in rows[row] if c.row == row and len(c.text) <= _LABEL_LENGTH)
            heads = {c.column: re.sub(r"\s", "", c.text) for c in cells}
            if any(map(_UNIT.fullmatch, heads.values())) and any(map(_TASK.search, heads.values())):
                yield columns, range(begin, row)
                columns, begin = heads, row + 1
    yield columns, range(begin, table.rows)


def _unheaded(table: Table, part: range) -> dict[int, Names]:
    """Columns whose cells name bodies and nothing else, at least three different ones, and how their cells are read.

    Where nearly all cells are certainly bodies, a short name among them is one too.
    """
    named: dict[int, list[str]] = {}
    filled: dict[int, int] = {}
    for cell in table.cells:
        text = cell.text.strip()
        if cell.row in part and cell.colspan == 1 and len(text) > 1:
            filled[cell.column] = filled.get(cell.column, 0) + 1
            if len(text) <= 40 and _bodies(text):
                named.setdefault(cell.column, []).append(text)
    return {
        c: _alike if len(set(names)) >= _MANY and len(names) >= _NEARLY_ALL * filled[c] else _bodies
        for c, names in named.items()
        if len(set(names)) >= 3 and 2 * len(set(names)) >= filled[c]
    }


def _listed(text: str) -> tuple[str, ...]:
    return split_actors(re.sub(r"[\s\u2028]+", "、", text.strip()), listed=True)


def _bodies(text: str) -> tuple[str, ...]:
    """The bodies of a cell that holds nothing else."""
    names = _listed(text)
    return names if all(ends_as_body(name) for name in names) else ()


def _alike(text: str) -> tuple[str, ...]:
    """The bodies of a cell among cells that hold bodies: a name of a kind not known is taken as one."""
    found = _bodies(text)
    return found or (_listed(text) if _NAME.fullmatch(text.strip()) and not _SUM.search(text) else ())


def _above(document: Document, table: Table) -> Bodies:
    """责任单位：县水利局 in the caption or on one of the lines right above the table."""
    start = max(0, table.span.start - 200)
    lines = document.text.value[start : table.span.start].split("\n")[-4:]
    for text in (table.caption or "", *reversed(lines)):
        if found := [group for note in notes(text.strip()) for group in note.groups]:
            return tuple(found)
    return ()


def _says_first_leads(document: Document, table: Table) -> bool:
    """注：责任单位排首位的为牵头单位, right above the table or below it."""
    text, near = document.text.value, table.span
    return bool(_FIRST_LEADS.search(text[max(0, near.start - 200) : near.start] + text[near.end : near.end + 300]))


def _columns(table: Table) -> dict[int, str]:
    """Column number -> the words of its header cells."""
    heads: dict[int, str] = {}
    for cell in table.cells:
        if cell.row < table.header_rows and cell.colspan < max(2, table.columns):
            for column in range(cell.column, cell.column + cell.colspan):
                heads[column] = heads.get(column, "") + re.sub(r"\s", "", cell.text)
    return heads


def _at(cells: Sequence[Cell], column: int) -> Cell | None:
    return next((c for c in cells if c.column <= column < c.column + c.colspan), None)
