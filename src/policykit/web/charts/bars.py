"""Duties by unit as bars: those a unit leads, those it helps with."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from policykit.api.charting import UnitLoad
from policykit.web.charts.drawing import box, drawing, fitted, line, linked, text

ROW, HEAD = 44.0, 34.0


def bars(loads: Sequence[UnitLoad], wide: float, address: Callable[[UnitLoad], str], name: str) -> Markup:
    """One row a unit. Empty where nobody has a duty."""
    most = max((max(u.leads, u.helps) for u in loads), default=0)
    if not most:
        return Markup("")
    left = min(190.0, wide * 0.32)
    room = wide - left - 64
    high = HEAD + ROW * len(loads) + 10
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10**6) if most / s <= 6)
    parts: list[Markup] = []
    for value in range(0, most + 1, step):
        x = left + room * value / most
        parts += [line(x, HEAD - 6, x, high - 8, "tick"), text(x, 18, str(value), "tick-word", "middle")]
    for number, load in enumerate(loads):
        parts.append(_row(load, HEAD + ROW * number, left, room, most, address(load)))
    busiest = max(loads, key=lambda u: u.leads)
    total = sum(u.leads for u in loads)
    desc = f"共 {total} 项职责，{len(loads)} 个科室；牵头最多的是{busiest.unit or '待定科室'}，{busiest.leads} 项。"
    return drawing(name, "各科室承担的职责", desc, wide, high, parts)


def _row(load: UnitLoad, y: float, left: float, room: float, most: int, address: str) -> Markup:
    name = load.unit or "待定科室"
    own = "open" if not load.unit else "lead"
    marks = [
        box(0, y + 1, left + room + 62, ROW - 6, "row-ground", 4),
        text(left - 12, y + 25, fitted(name, left - 14), "row-word" if load.unit else "row-word open", "end"),
        box(left, y + 6, room * load.leads / most, 14, f"bar {own}"),
        text(left + room * load.leads / most + 7, y + 18, f"{load.leads}", "day"),
        box(left, y + 23, room * load.helps / most, 8, "bar help"),
    ]
    if load.helps:
        marks.append(text(left + room * load.helps / most + 7, y + 32, f"配合 {load.helps}", "day small"))
    says = f"{name}：牵头 {load.leads} 项，其中 {load.limited} 项有时限；配合 {load.helps} 项"
    return linked(address, says, marks)
