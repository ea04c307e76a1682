"""Breaking a long title by sense: no word is split, and the lines are of like length (GB/T 9704, 标题)."""

from __future__ import annotations

import re

# A line may end after these, better ones first: a title does not begin a line with 的, 》 or a joining mark.
_AFTER = re.compile(
    r"》|（[^）]{0,30}）|的|关于(?:印发|转发|贯彻|进一步|加强)"
    r"|(?:省|市|县|区|局|办公室|委员会|人民政府)(?=关于|贯彻|落实)"
)
_BEFORE = re.compile(
    r"《|关于|工作(?=实施|方案|意见|办法|总结)|实施(?=方案|意见|细则)|任务(?=分解|分工)|(?<!的)通知|行政执法"
)


def break_title(text: str, width: int) -> tuple[str, ...]:
    """The title in lines of at most `width` full-width characters; joined, the lines are the title again."""
    if len(text) <= width:
        return (text,)
    lines = -(-len(text) // width)
    places = _places(text)
    out: list[str] = []
    at = 0
    while len(text) - at > width:
        left = max(2, lines - len(out))
        ideal = at + (len(text) - at) / left
        fitting = [p for p in places if at + 2 <= p <= at + width and len(text) - p >= 2]
        cut = min(fitting, key=lambda p: abs(p - ideal)) if fitting else at + min(width, round(ideal - at))
        out.append(text[at:cut])
        at = cut
    out.append(text[at:])
    return tuple(out)


def _places(text: str) -> list[int]:
    after = {m.end() for m in _AFTER.finditer(text)}
    before = {m.start() for m in _BEFORE.finditer(text)}
    # 的 and closing marks stay with what they close.
    return sorted(p for p in after | before if 0 < p < len(text) and text[p] not in "的》）、，")
