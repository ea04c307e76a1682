"""方案里的（责任科室：…；配合科室：…；完成时限：…）: the same units and limits as the records have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from policykit.check.limits import later
from policykit.check.model import Answer, Demand, DemandState, Finding, Severity, Subject, Unchecked, shortened
from policykit.check.tables import names_in
from policykit.check.words import plain

NAME = "系统"
_MARK = re.compile(
    r"（责任科室：([^（）；]{1,60}?)(?:；配合科室：([^（）；]{1,120}?))?(?:；完成时限：([^（）；]{1,60}?))?）"
)
_RECORDS = "以记录为准就改这一处；以方案为准就先改分工记录。"


def check(subject: Subject) -> Iterable[Answer]:
    for file in subject.plans:
        places = [(place, plain(text), text) for name, place, text in subject.prose if name == file]
        for at, demands in _by_mark(places, subject.demands).items():
            place, _, text = places[at[0]]
            found = _MARK.match(text, at[1])
            if found is not None:
                yield from _marked(f"{file} {place}", found, demands)


def _by_mark(places: Sequence[tuple[str, str, str]], demands: Iterable[Demand]) -> dict[tuple[int, int], list[Demand]]:
    """The duties that each mark speaks for: those whose words stand before it, behind the mark before."""
    marks = [(n, m.start(), m.end()) for n, (_, _, text) in enumerate(places) for m in _MARK.finditer(text)]
    out: dict[tuple[int, int], list[Demand]] = {}
    for demand in demands:
        if not demand.binding or demand.state in (DemandState.GONE, DemandState.ADDED):
            continue
        words = plain(demand.text)
        n = next((n for n, (_, said, _) in enumerate(places) if words in said), None)
        if n is None:
            continue
        # Of several marks in one paragraph the first behind the words; where they stand in it is sought word by word.
        text = places[n][2]
        begin = text.find(demand.text.rstrip("。；"))
        mark = next(((m, a) for m, a, _ in marks if m > n or (m == n and a > begin)), None)
        if mark is not None:
            out.setdefault(mark, []).append(demand)
    return out


def _marked(place: str, found: re.Match[str], demands: Sequence[Demand]) -> Iterable[Answer]:
    unit, helpers, limit = found[1].strip(), names_in(found[2] or ""), (found[3] or "").strip()
    recorded = {d.unit for d in demands if d.unit}
    first = demands[0]
    if not unit.startswith("【") and recorded and unit not in recorded:
        wrong = f"责任科室写的是“{unit}”，分工记录里由“{'、'.join(sorted(recorded))}”牵头"
        yield _fault("plan.unit", place, first, wrong, _RECORDS)
    known = {h for d in demands for h in d.helpers}
    extra = [h for h in helpers if h not in known]
    if extra:
        wrong = f"配合科室多了“{'、'.join(extra)}”，分工记录里是“{'、'.join(sorted(known)) or '（没有）'}”"
        yield _fault("plan.helpers", place, first, wrong, _RECORDS)
    if limit:
        yield from _limit(place, limit, demands)


def _limit(place: str, limit: str, demands: Sequence[Demand]) -> Iterable[Answer]:
    if any(plain(limit) == plain(d.deadline) for d in demands):
        return
    for demand in demands:
        verdict = later(limit, demand.source_deadline, demand.year)
        if demand.source_deadline and verdict is None:
            reason = f"完成时限“{limit}”与来文的“{demand.source_deadline}”写法不同，没有办法比较先后"
            yield Unchecked(NAME, place, shortened(demand.text), reason)
            return
        if verdict:
            wrong = f"完成时限“{limit}”晚于来文的“{demand.source_deadline}”（{demand.place}）"
            yield _fault("plan.later", place, demand, wrong, "时限可以提前，不能推后。")
            return
    wanted = next((d.deadline for d in demands if d.deadline), "")
    wrong = f"完成时限写的是“{limit}”，分工记录里是“{wanted or '（没有）'}”"
    yield _fault("plan.limit", place, demands[0], wrong, _RECORDS)


def _fault(code: str, place: str, demand: Demand, wrong: str, advice: str) -> Finding:
    return Finding(NAME, code, Severity.ERROR, place, shortened(demand.text), wrong, advice, demand.key)
