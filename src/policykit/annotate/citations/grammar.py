"""The printed forms a citation is made of: article lists, document numbers, version suffixes.

Every pattern is bounded, so that scanning stays linear on any input.
"""

from __future__ import annotations

import re

HAN = r"\u4e00-\u9fff"
_NUM = r"零〇○一二三四五六七八九十百千两廿卅壹贰叁肆伍陆柒捌玖拾佰\d０-９"
NUMERAL = rf"[{_NUM}](?:[{_NUM}]|\s(?=\d)){{0,8}}"
_S = r"\s{0,3}"
_JOIN = r"(?:、|，|,|和|以及|及|与|或者|或|至|到|—{1,2}|－|–|-|~|～)"
_ENCLOSED = rf"[（(]{_S}{NUMERAL}{_S}[）)]"
CIRCLED = r"[①-⑳⑴-⒇㈠-㈩]"
COUNTED = (
    r"(?!建议|意见|措施|举措|诉求|线索|经验|消息|新闻|(?:道|公|铁|马)?路|(?:生产|[主底战防红])?线|跑道|河道?|渠|街|巷)"
)
"""What is also counted in 条 (第三条建议, 第二条道路) and is no article."""
_ARTICLE = (
    rf"第{_S}{NUMERAL}(?:{_S}(?:、|和|至|到|—|-|－|–|~|～){_S}第?{_S}{NUMERAL}(?!{_S}[、条款项]?[章节编])){{0,40}}{_S}条{COUNTED}"
    rf"(?:{_S}之{_S}{NUMERAL})?"
)
_ROUND = rf"第?{_S}{CIRCLED}(?:{_S}(?:、|和|至|到|—|-|～|~)?{_S}第?{_S}{CIRCLED}){{0,20}}{_S}[项目]"
_PART = rf"(?:第{_S}{NUMERAL}(?:{_S}(?:、|和|至|到|—|-|～|~){_S}第?{_S}{NUMERAL}){{0,40}}{_S}[款项目]|{_ROUND})"
_ITEM_END = rf"(?:{_S}[项目]|(?=[，。；、的之规和及与》”）]|$))"
_ITEM = rf"第?{_S}{_ENCLOSED}(?:{_S}(?:、|和|至|到|—|-|～|~)?{_S}第?{_S}{_ENCLOSED}){{0,40}}{_ITEM_END}"
_ENDED = rf"之{_S}{NUMERAL}"
_UNIT = rf"(?:{_ARTICLE}|{_PART}|{_ITEM})"
_STOPS = rf"(?=[、，。；：的之规和及与或第（）》”\s]|{NUMERAL}[款项目]|处理|处罚|办理|执行|予以|情形|$)"
_SHORT = rf"(?:(?<=[、和及与]){NUMERAL}条|(?<=[条、和及与]){NUMERAL}款|(?<=[条款、和及与]){NUMERAL}项){_STOPS}"
"""Said without 第: 第七条、八条, 第十二条二款三项."""

ARTICLES = re.compile(rf"{_ARTICLE}(?:{_S}(?:{_JOIN}{_S})?(?:{_UNIT}|(?<=[、和至到及]){_ENDED}|{_SHORT}))*")
"""A run of articles, paragraphs and items as printed: `第三条第一款、第五条至第七条`."""

UNSAID = re.compile(
    rf"{NUMERAL}条(?:之{NUMERAL})?(?=[、，。；的之规和及与第（》”]|{NUMERAL}[款项]|$)(?:{_S}(?:{_JOIN}{_S})?(?:{_UNIT}|{_SHORT}))*"
)
"""The same without the first 第, which only counts right behind the name of a law: 《…法》四十条第一款."""

PARTS = re.compile(rf"(?:{_PART}|{_ITEM})(?:{_S}(?:{_JOIN}{_S})?(?:{_PART}|{_ITEM}))*")
"""A run without an article: `第二款第（三）项`."""

VERSION = re.compile(
    rf"(?:(?:19|20)\d\d|[一二][{'零〇○一二三四五六七八九'}]{{3}})?年?(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?"
    r"(?:第[一二三四五六七八九十]{1,2}次)?(?:修订|修正|修改|版|年?本|公布|发布|通过|施行)(?:版|本)?"
    r"|试行|暂行|第[一二三四五六七八九十\d]{1,2}[版批]|试行第[一二三四五六七八九十\d]{1,2}版|(?:修订)?(?:草案|征求意见稿|送审稿|修订版|修订稿)"
    r"|\d\.\d版|年本|(?:19|20)\d\d年?"
)

