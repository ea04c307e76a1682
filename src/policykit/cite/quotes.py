"""Quoted words of an article, compared with the article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from policykit.annotate.citations.grammar import NUMERAL
from policykit.lang import numerals

_MARKED = r"“(?P<words>[^“”]{4,2000})”"
_FOLLOWS = re.compile(
    rf"(?:[^。；“”《》]{{0,16}}?(?:(?<!的)规定|明确|要求|指出|载明|所称|所指|所述)[^。；“”《》]{{0,8}}?|的规定\s?[，：:]?\s?|\s?[：:]\s?(?=“[^“”]{{5}}))\s?{_MARKED}"
)
_AT_ONCE = re.compile(r"\s?“(?P<words>[^“”]{5,2000})”(?=的?(?:规定|情形|表述|字样|内容|行为)|之规定|[，。；]|$)")
"""第四项“使用明火的”的规定: the words themselves stand behind the place."""
_FURTHER = re.compile(
    rf"[，、；和及]?\s?(?:其中，?)?(?:第\s?(?P<n>{NUMERAL})\s?款)?(?:[^。“”《》第]{{0,6}}?(?:规定|明确|要求|载明)[，：:]?)?\s?{_MARKED}"
)
_BEFORE = re.compile(
    rf"{_MARKED}[，。]?\s?(?:(?:——|（)\s?|(?:这|此|该规定|上述规定)?(?:是|系|为|即|见于?|出自|引自|来自|源自|源于|规定于)\s?)$"
)
_HEADED = re.compile(rf"第\s?{NUMERAL}\s?条(?:之{NUMERAL})?[\s：:]*(?:【[^】]{{1,20}}】)?")
_IGNORED = re.compile(r"[\s“”‘’\"'《》〈〉]+")
_LABELLED = re.compile(r"(?:标明|注明|标注|加注|写明|写有|印有|悬挂|冠以|使用)[^“]{0,8}“$")
"""Words that something bears (并标明“…”字样) are not said to stand in the article."""
_GAP = re.compile(r"…+|\.{3,}")
_WIDTH = str.maketrans(",;:()?!", "，；：（）？！")
_REACH = 2100
_LONGEST = 20_000
_MOST = 8  # quotations taken for one citation


@dataclass(frozen=True, slots=True)
class Quote:
    """What a draft quotes and what the article says. `same` allows only for white space, quotation marks and width.

    `actual` is the stretch of the article that comes nearest, empty where nothing does.
    """

    quoted: str
    actual: str
    same: bool


@dataclass(frozen=True, slots=True)
class Words:
    """Words in quotation marks; `paragraph` is the 款 that introduces them, 0 for the place that is cited."""

    quoted: str
    paragraph: int = 0


def quoted_with(text: str, start: int, end: int) -> tuple[Words, ...]:
    """The words that a citation at `start`..`end` introduces (第X条规定“…”，第二款规定“…”) or closes (“…”，这是第X条).

    Empty where nothing is quoted.
    """
    limit = min(len(text), end + _REACH)
    found = _FOLLOWS.match(text, end, limit) or _AT_ONCE.match(text, end, limit)
    if found and _LABELLED.search(text, end, found.start("words")):
        return ()
    if found is None:
        if text.find("”", max(0, start - 16), start) < 0:
            return ()
        opened = text.rfind("“", max(0, start - _REACH), start)
        before = _BEFORE.search(text, opened, start) if opened >= 0 else None
        return (Words(before["words"]),) if before else ()
    out = [Words(found["words"])]
    while len(out) < _MOST:
        found = _FURTHER.match(text, found.end(), min(len(text), found.end() + _REACH))
        if found is None:
            break
        out.append(Words(found["words"], (numerals.parse(found["n"]) or 0) if found["n"] else 0))
    return tuple(out)


def compare(quoted: str, article: str) -> Quote:
    """Whether `quoted` stands in `article`, with or without its label; an ellipsis may leave words out, in order."""
    body = _plain(article)
    headed = _HEADED.match(quoted)
    words = quoted[headed.end() :] if headed else quoted
    parts = [p for p in (_plain(p).rstrip("。；，.") for p in _GAP.split(words)) if p]
    at = 0
    for part in parts:
        found = body.find(part, at)
        if found < 0:
            return Quote(quoted, _nearest(parts, body), same=False)
        at = found + len(part)
    return Quote(quoted, quoted, same=True)


def _plain(text: str) -> str:
    return _IGNORED.sub("", text).translate(_WIDTH)


def _nearest(parts: list[str], body: str) -> str:
    """The sentence or sentences of the article that share most with the quotation."""
    quote, body = "".join(parts)[:_LONGEST], body[:_LONGEST]
    match = SequenceMatcher(None, body, quote, autojunk=False)
    blocks = [b for b in match.get_matching_blocks() if b.size >= 2]
    if not blocks:
        return ""
    start = max(body.rfind("。", 0, blocks[0].a), body.rfind("；", 0, blocks[0].a)) + 1
    close = body.find("。", blocks[-1].a + blocks[-1].size - 1)
    return body[start : close + 1 if close >= 0 else len(body)]
