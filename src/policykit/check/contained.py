"""系统: what a post bears is its unit's, what a unit bears the department's; the files say the same as the records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from policykit.check.model import Answer, Borne, Demand, DemandState, Finding, Severity, Staff, Subject, shortened
from policykit.check.tables import HELPERS, names_in

NAME = "系统"
_OF_POSTS = ("岗位责任表", "职责分解表")


def check(subject: Subject) -> Iterable[Answer]:
    kinds = {t.place: t.kind for t in subject.tables}
    led = _led_in_tables(subject, kinds)
    for borne in subject.borne:
        if borne.row is None or not borne.key or not borne.kept:
            continue
        demand = subject.by_key[borne.key]
        named = names_in(borne.unit)
        if not demand.binding or len(named) != 1 or named[0] not in subject.staff.units:
            continue  # told by the checks before
        unit = named[0]
        table = led.get(borne.key)
        if kinds[borne.table] in _OF_POSTS and table is not None and unit != table[0]:
            yield _fault(
                borne,
                "post.outside",
                f"这项职责由“{table[0]}”牵头（{table[1]}），这里却由“{unit}”的岗位承担",
                "岗位只能承担本科室的职责：改岗位，或者改牵头科室。",
            )
        elif demand.unit and unit != demand.unit and demand.state is not DemandState.REVIEW:
            yield _fault(
                borne,
                "unit.differs",
                f"分工记录里由“{demand.unit}”牵头，这里是“{unit}”",
                "以记录为准就改这一行；以这张表为准就用 policykit duties import 读回。",
            )
        elif not demand.unit and demand.state is DemandState.STANDING:
            yield _fault(
                borne,
                "unit.unrecorded",
                f"分工记录里还没有定由谁牵头，这里写的是“{unit}”",
                "用 policykit duties import 读回这张表，以后起草才会照此分工。",
            )
        elif borne.row.has(*HELPERS) and _others(borne, demand, subject.staff, unit):
            yield _fault(
                borne,
                "helpers.differ",
                f"分工记录里的配合科室是“{'、'.join(demand.helpers) or '（没有）'}”，"
                f"这里是“{'、'.join(borne.helpers) or '（空）'}”",
                "以记录为准就改这一行；以这张表为准就用 policykit duties import 读回。",
            )
        elif demand.post and borne.post and _another(names_in(borne.post), demand.post, subject.staff.units[unit]):
            yield _fault(
                borne,
                "post.differs",
                f"分工记录里是“{demand.post}”，这里是“{borne.post}”",
                "以记录为准就改这一行；以这张表为准就用 policykit duties import 读回。",
            )
        elif demand.people and _other_people(borne, demand, subject.staff.units[unit], kinds[borne.table]):
            yield _fault(
                borne,
                "people.differ",
                f"分工记录里的责任人是“{'、'.join(demand.people)}”，这里是“{'、'.join(borne.people or ())}”",
                "以记录为准就改这一行；以这张表为准就用 policykit duties import 读回。",
            )


def _led_in_tables(subject: Subject, kinds: dict[str, str]) -> dict[str, tuple[str, str]]:
    """The unit that leads a duty in the tables of units among the files, and the place that says so."""
    out: dict[str, tuple[str, str]] = {}
    for borne in subject.borne:
        if borne.row is not None and borne.key and kinds[borne.table] not in _OF_POSTS:
            leads = names_in(borne.unit)
            if len(leads) == 1 and leads[0] in subject.staff.units:
                out.setdefault(borne.key, (leads[0], borne.place))
    return out


def _others(borne: Borne, demand: Demand, staff: Staff, unit: str) -> bool:
    """Whether other units help than recorded; helpers that cannot be are told by the checks before."""
    possible = all(h in staff.units and h != unit for h in borne.helpers)
    return possible and {*borne.helpers} != {*demand.helpers}


def _another(named: Sequence[str], recorded: str, posts: Iterable[str]) -> bool:
    """Whether a post of the unit is named that is not the recorded one."""
    return bool(named) and named[0] != recorded and named[0] in posts


def _other_people(borne: Borne, demand: Demand, posts: Mapping[str, tuple[str, ...]], kind: str) -> bool:
    """Whether others of the post's people are named than recorded; in the list of each person, one who is not."""
    named = borne.people or ()
    known = {name for people in posts.values() for name in people}
    if not named or not {*named} <= known:
        return False  # told by the checks before
    return not {*named} <= {*demand.people} if kind == "岗位责任表" else {*named} != {*demand.people}


def _fault(borne: Borne, code: str, wrong: str, advice: str) -> Finding:
    return Finding(NAME, code, Severity.ERROR, borne.place, shortened(borne.text), wrong, advice, borne.key)