_OPEN, _CLOSE = r"[〔\[［【（(]", r"[〕\]］】）)]"
_BRACKETED = re.compile(
    rf"(?P<org>[{HAN}A-Za-z]{{0,20}}){_S}{_OPEN}{{0,2}}{_S}(?P<year>(?:19|20)\d\d){_S}(?:年(?={_S}(?:{_CLOSE}|第|\d)))?{_CLOSE}{{0,2}}{_S}"
    rf"(?P<nth>第?){_S}(?P<n>\d{{1,5}}){_S}号"
)
_ORDER = re.compile(
    rf"(?P<org>(?:[{HAN}、]{{1,24}}{_S}){{0,3}}?)(?P<kind>令|公告|通告){_S}[（(]?(?P<year>(?:19|20)\d\d{_S}年?)?{_S}"
    rf"[）)]?(?P<nth>第?){_S}(?P<n>{NUMERAL}){_S}号|第{_S}{NUMERAL}{_S}号令"
)
_DATE = re.compile(r"^(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?")
STANDALONE = re.compile(
    rf"[{HAN}A-Za-z]{_S}[〔\[［【]{_S}(?:19|20){_S}\d\d{_S}[〕\]］】]{_S}第?{_S}\d{{1,5}}{_S}号"
    rf"|[{HAN}]{_S}[（(]{_S}(?:19|20){_S}\d\d{_S}[）)]{_S}第?{_S}\d{{1,5}}{_S}号"
    rf"|[府院部局署会行委国]{_S}令{_S}(?:(?:19|20)\d\d年)?第{_S}{NUMERAL}{_S}号"
    rf"|[{HAN}][发办函规字]{_S}(?:19|20)\d\d(?:\d{{1,3}}|{_S}年?{_S}第{_S}\d{{1,4}}|年\d{{1,4}}|\s{{1,3}}\d{{1,4}}){_S}号(?![楼院室线路门机口床井])"
    rf"|[院部局署会行委]{_S}公告{_S}(?:19|20)\d\d{_S}年第{_S}\d{{1,4}}{_S}号"
)
"""Where a document number may end, with the last character of its agency code."""

_NOT_CODE = re.compile(
    r"^.*(?:根据|依据|按照|依照|遵照|参照|对照|执行|落实|贯彻|违反|符合|适用|下发|印发|发布|公布|转发|通过|以及|作出|出具|制作|下达|收到|送达|详见"
    r"|通知|意见|决定|办法|文号|字号|\d日|[的以与和及按见经即等至由在将或照]|文件)"
)


_NOT_ISSUER = re.compile(
    r"^.*(?:根据|依据|按照|依照|遵照|参照|对照|执行|落实|贯彻|违反|符合|适用|以及|详见|通知|意见|决定|办法|(?:\d|^)日|[的以按见经即由在或照]|文件)"
)


_CASE_CODE = re.compile(
    r"(?:[处行]罚|罚[字决告先]|[责限停]改|立[字案]|听告|强[制决]|(?:民|行|刑)[初终再申]|执字?|复决字?)$"
)
"""Codes of decisions in single cases (云市监处罚〔2025〕3号), which are no rules."""


def squeeze(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


def number_in(text: str) -> str | None:
    """The document number that the inside of a bracket prints, lost brackets restored; None if there is none."""
    for piece in re.split(r"[，,；;。]", text[:160]):
        piece = squeeze(piece)
        found = _BRACKETED.search(piece)
        yearly = found and "年第" in found.group() and found["org"].endswith(("令", "公告", "通告"))
        if found and not found["org"].endswith("年") and not yearly:
            return _bracketed(found) if found["org"] or "年" not in found.group() else found.group()
        order = _ORDER.search(_DATE.sub("", piece))
        if order:
            return _order(order)
    return None


def _bracketed(found: re.Match[str]) -> str:
    org = _NOT_CODE.sub("", found["org"])
    return f"{org}〔{found['year']}〕{found['nth']}{found['n']}号"


def _order(found: re.Match[str]) -> str:
    return _today(squeeze(found.group()))


def _today(number: str) -> str:
    """Without 原 (原国家某总局令第5号): it says that the body is gone and is no part of the number."""
    return number[1:] if number.startswith(("原国家", "原中", "原国务院")) or _FORMER.match(number) else number


_FORMER = re.compile(r"原[\u4e00-\u9fff]{3,30}[部局署会委厅]令")


def standing_number(text: str, found: re.Match[str]) -> tuple[int, str] | None:
    """Where the number whose end `STANDALONE` found begins, and the number restored; None if it is none."""
    low = max(0, found.start() - 24)
    before = re.split(r"[，,。；;：:《》“”\n（(]", text[low : found.start() + 1])[-1]
    order = "令" in found.group() or "公告" in found.group()
    code = (_NOT_ISSUER if order else _NOT_CODE).sub("", before)
    if order:
        start = found.start() + 1 - len(code.lstrip())
        return start, _today(squeeze(text[start : found.end()]))
    code = code.split("、")[-1].split()[-1] if code.split("、")[-1].split() else ""
    if not code or len(code) > 12 or _CASE_CODE.search(code):
        return None
    start = text.rindex(code, low, found.start() + 1)
    inner = _BRACKETED.search(squeeze(text[start : found.end()]))
    return (start, _bracketed(inner)) if inner else None


def version_in(text: str) -> str | None:
    """The inside of a bracket if it is a version suffix (2021年修订, 试行), else None."""
    text = squeeze(text)
    return text if VERSION.fullmatch(text) else None
