"""Finding what stands in 《》, nested, wrongly nested and broken over lines included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policykit.model.slots import direct

_MARK = re.compile(r"[《》≪≫«»]|[。；]")
_OPEN = "《≪«"
_LONGEST = 160
_NAMES_ANOTHER = re.compile(
    r"[^，。；、《》]{0,60}(?:关于|印发|转发|修改|修订|废止|实施|贯彻|适用|执行)[^，。；、《》]{0,40}"
)
_TITLE_END = re.compile(r"(?:的(?:若干)?(?:通知|决定|意见|办法|规定|解释|批复|公告|函|细则)|办法|规定|细则|条例)$")


@direct
@dataclass(frozen=True, slots=True)
class Marked:
    """`text[start:end]` with its marks; `inner` is what stands between them, as printed."""

    start: int
    end: int
    inner: str


def may_be_marked(text: str) -> bool:
    """Whether an opening mark stands in the text."""
    return "《" in text or "≪" in text or "«" in text


def marked_titles(text: str) -> Iterator[Marked]:
    """Every outermost 《…》, left to right. An opening mark that is never closed yields nothing of its own."""
    if not may_be_marked(text):
        return
    stack: list[int] = []
    closed: list[tuple[int, int]] = []
    for found in _MARK.finditer(text):
        char, at = found.group(), found.start()
        if (stack and at - stack[0] > _LONGEST) or char in "。；":
            yield from _flush(text, stack, closed)
            stack, closed = [], []
            if char in "。；":
                continue
        if char in _OPEN:
            stack.append(at)
        elif stack:
            closed.append((stack.pop(), at + 1))
            if not stack:
                yield from _emit(text, closed[-1])
                closed = []
    yield from _flush(text, stack, closed)


def _flush(text: str, stack: list[int], closed: list[tuple[int, int]]) -> Iterator[Marked]:
    """What is left when the marks do not pair: `《关于印发《X办法的通知》` is one title, others are dropped."""
    if not closed:
        return
    outer = stack[-1] if stack else None
    top = [pair for pair in closed if not any(o[0] < pair[0] and pair[1] <= o[1] for o in closed)]
    for start, end in top:
        if outer is not None and outer < start and start - outer <= 100:
            lead, inner = text[outer + 1 : start], text[start + 1 : end - 1]
            if _NAMES_ANOTHER.fullmatch(lead) and _TITLE_END.search(inner):
                yield from _emit(text, (outer, end))
                outer = None
                continue
        yield from _emit(text, (start, end))


def _emit(text: str, pair: tuple[int, int]) -> Iterator[Marked]:
    inner = " ".join(text[pair[0] + 1 : pair[1] - 1].split("\n"))
    if inner.strip():
        yield Marked(pair[0], pair[1], _without_breaks(inner))


def _without_breaks(inner: str) -> str:
    """White space inside a Chinese name is print, not name."""
    return re.sub(r"\s+(?![A-Za-z0-9])|(?<![A-Za-z0-9])\s+", "", inner.strip())
