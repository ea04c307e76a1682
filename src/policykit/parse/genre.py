"""文种: the genre that a title ends in, after the lexicon `genres.tsv`."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


@cache
def _lexicon() -> dict[str, str]:
    lines = files("policykit.parse").joinpath("genres.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


GENRES: tuple[str, ...] = tuple(_lexicon())
"""Every ending the lexicon knows."""

_LONGEST = max(map(len, GENRES))
_TAIL = re.compile(r"[（(〔【\[][^（）()〔〕【】\[\]]{1,40}[）)〕】\]]$|[》”\s]+$|[0-9]{4}年版?$")

_EXPLAINS = re.compile(r"(?:[^《》]{0,8}解读|图解|一图读懂)[^《》]{0,4}[｜|:：]?\s?《")
"""部门解读｜《…若干措施》 explains the document it names; it is none."""


def bare_title(title: str) -> str:
    """The title without closing brackets such as （试行）, （2021年修订）."""
    for _ in range(4):
        shorter = _TAIL.sub("", title)
        if shorter == title:
            break
        title = shorter
    return title


def genre_of(title: str | None) -> str | None:
    """The genre of a title, or None where it ends in none the lexicon knows: …若干措施（试行） is 措施."""
    if not title:
        return None
    if _EXPLAINS.match(title):
        return "解读"
    bare = bare_title(title)
    for size in range(min(_LONGEST, len(bare)), 0, -1):
        found = _lexicon().get(bare[-size:])
        if found and not (found == "法" and not _is_statute(bare)):
            return found
    return None


def _is_statute(title: str) -> bool:
    """…法 names a statute; 办法, 方法, 执法, 做法 and the like do not."""
    return not title.endswith(
        ("办法", "方法", "执法", "做法", "司法", "立法", "守法", "看法", "手法", "普法", "违法", "合法")
    )
