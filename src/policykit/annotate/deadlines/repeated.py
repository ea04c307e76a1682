"""Recurring limits (每年至少一次, 每月5日前, 每季度) and limits that run from an event (X之日起15个工作日内)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policykit.annotate.deadlines.absolute import Limit

_N = r"[一二两三四五六七八九十百\d]{1,4}"
_EVERY = re.compile(
    rf"(?<![人户亩吨元位名次人车辆只头套岗家])每(?:隔)?(?:{_N}个?)?(?:半年|年度|年|季度末月|季度首月|季度|季末|季|月度|月份|月|周|旬|星期|日|天|{_N}小时)"
    rf"(?:一|二|三|四|五|六|日|末)?(?![\d一二三四五六七八九十]{{0,4}}(?:万|元|%|％|个百分点|人民币)|[人均个件公])"
    rf"(?:早晚)?"
    rf"(?:的?(?:首月|末月|第{_N}个?(?:月|周))?\s{{0,2}}{_N}[日号](?:之?前)?|(?:底|末|初|终)?(?:之?前)|(?:结束|终了)后?(?:{_N}个?(?:工作)?日内)?|[^，。；、：\n（）]{{0,14}}?(?:不少于|至少|不低于|不超过)?[^，。；、：\n（）]{{0,4}}?{_N}(?:至{_N})?次)?"
)
_MONEY = re.compile(
    r"^[^，。；]{0,6}?[\d一二三四五六七八九十百千万]{1,8}(?:\.\d{1,2})?\s?(?:万|亿)?"
    r"(?:元|%|％|吨|公斤|毫|名|人|家|亩|件|辆|户|条|篇|项|所|头|个百分点)|^为一|^的零时|^按[^，。；]{0,12}(?:百分之|千分之|‰|%|％|数额)"
)
_RATE = re.compile(r"^(?:增长|增加|递增|提高|下降|递减|安排|支出|收入|产量|工资|补助|补贴|发放|奖励)")
_SPAN = rf"(?:{_N}个?(?:工作日|自然日|日|天|小时|月|年|周|星期)|半年|半个月|一个半月|{_N}个半月)"
_RELATIVE = re.compile(
    rf"之日(?:起|后)?(?:的?(?:第)?{_SPAN}之?(?:内|以内|后|起))?|(?:之|以)?后(?:的)?(?:第)?{_SPAN}之?(?:以?内)|(?<![近续第每满去来到超\d一二三四五六七八九十])(?P<bare>(?<!月){_N}个?(?:工作日|自然日|日|天|小时|月)之?以?内(?!蒙))"
)
_LEFT = re.compile(r"[，。；：、（）\n“”！？《》□]")
_LEFT_WORDS = re.compile(
    r"^.*(?:应当|可以|必须|应于|须于|应在|须在|务必|并于|并在|自(?![己行然治主身助有愿觉动])|从|在|于|至|应|须|需|将|要|并|由|按照|但|且|其|如|按)(?=.)"
)
_FILLER = re.compile(r"(?:最近|近|连续|过去|未来|累计|不满|超过|满|以前)$")
_LOOKING_BACK = re.compile(r"(?:[到抵返离入来回][\u4e00-\u9fff]{1,4}|发病|确诊)之?前$")
_ARRIVE = re.compile(r"(?:投入|[到抵返离出])[\u4e00-\u9fff]{1,4}$")


def recurring(text: str) -> Iterator[Limit]:
    """Fixed frequencies and fixed recurring days. Rates of pay and growth (每人每天300元, 每年增长) are none."""
    if "每" not in text:
        return
    for found in _EVERY.finditer(text):
        after = text[found.end() : found.end() + 20]
        if _MONEY.match(after) or _RATE.match(after):
            continue
        yield Limit(found.start(), found.end(), None, None, recurring=True)


def relative(text: str) -> Iterator[Limit]:
    """Limits that run from an event named in the sentence."""
    if "日" not in text and "内" not in text:
        return
    for found in _RELATIVE.finditer(text):
        low = max(0, found.start() - 60)
        stretch = text[low : found.start()]
        cut = list(_LEFT.finditer(stretch))
        begin = low + (cut[-1].end() if cut else 0)
        anchor = text[begin : found.start()]
        if found["bare"]:
            if _FILLER.search(anchor) or _LOOKING_BACK.search(anchor):
                continue
            arrive = _ARRIVE.search(anchor)
            start = begin + arrive.start() if arrive else found.start()
            yield Limit(start, found.end(), None, None, relative=True)
            continue
        lead = _LEFT_WORDS.match(anchor)
        start = begin + (lead.end() if lead else 0)
        if start == found.start():
            start = begin if len(anchor) >= 2 else start
        unopened = found.group() == "之日" and not (lead and lead.group().endswith(("在", "于", "自", "从")))
        if text.startswith("为", found.end()) or "之日为" in text[max(0, found.start() - 12) : found.start()]:
            continue
        if unopened and text[found.end() : found.end() + 1] not in ("至", "到"):
            continue
        start += len(text[start : found.start()]) - len(text[start : found.start()].lstrip("0123456789．.、"))
        if len(text[start : found.start()]) < 2 or re.search(r"\d年|\d月", text[start : found.start()]):
            continue
        yield Limit(start, found.end(), None, None, relative=True)
