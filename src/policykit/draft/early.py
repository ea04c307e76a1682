"""Time limits brought forward: a department may set itself an earlier day than its superior did.

Only where the profile says by how many days, and only dates that were read as time limits; each change stands beside
the source's words. A date without 前, a period, a date that recurs is left as it is.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from policykit.model.annotation import Deadline
from policykit.model.document import Document
from policykit.model.output import Localisation

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
