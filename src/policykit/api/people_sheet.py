"""Units, posts and people of a department as a table to fill in, and reading a filled-in one.

Nothing is changed by reading: the answer is what the units would be, and which rows cannot be taken and why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.errors import ProfileError

if TYPE_CHECKING:
    from policykit.extract.workbook import SheetRow

COLUMNS = (
    ("科室", 1.4, ("科室", "科室名称", "所属科室", "所在科室", "处室", "部门", "所属部门", "所在部门", "内设机构")),
    ("科室负责人", 1.0, ("科室负责人", "负责人", "科室主要负责人")),
    ("科室职责关键词", 2.6, ("科室职责关键词",)),
    ("岗位", 1.2, ("岗位", "岗位名称", "职务")),
    ("岗位职责关键词", 2.2, ("岗位职责关键词",)),
    ("姓名", 1.0, ("姓名", "人员", "人员姓名")),
    ("执法证件号", 1.4, ("执法证件号", "执法证件编号", "执法证件号码", "执法证号", "证件号", "证件号码")),
)
NOTES = (
    "一人一行；科室、岗位与上一行相同的可以不填。没有人员的岗位、没有岗位的科室也占一行。",
    "职责关键词之间用顿号隔开；空着的保留原来的。填好后在“单位”页导入，确认后才起作用。",
)
DITTO = frozenset(("同上", "〃", "″"))
SEARCHED = 20  # rows in which the column names are looked for
LONGEST = 60  # characters of a name
MOST_PROBLEMS = 200


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that is not taken; `row` is the number Excel shows."""

    row: int
    message: str


@dataclass(frozen=True, slots=True)
class PeopleSheet:
    """What a table says. `units` are in the shape of `profile.entries`; `people` counts those of the rows taken."""

    sheet: str
    units: tuple[dict[str, Any], ...]
    people: int
    rows: int
    problems: tuple[RowProblem, ...]


def people_table(values: Mapping[str, Any]) -> bytes:
    """An .xlsx of the department's units, posts and people, to be changed and read again."""
    from policykit.model.output import Annex, Column, Origin, OutCell, Row
    from policykit.render import to_bytes

    rows = [
        Row(f"r{n}", tuple(OutCell(text) for text in texts), Origin.PROFILE)
        for n, texts in enumerate(_rows_of(values), start=1)
    ]
    if not rows:
        rows = [Row("r1", tuple(OutCell("") for _ in COLUMNS), Origin.PROFILE)]
    title = f"{values.get('名称') or '单位'}科室、岗位和人员"
    columns = tuple(Column(name, width) for name, width, _ in COLUMNS)
    return to_bytes(Annex("科室人员表", title, columns, tuple(rows), notes=NOTES), ".xlsx")


def _rows_of(values: Mapping[str, Any]) -> list[tuple[str, ...]]:
    out: list[tuple[str, ...]] = []
    for unit in values.get("科室", ()):
        head = (unit["名称"], unit["负责人"], "、".join(unit["职责关键词"]))
        for post in unit["岗位"] or [{"名称": "", "职责关键词": [], "人员": []}]:
            for person in post["人员"] or [{"姓名": "", "执法证件号": ""}]:
                out.append((*head, post["名称"], "、".join(post["职责关键词"]), person["姓名"], person["执法证件号"]))
    return out


def read_people(path: Path, before: Mapping[str, Any] | None = None) -> PeopleSheet:
    """Read a filled-in .xlsx. What it leaves out of a unit that is in `before` (its head, its words) stays as it was.

    Raises ProfileError where no sheet has a 科室 column, UnreadableInput or UnsupportedFormat for the file.
    """
    from policykit.extract.workbook import read_workbook

    nearest: dict[str, int] = {}
    for sheet in read_workbook(path):
        if sheet.hidden:
            continue
        for at, row in enumerate(sheet.rows[:SEARCHED]):
            columns = _columns(row)
            if "科室" in columns and ("岗位" in columns or "姓名" in columns):
                return _read(sheet.name, sheet.rows[at + 1 :], columns, before or {})
            nearest = max(nearest, columns, key=len)
    seen = f"只认出{'、'.join(f'“{n}”' for n in nearest)}，" if nearest else ""
    lacking = "“岗位”或“姓名”" if "科室" in nearest else "“科室”"
    raise ProfileError(
        f"表格里{seen}没有找到{lacking}一列", hint="把那一列的列名改成这样，或者下载空表填写；列名要在最前面二十行里。"
    )


