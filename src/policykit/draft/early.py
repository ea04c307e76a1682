"""Time limits brought forward: a department may set itself an earlier day than its superior did.

Only where the profile says by how many days, only dates that were read as time limits, and only those of duties the
department does alone (others may help): another body's day is not the department's to move. Each change stands beside
the source's words. A date without 前, a period, a date that recurs is left as it is. A limit that a person set goes
before all this, in the sentence as in the tables.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from policykit.draft.printed import BETWEEN, source_limits
from policykit.draft.tasks import Task
from policykit.model.annotation import Deadline, Role
from policykit.model.document import Document
from policykit.model.output import Localisation
from policykit.profile import Profile

OWN_LIMIT = "人工决定·完成时限"
_PERIOD = re.compile(r"[0-9一二三四五六七八九十]{1,4}个?(?:工作)?(?:日|天|周|月|年|小时)(?:以?内)")
_HELPING = (Role.ASSIST, Role.SUPERVISE)
_MONTH = r"[0-9]{1,2}月(?:[0-9]{1,2}日|底|末)?"
_DATED = re.compile(rf"(?:([0-9]{{4}})年(?:{_MONTH}|年?[底末])|{_MONTH}|年[底末])(?:之|以)?前")


def brought_forward(document: Document, address: str, days: int) -> tuple[Localisation, ...]:
    """The changes that bring the dated limits of one place of a document forward, the longest words first."""
    if not days:
        return ()
    made = {}
    for limit in document.deadlines:
        if limit.clause == address and (after := _earlier(limit, days)) is not None:
            made[limit.text] = Localisation(f"单位概况·时限提前{days}日", limit.text, after)
    return tuple(made[text] for text in sorted(made, key=len, reverse=True))


def changed_limits(task: Task, profile: Profile) -> tuple[Localisation, ...]:
    """What becomes of the limits a task prints: a person's own in place of the source's, others brought forward where
    the department alone has to meet them."""
    own = task.deadline if task.decision is not None and task.decision.deadline else None
    places = dict.fromkeys((task.address, *((task.limit_cell.source.address,) if task.limit_cell else ())))
    moved = (c for at in places for c in brought_forward(task.document, at, profile.days_early))
    out = [c for c in moved if _alone(task, c.before)]
    if own and (sources := source_limits(task)):
        wanted = own.split(BETWEEN)
        pairs = zip(sources, wanted, strict=False) if len(wanted) in (1, len(sources)) else ()
        out = [c for c in out if not any(c.before in s or s in c.before for s in sources)]
        for source, mine in reversed(tuple(pairs)):
            after = _in_place(source, mine)
            if after is not None and after != source:
                out.insert(0, Localisation(OWN_LIMIT, source, after))
    return tuple(out)


def _alone(task: Task, limit: str) -> bool:
    """Whether the department is the only one that has to meet the limit, helpers aside. Of a limit no record has, all
    records of the task count."""
    stated = [d for d in task.duties if d.deadline and (d.deadline in limit or limit in d.deadline)] or task.duties
    doers = {a for d in stated if d.role not in _HELPING for a in d.actors}
    return doers <= set(task.mine)


def _in_place(source: str, own: str) -> str | None:
    """The source's words with the own limit in them; None where one is a day and the other a period or a rhythm."""
    for kind in (_DATED, _PERIOD):
        there, mine = kind.search(source), kind.search(own)
        if there is not None and mine is not None:
            return source[: there.start()] + mine[0] + source[there.end() :]
    return None


def applied(text: str, changes: tuple[Localisation, ...]) -> tuple[str, tuple[Localisation, ...]]:
    """The text with the changes made, and those that were."""
    done: list[Localisation] = []
    for change in changes:
        if change.before in text:
            text = text.replace(change.before, change.after)
            done.append(change)
    return text, tuple(done)


def _earlier(limit: Deadline, days: int) -> str | None:
    """The words of the earlier limit; None where the day cannot be said without guessing."""
    found = _DATED.search(limit.text)
    if found is None or limit.end is None or limit.recurring or limit.relative or limit.approx or limit.start:
        return None
    last = date.fromisoformat(limit.end)
    day = last - timedelta(days=days)
    if found[1] is None and day.year != last.year:
        return None  # a date printed without its year would come to mean another one
    year = f"{day.year}年" if found[1] else ""
    return f"{limit.text[: found.start()]}{year}{day.month}月{day.day}日前{limit.text[found.end() :]}"
