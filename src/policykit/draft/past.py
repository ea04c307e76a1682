"""Source limits that have already passed on the drafting day: to be met they must be spoken about before issuing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from policykit.draft.tasks import Task
from policykit.model.output import Provenance

SAID = "来文时限已过"


@dataclass(frozen=True, slots=True)
class PastLimit:
    """A limit of the source before the drafting day: as printed, its last day (ISO), the task's words and place."""

    limit: str
    last: str
    text: str
    source: Provenance


def past_limits(tasks: Iterable[Task], day: date) -> tuple[PastLimit, ...]:
    """The limits of tasks that ended before the day, each once; recurring and open ones are never past."""
    out: dict[tuple[str, str, str], PastLimit] = {}
    for task in tasks:
        places = {p.address for p in task.stated}
        stated = [d.deadline for d in task.duties if d.deadline]
        for limit in task.document.deadlines:
            if limit.clause not in places or limit.end is None or limit.recurring or limit.end >= day.isoformat():
                continue
            if limit.text in task.text or any(limit.text in words for words in stated):
                key = (task.document.id, task.key or task.address, limit.text)
                out.setdefault(key, PastLimit(limit.text, limit.end, task.text, task.source))
    return tuple(out.values())