def _columns(row: SheetRow) -> dict[str, int]:
    """Where each column is. Of a column's names the first is meant: a list with 岗位 and 职务 names posts in 岗位."""
    said = {"".join(text.split()): n for n, text in reversed(list(enumerate(row.cells)))}
    found = ((name, next((said[other] for other in others if other in said), None)) for name, _, others in COLUMNS)
    return {name: at for name, at in found if at is not None}


def _read(name: str, rows: Sequence[SheetRow], columns: dict[str, int], before: Mapping[str, Any]) -> PeopleSheet:
    old = {u["名称"]: u for u in before.get("科室", ())}
    units: dict[str, dict[str, Any]] = {}
    problems: list[RowProblem] = []
    certificates: dict[str, str] = {}
    unit = post = ""
    count = people = 0
    for row in rows:
        cells = {n: "" if (text := " ".join(row.at(c).split())) in DITTO else text for n, c in columns.items()}
        if not any(cells.values()) or cells["科室"].lstrip("0123456789.").startswith(("注：", "说明", *NOTES)):
            continue
        count += 1
        if cells["科室"] and cells["科室"] != unit:
            unit, post = cells["科室"], ""
        post = cells.get("岗位") or (post if cells.get("姓名") else "")
        wrong = _wrong(cells, unit, post, certificates)
        if wrong is None and unit in units and (person := cells.get("姓名", "")):
            held = next((p for p in units[unit]["岗位"] if p["名称"] == post), None)
            if held is not None and person in [p["姓名"] for p in held["人员"]]:
                wrong = f"“{person}”在“{unit}”的“{post}”里出现了两次"
        if wrong is not None:
            problems.append(RowProblem(row.number, wrong))
            continue
        people += _take(units, old.get(unit, {}), unit, post, cells)
        if cells.get("执法证件号"):
            certificates[cells["执法证件号"]] = cells["姓名"]
    return PeopleSheet(name, tuple(units.values()), people, count, tuple(problems[:MOST_PROBLEMS]))


def _wrong(cells: Mapping[str, str], unit: str, post: str, certificates: Mapping[str, str]) -> str | None:
    person, certificate = cells.get("姓名", ""), cells.get("执法证件号", "")
    if not unit:
        return "没有写科室"
    if long := next((t for t in (unit, post, person, certificate) if len(t) > LONGEST), None):
        return f"“{long[:20]}……”太长，像是填错了列"
    if person and not post:
        return f"“{person}”没有写岗位"
    if certificate and not person:
        return f"执法证件号“{certificate}”没有写是谁的"
    if certificate and certificates.get(certificate, person) != person:
        return f"执法证件号“{certificate}”已经是“{certificates[certificate]}”的"
    return None


def _take(
    units: dict[str, dict[str, Any]], old: Mapping[str, Any], name: str, post: str, cells: Mapping[str, str]
) -> int:
    """Put a row into the units; answers with how many people it has."""
    fresh = {"名称": name, "职责关键词": list(old.get("职责关键词", ())), "负责人": old.get("负责人", ""), "岗位": []}
    unit = units.setdefault(name, fresh)
    if cells.get("科室负责人"):
        unit["负责人"] = cells["科室负责人"]
    if words := _words(cells.get("科室职责关键词", "")):
        unit["职责关键词"] = words
    if not post:
        return 0
    held = next((p for p in unit["岗位"] if p["名称"] == post), None)
    if held is None:
        was: Mapping[str, Any] = next((p for p in old.get("岗位", ()) if p["名称"] == post), {})
        held = {"名称": post, "职责关键词": list(was.get("职责关键词", ())), "人员": []}
        unit["岗位"].append(held)
    if words := _words(cells.get("岗位职责关键词", "")):
        held["职责关键词"] = words
    if not (person := cells.get("姓名", "")):
        return 0
    held["人员"].append({"姓名": person, "执法证件号": cells.get("执法证件号", "")})
    return 1


def _words(text: str) -> list[str]:
    for mark in "，,；;":
        text = text.replace(mark, "、")
    return [w.strip() for w in text.split("、") if w.strip()]
