"""Labels at the start of a line: their style, number and the form they take in an address.

Whether a candidate really is a label of the document's outline is decided later, with its neighbours in view
(`outline`); here only what a single line shows is judged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from policykit.lang import numerals
from policykit.model.slots import direct


class Style(IntEnum):
    """Kinds of label, outermost first in the order that GB/T 9704 and the Legislation Law give them."""

    PART = 1  # 第一编
    SUBPART = 2  # 第一分编
    CHAPTER = 3  # 第一章
    SECTION = 4  # 第一节
    ARTICLE = 5  # 第一条
    DIVISION = 6  # 第一部分
    ROMAN = 7  # Ⅰ、
    CN = 8  # 一、
    CN_BRACKET = 9  # （一）
    NUMBER = 10  # 1.
    DECIMAL = 11  # 1.1, 1.1.1
    NUMBER_BRACKET = 12  # （1）
    NUMBER_HALF = 13  # 1）
    CIRCLED = 14  # ①
    ORDINAL = 15  # 第一，


STRUCTURAL = frozenset({Style.PART, Style.SUBPART, Style.CHAPTER, Style.SECTION})


@direct
@dataclass(frozen=True, slots=True)
class Label:
    """`part` is the label's share of an address, `end` where its print ends in the line.

    `number` of a decimal label is its last number and `prefix` those before it; `sub` is the N of 之N.
    `loose` marks what only the neighbours can confirm: an article label run together with its text, a bare number.
    """

    style: Style
    number: int
    part: str
    end: int
    sub: int = 0
    prefix: tuple[int, ...] = ()
    loose: bool = False


_ZH = "一二三四五六七八九十百千零〇○两"
_FIRST = re.compile(rf"[第条（(0-9０-９{_ZH}①-⑳㉑-㉟㊱-㊿⑴-⒇⒈-⒛㈠-㈩Ⅰ-Ⅻ]")
_STRUCTURE = re.compile(
    rf"第[ \u3000]{{0,2}}(?P<n>[{_ZH}]{{1,9}}|[0-9]{{1,4}})[ \u3000]{{0,2}}(?P<unit>分编|编|章|节|条|部分)"
    rf"(?:[ \u3000]?之[ \u3000]?(?P<sub>[{_ZH}]{{1,3}})(?![{_ZH}]))?"
)
_ORDINAL = re.compile(rf"第(?P<n>[{_ZH}]{{1,3}})[，、：:,](?![{_ZH}第])")
_CN = re.compile(rf"(?P<n>[{_ZH}]{{1,5}})[ \u3000]?(?:、|[.．](?![0-9０-９]))")
_ENTRY = re.compile(rf"条目[ \u3000]?(?P<n>[{_ZH}]{{1,5}})[ \u3000：:、]")  # collections of laws print 一、 so
_CN_RUN = re.compile(
    rf"[{_ZH}]{{1,3}}(?:[、和或与及至]|级|类|等[奖功、，]|产|线|期|年级|季度|档|楼|层|次会|把手|届|审)"
)
_CN_BRACKET = re.compile(rf"[（(][ \u3000]?(?P<n>[{_ZH}]{{1,5}})[ \u3000]?[）)]、?|(?P<g>[㈠-㈩])[、.．]?")
_DECIMAL = re.compile(
    r"(?P<n>[0-9]{1,2}(?:[.．][0-9]{1,2}){1,4})(?:[.．、](?![0-9]))?(?=[ \u3000]|[\u4e00-\u9fff“《（])"
)
_DECIMAL_APART = re.compile(r"(?P<n>[0-9]{1,2}(?:[.．][ ]?[0-9]{1,2}){1,4})(?=[ \u3000]{1,4}[\u4e00-\u9fff])")
_NUMBER = re.compile(
    r"(?P<n>[0-9０-９]{1,3})[ \u3000]{0,2}(?:、|[.．](?![0-9０-９])|[.．](?=(?:19|20)[0-9]{2}[年-]))"
    r"|(?P<g>[⒈-⒛])[、.．]?"
)
_NUMBER_RUN = re.compile(r"[0-9]{1,3}(?:[、和或至]|号|级|类|楼|层)")
_BARE = re.compile(r"(?P<n>[0-9]{1,2})[ \u3000]{1,4}(?=[\u4e00-\u9fff])")
_BRACKET = re.compile(r"[（(][ \u3000]?(?P<n>[0-9０-９]{1,3})[ \u3000]?[）)][、.．]?|(?P<g>[⑴-⒇])[、.．]?")
_HALF = re.compile(r"(?P<n>[0-9０-９]{1,3})[）)][、.．]?")
_CIRCLED = re.compile(r"(?P<g>[①-⑳㉑-㉟㊱-㊿])[、.．]?")
_ROMAN = re.compile(r"(?P<g>[Ⅰ-Ⅻ])[、.．]")
_UNIT = re.compile(
    r"[ \u3000]?(?:亿|万|千|百|[%％‰]|个|元|倍|版|年|月|日|米|公里|公斤|吨|亩|平方|小时|分钟|级地震"
    r"|岁|人|名|家|项|号|度|℃)"
)
_REFERENCE = re.compile(
    rf"[ \u3000]?(?:第[{_ZH}0-9]{{1,5}}[款项条章节编目]|规定|所称|所列|所述|的|中|关于|[，。；、）)》”]|及|或者?"
    r"|以[及外]|至|和|与|之|修改|改为|删|增加|后|前|款|项|[“《〈]|条文|内容|有关|涉及|明确|予以|自|同时|除外|情形)"
)
_UNITS = {
    "编": Style.PART,
    "分编": Style.SUBPART,
    "章": Style.CHAPTER,
    "节": Style.SECTION,
    "条": Style.ARTICLE,
    "部分": Style.DIVISION,
}


def label_of(line: str) -> Label | None:
    """The label that `line` begins with, or None. Looks at the first characters only."""
    if not _FIRST.match(line):
        return None
    head = line[:48]
    first = head[0]
    if first == "第":
        return _structure(head, line) or _plain(_ORDINAL.match(head), Style.ORDINAL, "第{}")
    if first in "（(":
        return _bracketed(head)
    if first == "条":
        return _plain(_ENTRY.match(head), Style.CN, "{}")
    if first in _ZH:
        found = _CN.match(head)
        if found and _CN_RUN.match(head, found.end()):
            return None
        return _plain(found, Style.CN, "{}")
    if first.isdigit() and first in "0123456789０１２３４５６７８９":
        return _arabic(head)
    return (
        _glyph(_CIRCLED.match(head), Style.CIRCLED, None)
        or _glyph(_CN_BRACKET.match(head), Style.CN_BRACKET, "（{}）")
        or _glyph(_BRACKET.match(head), Style.NUMBER_BRACKET, "（{}）")
        or _glyph(_NUMBER.match(head), Style.NUMBER, "{}")
        or _glyph(_ROMAN.match(head), Style.ROMAN, None)
    )


def _structure(head: str, line: str) -> Label | None:
    found = _STRUCTURE.match(head)
    if not found:
        return None
    number = numerals.parse(found["n"])
    if number is None:
        return None
    style = _UNITS[found["unit"]]
    end = found.end()
    rest = head[end : end + 16]
    spaced = not rest or rest[0] in " \u3000\t:：【（(*"
    part = found.group() if found.group().isalnum() else "".join(found.group().split())
    sub = numerals.parse(found["sub"]) or 0 if found["sub"] else 0
    if style is Style.ARTICLE:
        if _REFERENCE.match(rest) and not (spaced and rest[:1] in "（(【"):
            return Label(style, number, part, end, sub, loose=True) if spaced else None
        return Label(style, number, part, end, sub, loose=not spaced)
    if _REFERENCE.match(rest) and not spaced:
        return None
    if len(line) > 60 or line[-1:] in "。；，":
        return None
    return Label(style, number, part, end, sub)


def _bracketed(head: str) -> Label | None:
    found = _CN_BRACKET.match(head)
    if found:
        return _plain(found, Style.CN_BRACKET, "（{}）")
    return _plain(_BRACKET.match(head), Style.NUMBER_BRACKET, "（{}）", arabic=True)


def _arabic(head: str) -> Label | None:
    apart = _DECIMAL_APART.match(head)
    found = apart or _DECIMAL.match(head)
    if found and (apart or not _UNIT.match(head, found.end())):
        numbers = [int(n) for n in re.split(r"[.．][ ]?", found["n"])]
        part = ".".join(map(str, numbers))
        return Label(Style.DECIMAL, numbers[-1], part, found.end(), prefix=tuple(numbers[:-1]), loose=True)
    found = _NUMBER.match(head)
    if found:
        if _NUMBER_RUN.match(head, found.end()):
            return None
        return _plain(found, Style.NUMBER, "{}", arabic=True)
    found = _HALF.match(head)
    if found:
        return _plain(found, Style.NUMBER_HALF, "{}）", arabic=True)
    found = _BARE.match(head)
    if found and not _UNIT.match(head, found.end()):
        return Label(Style.NUMBER, int(found["n"]), found["n"], found.end("n"), loose=True)
    return None


def _plain(found: re.Match[str] | None, style: Style, form: str, *, arabic: bool = False) -> Label | None:
    if not found:
        return None
    number = numerals.parse(found["n"])
    if number is None:
        return None
    return Label(style, number, form.format(str(number) if arabic else found["n"]), found.end())


def _glyph(found: re.Match[str] | None, style: Style, form: str | None) -> Label | None:
    """An enclosed glyph; `form` None keeps the glyph itself, ㈠ becomes （一）, ⑴ （1）, ⒈ 1."""
    if not found or not found["g"]:
        return None
    number = numerals.parse(found["g"])
    if number is None:
        return None
    spelt = numerals.to_chinese(number) if style is Style.CN_BRACKET else str(number)
    return Label(style, number, form.format(spelt) if form else found["g"], found.end())
