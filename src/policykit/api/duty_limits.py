"""What a decision about a duty may not say: each refusal names the row and what would do."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import TYPE_CHECKING

from policykit.check.limits import later
from policykit.decisions import Choice, Decision
from policykit.errors import UsageError

if TYPE_CHECKING:
    from policykit.api.duty_rows import DutyRow
    from policykit.model.document import Document
    from policykit.profile import Profile

SHOWN = 30
LONGEST = 2000  # characters of a reason, a basis or an added line
LEAP = 2000  # a day without its year may be 29 February
_DAY = re.compile(r"(?<!\d)(?:(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})[日号])?|(\d{4})[-/.](\d{1,2})[-/.](\d{1,2}))(?!\d)")


def refuse(decision: Decision, row: DutyRow | None, profile: Profile, document: Document) -> None:
    """Raise UsageError where the decision cannot stand."""
    about = f"“{decision.quote[:SHOWN]}{'…' if len(decision.quote) > SHOWN else ''}”"
    longest = max(len(decision.reason), len(decision.basis), len(decision.quote) if row is None else 0)
    if longest > LONGEST:
        raise UsageError(f"{about}写得太长（{longest} 字）", hint=f"理由、依据和增加的任务各不超过 {LONGEST} 字。")
    if decision.choice is Choice.DROP:
        if not decision.reason and (row is None or row.binds):  # what the rules leave out has their reason
            raise UsageError(f"{about}不列入，但没有写理由", hint="写明为什么不由本单位承担。")
        return
    if decision.choice is Choice.ADD and not (decision.quote and decision.basis):
        raise UsageError(f"增加的任务{about}没有写全", hint="增加的任务要写明内容和依据。")
    _bearers(decision, about, profile)
    if wrong := no_such_day(decision.deadline):
        raise UsageError(f"{about}的时限“{decision.deadline}”里没有“{wrong}”这一天（月）", hint="改成日历上有的日期。")
    source = row.source_deadline if row is not None else ""
    year = int((document.metadata.issued_date or "0")[:4])
    if decision.deadline and later(decision.deadline, source, year):
        raise UsageError(
            f"{about}的时限“{decision.deadline}”晚于来文的“{source}”", hint="本单位的时限可以提前，不能推后。"
        )


def no_such_day(words: str) -> str:
    """The first month or day in the words that no calendar has (13月, 6月31日); empty where there is none."""
    for found in _DAY.finditer(words):
        year, month, day = found.groups()[:3] if found[2] else found.groups()[3:]
        if not 1 <= int(month) <= 12 or (day and not 1 <= int(day) <= monthrange(int(year or LEAP), int(month))[1]):
            return found[0]
    return ""


def _bearers(decision: Decision, about: str, profile: Profile) -> None:
    units = {u.name: u for u in profile.units}
    for name in (decision.unit, *(decision.helpers or ())):
        if name and name not in units:
            raise UsageError(
                f"{about}交给“{name}”，单位概况里没有这个科室",
                hint=f"可用的有：{'、'.join(units) or '（单位概况没有写科室）'}。",
            )
    if decision.unit and decision.unit in (decision.helpers or ()):
        raise UsageError(f"{about}的牵头科室“{decision.unit}”又写成了配合科室", hint="一项任务一个牵头，配合的另写。")
    unit = units.get(decision.unit)
    posts = {p.name: p for p in unit.posts} if unit else {}
    if decision.post and decision.post not in posts:
        named = f"“{decision.unit}”" if decision.unit else "（没有写明科室）"
        raise UsageError(
            f"{about}的岗位“{decision.post}”不在{named}里", hint=f"可用的有：{'、'.join(posts) or '（没有岗位）'}。"
        )
    post = posts.get(decision.post)
    people = [p.name for p in post.people] if post else [p.name for q in posts.values() for p in q.people]
    if decision.person and decision.person not in people:
        raise UsageError(
            f"{about}的责任人“{decision.person}”不在该岗位的人员里",
            hint=f"可用的有：{'、'.join(people) or '（没有人员）'}。",
        )
