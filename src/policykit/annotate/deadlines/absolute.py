"""Time limits with a date: 6月底前, 2016年7月1日至7月31日, 到2021年底, 12月份之后, 每年1月31日前."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policykit.annotate.deadlines.span_of_time import Moment, last_day, moments
from policykit.model.slots import direct

_BEFORE = re.compile(
    r"\s{0,2}(?:之前|以前|前|止)(?!置(?!换)|提(?!出|交|供|请|高|升|前|醒|示|报|取|炼)|期|述|款|条|移(?!交|送)|沿|端|景|身|任|瞻"
    r"|三|两|十|\d)"
)
_FROM = re.compile(r"\s{0,2}(?:之日起|起|开始|之后|以后|后)(?!勤|续|期|备|果|草|诉)")
_WITHIN = re.compile(r"\s{0,2}(?:期间|之间|止|内|间)")
_UNTIL = re.compile(
    r"(?:延长至|延期至|延至|截止至|截至|截止|(?:截[止至]|结束)(?:时间|日期|期限)[为是：:]?|推迟到|有效期至|至|到)\s{0,2}$"
)
_EVERY = re.compile(r"(?:每年度?的?|当年度?的?|次年度?的?|下一?年度?的?|第[二2]年的?|翌年)\s{0,2}$")
_EVENT = re.compile(
    r"^[^，。；、]{0,40}?(?:公布|发布|印发|颁布|通过|批准|修订|修正|签发|下发|废止|出台|出生|成立|召开的|举行的|作出|电(?=近日|（|：|$)|以来|以后|的通知|时)"
)
_AT = re.compile(r"(?:于|在|定于|自|从|拟于|计划)\s{0,2}$")
_PRIOR = re.compile(r"(?:上一?年度?|去年|前一?年度?)的?\s{0,2}$")
_IN_FORCE = re.compile(r"[^，。；]{0,8}(?:施行|实施|生效)的")
_ACTS = re.compile(r"[，。；、）：\s]|完成|实现|建成|召开|基本|全面|各|前|要|力争|开展|组织|进行|报|形成|$")
_DEFINES = re.compile(r"指(?:公历)?\s{0,2}$")
"""“年度”指公历每年1月1日至12月31日 says what a word means."""
_DUE = re.compile(r"\s{0,2}(?:应[缴交付纳]|应当?申报|已[经缴])")
_BENEFIT = re.compile(r"(?:[两二三四五六\d]个月)?的?(?:房屋?租金|房租|租金|物业费|摊位费|管理费)")
_FREED = re.compile(r"(?:免收|减免|免除|免征|免缴|免交|减收|减征|缓缴|缓交)$")
_TASK = re.compile(r"[^，。；：\n]{0,3}(?:完成|开展|启动|组织|召开|实施|举办|建成|上线|形成|报送)")
_AIM = re.compile(r"(?:底?前?)(?:初步|基本|全面|全部|力争)?(?:建成|完成|实现(?!的)|建立健全|形成|达到)(?!的)")
_FIGURE_FROM = re.compile(r"\s{0,2}(?:起|开始)?(?:以来|新增|新发|的(?!每))")
_FIGURE = re.compile(r"^\s{0,2}(?:的|度|以来|相比|同期|为基|基础|全年|基期|报告|年报|工作总结|统计)")


@direct
@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit at `start`..`end` of a passage; dates ISO or None."""

    start: int
    end: int
    first: str | None
    last: str | None
    recurring: bool = False
    partial: str | None = None
    approx: bool = False
    relative: bool = False


@dataclass(frozen=True, slots=True)
class Years:
    """What is known of the year: `known` for dates without one (0 if none), and the ISO day of the document."""

    known: int
    issued: str | None


def absolute(text: str, years: Years) -> Iterator[Limit]:
    """Every dated limit of a passage. Dates of past events and of cited documents are passed over."""
    spoken = 0  # the year last printed in this passage with a limit
    for moment in moments(text):
        lead = text[max(0, moment.start - 8) : moment.start]
        every = _EVERY.search(lead)
        before, start_from = _BEFORE.match(text, moment.end), _FROM.match(text, moment.end)
        if every and not moment.first[0]:
            if _DEFINES.search(text[max(0, moment.start - 8) : moment.start - len(every.group())]):
                continue
            yield _every_year(moment, moment.start - len(every.group()), before)
            continue
        until = _UNTIL.search(lead)
        printed = moment.first[0] or moment.last[0]
        resolved, year = _with_year(moment, spoken or years.known, years, bool(before))
        if not _is_limit(moment, resolved, text, lead, bool(before), bool(start_from), bool(until), years):
            continue
        if printed:
            spoken = moment.last[0]
        begin = moment.start
        if until and until.group().strip() == "到" and moment.kind in ("year", "end"):
            begin = moment.start - 1
        end = moment.end
        for tail in (before, start_from if not before else None, _WITHIN.match(text, moment.end)):
            end = max(end, tail.end() if tail else 0)
        approx = moment.approx and not before
        if not year:
            partial = _partial(moment, last=bool(before or moment.kind == "end" or until))
            yield Limit(begin, end, None, None, partial=partial, approx=approx)
            continue
        first, last = _iso(resolved[0]), _iso(resolved[1])
        if moment.pair:
            yield Limit(begin, end, first, last, approx=approx)
        elif before or (moment.kind == "end" and not start_from) or (until and not start_from):
            yield Limit(begin, end, None, last, approx=approx)
        elif start_from:
            yield Limit(begin, end, first, None)
        else:
            yield Limit(begin, end, first, last, approx=approx)


