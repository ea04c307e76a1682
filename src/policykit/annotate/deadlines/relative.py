"""Limits that run from an event, forward (X之日起15个工作日内, X后90日) or back from it (举行听证的7日前)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policykit.annotate.deadlines.absolute import Limit

_N = r"[一二两三四五六七八九十百\d]{1,4}"
_SPAN = rf"(?:{_N}个?(?:工作日|自然日|日|天|小时|月|年|周|星期)|半年|半个月|一个半月|{_N}个半月)"
_WITHIN = r"之?(?:以?内)"
SIGNS = (
    r"之日|后(?=[的再第顺延半一二两三四五六七八九十百\d])"
    r"|前(?:(?<=[日天月时之以]前)|(?=的?[半一二两三四五六七八九十百\d]))"
    r"|内(?<=[日天月年时期周半之以]内)|迟不"
)
"""What stands in every such limit: searched for first, since most texts hold none of it."""
_SIGNS = re.compile(SIGNS)
_RELATIVE = re.compile(
    r"(?=[之以前后的最至一二两三四五六七八九十百\d])(?:"
    rf"(?P<day>之日(?:起|后)?(?P<length>[的，]?(?:经过|第)?{_SPAN}(?:之?(?:内|以内|后|起|前))?)?)"
    rf"|(?P<after>(?:之|以)?后的?(?:第{_N}[日天]至)?第?{_SPAN}{_WITHIN})"
    rf"|(?P<until>(?:之|以)?后再?(?:顺延|延长|延续|延期)?{_SPAN}(?!\s?(?:{_WITHIN}|前)))"
    rf"|(?P<ahead>的?(?<![月\d一二三四五六七八九十]){_N}个?(?:工作日|自然日|日|天|月|小时)(?:之|以)?前(?!后|的))"
    rf"|(?P<prior>前的?{_N}个?(?:工作日|自然日|日|天|月|小时)(?!之?以?内|前|后|的|平均|起))"
    rf"|(?P<latest>[最至]迟不得?超过{_SPAN})"
    rf"|(?P<bare>(?<![近续第每满去来到超月\d一二三四五六七八九十])"
    rf"{_N}个?(?:工作日|自然日|日|天|小时|月)之?以?内(?!蒙))"
    rf"|(?P<expired>(?:(?<=期限满)|(?<=期满)|(?<=届满)){_N}个?(?:工作日|日|天|月){_WITHIN}))"
)
_LEFT = re.compile(r"[，。；：、（）\n“”！？《》□]")
_LEFT_WORDS = re.compile(
    r"^.*(?:应当|可以|必须|应于|须于|应在|须在|务必|并于|并在|自(?![己行然治主身助有愿觉动])|(?<!服)从(?!事|业)|(?<!存)在(?![职岗校建])|(?<![属关位等对由])于|至"
    r"|(?<![响相对适供反效])应|须|(?<![所必急])需|将|(?<![主重需必])要(?![求件约素])|(?<!合)并(?!购)|(?<![自理事缘案])由|按照|但|且|(?<!尤)其(?!他|余|中)|如(?!实|期)|按)(?=.)"
)
_FILLER = re.compile(r"(?:最近|近|连续|过去|未来|累计|不满|超过|满|以前)$")
_LOOKING_BACK = re.compile(r"(?:(?:到(?!期)|[抵返离入来回])[\u4e00-\u9fff]{1,4}|发病|确诊)之?前的?$")
_ARRIVE = re.compile(r"(?:投入|[到抵返离出])[\u4e00-\u9fff]{1,4}$")
_EXPIRY = re.compile(r"(?:届满|期满|到期|期限|结束|举行|召开|开始|实施)之?前的?$")
_EVENT = re.compile(
    r"(?:届满|期满|到期|举行|召开|举办|实施|施行|开始|开工|动工|施工|生效|使用|审理|开庭|听证|会议|考试|截止|结束|作出|作业|爆破"
    r"|决定|审议|表决|选举|变更|终止|停业|歇业|开业|启用|运行|销毁|拍卖|开标|投标|开幕|检查|出发|离开|评审|验收|培训|之日)(?:活动|期限|时间)?$"
)
_COUNTED = re.compile(
    r"\s?(?:重新)?(?:计算|起算)|，?\s?至[^，。；]{0,16}之日|起?(?:的?已?届?满|超过)|为|[^，。；]{0,6}之日[止起]"
)
"""之日起计算, 之日起至…之日止, 之日起满5年未…: how a period is reckoned, not a limit for anyone."""


def relative(text: str) -> Iterator[Limit]:
    """Limits that run from an event named in the sentence."""
    if not _SIGNS.search(text):
        return
    for found in _RELATIVE.finditer(text):
        low = max(0, found.start() - 60)
        stretch = text[low : found.start()]
        cut = list(_LEFT.finditer(stretch))
        begin = low + (cut[-1].end() if cut else 0)
        anchor = text[begin : found.start()]
        lead = _LEFT_WORDS.match(anchor)
        start = begin + (lead.end() if lead else 0)
        kind = found.lastgroup if found.lastgroup != "length" else "day"
        match kind:
            case "latest":
                start = found.start()
            case "bare":
                bare = _bare(anchor, begin, start, found.start())
                if bare is None:
                    continue
                start = bare
            case "ahead" | "prior":
                if not _EVENT.search(anchor):
                    continue
            case "until":
                if not (lead and lead.group().endswith(("至", "到"))):
                    continue
            case "after":
                if anchor.endswith(("至", "到", "在", "于")):
                    continue
            case "day":
                if _no_limit(text, found, anchor, lead):
                    continue
        if start == found.start() and kind in ("day", "after", "ahead", "prior", "until"):
            start = begin if len(anchor) >= 2 else start
        start = _past_number(text, start, found.start())
        named = text[start : found.start()]
        if kind not in ("latest", "bare") and (len(named) < 2 or re.search(r"\d年|\d月", named)):
            continue
        yield Limit(start, found.end(), None, None, relative=True)


def _bare(anchor: str, begin: int, start: int, at: int) -> int | None:
    """Where a duration without 之日 or 后 begins: 48小时内, 到京14日内, 有效期届满前六个月内. None if it looks back."""
    if _FILLER.search(anchor) or _LOOKING_BACK.search(anchor):
        return None
    if _EXPIRY.search(anchor):
        return start
    arrive = _ARRIVE.search(anchor)
    return begin + arrive.start() if arrive else at


def _no_limit(text: str, found: re.Match[str], anchor: str, lead: re.Match[str] | None) -> bool:
    """Whether a 之日 sets no limit: it defines a day, or is where a period is counted from."""
    if "之日为" in text[max(0, found.start() - 12) : found.start()]:
        return True
    if not found["length"] and _COUNTED.match(text, found.end(), found.end() + 30):
        return True
    unopened = found.group() == "之日" and not (lead and lead.group().endswith(("在", "于", "自", "从")))
    return unopened and text[found.end() : found.end() + 1] not in ("至", "到")


def _past_number(text: str, start: int, end: int) -> int:
    """Where the words begin behind an item number that stands before them."""
    return end - len(text[start:end].lstrip("0123456789．.、")) if start < end else start
