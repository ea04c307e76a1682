"""One row of a changed table against the row as written and as it now stands: which cells a person changed."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from policykit.api.assigning import RowChange
from policykit.api.duty_rows import DutyRow, RowState
from policykit.api.duty_sheet import LABELS, OWN_BASIS, SheetDuty, names_in
from policykit.decisions import squeeze

if TYPE_CHECKING:
    from policykit.profile import Profile

YES = frozenset(("是", "列入", "保留", "√", "✓", "y", "yes", "1"))
NO = frozenset(("否", "不列入", "删除", "×", "✗", "n", "no", "0"))
_DITTO = frozenset(("同上", "〃", "″", '"', "”", "同前"))


class CannotTell(Exception):
    """Why a row is not taken over, in words for the person who filled it in."""


Cells = tuple[tuple[str, str, str], ...]


def changed_cells(
    duty: SheetDuty, row: DutyRow, written: dict[str, str] | None, profile: Profile
) -> tuple[RowChange | None, Cells]:
    """The change that the row asks for, None where it asks for none, and its cells as (column, before, after).

    Raises CannotTell for a cell that cannot be read, and where the same decision was changed in the workspace since
    the file was written.
    """
    now = _now(row)
    said: dict[str, str] = {}
    for kind in ("keep", "reason", "unit", "helpers", "post", "person", "deadline", "text", "basis"):
        if kind not in duty.cells or (kind in ("text", "basis") and row.state is not RowState.ADDED):
            continue
        cell = _read(kind, duty.cells[kind], row, profile)
        then = _read(kind, written[kind], row, profile) if written and kind in written else None
        base = now[kind] if then is None else then
        if cell is None or cell in (base, now[kind]):
            continue
        if base != now[kind]:
            who = f"{row.by}在 {row.at} " if row.by else "后来"
            raise CannotTell(
                f"“{LABELS[kind]}”在这张表生成之后已被{who}改为“{now[kind]}”，表里改的是“{cell}”；请商定后重新填"
            )
        said[kind] = cell
    if not said:
        return None, ()
    keep = said.get("keep", now["keep"]) == "是"
    led = "unit" in said or said.get("keep") == "是"
    if led and "helpers" in duty.cells and not squeeze(duty.cells["helpers"]):
        said.setdefault("helpers", "")  # whoever names the lead and leaves the helpers empty means none
    if not keep and "reason" not in said and "keep" in said:
        raise CannotTell("不列入要在“不列入的理由”一列写明理由")
    if keep and "keep" not in said and "reason" in said:
        raise CannotTell("写了不列入的理由，“是否列入”却没有改为“否”")
    if keep and "unit" in duty.cells and not said.get("unit", now["unit"]).strip():
        raise CannotTell("没有写牵头科室")
    cells = tuple((LABELS[k], now[k], v) for k, v in said.items() if v != now[k])
    return _change(row, said), cells


def _change(row: DutyRow, said: dict[str, str]) -> RowChange:
    people = names_in(said.get("person", ""))
    return RowChange(
        row.key,
        row.version,
        keep=said["keep"] == "是" if "keep" in said else None,
        reason=said.get("reason"),
        unit=said.get("unit"),
        helpers=names_in(said["helpers"]) if "helpers" in said else None,
        post=said.get("post"),
        person="、".join(people) if "person" in said else None,
        deadline=said.get("deadline"),
        text=said.get("text"),
        basis=said.get("basis"),
    )


def _now(row: DutyRow) -> dict[str, str]:
    """The row's cells as a table written now would have them: a duty that is left out names no unit."""
    borne = {
        "unit": _filled(row.unit),
        "helpers": "、".join(row.helpers),
        "post": row.post,
        "person": "、".join(row.people),
    }
    return {
        "keep": "是" if row.keep else "否",
        "reason": row.reason,
        "deadline": row.deadline,
        "text": row.text,
        "basis": row.basis,
        **(borne if row.keep else dict.fromkeys(borne, "")),
    }


def _filled(cell: str) -> str:
    """A 【待填写】 that nobody filled in is an empty cell."""
    return "" if cell.startswith("【") else cell


def _read(kind: str, cell: str, row: DutyRow, profile: Profile) -> str | None:
    """What a cell says, in the form `_now` has it; None where it says nothing (an empty cell that was not emptied on
    purpose). Raises CannotTell."""
    text = _filled(cell.strip())
    if squeeze(text) in _DITTO:
        raise CannotTell(f"“{LABELS[kind]}”写的是“{text}”，排序之后看不出指哪一行；请写全")
    match kind:
        case "keep":
            return _keep(text)
        case "unit":
            return _unit(text, profile) if row.keep or text else None
        case "helpers":
            return "、".join(_known(name, profile) for name in names_in(text))
        case "person":
            return "、".join(names_in(text))
        case "post":
            return squeeze(text)
        case "deadline":
            # An emptied cell does not take the source's limit away: it falls back to it.
            return text or row.source_deadline
        case "basis":
            return text.removeprefix(OWN_BASIS)
        case _:
            return text


def _keep(text: str) -> str | None:
    word = squeeze(text).lower()
    if not word:
        return None
    if word in YES:
        return "是"
    if word in NO:
        return "否"
    raise CannotTell(f"“是否列入”写的是“{text}”，应写“是”或“否”")


def _unit(text: str, profile: Profile) -> str:
    names = names_in(text)
    if not names:
        return ""
    if len(names) > 1 and squeeze(text) not in {squeeze(u.name) for u in profile.units}:
        raise CannotTell(f"牵头写了 {len(names)} 个（{'、'.join(names)}）；一项任务只能有一个牵头，其余写到配合一列")
    return _known(squeeze(text), profile)


def _known(name: str, profile: Profile) -> str:
    """The unit as the profile writes it; as printed where there is none, which saving refuses with the list."""
    units = {squeeze(u.name): u.name for u in profile.units}
    if name in units or not units:
        return units.get(name, name)
    near = get_close_matches(name, list(units), n=1, cutoff=0.6)
    if near:
        raise CannotTell(f"单位概况里没有“{name}”，是不是“{units[near[0]]}”？请改对后再读")
    return name
