"""时限: none later than the source's, none lost, the last day fits the printed limit."""

from __future__ import annotations

from collections.abc import Iterable

from policykit.check.limits import due, later
from policykit.check.model import Answer, Borne, Demand, Finding, Severity, Subject, Unchecked, shortened
from policykit.check.tables import LAST_DAY

NAME = "时限"


def check(subject: Subject) -> Iterable[Answer]:
    by_key = subject.by_key
    for demand in subject.demands:
        if demand.refused:
            wrong = f"本单位定的时限“{demand.refused}”晚于来文的“{demand.source_deadline}”，没有采用"
            advice = "来文的时限可能改过：重新定一个不晚于来文的时限，或者按来文。"
            place, text = demand.place, shortened(demand.text)
            yield Finding(NAME, "deadline.refused", Severity.ERROR, place, text, wrong, advice, demand.key)
    for borne in subject.borne:
        key = borne.key or borne.altered
        if key and borne.kept and borne.deadline is not None:
            yield from _limit(borne, by_key[key])
        if borne.row is not None and borne.row.has(*LAST_DAY):
            yield from _last_day(borne, borne.row.get(*LAST_DAY), by_key[key].year if key else 0)


def _limit(borne: Borne, demand: Demand) -> Iterable[Answer]:
    own = borne.deadline or ""
    same = own == demand.source_deadline
    wanted = demand.source_deadline
    if not own:
        if wanted:
            wrong = f"来文的时限“{wanted}”没有写上"
            yield _fault(borne, "deadline.lost", wrong, "写上时限，不晚于来文的。")
        return
    verdict = later(own, wanted, demand.year)
    if verdict:
        wrong = f"时限“{own}”晚于来文的“{wanted}”（{demand.place}）"
        yield _fault(borne, "deadline.later", wrong, "时限可以提前，不能推后。")
    elif verdict is False and own != demand.deadline and not same and borne.row is not None:
        wrong = f"分工记录里的时限是“{demand.deadline or '（没有）'}”，这里是“{own}”"
        advice = "以记录为准就改这一行；以这张表为准就用 policykit duties import 读回。"
        yield _fault(borne, "deadline.differs", wrong, advice)
    elif verdict is None and not same:
        reason = f"时限“{own}”与来文的“{wanted}”写法不同，没有办法比较先后"
        yield Unchecked(NAME, borne.place, shortened(borne.text), reason)


def _last_day(borne: Borne, day: str, year: int) -> Iterable[Answer]:
    printed, said = due(borne.deadline or "", year), due(day)
    if not day and printed.last and borne.key and "年" in (borne.deadline or ""):
        yield _fault(borne, "day.lost", f"没有写截止日期，完成时限是“{borne.deadline}”", f"写上 {printed.last}。")
    elif day and said.last is None:
        yield _fault(borne, "day.unreadable", f"截止日期“{day}”不是日期", "写成 2026-06-30 的样子。")
    elif said.last and printed.last and said.last > printed.last:
        wrong = f"截止日期 {said.last} 晚于完成时限“{borne.deadline}”"
        yield _fault(borne, "day.later", wrong, "改为完成时限的最后一天或者更早。")


def _fault(borne: Borne, code: str, wrong: str, advice: str) -> Finding:
    return Finding(
        NAME, code, Severity.ERROR, borne.place, shortened(borne.text), wrong, advice, borne.key or borne.altered
    )
