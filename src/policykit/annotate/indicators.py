"""The rule `indicators`: numbers that a clause demands (不少于3人, 60%以上, 8支以内, 3至5人) and what they measure."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from policykit.annotate.agencies import lexicon
from policykit.lang.numerals import parse
from policykit.model.annotation import Indicator
from policykit.model.document import Clause, ClauseKind, Document
from policykit.model.span import Span

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[一二两三四五六七八九十百千]{1,6}"
_PLAIN = sorted(lexicon.lines("indicator_units.txt", "policykit.annotate"), key=len, reverse=True)
_UNITS = "|".join("个(?!小时|月|工作日|年|百分点|别)" if unit == "个" else re.escape(unit) for unit in _PLAIN)
_LEAST = "不少于|不低于|不得少于|不得低于|不能少于|不能低于|应不少于|至少|最少|最低|不小于|达到或超过"
_MOST = (
    "不超过|不得超过|不多于|不高于|不得高于|不得多于|不能超过|最多|最高|不大于"
    "|控制在|压缩至|压减至|精简至|缩短至|减少至|降至"
)
_MORE, _LESS = "超过|高于|大于|多于", "低于|少于|小于|不足"
_REACH = "达到|达(?![标成到])|提高到|提升到|提高至|提升至|拓展到|拓展至|增加到|扩大到|覆盖率达"
_REACH_WORDS = frozenset(
    ("达到", "达", "覆盖率达", "提高到", "提升到", "提高至", "提升至", "拓展到", "拓展至", "增加到", "扩大到")
)
# 达标率达到85% is met by more; 补贴标准提高至5000元 sets an amount, unless it is a rate or the like that rises.
_REACHED = re.compile(r"达到|达|覆盖率达")
_RISES = re.compile(r"(?:[^比费税利]率|覆盖面|程度|满意度|水平|规模|面积|占比|总量|数量|人数|产量|产值)$")
_ADJUSTED = re.compile(r"下调|调整|调至|放宽")
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
# 较2025年下降30%: which way and from what it changes is part of the demand.
_CHANGE = re.compile(
    r"(?:(?:较|比(?![例重率值])|同比|环比|与)[^，。；：、]{0,20}?)?"
    r"(?:下降|降低|减少|压减|压缩|缩减|削减|缩短|减|降|增长|上升|提高|提升|增加|扩大|增)(?:幅度|比例|率)?(?:为|在)?$"
)
_ABSOLUTE = re.compile(r"[到至在]$|^达|^覆盖")
# 执法人员不得少于两人: who must be there when it is done, not how many there are to be.
_PRESENT = re.compile(
    r"(?:执法|检查|调查|办案|取证|询问|勘验|采样|抽样|核查|送达|监督|经办|值班|见证)[^，。；]{0,6}(?:人员|员|时|者)?"
    r"(?:应当?|必须|须|一般)?(?:不(?:得|应|能)?(?:少于|低于)|至少)(?:有|由)?(?:[两二三23])(?:人|名)"
    r"|(?:由|有|指派|安排|派出|经|须|应当?)(?:不少于)?(?:[两二三23])(?:人|名)(?:及?以上)?(?:的?具有[^，。；]{1,16}的)?[^，。；]{0,12}(?:人员|执法|进行|在场|参加)"
)
_STAFFING = re.compile(r"配备|配齐|配强|力量|编制|队伍|总数|数量|招录|培养|聘用|专职")
_DOING = re.compile(r"组织|开展|举办|配备|召开|安排|参加|完成")
_AFTER = re.compile(r"的?([一-龥]{2,14}?)(?=[，。；、（]|的|$|开展|参加|进行|组织)")
_LAW = (ClauseKind.ARTICLE, ClauseKind.ITEM, ClauseKind.POINT)
# One set of first characters, what must follow two of them being looked for behind it: that is searched fastest.
_LAW_WORTH = re.compile(r"[%％不至](?:(?<=[%％])|(?<=不)(?:得|能)?(?:少于|低于|超过|高于|多于)|(?<=至)少)")
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
        if unit in "人名" and _PRESENT.search(sentence) and not _STAFFING.search(sentence):
            continue
        if _PENALTY.search(sentence) or (pre in _LESS.split("|") and not percent):
            continue
        begin = match.start("pre") if pre else low
        if not (pre and _ABSOLUTE.search(pre)) and (change := _change(text, begin, paragraph)) is not None:
            begin = change
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
                comparator=_comparator(pre, suf, subject, text[begin:low]),
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


def _comparator(pre: str, suf: str, subject: str, before: str) -> str:
    if suf in ("左右",) or pre == "约":
        return "~"
    if suf in ("以上", "及以上") or pre in _LEAST.split("|") or _met_by_more(pre, suf, subject, before):
        return ">="
    if suf in ("以内", "以下", "之内") or pre in _MOST.split("|"):
        return "<="
    if pre in _MORE.split("|"):
        return ">"
    if pre in _LESS.split("|"):
        return "<"
    return "=="


def _met_by_more(pre: str, suf: str, subject: str, before: str) -> bool:
    if suf or pre not in _REACH_WORDS or _ADJUSTED.search(before):
        return False
    return bool(_REACHED.fullmatch(pre) or _RISES.search(subject))


def _change(text: str, begin: int, paragraph: Span) -> int | None:
    """Where the words before the number that say how it changes begin (较上年增长); None where none stand there."""
    floor = max(paragraph.start, begin - 40)
    found = _CHANGE.search(text[floor:begin])
    return floor + found.start() if found and found.start() + floor > paragraph.start else None


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
    if found or before:
        return found.group(1) if found else before
    # 开展小区创建，每年不少于3个: what the stretch before the comma names.
    comma = text.rfind("，", floor, begin)
    head = max([text.rfind(mark, floor, max(comma, floor)) + 1 for mark in "，。；："] + [floor])
    return text[head:comma].strip() if comma > head else ""
