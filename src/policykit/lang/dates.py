"""Calendar dates as documents print them, in Chinese or Arabic numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from policykit.lang import numerals

_ZH = "零〇○一二三四五六七八九"
_GAP = r"[ \t\u3000]{0,3}"
_YEAR = rf"(?:[12１２][0-9０-９]{{3}}|[一二][{_ZH}Oo０0]{{3}})"
_SMALL = rf"(?:[0-9０-９]{{1,2}}|[{_ZH}十廿卅]{{1,3}})"
_WRITTEN = (
    rf"(?:(?P<y>{_YEAR}){_GAP}年{_GAP})?(?P<m>{_SMALL}){_GAP}月(?:份(?!额))?(?:{_GAP}(?P<d>{_SMALL}){_GAP}[日号])?"
)
_PLAIN = (
    r"(?<![0-9.\-/])(?P<y2>[12][0-9]{3})(?P<s>[-/.．－／])(?P<m2>[0-9]{1,2})(?P=s)(?P<d2>[0-9]{1,2})"
    r"(?![0-9]|[.．][0-9])"
)
_YEAR_ONLY = rf"(?P<y3>{_YEAR}){_GAP}年(?!度|级|代|来)"
_FIND = re.compile(rf"(?<![0-9０-９.])(?:{_WRITTEN}|{_PLAIN}|{_YEAR_ONLY})")
_COMPACT = re.compile(r"[12][0-9]{3}[01][0-9][0-3][0-9]")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text, at characters `start` up to `end`.

    `iso` is the full date; where it is None, `partial` says what is printed: `2020`, `2020-05`, `--05` or `--05-03`.
    """

    start: int
    end: int
    iso: str | None
    partial: str | None = None


def parse_date(text: str) -> str | None:
    """The ISO date of a string that is one full date and nothing more (a time of day may follow), else None."""
    text = text.strip()
    if len(text) > 40:
        return None
    found = _FIND.match(text)
    if found:
        mention = _mention(found)
        rest = text[found.end() :].strip()
        if mention and mention.iso and (not rest or re.fullmatch(r"T?[0-9:：.Zz+时分秒 ]+", rest)):
            return mention.iso
    if _COMPACT.fullmatch(text):
        return _iso(int(text[:4]), int(text[4:6]), int(text[6:]))
    return None


def find(text: str) -> Iterator[DateMention]:
    """Every date in `text`, left to right, full or partial; impossible ones (13月, 2月30日) are passed over."""
    if "年" not in text and "月" not in text and "-" not in text and "/" not in text and "." not in text:
        return
    for found in _FIND.finditer(text):
        mention = _mention(found)
        if mention:
            yield mention


def _mention(found: re.Match[str]) -> DateMention | None:
    start, end = found.span()
    if found["y3"]:
        year = _number(found["y3"])
        return DateMention(start, end, None, f"{year:04d}") if year else None
    if found["y2"]:
        iso = _iso(int(found["y2"]), int(found["m2"]), int(found["d2"]))
        return DateMention(start, end, iso) if iso else None
    month = _number(found["m"])
    if not month or month > 12:
        return None
    if found["d"] is None:
        year = _number(found["y"]) if found["y"] else None
        return DateMention(start, end, None, f"{year:04d}-{month:02d}" if year else f"--{month:02d}")
    day = _number(found["d"])
    if not day:
        return None
    if found["y"]:
        year = _number(found["y"])
        iso = _iso(year, month, day) if year else None
        return DateMention(start, end, iso) if iso else None
    return DateMention(start, end, None, f"--{month:02d}-{day:02d}") if _iso(2020, month, day) else None


def _number(text: str) -> int | None:
    return numerals.parse(text.replace("O", "〇").replace("o", "〇"))


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
