"""文号: document numbers in every bracket form, always given back with 〔〕; order and announcement numbers."""

from __future__ import annotations

import re

_OPEN, _CLOSE = r"[〔\[［（(【﹝「〈]", r"[〕\]］）)】﹞」〉]"
_CODE = r"[\u4e00-\u9fff]{1,20}(?:[（(][\u4e00-\u9fff]{1,6}[）)][\u4e00-\u9fff]{0,6})?"
_YEARED = re.compile(
    rf"(?P<code>{_CODE})[ \u3000]?{_OPEN}[ ]?(?P<year>(?:19|20)[0-9]{{2}})[ ]?年?{_CLOSE}"
    r"[ \u3000]?第?[ ]?(?P<no>[0-9]{1,5})[ ]?(?P<hao>号)"
)
_LOST = re.compile(
    r"(?P<code>[\u4e00-\u9fff]{1,18}[发字办函电规令通])(?P<year>(?:19|20)[0-9]{2})(?P<no>[0-9]{1,3})(?P<hao>号)"
)
_ORDER = re.compile(
    r"(?P<who>[\u4e00-\u9fff、 ]{2,60}?)?(?P<kind>令|公告)[ \u3000]{0,4}[（(〔\[]?"
    r"(?P<year>(?:19|20)[0-9]{2}[ ]?年)?[ \u3000]{0,4}第[ ]?"
    r"(?P<no>[0-9〇○零一二三四五六七八九十百]{1,6})[ ]?号[）)〕\]]?"
)
_BEFORE_CODE = re.compile(
    r"^[\u4e00-\u9fff]*(?:日|人民政府(?:办公[室厅])?|(?<=[省市县区州旗府委])办公[室厅]|委员会"
    r"|[省市县区州][\u4e00-\u9fff]{2,8}[局厅]|[\u4e00-\u9fff]{4}总?局)(?=[\u4e00-\u9fff]{3,10}$)"
    r"|^(?:[\u4e00-\u9fff]*(?:根据|按照|依据|遵照|依照|转发|印发|贯彻|落实|执行|关于|有关|文号)|^见)"
    r"(?=[\u4e00-\u9fff]{3,10}$)"
)
_NOTE = 600
_LETTER = re.compile(r"^[\u4e00-\u9fff、 \u3000]{2,60}(?:令|公告)$")
_ALONE = re.compile(r"^[（(]?(?:(?:19|20)[0-9]{2}[ ]?年[ ]?)?第[ ]?[0-9〇○零一二三四五六七八九十百]{1,6}[ ]?号[）)]?$")


def parse(text: str) -> str | None:
    """The number that `text` is, or None: 枣政法字[2016]12号 is 枣政法字〔2016〕12号."""
    text = text.strip().strip("　（(）)【】[]") if not _YEARED.fullmatch(text.strip()) else text.strip()
    for form in (_YEARED, _LOST):
        found = form.fullmatch(text)
        if found:
            return _spelt(found)
    found = _ORDER.fullmatch(text)
    if found and found["who"]:
        return order_number(found)
    return None


def leading(text: str) -> tuple[str, int] | None:
    """A number that `text` begins with, and where it ends. Only yeared numbers: an order's would swallow a title."""
    found = _YEARED.match(text[:60])
    return (_spelt(found), found.end()) if found else None


def search(text: str) -> str | None:
    """The first number printed in `text`, without the date or body that runs into its code."""
    found = _YEARED.search(text)
    if not found:
        return None
    return _spelt(found)


def order_in(text: str) -> str | None:
    """An order's or announcement's number inside a promulgation note: 某省人民政府令第244号.

    Bodies that make one text together may each count their own orders: then all the numbers, parted by 、.
    """
    numbers = (order_number(found) for found in _ORDER.finditer(text[:_NOTE]) if found["who"])
    return "、".join(dict.fromkeys(n.lstrip("、和及以经由") for n in numbers)) or None


def is_letterhead(text: str) -> bool:
    """中华人民共和国国务院令, the line above 第752号."""
    return bool(_LETTER.match(text))


def is_bare_order(text: str) -> bool:
    """第752号, the line below an order's letterhead."""
    return bool(_ALONE.match(text))


def order_number(found: re.Match[str]) -> str:
    who = re.sub(r"^.*?(?:[日年月根据经]|[0-9])(?=[\u4e00-\u9fff]{2})", "", "".join((found["who"] or "").split()))
    year = "".join((found["year"] or "").split())
    return f"{who}{found['kind']}{year}第{found['no']}号"


def join_order(letterhead: str, number: str) -> str:
    """The letterhead line and its number line as one number. Bodies side by side are parted by 、."""
    pieces = letterhead.split()
    apart = "、" if len(pieces) > 1 and all(len(piece) >= 4 for piece in pieces) else ""
    return apart.join(pieces) + "".join(number.strip("（()）").split())


def _spelt(found: re.Match[str]) -> str:
    code = _BEFORE_CODE.sub("", "".join(found["code"].split()))
    return f"{code}〔{found['year']}〕{int(found['no'])}号"
