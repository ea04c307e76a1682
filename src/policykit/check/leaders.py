"""Every level names who answers for it: 主要负责人 and 分管负责人 of the department, a head of each unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from policykit.check.model import Answer, FileTable, Finding, Seat, Severity, Staff, Subject, TableRow, spread
from policykit.check.tables import names_in
from policykit.check.words import plain

NAME = "负责人"
PROFILE = "单位概况"


def check(subject: Subject) -> Iterable[Answer]:
    staff = subject.staff
    if not staff.head:
        yield _fault("head.empty", PROFILE, staff.name, "没有写主要负责人", "在单位概况里补上主要负责人。")
    if not staff.deputies:
        yield _fault(
            "deputy.empty", PROFILE, staff.name, "没有写分管负责人", "在单位概况里补上分管负责人和分管的科室。"
        )
    charge = Counter((*staff.head_units, *(u for _, units in staff.deputies for u in units)))
    for unit in _bearing(subject):
        if not staff.heads.get(unit):
            yield _fault("unit.head", PROFILE, unit, f"“{unit}”没有写负责人", "在单位概况里补上这个科室的负责人。")
        if staff.deputies and not charge[unit]:
            yield _fault(
                "unit.deputy",
                PROFILE,
                unit,
                f"没有哪位负责人分管“{unit}”",
                "在单位概况里写明由谁分管（主要负责人直接管的，写在主要负责人的“分管”里）。",
            )
        if charge[unit] > 1:
            named = spread([name for name, units in staff.deputies if unit in units])
            yield _fault("unit.deputies", PROFILE, unit, f"“{unit}”有几位分管负责人：{named}", "一个科室由一位分管。")
    for table in subject.tables:
        if table.kind == "组织机构表":
            yield from _seats(table, staff)


def _bearing(subject: Subject) -> list[str]:
    """The units that bear a duty, in the profile's order."""
    borne = {n for b in subject.borne if b.kept for n in names_in(b.unit)[:1]}
    return [u for u in subject.staff.units if u in borne]


def _seats(table: FileTable, staff: Staff) -> Iterable[Answer]:
    """A 组织机构表 against the profile: each seat once, with its holder, post and work."""
    bodies = {staff.name, *staff.units}
    holders = {s.name for s in staff.seats if s.name}
    told: set[tuple[str, str]] = set()  # seats whose row says another name
    named: set[tuple[str, str]] = set()
    for row in table.rows:
        body, post, name = row.get("机构"), row.get("职务"), row.get("姓名")
        seat = next((s for s in staff.seats if (s.body, s.name) == (body, name)), None)
        if not name or name.startswith("【"):
            yield _fault("organ.empty", row.place, f"{body}{post}", "没有写姓名", "补上负责人的姓名。")
            told.add((body, post))
        elif body not in bodies and (name in holders or row.get("依据条款") == PROFILE):
            wrong = f"单位概况里没有“{body or '（空）'}”这个机构"
            yield _fault("organ.body", row.place, f"{body}{post}{name}", wrong, "核对机构名称，或者更新单位概况。")
            told.update((s.body, s.post) for s in staff.seats if s.name == name)
        elif body in bodies and seat is None:
            advice = "核对姓名，或者更新单位概况。"
            yield _fault(
                "organ.unknown", row.place, f"{body}{post}{name}", f"单位概况里“{body}”没有负责人“{name}”", advice
            )
            told.add((body, post))
        elif seat is not None:
            named.add((body, name))
            yield from _as_recorded(row, seat)
    for seat in staff.seats:
        if seat.name and (seat.body, seat.name) not in named and (seat.body, seat.post) not in told:
            who = f"{seat.body}{seat.post}{seat.name}"
            yield _fault("organ.missing", table.place, who, f"表里没有{who}", "补上这一行，或者更新单位概况。")


def _as_recorded(row: TableRow, seat: Seat) -> Iterable[Answer]:
    who = f"{seat.body}{seat.name}"
    if plain(row.get("职务")) != plain(seat.post):
        wrong = f"职务写的是“{row.get('职务')}”，单位概况里是“{seat.post}”"
        yield _fault("organ.post", row.place, who, wrong, "核对职务，或者更新单位概况。")
    charge = row.get("负责的工作")
    if seat.charge and plain(charge) != plain(seat.charge):
        wrong = f"负责的工作写的是“{charge or '（空）'}”，单位概况里是“{seat.charge}”"
        yield _fault("organ.charge", row.place, who, wrong, "核对分工，或者更新单位概况。")


def _fault(code: str, place: str, text: str, wrong: str, advice: str) -> Finding:
    return Finding(NAME, code, Severity.ERROR, place, text, wrong, advice)
