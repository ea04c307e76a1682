"""具体: each duty has one leading unit, a post and people, all of them the department's own."""

from __future__ import annotations

from collections.abc import Iterable

from policykit.check.model import Answer, Borne, Finding, Severity, Staff, Subject, shortened, spread
from policykit.check.roster import CERTIFICATE, roster
from policykit.check.tables import names_in

NAME = "具体"


def check(subject: Subject) -> Iterable[Answer]:
    for table in subject.tables:
        if table.kind == "岗位责任表":
            yield from roster(table, subject.staff)
    for borne in subject.borne:
        if borne.kept and (borne.row is None or borne.key or borne.altered or borne.basis):
            yield from _one(borne, subject.staff, subject.by_key[borne.key].binding if borne.key else True)


def _one(borne: Borne, staff: Staff, binding: bool) -> Iterable[Answer]:
    if not binding:
        return
    leads = names_in(borne.unit)
    known = [u for u in staff.units if "".join(u.split()) == "".join(borne.unit.split())]
    unit = known[0] if known else "".join(leads[:1])
    for helper in borne.helpers:
        name = helper.removeprefix("（配合：").removesuffix("）")
        if name == unit:
            yield _fault(borne, "helper.lead", f"“{unit}”既是牵头又是配合", "从配合里去掉。")
        elif name not in staff.units:
            yield _fault(borne, "helper.unknown", f"配合的“{name}”不在单位概况里", "改正，或者先补进单位概况。")
    if not leads:
        yield _fault(borne, "unit.empty", "没有写由哪个科室承担", "写明一个牵头科室。")
    elif len(leads) > 1 and not known:
        yield _fault(
            borne, "lead.several", f"牵头写了 {len(leads)} 个：{spread(leads)}", "一项任务一个牵头，其余写到配合一列。"
        )
    elif unit not in staff.units:
        yield _fault(
            borne,
            "unit.unknown",
            f"单位概况里没有“{unit}”",
            f"改为本单位的科室（{spread(list(staff.units)) or '单位概况没有写科室'}），或者先补进单位概况。",
        )
    elif borne.post is not None:
        yield from _post(borne, unit, staff)


def _post(borne: Borne, unit: str, staff: Staff) -> Iterable[Answer]:
    posts = staff.units[unit]
    named = names_in(borne.post or "")
    if not named:
        yield _fault(borne, "post.empty", f"没有落实到“{unit}”的哪个岗位", "写明岗位；没有合适的岗位，先补进单位概况。")
        return
    post = named[0]
    if post not in posts:
        yield _fault(
            borne,
            "post.unknown",
            f"“{unit}”没有“{post}”",
            f"改为该科室的岗位（{spread(list(posts)) or '单位概况没有写岗位'}）。",
        )
        return
    if borne.people is None:
        return
    if not borne.people:
        yield _fault(borne, "person.empty", f"“{post}”没有责任人", "写明责任人。")
    for person in borne.people:
        yield from _certificate(borne, person, staff)
        if person not in posts[post]:
            yield _fault(
                borne,
                "person.unknown",
                f"“{person}”不在“{post}”的人员里",
                f"改为该岗位的人员（{spread(posts[post]) or '单位概况没有写人员'}）。",
            )


def _certificate(borne: Borne, person: str, staff: Staff) -> Iterable[Answer]:
    if borne.row is None or not borne.row.has(CERTIFICATE):
        return
    said, known = borne.row.get(CERTIFICATE), staff.certificates.get(person, "")
    if "".join(said.split()) != "".join(known.split()):
        wrong = f"“{person}”的执法证件号写的是“{said or '（空）'}”，单位概况里是“{known or '（空）'}”"
        yield _fault(borne, "person.certificate", wrong, "核对证件号，或者更新单位概况。")


def _fault(borne: Borne, code: str, wrong: str, advice: str) -> Finding:
    return Finding(
        NAME, code, Severity.ERROR, borne.place, shortened(borne.text), wrong, advice, borne.key or borne.altered
    )
