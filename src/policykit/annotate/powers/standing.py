"""Which words of power stand: what surrounds them (contexts.tsv, the sentence, the courts) may say that they grant
nothing, or another kind than they seem to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from policykit.annotate.powers import lexicon
from policykit.annotate.powers.applying import GRANTED, SUPERIOR
from policykit.annotate.powers.article import Article, Sentence
from policykit.annotate.powers.hit import Hit

_SANCTIONS = ("行政处罚", "行政强制", "责令")
_INWARD = ("责令", "行政检查")
_LITIGATED = re.compile(
    r"人民法院(?:不予受理|应当受理|应予受理|应当依法受理|予以受理|不予支持|应予支持|应当予以支持|可以|应当|可依法)|(?:作为|为)被告"
)
_FINDING = re.compile(r"(?<!资质)(?<!资格)(?<!司法)(?:认定|鉴定(?!机构|人)|确认|等级评定)")
_EXAMINED = re.compile(r"(?:要求|申请)(?:进行)?[^，。；]{0,10}(?:鉴定|认定)的，")
_SCOLDED = re.compile(r"通报批评|警告")
_SUPERVISED = re.compile(r"(?:上一级|上级|本级|同级)[^，。；]{0,30}(?:责令|纠正|给予|予以|通报)")
_MISGRANTED = re.compile(r"(?:擅自|违法|违规|越权|非法)(?:批准|审批|核准|许可|颁发|核发|发放|征收|减免)")
_LOWER = re.compile(r"(?:下级|下一级)[^，。；]{0,20}(?:部门|机关|政府|机构)|其上级")
_OFFICE_WRONG = re.compile(
    r"(?:（[一二三四五六七八九十]+）)?(?:违反[^，。；]{2,40}，)?(?:[^，。；]{0,60}(?:部门|机关|政府|管理机构|街道办事处|监察机构|监督机构|审评机构|经办机构)(?:及其[^，。；]{0,12}|和[^，。；发]{0,20})?"
    r"(?:违反|未|不|有下列|有前款|在|违法|滥用|玩忽|擅自|，)|[^，。；]{0,10}(?:统计|执法|监督|检查|调查|管理)人员(?:有|未|违反)|[^，。；]{0,40}(?:国家|(?:部门|机关|政府|法院|管理机构|监督机构)(?:及其|的)?(?:执法|工作))工作?人员)"
)
_BENEFIT = re.compile(
    r"申请[^，。；]{0,16}(?:救助|补助|补贴|津贴|低保|最低生活保障|特困|抚恤|供养|优待)|(?:救助|补助|补贴|津贴|保障金|抚恤)(?:的)?(?:申请|审批)"
    r"|申领[^，。；]{0,12}(?:津贴|待遇|补贴|补助|保险金|养老金)"
)
# 确定使用权，核发证书: what the certificate says is a right.
_TITLE = re.compile(
    r"(?:确定|确认|取得)[^，。；]{0,12}(?:使用权|所有权|经营权|林权|产权)，[^，。；]{0,10}(?:核发|颁发|发给)[^，。；]{0,20}$"
)
_LEARNT = re.compile(r"(?:原产地|学业|毕业|结业|学位|学历)[^，。；]{0,4}证")
# 必须征收的，经…批准: who approves decides the taking.
_TAKING = re.compile(r"(?<!不)(?:需要|必须|确需|需|应当|可以)(?:依法)?(?:征收|征用)[^，。；]{0,30}的，[^。；]*$")
_TO_OFFICE = re.compile(r"报|(?<![外财])经(?![济贸营])|提请|向[^，。；]{0,40}(?:部门|机关|机构|政府|局)")
# 经…批准，可以对…采取措施: leave for the body's own step.
_STEP = re.compile(
    r"(?:，或者经[^，。；]{2,30}批准)?(?:后)?，(?:(?:可以|有权)?(?:依法|适当)?(?:对|采取(?=[^，。；]{0,24}措施)|实施|延长|予以延长|(?:提前)?收回|征收|征用|关闭|查封|扣押|冻结|划拨|吊销)|[一-龥]{1,6}部(?:、[一-龥]{1,8}部)*(?:根据|可以|应当)"
    r"|[^，。；]{2,30}(?:部门|机关|政府)(?:会同[^，。；]{2,12})?(?:可以|有权))"
)


def standing(article: Article, sentence: Sentence, found: list[Hit]) -> Iterator[Hit]:
    """The hits of a sentence that stand. An approval named beside a sanction is its ground (未经…批准，擅自…) or a step
    inside the administration (报经…批准，责令关闭); what is forbidden is no power, nor an order to another office."""
    if (
        _hearing(article, sentence)
        or "人民法院审理" in article.text
        or _LITIGATED.search(article.text, sentence.start, sentence.end)
    ):
        return
    courts = _courts(article, sentence)
    sanctioned = any(h.kind in _SANCTIONS and (h.hard or not h.outside) for h in found)
    licensed = any(h.kind == "行政许可" for h in found)
    punished = any(h.kind == "行政处罚" for h in found)
    for each in found:
        if (each.body is None and courts) or (
            each.outside and not each.hard and not _received(article, sentence, each)
        ):
            continue
        if (each.kind == "行政确认" and licensed) or (each.kind == "行政裁决" and punished):
            continue  # a step of the licence; 裁决 of a penalty
        if _surrounded(article, sentence, each) or _referred(article, sentence, each):
            continue
        hit = _renamed(article, sentence, each)
        if hit.kind == "行政许可" and (sanctioned or _no_licence(article, sentence, hit)):
            continue
        if hit.kind == "行政裁决" and hit.way == "via" and not _disputed(article.text, hit):
            continue
        if _inside(article.text, sentence, hit):
            continue
        yield hit


# 成绩显著的单位和个人，由…给予奖励: who is named receives it.
_RECEIVER = re.compile(
    r"(?:成绩|贡献|有功|显著|突出)[^，。；]{0,16}(?:单位|组织|集体|个人|人员|公民|家庭)[^，。；]{0,6}，(?:由|应当|给予|予以|[^，。；]{0,30}(?:给予|予以))"
)


def _received(article: Article, sentence: Sentence, hit: Hit) -> bool:
    return hit.kind == "行政奖励" and _RECEIVER.search(article.text, sentence.start, hit.end) is not None


def _hearing(article: Article, sentence: Sentence) -> bool:
    """Whether an item stands under a lead that says before which decisions a hearing is held."""
    if sentence.lead is None or "听证" not in article.text:
        return False
    return any("听证" in article.text[s.start : s.end] for s in article.sentences if s.line == sentence.lead)


_BY_OTHER = re.compile(r"(?:依照|按照|依据|根据)")


def _referred(article: Article, sentence: Sentence, hit: Hit) -> bool:
    """Whether another law's penalty is only referred to, in a sentence of its own that names no body:
    …责令改正；属于文物的，依照《…法》处罚."""
    if hit.kind != "行政处罚" or hit.body is None or not _BY_OTHER.match(article.shown, hit.start):
        return False
    return sentence.lead is None and hit.body.start < sentence.start


def _courts(article: Article, sentence: Sentence) -> bool:
    """Whether the sentence, or the lead that its item stands under, speaks of what courts do."""
    courts, executing = _spoken_of(article.text)
    if executing or (courts and "法院" in article.shown[sentence.start : sentence.end]):
        return True
    led = sentence.lead is not None and courts
    return led and any("法院" in article.shown[s.start : s.end] for s in article.sentences if s.line == sentence.lead)


@lru_cache(maxsize=4)
def _spoken_of(text: str) -> tuple[bool, bool]:
    """Whether an article speaks of courts at all, and of a court that executes. Asked again for every sentence."""
    return "法院" in text, re.search("执行法院|院长|民事诉讼法|检察长", text) is not None


def _surrounded(article: Article, sentence: Sentence, hit: Hit) -> bool:
    """Whether one of the contexts says that the word grants nothing."""
    for context in lexicon.contexts():
        if (context.kinds and hit.kind not in context.kinds) or (context.ways and hit.way not in context.ways):
            continue
        text = article.text if context.printed else article.shown
        if context.pattern.search(text, sentence.start, sentence.end if context.whole else hit.start):
            return True
    return False


def _renamed(article: Article, sentence: Sentence, hit: Hit) -> Hit:
    """The hit under the kind it really is: 提出工伤认定申请 confirms, 审批 of an allowance is a benefit."""
    if hit.kind != "行政许可":
        return hit
    if _LEARNT.search(article.shown, hit.start, hit.end):
        return replace(hit, kind="行政确认")
    if _TITLE.search(article.text, sentence.start, hit.end):
        return replace(hit, kind="行政确认")
    if hit.way == "via" and _TAKING.search(article.text, sentence.start, hit.start):
        return replace(hit, kind="行政征收")
    if _BENEFIT.search(article.text, sentence.start, sentence.end):
        return replace(hit, kind="行政给付")
    if hit.way in ("via", "next") and (
        _FINDING.search(article.shown, hit.start, hit.end) or _EXAMINED.search(article.text, sentence.start, hit.start)
    ):
        return replace(hit, kind="行政确认")
    return hit


def _no_licence(article: Article, sentence: Sentence, hit: Hit) -> bool:
    if hit.way in ("via", "ask") and _ground(article.shown, sentence, hit):
        return True
    if hit.way == "body" and _handed_on(article.shown, hit):
        return True
    superior = hit.body is not None and SUPERIOR.match(article.text, hit.body.start) is not None
    return superior and not GRANTED.match(article.shown, hit.start)


def _disputed(text: str, hit: Hit) -> bool:
    """Whether somebody is asked to decide a dispute, rather than to mediate in it."""
    if "裁" in text[hit.start : hit.end]:
        return True
    said = text[text.rfind("\n", 0, hit.start) + 1 : hit.end]
    return re.search(r"争议|纠纷", said) is not None and re.search(r"协调|调解[、，]?处理", said[-12:]) is None


def _handed_on(text: str, hit: Hit) -> bool:
    """Whether the body itself applies to another for the approval: 由…提出方案，报…批准."""
    clause = max(text.rfind(mark, 0, hit.start) for mark in "，。；：\n")
    return _TO_OFFICE.search(text, clause + 1, hit.start) is not None


def _ground(text: str, sentence: Sentence, hit: Hit) -> bool:
    """Whether 未经…批准 is what somebody did, not what nobody may do."""
    before = text[max(sentence.start, (hit.body.start if hit.body else hit.start) - 3) : hit.start]
    if _STEP.match(text, hit.end):
        return True
    return before.startswith(("未经", "，未经", "未")) and not re.search(
        r"不得|禁止|严禁|不准", text[sentence.start : sentence.end]
    )


def _inside(text: str, sentence: Sentence, hit: Hit) -> bool:
    """Whether an order or a reprimand is given by a superior office, or to an office that went wrong."""
    at = sentence.start
    scolded = hit.way == "order" or _SCOLDED.search(text, hit.start, hit.end)
    if scolded and (_SUPERVISED.search(text, at, hit.start) or _OFFICE_WRONG.match(text, at, hit.start)):
        return True
    if hit.kind not in _INWARD:
        return False
    if hit.body is not None and SUPERIOR.match(text, hit.body.start):
        return True
    if hit.kind == "行政检查":
        return False
    return any(p.search(text, at, hit.start) for p in (_LOWER, _MISGRANTED)) or bool(
        _OFFICE_WRONG.match(text, at, hit.start)
    )
