"""Whether one time limit is later than another: dates by the calendar, periods by length, else nothing is said."""

from __future__ import annotations

from policykit.annotate.deadlines.alone import Due, due

__all__ = ["Due", "due", "later"]


def later(own: str, source: str, year: int = 0) -> bool | None:
    """Whether the own limit is later than the source's; None where the two cannot be compared. A limit where the
    source has none is never later."""
    if not source.strip() or own.strip() == source.strip():
        return False
    mine, theirs = due(own, year), due(source, year)
    if not mine.known or not theirs.known:
        return None
    if mine.last is not None and theirs.last is not None:
        return mine.last > theirs.last
    if mine.days is not None and theirs.days is not None:
        if (mine.unit == "工作日") != (theirs.unit == "工作日"):
            # Five working days are at least seven days: only the plain order can be said.
            longer = mine.days > theirs.days
            return longer if (mine.unit == "工作日") == longer else None
        return mine.days > theirs.days
    return None
