"""Dates as printed in clauses, read as intervals: days, months, tens of days, quarters, halves and years."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace

from policykit.lang import numerals
from policykit.model.slots import direct

_Y = r"(?:(?:19|20)\d\d|二[〇○零]{1}[〇○零一二三四五六七八九]{2})"
_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_S = r"\s{0,2}"
_PART = r"(?P<part>月?底|月?末|月?初|上旬|中旬|下旬|中)"
_DASH = rf"{_S}(?:起)?{_S}(?:至|到|[—―]{{1,2}}|－|–|-|~|～|──?){_S}(?:次年|翌年|第二年)?{_S}"

SIGNS = (
    r"月(?:(?<=[\d一二三四五六七八九十]月)|(?<=[\d一二三四五六七八九十]\s月)|(?<=[\d一二三四五六七八九十]\s\s月))"
    r"|20\d\d|19\d\d|二[〇○零]|年[底末]|半年|季度"
)
"""What stands in every date or range: searched for first, since most texts hold none of it."""
_SIGNS = re.compile(SIGNS)
_UNIT = re.compile(
    r"(?=[\d一二三四五六七八九十今本明当年上下第底末])(?:"
    rf"(?P<dotted>(?<![\d.])(?P<y1>20\d\d)(?P<sep>[-.／/])(?P<m1>\d{{1,2}})(?P=sep)(?P<d1>\d{{1,2}})(?![\d.]))"
    rf"|(?:(?P<y>{_Y}){_S}年度?{_S})?(?P<ma>{_N}){_S}(?:月(?:份)?)?{_DASH}(?P<mb>{_N}){_S}月(?:份|(?!龄|[\d一二三四五六七八九十]{{1,2}}[日号]))(?P<mpart>底|末)?"
    rf"|(?:(?P<y2>{_Y}){_S}年度?的?{_S})?(?P<m>{_N}){_S}月(?:份)?{_S}(?:(?P<d>{_N}){_S}[日号]|{_PART}(?!期|小|等|断|共|央|国|医|心))?"
    rf"|(?P<ya>{_Y}){_S}年?{_DASH}(?P<yb>{_Y}){_S}年(?!度?[报鉴])"
    rf"|(?:(?P<y3>{_Y}){_S}年{_S}|(?P<word>今年|本年度?|明年|当年))?(?:年)?"
    rf"(?P<big>年?(?<=年)(?:年)?(?:底|末)|年底|年末|上半年|下半年|第?[一二三四1-4]季度(?:末|底)?)"
    rf"|(?P<y4>{_Y}){_S}年(?![度级代产末]))"
)
_SECOND_DAY = re.compile(rf"{_DASH}(?P<d>{_N}){_S}[日号]")
_DASHED = re.compile(_DASH)
_NEXT_MONTH = re.compile(
    rf"{_S}[、和及]{_S}(?P<m>{_N}){_S}月(?:份)?(?!底|末|初|中旬|上旬|下旬|[\d一二三四五六七八九十]{{1,3}}[日号])"
)
_LAST_MONTH = re.compile(rf"(?<=[^\n\s\d一二三四五六七八九十])(?:(?P<y>{_Y}){_S}年{_S})?(?P<m>{_N})(?:月(?:份)?)?、$")
_QUARTER = re.compile(r"第?([一二三四1-4])季度(末|底)?")


@direct
@dataclass(frozen=True, slots=True)
class Moment:
    """A printed stretch of time at `start`..`end` of a text.

    `first` and `last` are (year, month, day) with year 0 where none is printed. `kind` is day, month, part, end
    (底, 末: only the last day counts), year; `pair` marks a range of two printed ends.
    """

    start: int
    end: int
    first: tuple[int, int, int]
    last: tuple[int, int, int]
    kind: str
    pair: bool = False
    approx: bool = False
    word: str | None = None
    big: bool = False


def moments(text: str) -> Iterator[Moment]:
    """Every date and range in `text`, left to right."""
    if not _SIGNS.search(text):
        return
    at = 0
    while found := _UNIT.search(text, at):
        one = _read(found)
        at = max(found.end(), at + 1)
        if one is None:
            continue
        one = _second(text, one) or _listed(text, one)
        at = one.end
        yield one


def _second(text: str, one: Moment) -> Moment | None:
    """The range that starts with `one`, if a second end follows a dash or 至."""
    if one.pair:
        return None
    day = _SECOND_DAY.match(text, one.end)
    if day and one.kind == "day":
        n = numerals.parse(day["d"]) or 0
        y, m, _ = one.first
        if one.first[2] <= n <= last_day(y, m):
            return replace(one, end=day.end(), last=(y, m, n), pair=True)
    dash = _DASHED.match(text, one.end)
    found = _UNIT.match(text, dash.end()) if dash else None
    other = _read(found) if found else None
    if other is None or other.pair:
        return None
    last = other.last
    if not last[0] and one.first[0]:
        year = one.first[0] + (1 if last[1:] < one.first[1:] else 0)
        last = (
            year,
            last[1],
            min(last[2], last_day(year, last[1])) if other.kind != "end" else last_day(year, last[1]),
        )
    return replace(one, end=other.end, last=last, pair=True, approx=one.approx or other.approx)


def _listed(text: str, one: Moment) -> Moment:
    """Months listed one after another (2、3月; 2月份、3月份) as one stretch; a list with gaps stays as it is."""
    if one.kind != "month" or one.pair:
        return one
    start, end, first, last = one.start, one.end, one.first, one.last
    while (found := _LAST_MONTH.search(text, max(0, start - 12), start)) and _n(found["m"]) == first[1] - 1 > 0:
        year = _year(found["y"]) or first[0]
        start, first, last = found.start(), (year, first[1] - 1, 1), (last[0] or year, last[1], last[2])
    while (found := _NEXT_MONTH.match(text, end)) and _n(found["m"]) == last[1] + 1 <= 12:
        end, last = found.end(), (last[0], last[1] + 1, last_day(last[0], last[1] + 1))
    if (start, end) == (one.start, one.end):
        return one
    return replace(one, start=start, end=end, first=first, last=last, pair=True)


def last_day(year: int, month: int) -> int:
    """The last day of a month; a leap year is taken where the year is not known (0)."""
    return monthrange(year or 2019, month)[1]


def _read(found: re.Match[str]) -> Moment | None:
    g = found.group
    start, end = found.span()
    if g("dotted"):
        return _day(start, end, int(g("y1")), int(g("m1")), int(g("d1")))
    if g("mb"):
        a, b, y = _n(g("ma")), _n(g("mb")), _year(g("y"))
        if not (a and b and a <= 12 and b <= 12):
            return None
        later = y + 1 if y and b < a else y
        return Moment(start, end, (y, a, 1), (later, b, last_day(later, b)), "month", pair=True)
    if g("m"):
        y, m = _year(g("y2")), _n(g("m"))
        if not 1 <= m <= 12:
            return None
        if g("d"):
            return _day(start, end, y, m, _n(g("d")))
        return _month(start, end, y, m, g("part"))
    if g("ya"):
        return Moment(start, end, (_year(g("ya")), 1, 1), (_year(g("yb")), 12, 31), "year", pair=True)
    if g("big"):
        return _big(start, end, _year(g("y3")), g("big"), g("word"))
    year = _year(g("y4"))
    return Moment(start, end, (year, 1, 1), (year, 12, 31), "year") if year else None


def _day(start: int, end: int, y: int, m: int, d: int) -> Moment | None:
    if not (1 <= m <= 12 and 1 <= d <= monthrange(y or 2020, m)[1]):
        return None
    return Moment(start, end, (y, m, d), (y, m, d), "day")


def _month(start: int, end: int, y: int, m: int, part: str | None) -> Moment:
    close = last_day(y, m)
    match (part or "").lstrip("月"):
        case "底" | "末":
            return Moment(start, end, (y, m, close), (y, m, close), "end")
        case "初":
            return Moment(start, end, (y, m, 1), (y, m, 10), "part", approx=True)
        case "上旬":
            return Moment(start, end, (y, m, 1), (y, m, 10), "part")
        case "中旬":
            return Moment(start, end, (y, m, 11), (y, m, 20), "part")
        case "下旬":
            return Moment(start, end, (y, m, 21), (y, m, close), "part")
        case "中":
            return Moment(start, end, (y, m, 11), (y, m, 20), "part", approx=True)
    return Moment(start, end, (y, m, 1), (y, m, close), "month")


def _big(start: int, end: int, y: int, big: str, word: str | None) -> Moment:
    quarter = _QUARTER.search(big)
    if quarter:
        q = numerals.parse(quarter[1]) or 1
        first, last = (y, q * 3 - 2, 1), (y, q * 3, last_day(y, q * 3))
        if quarter[2]:
            return Moment(start, end, last, last, "end", word=word)
        return Moment(start, end, first, last, "quarter", word=word)
    if "半年" in big:
        return (
            Moment(start, end, (y, 1, 1), (y, 6, 30), "quarter", word=word)
            if "上" in big
            else Moment(start, end, (y, 7, 1), (y, 12, 31), "quarter", word=word)
        )
    return Moment(start, end, (y, 12, 31), (y, 12, 31), "end", word=word, big=True)


def _n(text: str | None) -> int:
    return (numerals.parse(text) or 0) if text else 0


def _year(text: str | None) -> int:
    return _n(text.replace("○", "〇")) if text else 0
