"""Whether one printed time limit is later than another: dates by the calendar, periods by their least and greatest
length, what recurs by its day or how often; nothing is said where the two cannot be compared."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policykit.annotate.deadlines.alone import Due, due
from policykit.lang.numerals import parse

_FROM = re.compile(r"(?:自|从|在|于)?([^，。；自从]{1,40}?)(?:之日|次日|当日|后|以后|之后)(?:起)?")
_EVERY = re.compile(r"^(?:于|在)?(每个?(?:半年|季度|年|月|周|季|日|天))(?:的)?(.*)$")
_OFTEN = re.compile(r"([0-9]{1,3}|[一二两三四五六七八九十]{1,3})次")
_DAY_OF_MONTH = re.compile(r"^([0-9]{1,2})[日号](?:之?前|以前)?$")
_A_YEAR = {"年": 1, "半年": 2, "季度": 4, "季": 4, "月": 12, "周": 52, "日": 365, "天": 365}
_COMMON_YEAR = 2001  # of dates that recur each year
# The least and the greatest number of days a unit has; working days lie apart by weekends and holidays.
_LEAST_MOST = {"小时": (1 / 24, 1 / 24), "周": (7, 7), "月": (28, 31), "年": (365, 366), "工作日": (1, float("inf"))}
_NOMINAL = {"小时": 1 / 24, "周": 7.0, "月": 30.0, "年": 365.0}


def later(own: str, source: str, year: int = 0) -> bool | None:
    """Whether the own limit is later than the source's; None where the two cannot be compared. A limit where the
    source has none is never later."""
    mine_said, theirs_said = "".join(own.split()), "".join(source.split())
    if not theirs_said or mine_said == theirs_said:
        return False
    if "；" in theirs_said or "；" in mine_said:
        return _several(mine_said.split("；"), theirs_said.split("；"), year)
    mine_every, theirs_every = _EVERY.match(mine_said), _EVERY.match(theirs_said)
    if mine_every or theirs_every:
        return _recurring(mine_every, theirs_every) if mine_every and theirs_every else None
    mine, theirs = due(own, year), due(source, year)
    if not mine.known or not theirs.known:
        return None
    if mine.last is not None and theirs.last is not None:
        return mine.last > theirs.last
    if mine.days is not None and theirs.days is not None:
        begun, begins = _FROM.search(mine_said), _FROM.search(theirs_said)
        if begun and begins and begun[1] != begins[1]:
            return None  # 自受理之日起 and 自立案之日起 are two days
        return _longer(mine, theirs)
    return None


def _several(own: Sequence[str], source: Sequence[str], year: int) -> bool | None:
    """Of several limits each against its own; one limit in place of several is the earliest or is later."""
    if len(own) == len(source):
        verdicts = [later(a, b, year) for a, b in zip(own, source, strict=True)]
    elif len(own) == 1:
        verdicts = [later(own[0], b, year) for b in source]
    else:
        return None
    return True if True in verdicts else None if None in verdicts else False


def _longer(mine: Due, theirs: Due) -> bool | None:
    if mine.unit == theirs.unit:
        return (mine.days or 0) > (theirs.days or 0)
    (least, most), (shortest, longest) = _range(mine), _range(theirs)
    if least > longest:
        return True
    return False if most <= shortest else None


def _range(limit: Due) -> tuple[float, float]:
    count = (limit.days or 0) / _NOMINAL.get(limit.unit, 1.0)
    least, most = _LEAST_MOST.get(limit.unit, (1, 1))
    return count * least, count * most


def _recurring(mine: re.Match[str], theirs: re.Match[str]) -> bool | None:
    """Of what recurs the day within the same rhythm, or how often it is to be done: less often is later."""
    often, wanted = _OFTEN.search(mine[2]), _OFTEN.search(theirs[2])
    rhythm, asked = (m[1].removeprefix("每").removeprefix("个") for m in (mine, theirs))
    if often and wanted:
        return (_number(often[1]) or 0) * _A_YEAR[rhythm] < (_number(wanted[1]) or 0) * _A_YEAR[asked]
    if rhythm != asked:
        return None
    if rhythm == "年":
        last, limit = due(mine[2], _COMMON_YEAR).last, due(theirs[2], _COMMON_YEAR).last
        return last > limit if last is not None and limit is not None else None
    day, wanted_day = _DAY_OF_MONTH.match(mine[2]), _DAY_OF_MONTH.match(theirs[2])
    if rhythm == "月" and day and wanted_day:
        return int(day[1]) > int(wanted_day[1])
    return None


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() else parse(text)
