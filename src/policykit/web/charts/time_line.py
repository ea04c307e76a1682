"""Time limits as a chart: one row each, by day, on an axis of months or years."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from policykit.api.charting import Limit
from policykit.web.charts.drawing import SIZE, box, dot, drawing, fitted, line, linked, text
from policykit.web.paper import width

ROW, HEAD = 34.0, 60.0
SOON = 30  # days before a limit that are "soon"
MOST = 80  # rows that are drawn; the table has all
STEPS = (1, 2, 3, 6, 12, 24, 60, 120)  # months between two ticks


@dataclass(frozen=True, slots=True)
class _Axis:
    first: date
    days: int
    left: float
    room: float

    def at(self, day: date) -> float:
        return self.left + self.room * (day - self.first).days / self.days


def time_line(limits: Sequence[Limit], today: date, wide: float, address: Callable[[Limit], str], name: str) -> Markup:
    """The dated limits; `wide` below 600 puts the words above the marks. Empty where none is dated."""
    dated = [limit for limit in limits if limit.end][:MOST]
    if not dated:
        return Markup("")
    narrow = wide < 600
    row = ROW + 20 if narrow else ROW
    axis = _axis(dated, today, 12.0 if narrow else wide * 0.42, wide)
    high = HEAD + row * len(dated) + 12
    parts = [*_ticks(axis, high)]
    if 0 <= (today - axis.first).days <= axis.days:
        x = axis.at(today)
        parts += [line(x, HEAD - 18, x, high - 8, "today"), text(x, HEAD - 23, "今天", "today-word", "middle")]
    for number, limit in enumerate(dated):
        parts.append(_row(limit, HEAD + row * number, axis, today, narrow, address(limit), wide))
    first, last = dated[0].end, dated[-1].end
    late = sum(_state(limit, today) == "past" for limit in dated)
    desc = f"{len(dated)} 个时限，从 {first} 到 {last}，其中 {late} 个已过。下面的表里有同样的内容。"
    return drawing(name, "时限图", desc, wide, high, parts)


def _axis(dated: Sequence[Limit], today: date, left: float, wide: float) -> _Axis:
    days = [date.fromisoformat(d) for limit in dated for d in (limit.start, limit.end) if d]
    first, last = min(days), max(days)
    if timedelta(0) <= first - today <= timedelta(days=370):
        first = today
    if timedelta(0) <= today - last <= timedelta(days=370):
        last = today
    first = first.replace(day=1)
    return _Axis(first, max(31, (last - first).days + 20), left, wide - left - 96)


def _ticks(axis: _Axis, high: float) -> list[Markup]:
    months = axis.days / 30.4
    most = max(2, int(axis.room / 76))
    step = next((s for s in STEPS if months / s <= most), STEPS[-1])
    out: list[Markup] = []
    count = axis.first.year * 12 + axis.first.month - 1
    count += -count % step
    while True:
        year, month = divmod(count, 12)
        if year > 9998 or ((day := date(year, month + 1, 1)) - axis.first).days > axis.days:
            return out
        x = axis.at(day)
        words = f"{year}年" if step >= 12 else f"{year}.{month + 1}"
        out += [line(x, HEAD - 12, x, high - 8, "tick"), text(x, 16, words, "tick-word", "middle")]
        count += step


def _row(limit: Limit, y: float, axis: _Axis, today: date, narrow: bool, address: str, wide: float) -> Markup:
    assert limit.end is not None
    state = _state(limit, today)
    end = axis.at(date.fromisoformat(limit.end))
    start = axis.at(date.fromisoformat(limit.start)) if limit.start else end
    middle = y + (40 if narrow else 17)
    words = f"{limit.unit}｜{limit.words}" if limit.unit else limit.words
    words = fitted(words, wide - 24 if narrow else axis.left - 34)
    marks = [box(8, y, wide - 16, ROW + (16 if narrow else -4), "row-ground", 4)]
    marks.append(text(14, y + (18 if narrow else 22), words, "row-word"))
    marks.append(line(axis.left, middle, axis.left + axis.room, middle, "row-line"))
    if start < end:
        marks.append(box(start, middle - 4, end - start, 8, f"span {state}"))
    marks.append(dot(end, middle, 6, f"mark {state}"))
    told = {"past": "已过", "soon": "临近", "later": ""}[state]
    said = f"{_short(limit.end)}{f' {told}' if told else ''}"
    room = width(said) * SIZE
    fits = end + 12 + room < wide - 4
    marks.append(text(end + 12 if fits else end - 12, middle + 5, said, f"day {state}", "start" if fits else "end"))
    unit = f"（{limit.unit}）" if limit.unit else ""
    return linked(address, f"{limit.end}{f'，{told}' if told else ''}：{limit.words}{unit}", marks)


def _state(limit: Limit, today: date) -> str:
    assert limit.end is not None
    left = (date.fromisoformat(limit.end) - today).days
    return "past" if left < 0 else "soon" if left <= SOON else "later"


def _short(day: str) -> str:
    return day[2:].replace("-", ".")
