"""The rule `indicators`: numbers that a clause demands (不少于3人, 60%以上, 8支以内, 3至5人) and what they measure."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from policykit.lang.numerals import parse
from policykit.model.annotation import Indicator
from policykit.model.document import Clause, ClauseKind, Document
from policykit.model.span import Span

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[一二两三四五六七八九十百千]{1,6}"
_UNITS = (
    "个百分点|百分点|万平方米|平方公里|平方米|万千瓦|立方米|亿元|万元|万亩|万人次|人次|万人|万户|万吨|公里|学时|课时|小时|人|名|个(?!小时|月|工作日|年|百分点|别)|支|家|项|次|件"
    "|份|场|元|亩|吨|倍|篇|所|条|户|辆|台|套|处|批|期|座|张|万|亿|米"
)
_LEAST = "不少于|不低于|不得少于|不得低于|不能少于|不能低于|应不少于|至少|最少|最低|不小于|达到或超过"
_MOST = (
    "不超过|不得超过|不多于|不高于|不得高于|不得多于|不能超过|最多|最高|不大于"
    "|控制在|压缩至|压减至|精简至|缩短至|减少至|降至"
)
_MORE, _LESS = "超过|高于|大于|多于", "低于|少于|小于|不足"
_REACH = "达到|达|提高到|提升到|提高至|提升至|拓展到|拓展至|增加到|扩大到|覆盖率达"
_SUFFIX = "及以上|以上|以内|以下|之内|左右|内"
_QUANTITY = re.compile(
    rf"(?:(?P<pre>{_LEAST}|{_MOST}|{_MORE}|{_LESS}|{_REACH}|保持在|约)[^，。；：\d一二两三四五六七八九十百千]{{0,16}}?)?"
    rf"(?P<low>{_DIGITS})(?:[%％])?(?:(?:至|到|-|—|－|~|～)(?P<high>{_DIGITS}))?"
    rf"(?P<unit>[%％]|{_UNITS})[ \u3000]?(?P<suf>{_SUFFIX})?"
)
_WORTH = re.compile(
    rf"[%％]|(?:{_LEAST}|{_MOST}|{_MORE}|{_LESS})|(?:{_UNITS})(?:{_SUFFIX})|[\d一二三四五六七八九](?:至|-|—)[\d一二三四五六七八九十]"
)
_PENALTY = re.compile(r"罚款|罚金|徒刑|拘留|违法所得|滞纳金|处罚款|以上.{0,20}以下的?罚")
_TRAIL = re.compile(
    r"(?:原则上|一般|应当?|要|须|必须|每年|每季度|每月|全年|总计|合计|均|都|也|不得|力争|确保|保持|的|到|至|率?(?:要|应)|数量|为|在|占|和|并|并且|且|等)+$"
)
_VERBED = re.compile(
    r"(?:拓展|提高|提升|扩大|增加|增长|下降|降低|减少|压缩|压减|精简|缩短|控制|达|覆盖|下沉|完成|实现|配备|组织|开展|举办|召开|有|建成|建立|培训|参加|集中组织)$"
)
_DOING = re.compile(r"组织|开展|举办|配备|召开|安排|参加|完成")
_AFTER = re.compile(r"的?([一-龥]{2,14}?)(?=[，。；、（]|的|$|开展|参加|进行|组织)")
_LAW = (ClauseKind.ARTICLE, ClauseKind.ITEM, ClauseKind.POINT)
_LAW_WORTH = re.compile(r"[%％]|不(?:得|能)?(?:少于|低于|超过|高于|多于)|至少")
_SKIP = (ClauseKind.SIGNATURE, ClauseKind.PREAMBLE, ClauseKind.COVER)


def indicators(document: Document) -> Document:
    """The document with its indicators. Time limits are left to the deadlines, amounts of fines to the law."""
    found: list[Indicator] = []
    limits = sorted((d.span.start, d.span.end) for d in document.deadlines)
    text = document.text.value
    for clause in document.clauses:
        worth = _LAW_WORTH if clause.kind in _LAW else _WORTH
        if clause.kind in _SKIP or not clause.text or not worth.search(clause.text):
            continue
        for paragraph in clause.paragraphs:
            found.extend(_paragraph(text, paragraph, clause, limits))
    return replace(document, indicators=tuple(found))


def _paragraph(text: str, paragraph: Span, clause: Clause, limits: list[tuple[int, int]]) -> list[Indicator]:
    out: list[Indicator] = []
    for match in _QUANTITY.finditer(text, paragraph.start, paragraph.end):
        pre, suf, unit = match.group("pre") or "", match.group("suf") or "", match.group("unit")
        percent = unit in "%％"
        if not (percent or match.group("high") or suf or (pre and pre != "约")):
            continue
        if suf == "内" or (suf in ("以内", "之内", "以下") and unit == "小时"):
            continue
        if not pre and match.group("low") in ("两", "二", "一") and unit == "个":
            continue  # 两个以上的单位: which cases are meant, not how many there must be
        low = match.start("low")
        if (low and text[low - 1] in "第年〔") or _in_limit(low, limits):
            continue
        sentence = _sentence(text, match.start(), paragraph)
        if _PENALTY.search(sentence) or (pre in _LESS.split("|") and not percent):
            continue
        begin = match.start("pre") if pre else low
        value = _value(match.group("low"))
        if value is None:
            continue
        high = _value(match.group("high")) if match.group("high") else None
        acts = bool(_DOING.search(text, begin, low))
        subject = _subject(text, begin, match.end(), paragraph, acts)
        out.append(
            Indicator(
                clause=clause.address,
                text=text[begin : match.end()],
                subject=subject,
                comparator=_comparator(pre, suf),
                value=value,
                unit="%" if percent else unit,
                span=Span(begin, match.end()),
                upper=high,
            )
        )
    return out


def _value(digits: str) -> float | None:
    plain = digits.replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return float(plain)
    number = parse(digits)
    return None if number is None else float(number)


def _comparator(pre: str, suf: str) -> str:
    if suf in ("左右",) or pre == "约":
        return "~"
    if suf in ("以上", "及以上") or pre in _LEAST.split("|"):
        return ">="
    if suf in ("以内", "以下", "之内") or pre in _MOST.split("|"):
        return "<="
    if pre in _MORE.split("|"):
        return ">"
    if pre in _LESS.split("|"):
        return "<"
    return "=="


def _in_limit(at: int, limits: list[tuple[int, int]]) -> bool:
    index = bisect_right(limits, (at, 1 << 60)) - 1
    return index >= 0 and limits[index][0] <= at < limits[index][1] and limits[index][1] - limits[index][0] < 12


def _sentence(text: str, at: int, paragraph: Span) -> str:
    floor = max(paragraph.start, at - 300)
    start = max(floor, *(text.rfind(mark, floor, at) + 1 for mark in "。；"))
    ends = [e for mark in "。；" if (e := text.find(mark, at, min(paragraph.end, at + 300))) >= 0]
    return text[start : min(ends, default=min(paragraph.end, at + 300))]


def _subject(text: str, begin: int, end: int, paragraph: Span, acts: bool) -> str:
    """What the number measures, as printed: the noun before it in its stretch, else the noun behind it.

    Where the number counts what is done (至少组织2场培训) it is the noun behind it.
    """
    floor = max(paragraph.start, begin - 60)
    start = max([text.rfind(mark, floor, begin) + 1 for mark in "，。；：、"] + [floor])
    before = text[start:begin].strip()
    while before and before != (shorter := _VERBED.sub("", _TRAIL.sub("", before))):
        before = shorter
    if len(before) >= 2 and not acts:
        return before
    found = _AFTER.match(text, end, min(paragraph.end, end + 20))
    return found.group(1) if found else before
