"""A time limit alone, as a table's cell prints it, read for its last day or its length."""

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
_OPEN = ("起", "以后", "之后", "开始")  # says when something begins, not when it ends
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
    if not plain or plain.rstrip("。").endswith(_OPEN):
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