def _every_year(moment: Moment, start: int, before: re.Match[str] | None) -> Limit:
    end = before.end() if before else moment.end
    alone = bool(before) or moment.kind in ("end", "day")
    partial = _partial(moment, last=True) if alone and not moment.pair else None
    return Limit(start, end, None, None, recurring=True, partial=partial, approx=moment.approx)


def _with_year(
    moment: Moment, known: int, years: Years, before: bool
) -> tuple[tuple[tuple[int, int, int], tuple[int, int, int]], int]:
    """Both ends with their year: printed, of the same passage, or of the document; 0 where none is known."""
    first, last = moment.first, moment.last
    year = first[0] or last[0] or known
    if not year:
        return (first, last), 0
    if moment.word == "明年" and not first[0]:
        year += 1
    elif not first[0] and years.issued and year == int(years.issued[:4]):
        issue_month = int(years.issued[5:7])
        if issue_month >= 10 and last[1] <= 4 and (before or moment.kind == "end"):
            year += 1
    first = first if first[0] else (year, first[1], first[2])
    if not last[0]:
        later = year + 1 if moment.pair and last[1:] < first[1:] else year
        day = last_day(later, last[1]) if moment.kind != "day" and not moment.pair and last[2] >= 28 else last[2]
        last = (later, last[1], min(day, last_day(later, last[1])))
        if moment.pair and moment.last[2] >= 28 and moment.kind == "month":
            last = (later, last[1], last_day(later, last[1]))
    if moment.kind == "end" and not moment.pair:
        first = last
    return (first, last), year


def _is_limit(
    moment: Moment,
    resolved: tuple[tuple[int, int, int], tuple[int, int, int]],
    text: str,
    lead: str,
    before: bool,
    start_from: bool,
    until: bool,
    years: Years,
) -> bool:
    after = text[moment.end : moment.end + 60]
    if _PRIOR.search(lead):
        return False
    issued = years.issued
    last = _iso(resolved[1])
    past = bool(issued and resolved[1][0] and last < issued)
    if moment.kind == "year" and not moment.pair and not past and issued and _of_year(after, start_from):
        return True
    if moment.kind == "year" and not moment.pair:
        return before or (until and not past and not lead.endswith(("截至", "截止")) and after[:1] != "的")
    if moment.kind == "year":
        return not past and not _FIGURE.match(after) and bool(after[:1] in "，。；、）期之内：" or not after)
    if before:
        return not (past and moment.kind == "day" and _EVENT.match(after))
    if moment.kind == "month" and _DUE.match(after):
        return False
    if moment.pair:
        return not (past and _EVENT.match(after))
    if start_from:
        if _IN_FORCE.match(after):
            return False
        return not (past and re.match(r"(?:以后|之后|后)", after))
    if until:
        return not (past and re.search(r"截[至止]", lead)) and (not past or "至" in lead)
    if moment.kind == "end":
        if moment.big and not moment.first[0] and not moment.word and not _ACTS.match(after):
            return False
        return not past and not after.startswith(("相比", "比"))
    if moment.kind == "day" and moment.first[0] and last == issued:
        return False  # the document's own date, printed again below its text
    if moment.kind == "month" and after[:1] in "：:" and not past:
        return True
    if moment.kind == "month" and (_BENEFIT.match(after) or _FREED.search(lead)):
        return True
    if moment.kind == "month" and not moment.first[0] and not issued and _TASK.match(after):
        return True
    if _EVENT.match(after) or past or not issued:
        return moment.kind == "part" and not past
    if moment.kind in ("part", "quarter"):
        return True
    if moment.kind == "month":
        if _FIGURE.match(after):
            return False
        return bool(moment.first[0]) or (_iso(resolved[0]) > issued and not lead.endswith("、"))
    return True


def _of_year(after: str, start_from: bool) -> bool:
    """从2019年起…, 2020年基本建成…: a year that begins something or by which it is done."""
    return bool((start_from and not _FIGURE_FROM.match(after)) or _AIM.match(after))


def _partial(moment: Moment, *, last: bool) -> str:
    _, m, d = moment.last if last else moment.first
    return f"--{m:02d}-{d:02d}"


def _iso(day: tuple[int, int, int]) -> str:
    return f"{day[0]:04d}-{day[1]:02d}-{day[2]:02d}"
