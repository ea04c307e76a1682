"""Quoted words of an article, compared with the article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_FOLLOWS = re.compile(r"[^。；“”《》]{0,16}?(?:规定|明确|要求|指出|载明)[^。；“”《》]{0,8}?[“]([^“”]{4,2000})[”]")
_IGNORED = re.compile(r"[\s“”‘’\"'《》〈〉]+")
_GAP = re.compile(r"…+|\.{3,}")
_WIDTH = str.maketrans(",;:()?!", "，；：（）？！")
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Quote:
    """What a draft quotes and what the article says. `same` allows only for white space, quotation marks and width.

    `actual` is the stretch of the article that comes nearest, empty where nothing does.
    """

    quoted: str
    actual: str
    same: bool


def quoted_after(text: str, at: int) -> str | None:
    """The words in quotation marks that a citation ending at `at` introduces (第X条规定：“…”), or None."""
    found = _FOLLOWS.match(text, at, min(len(text), at + 2100))
    return found[1] if found else None


def compare(quoted: str, article: str) -> Quote:
    """Whether `quoted` stands in `article`; an ellipsis may leave words out, in order."""
    body = _plain(article)
    parts = [p for p in (_plain(p).rstrip("。；，") for p in _GAP.split(quoted)) if p]
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
