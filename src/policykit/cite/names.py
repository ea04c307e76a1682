"""Titles made comparable, without ever making two different documents alike."""

from __future__ import annotations

import re
from functools import lru_cache

from policykit.annotate.citations.grammar import version_in
from policykit.lang import numerals

KEPT = 1 << 16  # titles whose names are remembered: who cites what compares the same thousands again and again
_MARKS = str.maketrans("", "", '《》〈〉<>＜＞、“”"「」『』·• \t\r\n\u3000\u2028')
_ROUND = str.maketrans("（）［］【】〔〕", "()[][][]")
_SUFFIX = re.compile(r"\(([^()]{1,24})\)$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ZH_YEAR = re.compile(r"[一二][〇○零一二三四五六七八九]{3}")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_DRAFT = re.compile(r"草案|征求意见稿|送审稿|修订稿|讨论稿")
_GENERIC = re.compile(
    r"(?:实施|暂行|若干|指导|管理)?(?:条例|办法|规定|意见|通知|纲要|细则|方案|决定|规则|规划|计划|措施|通告|公告|解释|标准|目录|法)"
)
_COUNTRY = "中华人民共和国"
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,7}?(?:自治[区州县]|[省市县区州盟旗])(?=[\u4e00-\u9fff]{4})")
_ANY_PLACE = re.compile(r"[本我该全]?[省市县区州](?=[\u4e00-\u9fff]{4})")
_ISSUED_BY = re.compile(r"^.{2,40}?(?=关于)")


@lru_cache(maxsize=KEPT)
def key(title: str) -> str:
    """The name to compare by: no marks, no white space, no 中华人民共和国, no year of revision.

    What tells documents apart stays: 实施条例, 实施办法, the place, （试行）, （草案）.
    """
    name = title.translate(_MARKS).translate(_ROUND)
    if "人大" in name:
        name = name.replace("人大常委会", "人民代表大会常务委员会")
    while found := _SUFFIX.search(name):
        if not is_edition(found[1]):
            break
        name = name[: found.start()]
    return name.replace(_COUNTRY, "") or name


def is_edition(suffix: str) -> bool:
    """Whether a bracketed suffix tells which edition of the same document is meant (2021年修订, 2018-10-26)."""
    if re.fullmatch(r"(?:19|20)\d\d-\d\d?-\d\d?|修订|修正|修改|(?:19|20)\d\d年?", suffix):
        return True
    return bool(_YEAR.search(suffix) or _ZH_YEAR.search(suffix)) and version_in(suffix) is not None


def edition_year(title: str, version: str | None) -> int | None:
    """The year of the edition that a citation names, in its title or behind it; None where it names none."""
    found = _SUFFIX.search(title.translate(_MARKS).translate(_ROUND))
    for suffix in (version, found[1] if found else None):
        if not suffix or not is_edition(suffix):
            continue
        year = _YEAR.search(suffix)
        if year:
            return int(year.group())
        spoken = _ZH_YEAR.search(suffix)
        if spoken:
            return int(spoken.group().replace("一", "1").replace("二", "2").translate(_DIGITS))
    return None


def is_draft(title: str, version: str | None) -> bool:
    """Whether the citation is to a draft, which no document in force can stand for."""
    return bool(_DRAFT.search(version or "") or _DRAFT.search(title[-12:]))


def about(title: str) -> str | None:
    """The key from 关于 on, where an issuer stands before it; None for names without 关于."""
    name = key(title)
    at = name.find("关于")
    return name[at:] if at >= 0 and len(name) - at >= 6 else None


def without_place(title: str) -> tuple[str, ...]:
    """The keys that the places at its head leave: 云川省临江市养犬管理条例 → 临江市养犬管理条例, 养犬管理条例."""
    name, out = key(title), []
    for _ in range(3):
        found = _PLACE.match(name)
        if not found:
            break
        name = name[found.end() :]
        out.append(name)
    return tuple(out)


def of_some_place(title: str) -> str:
    """The key without a place that is not named (省养犬管理条例, 我市养犬管理条例 → 养犬管理条例)."""
    name = key(title)
    found = _ANY_PLACE.match(name)
    return name[found.end() :] if found else name


def issuer_prefix(title: str) -> str:
    """What stands before 关于 in a title: 国务院 of 国务院关于…, empty where nothing does."""
    found = _ISSUED_BY.match(title.translate(_MARKS))
    return found.group() if found else ""


def is_generic(title: str) -> bool:
    """Whether a name is a genre alone (条例, 办法), which means something only where 以下简称 lays it down."""
    return bool(_GENERIC.fullmatch(key(title)))


def number_key(number: str) -> str:
    """A document number to compare by: brackets alike, no white space, no 中华人民共和国, no 第 after the year."""
    text = number.translate(str.maketrans("", "", " \t\n\u3000")).replace(_COUNTRY, "").replace("人民政府", "政府")
    return re.sub(r"[〔\[［【（(]((?:19|20)\d\d)年?[〕\]］】）)]第?", r"〔\1〕", text)


_ORDER = re.compile(
    r"(?P<who>[^〔\d]*?)(?P<kind>令|公告|通告)?(?:(?P<year>(?:19|20)\d\d)年)?第?(?P<n>[^第号令年]{1,6})号(?P<after>令)?"
)


def same_order(one: str, other: str) -> bool:
    """Whether two numbers of orders or announcements may be one, shortened: 省政府令第5号, 云川省人民政府令第5号.

    Holds only where number, kind and year do not differ and each character of the shorter body's name stands in the
    longer, in order.
    """
    a, b = _ORDER.fullmatch(number_key(one)), _ORDER.fullmatch(number_key(other))
    if not a or not b or not numerals.parse(a["n"]) or numerals.parse(a["n"]) != numerals.parse(b["n"]):
        return False
    kinds = {m["kind"] or m["after"] for m in (a, b)} - {None}
    if len(kinds) != 1 or len({a["year"], b["year"]} - {None}) > 1:
        return False
    short, long = sorted((a["who"], b["who"]), key=len)
    rest = iter(long)
    return all(char in rest for char in short)
