"""What a table of a finished file is, by the names of its columns, and the duties its rows bear."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from policykit.check.model import Borne, Demand, FileTable, TableRow
from policykit.check.words import Alike, plain

ALTERED = 0.55  # a row's words more alike to a duty than this are that duty, altered
TEXT = ("具体措施", "任务内容", "工作措施", "执法责任", "承担的职责任务", "任务")
UNIT = ("牵头科室", "牵头单位", "承办机构", "科（股）室", "科室", "责任单位")
HELPERS = ("配合科室", "责任单位（配合单位）", "配合单位")
POST = ("执法岗位", "岗位")
PERSON = ("责任人", "姓名")
DEADLINE = ("完成时限",)
BASIS = ("依据条款", "依据")
MATTER = ("重点任务", "执法职权")
KEEP, REASON, KEY = ("是否列入",), ("不列入的理由",), ("职责编号",)
LAST_DAY = ("截止日期",)
NOTE = ("备注",)
_APART = re.compile(r"[、，,；;\n/／]")
_WIDE = str.maketrans("()", "（）")
OWN = "本单位增加"


def kind_of(columns: Iterable[str]) -> str:
    """任务分工表, 职责清单 …; empty for a table this room knows nothing of."""
    names = {column_name(c) for c in columns}
    if {"来源条款", "未列入的理由"} <= names:
        return "来文任务未列入清单"
    if {"来源条款", "方案内容"} <= names:
        return "条款来源对照表"
    if {"指标", "数值"} <= names:
        return "指标台账"
    if {"机构", "职务"} <= names:
        return "组织机构表"
    if not any(t in names for t in TEXT):
        return ""
    for mark, kind in (
        ("职责编号", "职责清单"),
        ("截止日期", "时限台账"),
        ("承担的职责任务", "岗位责任表"),
        ("执法责任", "职责分解表"),
    ):
        if mark in names:
            return kind
    return "任务分工表" if any(u in names for u in UNIT) else ""


def column_name(text: str) -> str:
    return "".join(text.split()).translate(_WIDE)


def names_in(cell: str) -> tuple[str, ...]:
    """The names a cell lists; a 【待填写】 is none."""
    parts = ("".join(p.split()) for p in _APART.split(cell) if not p.strip().startswith("【"))
    return tuple(dict.fromkeys(p for p in parts if p and not p.endswith("】")))


BEARING = ("任务分工表", "职责清单", "职责分解表", "岗位责任表", "时限台账")


class Reader:
    """Turns rows into borne duties; the duties of the sources are indexed once."""

    def __init__(self, demands: Sequence[Demand]) -> None:
        self.demands = demands
        self.by_words: dict[str, list[Demand]] = {}
        for demand in demands:
            self.by_words.setdefault(plain(demand.text), []).append(demand)
        self.by_key = {d.key: d for d in demands}
        self.alike = Alike(d.text for d in demands)
        self.used: set[tuple[str, str]] = set()  # (table, key): of duties with the same words each is meant once

    def borne(self, table: FileTable) -> Iterable[Borne]:
        if table.kind not in BEARING:
            return
        for row in table.rows:
            text = row.get(*TEXT)
            if not text or text.startswith("【待填写") or is_total(row):
                continue
            for piece in self._pieces(text, table.kind):
                yield self._one(table, row, piece)

    def _pieces(self, text: str, kind: str) -> list[str]:
        """A post's cell lists its duties 1. 2. 3.; any other cell is one."""
        if kind != "岗位责任表" or plain(text) in self.by_words:
            return [text]
        return numbered(text)

    def _one(self, table: FileTable, row: TableRow, text: str) -> Borne:
        demand, altered = self._demand(table, row, text)
        kept = row.get(*KEEP) not in ("否", "×", "不列入")
        return Borne(
            place=row.place,
            table=table.place,
            text=text,
            key=demand.key if demand and not altered else "",
            unit=row.get(*UNIT),
            helpers=names_in(row.get(*HELPERS)),
            post=row.get(*POST) if row.has(*POST) else None,
            people=names_in(row.get(*PERSON)) if row.has(*PERSON) else None,
            deadline=row.get(*DEADLINE) if row.has(*DEADLINE) else None,
            basis=row.get(*BASIS),
            kept=kept,
            reason=row.get(*REASON),
            altered=demand.key if demand and altered else "",
            row=row,
        )

    def _demand(self, table: FileTable, row: TableRow, text: str) -> tuple[Demand | None, bool]:
        """The duty a row bears, and whether its words are altered. Of several alike the one of the row's basis."""
        same = self.by_words.get(plain(text), [])
        if len(same) > 1:
            bases = [plain(b) for b in cited(row.get(*BASIS))]
            near = [d for d in same if any(b.endswith(plain(f"》{d.spoken}")) for b in bases)] or same
            person = (table.place, *names_in(row.get(*PERSON))) if table.kind == "岗位责任表" else (table.place,)
            order = sorted(near, key=lambda d: (not d.binding, ("/".join(person), d.key) in self.used))
            self.used.add(("/".join(person), order[0].key))
            return order[0], False
        if same:
            return same[0], False
        named = self.by_key.get("".join(row.get(*KEY).split()))
        at, likeness = self.alike.nearest(text)
        if named is not None and self.alike.nearest(text)[1] >= ALTERED / 2:
            return named, True
        return (self.demands[at], True) if likeness >= ALTERED else (None, False)


def cited(basis: str) -> list[str]:
    """The places a cell names, each with its title; people say it once for several: 《…》二、（一）；二、（三）."""
    out: list[str] = []
    title = ""
    for part in basis.split("；"):
        if "》" in part:
            title = part[: part.index("》") + 1]
        elif title and not part.startswith(OWN):
            part = title + part
        out.append(part)
    return out


def numbered(text: str) -> list[str]:
    """The parts of a list 1.… 2.… 3.…, found in their order, so that 2.5 within one opens none. One part where the
    text does not begin with 1."""
    out: list[str] = []
    at, number = 0, 1
    while found := re.compile(rf"(?:^|(?<=[。！？；：”’）\n]))\s*{number}[.．、]").search(text, at):
        if number == 1 and text[: found.start()].strip():
            break
        if number > 1:
            out.append(text[at : found.start()].strip())
        at, number = found.end(), number + 1
    return [*out, text[at:].strip()]


def is_total(row: TableRow) -> bool:
    """Whether a row sums up those above it: 合计, 小计, 总计."""
    filled = [c.strip() for c in row.cells.values() if c.strip()]
    return any("".join(c.split()) in TOTALS for c in filled[:2])


TOTALS = frozenset(("合计", "小计", "总计", "共计", "合计：", "总计："))
