"""Traditional to simplified Chinese, character for character, so that offsets never move.

The dictionaries are OpenCC's (package opencc-python-reimplemented, Apache-2.0), read once; phrases of this
package (`script_phrases.tsv`) stand before them where official documents need another reading. Simplified text
costs one search of a
character class. Characters that simplified Chinese also uses (乾隆, 著作, 宫商角徵羽) are converted only
where the surrounding paragraph is traditional.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_RESTORED = "噁昇堃淼喆甯邨氾砦仝奔祕赀頫瞋勠迺菇谿"
"""Variants that the 通用规范汉字表 (2013) allows in names, and 噁 as laws print it in 二噁英. They are converted
only in traditional paragraphs."""

_SUFFIX_KEEPS_BEFORE = "显顯编編名原专專土论論卓昭译譯合巨拙遗遺较較新"
_SUFFIX_KEEPS_AFTER = "作名述称稱者录錄书書于於有"
_PARAGRAPH_SHARE = 0.04
"""Share of unmistakably traditional characters from which a paragraph counts as traditional; running text in
traditional characters has a third."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """Replace the characters from `start` by `new`, which is as long as what it replaces."""

    start: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class _Tables:
    any_key: re.Pattern[str]
    sure: dict[str, str]
    doubtful: dict[str, str]
    phrases: dict[str, str]
    sure_run: re.Pattern[str]
    doubtful_char: re.Pattern[str]
    phrase: re.Pattern[str]


@cache
def _tables() -> _Tables:
    import opencc

    folder = files(opencc).joinpath("dictionary")
    characters: dict[str, list[str]] = {}
    for key, values in _rows(folder.joinpath("TSCharacters.txt").read_text(encoding="utf-8")):
        if len(key) == 1 and ord(key) < 0x10000 and len(values[0]) == 1 and ord(values[0]) < 0x10000:
            characters[key] = values
    doubtful = {k: v[0] for k, v in characters.items() if k in v or k in _RESTORED}
    doubtful["著"] = "着"
    sure = {k: v[0] for k, v in characters.items() if k not in doubtful and v[0] != k}
    phrases = {k: v[0] for k, v in _rows(folder.joinpath("TSPhrases.txt").read_text(encoding="utf-8"))}
    own = files("policykit.lang").joinpath("script_phrases.tsv").read_text(encoding="utf-8")
    for key, values in _rows(own):
        (sure if len(key) == 1 else phrases)[key] = values[0]
    phrases = {k: v for k, v in phrases.items() if len(k) == len(v) and max(v) < "\U00010000"}
    by_length = sorted(phrases, key=len, reverse=True)
    return _Tables(
        # A character class costs 9 ns a character, set.isdisjoint on a string 190 ns (measured, CPython 3.11).
        any_key=re.compile(f"[{''.join(map(re.escape, sorted(sure | doubtful)))}]"),
        sure=sure,
        doubtful=doubtful,
        phrases=phrases,
        sure_run=re.compile(f"[{''.join(map(re.escape, sure))}]+"),
        doubtful_char=re.compile(f"[{''.join(map(re.escape, doubtful))}]"),
        phrase=re.compile("|".join(map(re.escape, by_length))),
    )


def _rows(table: str) -> Iterator[tuple[str, list[str]]]:
    for line in table.splitlines():
        key, tab, values = line.partition("\t")
        if tab and values and not key.startswith("#"):
            yield key, values.split(" ")


def has_traditional(text: str) -> bool:
    """Whether any character of `text` could need conversion; the test that simplified text pays for."""
    return _tables().any_key.search(text) is not None


def conversions(text: str) -> tuple[Conversion, ...]:
    """What to replace to make `text` simplified, in order and without overlap."""
    tables = _tables()
    if not tables.any_key.search(text):
        return ()
    out: dict[int, Conversion] = {}
    at = 0
    for line in text.splitlines(keepends=True):
        if tables.any_key.search(line):
            _convert_line(line, at, tables, out)
        at += len(line)
    return tuple(out[start] for start in sorted(out))


def _convert_line(line: str, at: int, tables: _Tables, out: dict[int, Conversion]) -> None:
    sure = sum(len(run.group()) for run in tables.sure_run.finditer(line))
    traditional = sure >= 2 and sure >= _PARAGRAPH_SHARE * len(line)
    taken: list[tuple[int, int]] = []
    if traditional or sure:
        for found in tables.phrase.finditer(line):
            old = found.group()
            if traditional or not tables.sure.keys().isdisjoint(old):
                taken.append(found.span())
                if tables.phrases[old] != old:
                    out[at + found.start()] = Conversion(at + found.start(), old, tables.phrases[old])
    for run in tables.sure_run.finditer(line):
        for start, end in _outside(run.start(), run.end(), taken):
            old = line[start:end]
            out[at + start] = Conversion(at + start, old, "".join(map(tables.sure.__getitem__, old)))
    if traditional:
        for found in tables.doubtful_char.finditer(line):
            start = found.start()
            new = tables.doubtful[found.group()]
            if new != found.group() and _outside(start, start + 1, taken) and not _keeps(line, start):
                out[at + start] = Conversion(at + start, found.group(), new)


def _outside(start: int, end: int, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts of start..end that no phrase has taken. `taken` is sorted."""
    parts: list[tuple[int, int]] = []
    for nth in range(max(0, bisect_right(taken, (start, start)) - 1), len(taken)):
        low, high = taken[nth]
        if low >= end:
            break
        if high <= start:
            continue
        if low > start:
            parts.append((start, low))
        start = max(start, high)
    if start < end:
        parts.append((start, end))
    return parts


def _keeps(line: str, at: int) -> bool:
    """Whether 著 is 著 (显著, 著作) and not the suffix 着 (意味着) or the verb (着力)."""
    if line[at] != "著":
        return False
    return (at > 0 and line[at - 1] in _SUFFIX_KEEPS_BEFORE) or line[at + 1 : at + 2] in tuple(_SUFFIX_KEEPS_AFTER)


@lru_cache(maxsize=8)
def to_simplified(text: str) -> str:
    """`text` in simplified characters, of the same length."""
    found = conversions(text)
    if not found:
        return text
    parts: list[str] = []
    at = 0
    for conversion in found:
        parts += (text[at : conversion.start], conversion.new)
        at = conversion.start + len(conversion.old)
    parts.append(text[at:])
    return "".join(parts)
