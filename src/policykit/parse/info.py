"""Info tables of government sites (索引号, 发文字号, 成文日期 …): lines whose values are metadata."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@cache
def _lexicon() -> dict[str, str]:
    lines = files("policykit.parse").joinpath("infolabels.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True, slots=True)
class InfoPair:
    """`field` is the metadata the label stands for, or `other`; `value` is as printed, `-` and the like empty."""

    field: str
    value: str


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(_lexicon(), key=len, reverse=True)
    spaced = "|".join(r"[ \u3000]*".join(n) for n in names)
    return re.compile(
        rf"(?:[\[【［〔](?P<a>{spaced})[\]】］〕][ \u3000]*[：:]?"
        rf"|(?<![\u4e00-\u9fff])(?P<b>{spaced})[ \u3000]*[：:])[ \u3000\t]*"
    )


_TRIM = " \t\u3000\xa0|｜;；"
_EMPTY = re.compile(r"[-—－_/无\s]*")


def pairs(line: str) -> list[InfoPair]:
    """The pairs that make up `line`; empty unless the line begins with one."""
    if len(line) > 600 or ("：" not in line and ":" not in line and line[0] not in "[【［〔"):
        return []
    first = _pattern().match(line)
    if not first:
        return []
    marks = list(_pattern().finditer(line))
    out: list[InfoPair] = []
    for i, mark in enumerate(marks):
        end = marks[i + 1].start() if i + 1 < len(marks) else len(line)
        value = line[mark.end() : end].strip(_TRIM)
        name = "".join((mark["a"] or mark["b"]).split())
        out.append(InfoPair(_lexicon()[name], "" if _EMPTY.fullmatch(value) else value))
    return out
