"""Promulgation notes under a title (…通过 …公布 根据…修正 …施行) as steps in a law's life."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policykit.lang import dates
from policykit.model.document import HistoryEntry
from policykit.parse import docnumbers

_EVENTS = re.compile(r"通过|公布|发布|颁布|修订|修正|修改|施行|实施|批准|废止|印发")
_PARTS = re.compile(
    r"[；;。\n]|(?<=[布过行])[，,](?=[ \u3000]*(?:根据|自))|(?<=[通过布订正改行准止施])[ \u3000\xa0]+"
    r"(?=根据|自|[（(]?[12][0-9]{3}年|[一二][〇○零一二三四五六七八九]{3}年)"
)
_WRAPPED = re.compile(r"(?<![过布订正改行准止施。；;，,])[ \u3000]*\n[ \u3000]*")
"""A line break in the middle of a step: steps end in 通过, 公布, 修订 and the like."""
_BODY = re.compile(
    r"[日号](?:起)?[，, \u3000]*(?:经|由)?(?P<who>(?:第[一二三四五六七八九十百]+届)?[\u4e00-\u9fff]{2,40}?"
    r"(?:人民代表大会(?:常务委员会)?|委员会|人民政府|国务院|政务院|人民法院|人民检察院|部|总局|局|署|厅))"
    r"(?=第|令|公告|公布|发布|颁布|修订|审判|检察|部务|常务会议|办公会议)"
)
_SESSION = re.compile(r"第[一二三四五六七八九十百]+届")
_NAMES = {"颁布": "公布", "发布": "公布", "印发": "公布", "实施": "施行", "修改": "修正"}


def promulgation(
    notes: Iterable[str],
) -> tuple[tuple[HistoryEntry, ...], str | None, tuple[str, ...], str | None]:
    """Entries, the order's number, the body that made the law, and the date of its first adoption."""
    entries: list[HistoryEntry] = []
    number: str | None = None
    issuers: tuple[str, ...] = ()
    remade: tuple[str, ...] = ()
    first: str | None = None
    for note in notes:
        whole = _WRAPPED.sub("", note.strip("（()） \u3000"))
        for piece in _PARTS.split(whole):
            piece = piece.strip("，, \u3000、")
            event = _event(piece)
            if not event:
                continue
            date = next((m.iso for m in dates.find(piece) if m.iso), None)
            entries.append(HistoryEntry(event, date, piece))
            if event in ("公布", "通过") and number is None:
                number = docnumbers.order_in(piece) or docnumbers.search(piece)
                issuers = issuers or ordering(number)
            if event == "修订" and "会议" in piece and not issuers:
                remade = remade or _issuer(piece)
            if event in ("公布", "通过", "批准") and not issuers:
                # What a city's congress makes anew and the province's approves is the city's.
                issuers = remade if event == "批准" and remade else _issuer(piece)
            if event in ("公布", "通过") and first is None:
                first = date
    return tuple(entries), number, issuers, first


def _event(piece: str) -> str | None:
    found: list[str] = _EVENTS.findall(piece[-16:]) or _EVENTS.findall(piece)
    if not found:
        return "公布" if re.search(r"(?:令|公告)第?", piece) else None
    return _NAMES.get(found[-1], found[-1])


def ordering(number: str | None) -> tuple[str, ...]:
    """The bodies whose order it is: 甲部、乙总局令第24号 is of two."""
    out: list[str] = []
    for who in _BY_ORDER.finditer(number or ""):
        for body in _BETWEEN.split(who["w"]):
            name = body.removesuffix("部") if body.endswith("部部") else body  # 生态环境部部令
            if name and name not in out and not _ABBREVIATED.fullmatch(name):
                out.append(name)
    return tuple(out)


_BETWEEN = re.compile(
    r"、|(?<=[部局署会院委行])(?=国家|中华人民共和国|(?:生态环境|自然资源|农业农村|交通运输|应急管理|公安|财政|商务)部|海关总署)"
)
"""Between bodies that a joint order names, with or without a mark: 交通运输部国家发展改革委令."""
_ABBREVIATED = re.compile(r"[\u4e00-\u9fff]{1,2}府")  # 粤府令: a code, no body's name


_BY_ORDER = re.compile(r"(?P<w>[\u4e00-\u9fff、]{3,80}?)(?:令|公告)[^、]{0,20}")


def _issuer(piece: str) -> tuple[str, ...]:
    found = _BODY.search(piece)
    if not found:
        return ()
    who = _SESSION.sub("", found["who"], count=1)
    return (who,) if len(who) >= 3 else ()
