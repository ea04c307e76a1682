"""Whether one time limit is later than another: dates by the calendar, periods by length, else nothing is said."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policykit.annotate.deadlines.repeated import recurring
from policykit.annotate.deadlines.span_of_time import moments
from policykit.lang.dates import parse_date
from policykit.lang.numerals import parse

LONGEST = 200  # characters: a longer text is a sentence with a limit in it, not a limit
_PERIOD = re.compile(
    r"([0-9]{1,4}|[零〇一二三四五六七八九十百两]{1,6})\s{0,2}(个?)(工作日|个?月|[日天周年]|小时)(?:之?内|以内|前)"
)
_DAYS = {"小时": 1 / 24, "日": 1.0, "天": 1.0, "工作日": 1.0, "周": 7.0, "月": 30.0, "年": 365.0}


@dataclass(frozen=True, slots=True)
class Due:
    """What a printed limit means: `last` is its last day (ISO), else `days` in `unit`; nothing where it is open."""

    last: str | None = None
    days: float | None = None
    unit: str = ""
    recurring: bool = False

    @property
    def known(self) -> bool:
        return self.last is not None or self.days is not None


def due(text: str, year: int = 0) -> Due:
    """Read a limit alone, as a table's cell prints it. `year` is for dates printed without one; 0 leaves them open."""
    plain = text.strip()[:LONGEST]
    if not plain:
        return Due()
    day = parse_date(plain)
    if day is not None:
        return Due(day)
    if any(True for _ in recurring(plain)):
        return Due(recurring=True)
    ends = [(y or year, m, d) for y, m, d in (m.last for m in moments(plain)) if y or year]
    period = _PERIOD.search(plain)
    if period is not None and (not ends or "之日起" in plain):
        number = int(period[1]) if period[1].isdigit() else parse(period[1])
        unit = period[3].removeprefix("个")
        if number is not None:
            return Due(days=number * _DAYS[unit], unit=unit)
    return Due("{:04}-{:02}-{:02}".format(*max(ends))) if ends else Due()


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
