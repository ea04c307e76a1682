"""A document among those it cites and those that cite it: itself in the middle, the two on either side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from policykit.api.charting import Neighbour, Surroundings
from policykit.web.charts.drawing import box, curve, drawing, fitted, linked, text, wrapped

HIGH, GAP, HEAD = 62.0, 14.0, 40.0
MOST = 12  # documents drawn on a side; the tables have all
GONE = ("repealed", "replaced")
WORDS = {"repealed": "已废止", "replaced": "已有新文本", "not_yet": "尚未施行", "undated": "效力未知"}


@dataclass(frozen=True, slots=True)
class _Place:
    x: float
    y: float
    wide: float


def star(found: Surroundings, wide: float, address: Callable[[Neighbour], str], name: str) -> Markup:
    """The chart; `wide` below 600 stands it upright. Empty for a document that nothing cites and that cites nothing."""
    before, after = found.cited_by[:MOST], found.cites[:MOST]
    if not before and not after:
        return Markup("")
    parts, high = (_upright if wide < 600 else _level)(found, before, after, wide, address)
    gone = [n.title for n in (*before, *after) if n.force in GONE]
    desc = (
        f"《{found.title}》在中间；引用它的有 {len(found.cited_by)} 份，它引用的有 {len(found.cites)} 份。"
        f"{'其中已失效的有：' + '、'.join(gone) + '。' if gone else ''}下面的表里有同样的内容。"
    )
    return drawing(name, "引用关系图", desc, wide, high, parts)


Made = tuple[list[Markup], float]


def _level(
    found: Surroundings, before: Sequence[Neighbour], after: Sequence[Neighbour], wide: float,
    address: Callable[[Neighbour], str],
) -> Made:  # fmt: skip
    rows = max(len(before), len(after), 2)
    high = HEAD + rows * (HIGH + GAP) + 24
    side = wide * 0.34
    middle = _Place(side + 36, HEAD + (rows * (HIGH + GAP) - GAP - HIGH - 20) / 2, wide - 2 * (side + 36))
    parts = [
        _head(side / 2, f"引用它的（{len(found.cited_by)}）"),
        _head(wide - side / 2, f"它引用的（{len(found.cites)}）"),
    ]
    y = middle.y + (HIGH + 20) / 2
    for number, neighbour in enumerate(before):
        at = _Place(0.5, _top(number, len(before), rows), side)
        parts.append(curve(side, at.y + HIGH / 2, middle.x, y, _edge(neighbour)))
        parts.append(_node(neighbour, at, address(neighbour)))
    for number, neighbour in enumerate(after):
        at = _Place(wide - side - 0.5, _top(number, len(after), rows), side)
        parts.append(curve(middle.x + middle.wide, y, at.x, at.y + HIGH / 2, _edge(neighbour)))
        parts.append(_node(neighbour, at, address(neighbour)))
    parts.append(_centre(found, middle, HIGH + 20))
    parts += _more(found, side / 2, wide - side / 2, high)
    return parts, high


def _upright(
    found: Surroundings, before: Sequence[Neighbour], after: Sequence[Neighbour], wide: float,
    address: Callable[[Neighbour], str],
) -> Made:  # fmt: skip
    """One below the other: what cites it, itself, what it cites."""
    y = 28.0
    parts: list[Markup] = [_head(wide / 2, f"引用它的（{len(found.cited_by)}）", 18)]
    for neighbour in before:
        parts.append(_node(neighbour, _Place(0.5, y, wide - 1), address(neighbour)))
        y += HIGH + 8
    y += 18
    parts.append(curve(wide / 2, y - 24, wide / 2, y - 4, "edge", upright=True))
    parts.append(_centre(found, _Place(8, y, wide - 16), HIGH))
    y += HIGH
    parts.append(curve(wide / 2, y + 4, wide / 2, y + 22, "edge", upright=True))
    y += 44
    parts.append(_head(wide / 2, f"它引用的（{len(found.cites)}）", y))
    y += 10
    for neighbour in after:
        parts.append(_node(neighbour, _Place(0.5, y, wide - 1), address(neighbour)))
        y += HIGH + 8
    return parts, y + 4


def _head(x: float, words: str, y: float = 22) -> Markup:
    return text(x, y, words, "side-word", "middle")


def _top(number: int, count: int, rows: int) -> float:
    """Where a node stands: a shorter side is centred."""
    return HEAD + (rows - count) * (HIGH + GAP) / 2 + number * (HIGH + GAP)


def _edge(neighbour: Neighbour) -> str:
    return "edge gone" if neighbour.force in GONE else "edge unknown" if neighbour.id is None else "edge"


def _node(neighbour: Neighbour, at: _Place, address: str) -> Markup:
    look = "gone" if neighbour.force in GONE else "unknown" if neighbour.id is None else "held"
    word = "资料库没有" if neighbour.id is None and look != "gone" else WORDS.get(neighbour.force, "")
    marks = [box(at.x, at.y, at.wide, HIGH, f"node {look}", 5)]
    lines = wrapped(neighbour.title, at.wide - 20, 2)
    marks += [text(at.x + 10, at.y + 19 + 17 * n, words, f"node-word {look}") for n, words in enumerate(lines)]
    named = "、".join(neighbour.articles) or "、".join(neighbour.places)
    room = at.wide - 20 - (len(word) * 12 + 10 if word else 0)
    marks.append(text(at.x + 10, at.y + HIGH - 8, fitted(named, room, 12), "node-small"))
    if word:
        marks.append(text(at.x + at.wide - 10, at.y + HIGH - 8, word, f"node-state {look}", "end"))
    says = (
        f"《{neighbour.title}》{f'，{word}' if word else ''}，引用 {neighbour.count} 处{f'：{named}' if named else ''}"
    )
    return linked(address, says, marks)


def _centre(found: Surroundings, at: _Place, high: float) -> Markup:
    lines = wrapped(found.title, at.wide - 24, 4 if high > HIGH else 3, 15)
    top = at.y + (high - 20 * len(lines)) / 2 + 15
    marks = [box(at.x, at.y, at.wide, high, "node centre", 6)]
    marks += [text(at.x + at.wide / 2, top + 20 * n, w, "centre-word", "middle") for n, w in enumerate(lines)]
    word = WORDS.get(found.force, "")
    return Markup("<g><title>{}</title>{}</g>").format(
        f"《{found.title}》{f'，{word}' if word else ''}", Markup("").join(marks)
    )


def _more(found: Surroundings, left: float, right: float, high: float) -> list[Markup]:
    out = []
    for x, count in ((left, len(found.cited_by)), (right, len(found.cites))):
        if count > MOST:
            out.append(text(x, high - 6, f"还有 {count - MOST} 份，见下表", "tick-word", "middle"))
    return out
