"""Names without 《》 that a line's end cuts in two (依据云川省供水用 / 水条例第十二条), if an article follows."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from policykit.annotate.citations.bare import Bare, article_mentions, law_mentions, law_names
from policykit.annotate.citations.grammar import HAN

_BREAK = re.compile(rf"\n(?<=[{HAN}]\n)(?=[{HAN}])(?!第[^第条]{{1,9}}[条章节编款])")
_FULL = re.compile(rf"(?:中华人民共和国|(?!该|本|我|全|各|当|跨)[{HAN}]{{2,7}}?(?:省|市|县|区|州|盟))")
_REACH = 60
"""No name is longer; what a break cuts lies within this many characters of it."""


def broken_mentions(text: str) -> Iterator[Bare]:
    """Names that a break cuts, at their place in `text`; the title is without the break."""
    if "\n" not in text or "条" not in text:
        return
    last = -1
    for cut in _BREAK.finditer(text):
        if cut.start() < last:
            continue
        low, high = max(0, cut.start() - _REACH), min(len(text), cut.end() + _REACH)
        breaks = [low + m.start() for m in re.finditer("\n", text[low:high])]
        flat = text[low:high].replace("\n", "")
        at = cut.start() - low - sum(b < cut.start() for b in breaks)
        shifts = [b - low - i for i, b in enumerate(breaks)]  # in `flat`, where each break stood
        for found in _both(flat):
            if found.start < at < found.end and _whole(found):
                start, last = (low + p + bisect_right(shifts, p) for p in (found.start, found.end - 1))
                yield Bare(start, last + 1, found.title, found.number)
                break


def _both(flat: str) -> Iterable[Bare]:
    """Names of the lexicon count before those that only an article behind them makes certain."""
    yield from law_mentions(flat)
    yield from article_mentions(flat)


def _whole(found: Bare) -> bool:
    """Whether the joined name is certain: one of the lexicon, or one that begins with the country or a place."""
    return found.title in law_names() or _FULL.match(found.title) is not None
