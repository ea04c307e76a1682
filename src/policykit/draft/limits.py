"""Which printed time limits may stand alone after a task: 2026年6月底前 may, 30日内 without its start may not."""

from __future__ import annotations

import re

_BARE = re.compile(r"^(?:在|于)?[0-9０-９一二三四五六七八九十]{1,4}个?(?:工作)?(?:日|天|周|月|年|小时)(?:以?内|前)?$")
_START = re.compile(r"(?:起|以后|之后|开始|次|每[年月季半度周日天]{1,3})$")
_RELATIVE = re.compile(r"之日")  # the event from which it runs is in the sentence
_DAY = re.compile(
    r"^\s*([0-9]{4})\s*[-/.年]\s*0?([0-9]{1,2})\s*[-/.月]\s*0?([0-9]{1,2})\s*日?(?:\s+00:00(?::00)?)?\s*(?:(?:之|以)?前)?\s*$"
)
_DATED = re.compile(r"[年月日号]|底|末|初|每")


def spoken_limit(words: str) -> str:
    """A day as people and spreadsheets write it (2027-03-01, 2027/3/1) as a document prints a limit: 2027年3月1日前.
    Anything else as it is."""
    day = _DAY.match(words)
    return f"{day[1]}年{int(day[2])}月{int(day[3])}日前" if day else words


def stands_alone(deadline: str) -> bool:
    """Whether the words, put after a task, say by when it is done: not a period without its start, a date from which
    something begins, or how often it recurs."""
    words = deadline.strip()
    return (
        not _BARE.match(words)
        and not _START.search(words)
        and not _RELATIVE.search(words)
        and _DATED.search(words) is not None
    )
