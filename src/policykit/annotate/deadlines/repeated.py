"""Recurring limits: 每年至少一次, 每月5日前, 每季度, 每天上午十时前."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policykit.annotate.deadlines.absolute import Limit

_N = r"[一二两三四五六七八九十百\d]{1,4}"
_EVERY = re.compile(
    rf"每(?<![亩吨元/]每)(?<!每[人户亩吨元位名次车辆只头套岗家]每)(?:隔)?(?:个|{_N}个?)?(?:半年|年度|年|学年|学期|季度末月|季度首月|季度|季末|季|月度|月份|月|周|旬|星期|工作日|日|天|{_N}小时)"
    rf"(?:一|二|三|四|五|六|日|末)?(?![\d一二三四五六七八九十]{{0,4}}(?:万|元|%|％|个百分点|人民币)|[人均个件公])"
    rf"(?:早晚|(?:早上|上午|中午|下午|晚上|晚)?\s?(?:{_N}[时点](?:整|半|{_N}分)?|\d{{1,2}}[:：]\d\d)(?:之?前)?)?"
    rf"(?:的?(?:首月|末月|第{_N}个?(?:月|周))?\s{{0,2}}{_N}[日号](?:之?前)?|(?:底|末|初|终)?(?:之?前)|(?:结束|终了)后?(?:{_N}个?(?:工作)?日内)?|[^，。；、：\n（）]{{0,14}}?(?:不少于|至少|不低于|不超过)?[^，。；、：\n（）]{{0,4}}?{_N}(?:至{_N})?次)?"
)
_MONEY = re.compile(
    r"^[^，。；]{0,6}?[\d一二三四五六七八九十百千万]{1,8}(?:\.\d{1,2})?\s?(?:万|亿)?"
    r"(?:元|%|％|吨|公斤|毫|名|人|家|亩|件|辆|户|条|篇|项|所|头|个百分点)|^为一|^的零时|^按[^，。；]{0,12}(?:百分之|千分之|‰|%|％|数额)"
)
_DEFINES = re.compile(r"指(?:公历)?\s{0,2}$")
_HABIT = re.compile(r"都(?!要|应|须|必须|得|需)")
"""我局每年都进行会商 tells what is done, not what must be."""
_RATE = re.compile(r"^(?:增长|增加|递增|提高|下降|递减|安排|支出|收入|产量|工资|补助|补贴|发放|奖励)")
# 半年召开一次, 两个月安排一次: a frequency without 每.
_RHYTHM = re.compile(
    r"(?<![\d一二三四五六七八九十百每第近满续去来到超过隔])(?:半年|[一两二三四五2-5]年|半个月|[一两二三四五六2-6]个(?:月|季度)|[一两2]周)"
    r"(?:至少|原则上|一般)?[^，。；、：（）内后前以\d\n]{0,6}(?:至少)?[一两12]次(?![性数会])"
)
_SEASONS = re.compile(r"(?<!每)年[初中底末](?:[、和及]{1,2}年[初中底末])+")  # 年中和年末
SIGNS = r"每|年[中初](?=[、和及])|次(?<=[一两12]次)"
"""What stands in every such limit."""


def seasons(text: str) -> Iterator[Limit]:
    """Parts of the year named together, in which something is done each year."""
    if "年初" in text or "年中" in text:
        for found in _SEASONS.finditer(text):
            yield Limit(found.start(), found.end(), None, None, recurring=True)


def recurring(text: str) -> Iterator[Limit]:
    """Fixed frequencies and fixed recurring days. Rates of pay and growth (每人每天300元, 每年增长) are none."""
    if "次" in text:
        for found in _RHYTHM.finditer(text):
            yield Limit(found.start(), found.end(), None, None, recurring=True)
    if "每" not in text:
        return
    for found in _EVERY.finditer(text):
        after = text[found.end() : found.end() + 20]
        if _MONEY.match(after) or _RATE.match(after):
            continue
        if _HABIT.match(after) or _DEFINES.search(text[max(0, found.start() - 6) : found.start()]):
            continue
        yield Limit(found.start(), found.end(), None, None, recurring=True)
