"""From words of power to what the article grants: which kinds, the chief one, the body that holds it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policykit.annotate.powers.article import article
from policykit.annotate.powers.bodies import lower, national, proper, provincial
from policykit.annotate.powers.finding import hits
from policykit.annotate.powers.hit import Hit
from policykit.annotate.powers.kinds import Grant, PowerKind, Sign
from policykit.model.span import Span

_APPLIED = re.compile(r"申请|申报|提交")
# Looking at what is applied for is a step of the licence.
_STEP = re.compile(
    r"^[^监抽]*(?:检验|检测|检疫|核查|勘查|勘验|评估检查|查验(?:车辆|[^，。；]{0,8}(?:材料|资料|证明|证件))?)$"
)
_DECIDES = re.compile(r"批准|审批|核准|核发|颁发|发给")
_REVIEWED = re.compile(r"同意|审[核查]|初审|签署")
# 经…局批准，并向…局办理登记: what is registered afterwards is another step, whatever level approves.
_REGISTERED = re.compile(r"登记|注册|备案|手续")
# Who is only said to be concerned yields to who is named: 由有关部门依法处罚；没有规定的，由水利部门处….
_VAGUE = re.compile(r"有关(?:主管|行政|行政主管|行政管理|职能)?(?:部门|机关)|相关(?:主管|行政)?部门")
# 经林业部门负责人批准，可以暂扣: the office acts, its head agrees.
_HEADED = (PowerKind.COERCION, PowerKind.INSPECTION)
_HEAD = re.compile(r"经(?P<body>[^，。；经本]{2,40}(?:部门|机关|机构|局))的?(?:主要)?负责人(?:书面)?(?:批准|同意)")
ORDER, WEAK, ASK = "order", "weak", "ask"
_LEVELLED = (PowerKind.LICENCE, PowerKind.PENALTY)
_PARTED = re.compile(r"[；。\n]")
_YIELDING = (PowerKind.COERCION, PowerKind.OTHER)


def powers(lines: Sequence[str]) -> Grant:
    """What an article grants; `lines` are its paragraphs and items in print order, spans count in them joined by
    newlines."""
    read = article(lines)
    found = list(hits(read))
    firm = [h for h in found if h.way not in (ORDER, WEAK, ASK)]
    if firm and all(h.kind == "行政检查" and _STEP.search(h.word) for h in firm):
        # 现场核查…自受理之日起作出决定: looking is a step of what is decided.
        decided = [h for h in found if h.kind == "行政许可" and h.way == WEAK]
        firm = decided or firm
    real = firm or [h for h in found if h.way != ORDER] or found
    signs = tuple(Sign(_kind(h), Span(h.start, h.end), _span(h, read.text), not h.optional) for h in real)
    if any(s.kind is PowerKind.LICENCE for s in signs):
        signs = tuple(s for s in signs if s.kind is not PowerKind.INSPECTION or not _STEP.search(s.span.of(read.text)))
    kinds = tuple(dict.fromkeys(s.kind for s in signs))
    main = chief(signs, read.text)
    return Grant(kinds, main, holder(signs, main, read.text), signs)


def _kind(hit: Hit) -> PowerKind:
    return PowerKind.OTHER if hit.way == ORDER else PowerKind(hit.kind)


def _span(hit: Hit, text: str) -> Span | None:
    return Span(*proper(text, hit.body.start, hit.body.end)) if hit.body else None


def _listed(text: str, at: int) -> bool:
    return text.startswith("（", text.rfind("\n", 0, at) + 1)


def chief(signs: Sequence[Sign], text: str) -> PowerKind | None:
    """The chief kind: a mandatory penalty before coercion and others, inspection before coercion, else the first."""
    kinds = list(dict.fromkeys(s.kind for s in signs))
    if not kinds:
        return None
    if PowerKind.PENALTY in kinds and all(k in _YIELDING for k in kinds if k is not PowerKind.PENALTY):
        firm = {s.kind for s in signs if s.mandatory}
        if PowerKind.PENALTY in firm or not firm:
            return PowerKind.PENALTY
        return next(s.kind for s in signs if s.kind in firm)
    if PowerKind.INSPECTION in kinds and PowerKind.COERCION in kinds:
        first = next(s for s in signs if s.kind in (PowerKind.INSPECTION, PowerKind.COERCION))
        # In a list of measures inspection is the frame, wherever it stands.
        if first.kind is PowerKind.INSPECTION or _listed(text, first.span.start):
            return PowerKind.INSPECTION
        return PowerKind.COERCION
    named = [s.kind for s in signs if s.holder is not None]
    return (named or kinds)[0]


def _sanctioning(signs: Sequence[Sign], text: str) -> list[Sign]:
    """Who is named for coercion in the sentence of a penalty in the passive: 处…罚款，并由…代为拆除."""
    first = next((s for s in signs if s.kind is PowerKind.PENALTY), None)
    if first is None:
        return []
    end = _sentence_end(text, first)
    return [
        s
        for s in signs
        if s.kind is PowerKind.COERCION
        and s.holder is not None
        and first.span.end <= s.holder.start <= end
        and text.rfind("，并由", first.span.end, s.holder.start + 1) >= 0
    ]


def _sentence_end(text: str, sign: Sign) -> int:
    return min((e for e in (text.find(m, sign.span.end) for m in "。\n") if e >= 0), default=len(text))


def holder(signs: Sequence[Sign], main: PowerKind | None, text: str) -> Span | None:
    """The first local body that holds the chief kind."""
    own = [s for s in signs if s.kind is main and s.holder is not None]
    said = own[0].span.of(text) if own else ""
    if own and not _DECIDES.search(said) and (_APPLIED.search(said) or _REVIEWED.search(said)):
        # Applied for or reviewed at one office, decided by another: the one that decides holds it.
        deciding = [s for s in own if s.span.end <= _sentence_end(text, own[0]) and _DECIDES.search(s.span.of(text))]
        if deciding and not _APPLIED.search(said):
            return deciding[0].holder
        own = deciding or own
    elif own and own[0].holder is not None and national(own[0].holder.of(text)):
        own = [s for s in own if not _REGISTERED.search(s.span.of(text))] or own
    if not own and main is PowerKind.PENALTY:
        own = _sanctioning(signs, text)
    named = [s.holder for s in own if s.holder is not None]
    if not named and main is PowerKind.PENALTY:
        other = {s.holder.of(text): s.holder for s in signs if s.holder is not None}
        return next(iter(other.values())) if len(other) == 1 else None
    if not named and main in _HEADED and (head := _HEAD.search(text)):
        return Span(*proper(text, *head.span("body")))
    if named and _VAGUE.fullmatch(named[0].of(text)):
        named = [n for n in named if not _VAGUE.fullmatch(n.of(text))] or named
    local = [n for n in named if not national(n.of(text)) and not _VAGUE.fullmatch(n.of(text))]
    first = next(iter(local or named), None)
    if first is not None and provincial(first.of(text)):
        # 省级项目报省厅批准；其他项目报市局批准: of parallel levels the lower one.
        parallel = (n for n in local if _PARTED.search(text, first.end, n.start) and lower(n.of(text)))
        return next(parallel, first)
    return first
