"""行政区划: the place a title or an issuing body names, in full (省 + 市 + 县)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

_NATIONAL = re.compile(
    r"^(?:国务院|中共中央|中央|全国|国家|最高人民|中华人民共和国|中国(?!共产党.{2,4}[省市县区])|[\u4e00-\u9fff]{2,8}部$|[\u4e00-\u9fff]{2,10}(?:总局|总署|总行)$|海关总署|新华社)"
)
_LEAD = re.compile(
    r"^(?:《|〈|中共|中国共产党|关于|印发|转发|批转|公布|发布|实施|修改|废止|贯彻|落实|加强|进一步|做好|推进|开展|规范|在)*"
)
_SHORT_PROVINCES = {"内蒙古": "15", "广西": "45", "西藏": "54", "宁夏": "64", "新疆": "65"}
_LONGEST = 15
_CROWN = frozenset({"11", "12", "31", "50"})


@cache
def _names() -> dict[str, tuple[str, ...]]:
    out: dict[str, list[str]] = defaultdict(list)
    for line in files("policykit.parse").joinpath("regions.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, name = line.split("\t")
            out[name].append(code)
    return {name: tuple(codes) for name, codes in out.items()}


@cache
def _by_code() -> dict[str, str]:
    return {code: name for name, codes in _names().items() for code in codes}


def full_name(code: str) -> str:
    """370400 is 山东省枣庄市; districts of the four 直辖市 follow the city at once."""
    names = _by_code()
    parts = [names.get(code[:2] + "0000", "")]
    if code[2:] != "0000" and code[:2] not in _CROWN:
        parts.append(names.get(code[:4] + "00", ""))
    if code[4:] != "00":
        parts.append(names.get(code, ""))
    return "".join(dict.fromkeys(p for p in parts if p))


@cache
def _codes_by_full_name() -> dict[str, str]:
    return {full_name(code): code for code in reversed(_by_code())}


def region_in(text: str) -> str | None:
    """The narrowest place that `text` names beyond doubt: a district of many cities' name needs its city with it."""
    codes: list[str] = []
    at = 0
    while at < len(text):
        name = _at(text, at)
        if not name:
            at += 1
            continue
        fitting = [c for c in _codes(name) if not codes or _within(c, codes[-1])]
        if len(fitting) == 1:
            codes.append(fitting[0])
        elif codes and not fitting:
            break
        at += len(name)
    return full_name(codes[-1]) if codes else None


def _codes(name: str) -> tuple[str, ...]:
    short = _SHORT_PROVINCES.get(name)
    return (short + "0000",) if short else _names().get(name, ())


def _within(code: str, outer: str) -> bool:
    if outer[2:] == "0000":
        return code[:2] == outer[:2] and code != outer
    return outer[4:] == "00" and code[:4] == outer[:4] and code != outer


def _at(text: str, at: int) -> str | None:
    for size in range(min(_LONGEST, len(text) - at), 1, -1):
        piece = text[at : at + size]
        if (piece in _names() or piece in _SHORT_PROVINCES) and (size > 2 or (at == 0 and piece[-1] != "区")):
            return piece
    return None


def region_of(issuers: Iterable[str], titles: Iterable[str | None], number: str | None) -> str | None:
    """The place of a document: its issuers' if they name one, none for national bodies, else its title's."""
    issuers = tuple(issuers)
    for issuer in issuers:
        found = region_in(issuer)
        if found:
            return found
    if any(_NATIONAL.match(i) for i in issuers):
        return None
    for title in titles:
        if title and not _NATIONAL.match(title):
            lead = _LEAD.match(title)
            found = _leading(title[lead.end() if lead else 0 :])
            if found:
                return found
    return region_in(number) if number and "令" in number else None


def _leading(text: str) -> str | None:
    return region_in(text[:24]) if _at(text, 0) else None


_PROVINCE = re.compile(r"(?:(?<=《)|^)(?P<p>(?![各全本外我该])[\u4e00-\u9fff]{2,3}省)(?=[\u4e00-\u9fff])", re.MULTILINE)


def in_context(found: str, names: Iterable[str], text: str) -> str | None:
    """The place found, unless the text speaks of another province only: then a town of the same name is meant.

    A province that the list of divisions does not have is taken as printed; of two different ones nothing is certain.
    """
    code = _codes_by_full_name().get(found)
    province = _by_code().get(f"{code[:2]}0000", "") if code else ""
    if not province or province[:2] in text or any(province[:2] in n for n in names) or found == province:
        return found
    printed = {m["p"] for m in _PROVINCE.finditer(text)}
    if not printed:
        return found
    if len(printed) > 1 or any(p in _names() for p in printed):
        return None
    name = _by_code()[code] if code else ""
    return f"{printed.pop()}{name}"


def assumed(found: str, text: str) -> bool:
    """Whether only the name of a county or a city below it tells the place: the text prints nothing above it."""
    code = _codes_by_full_name().get(found)
    if code is None or code[4:] == "00":
        return False
    above = (_by_code().get(f"{code[:2]}0000"), _by_code().get(f"{code[:4]}00"))
    return not any(name and name[:2] in text for name in above)
