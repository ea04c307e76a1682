"""Numbers as official documents print them: Chinese, Arabic, full-width, circled, bracketed and Roman."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "Ｏ": 0,
    "两": 2,
    "兩": 2,
    "壹": 1,
    "贰": 2,
    "貳": 2,
    "叁": 3,
    "參": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "陸": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_TENS = {"廿": 20, "卅": 30}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}

_PLACED = re.compile(rf"[{''.join(_DIGITS)}]+")
_COUNTED = re.compile(rf"[{''.join(_DIGITS)}{''.join(_UNITS)}{''.join(_MYRIADS)}{''.join(_TENS)}]+")
_ROMAN_FORM = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_LONGEST = 24
"""No printed number is longer; anything beyond is not one, so that hostile input stays cheap."""


@lru_cache(maxsize=4096)
def parse(text: str) -> int | None:
    """The whole number that `text` spells, or None. Brackets of enclosed forms (⑴, ㈠, ①, ⒈) are part of the glyph.

    `二〇一六` reads digit by digit, `二千零一十六` by its units, `Ⅳ` and `IV` as Roman.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    if text.isascii() and text.isdigit():
        return int(text)
    if len(text) == 1 and text not in _DIGITS:
        found = _single(text)
        if found is not None:
            return found
    if _PLACED.fullmatch(text):
        return int("".join(str(_DIGITS[c]) for c in text))
    if _COUNTED.fullmatch(text):
        return _counted(text)
    plain = unicodedata.normalize("NFKC", text)
    if plain.isascii():
        if plain.isdigit():
            return int(plain)
        upper = plain.upper()
        if _ROMAN_FORM.fullmatch(upper):
            return _roman(upper)
    return None


def _single(char: str) -> int | None:
    """One glyph: a digit of any script, or an enclosed number such as ⑫, ㈤, ⒊."""
    plain = unicodedata.normalize("NFKC", char).strip("().（）")
    if plain and plain != char:
        return parse(plain)
    value = unicodedata.numeric(char, None)
    return int(value) if value is not None and value == int(value) and char not in _UNITS | _MYRIADS else None


def _counted(text: str) -> int | None:
    total, section, digit, last_unit = 0, 0, -1, 0
    for char in text:
        if char in _DIGITS:
            if digit > 0 or (digit == 0 and _DIGITS[char] == 0):
                return None
            digit = _DIGITS[char]
        elif char in _TENS:
            if digit > 0:
                return None
            section, digit, last_unit = section + _TENS[char], -1, 10
        elif char in _UNITS:
            unit = _UNITS[char]
            if last_unit and unit >= last_unit:
                return None
            section += (digit if digit > 0 else 1) * unit
            digit, last_unit = -1, unit
        else:
            section += max(digit, 0)
            if not section:
                return None
            if _MYRIADS[char] > 10_000:
                total = (total + section) * _MYRIADS[char]
            else:
                total += section * _MYRIADS[char]
            section, digit, last_unit = 0, -1, 0
    return total + section + max(digit, 0)


def _roman(text: str) -> int:
    values = [_ROMAN[c] for c in text]
    return sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))


def to_chinese(number: int) -> str:
    """The number by its units, as labels print it: 10 十, 12 十二, 105 一百零五, 10000 一万.

    From 10**12 on, where no label goes, its digits. Raises ValueError below 0.
    """
    if number < 0:
        raise ValueError(f"no Chinese numeral for {number}")
    if number >= 10**12:
        return str(number)
    if number == 0:
        return "零"
    parts: list[str] = []
    for size, name in ((100_000_000, "亿"), (10_000, "万"), (1, "")):
        group, number = divmod(number, size)
        if not group:
            if parts and number and not parts[-1].endswith("零"):
                parts.append("零")
            continue
        if parts and group < 1000 and not parts[-1].endswith("零"):
            parts.append("零")
        parts.append(_group(group, lead=not parts) + name)
    return "".join(parts)


def _group(number: int, *, lead: bool) -> str:
    """1..9999 by its units; a leading 一十 is shortened to 十."""
    out, gap = "", False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            out += ("零" if gap and out else "") + "零一二三四五六七八九"[digit] + name
            gap = False
        else:
            gap = True
    return out[1:] if lead and out.startswith("一十") else out
