"""Whether a sentence, or a stretch of one, sets a duty, grants a permission or only states something."""

from __future__ import annotations

import re
from functools import cache

from policykit.annotate.agencies import lexicon
from policykit.model.annotation import Modality

_ROOM = "policykit.annotate.duties"
# 应纳税款, 应对疫情: no word of duty.
_NO_SHOULD = (
    r"(?!纳税|税|[缴补退免付]税|[缴付]款|收账|付账|得的|对(?:疫情|新冠|新型|突发|自然灾害|灾害|气候|风险|挑战|危机|措施|机制"
    r"|处置|策略|能力|预案|方案|困难|复杂|公共|重大疫情|极端|地震|台风|雨雪|人口))"
)
_FORBID = re.compile(r"不得(?!分[，。；、）]|分$)|严禁|禁止|不准|不许|严格禁止|切勿")
# Every alternative begins with its character, what may not stand before it being looked for behind it: a search then
# runs over the text as a test for a set of characters.
_MUST = re.compile(r"应当|必须|务必|务于|应(?<![供相对反适响效呼]应)(?![急用届])" + _NO_SHOULD + r"|须(?<!必须)")
_MODAL = re.compile(f"{_FORBID.pattern}|{_MUST.pattern}")
_DUTY = re.compile(
    r"应当|必须|不得(?!分[，。；、）]|分$)|严禁|禁止|负责(?<!有负责)(?!人|同志|制|的(?:(?:主管|责任)人|原则|机制|体制|制度|态度|精神))|务必|务于|应(?<![供相对反适响效呼]应)(?![急用届])"
    + _NO_SHOULD
    + r"|要(?<![主重必首需纲]要)(?!求|点|素|件|闻|害)|须(?<!必须)"
    r"|需(?<![所急必无供刚军内外]需)(?=对|在|按|向|将|由|及时|如实|依|提供|提前|严格)"
)
_LAW_DUTY = re.compile(
    r"应当(?![^，。；]{2,24}而[未不没][^。；\n]{0,160}(?:处分|处罚|罚款|追究))|必须|不得(?!分[，。；、）]|分$)|禁止|严禁|负责(?!人|同志|制|的(?:(?:主管|责任)人|原则|机制|体制|制度|态度|精神))|应(?:将|在|按|向|于|对|依|及时|予|立即|由|为)|须(?!知)"
    r"|责任(?<=有责任)(?:和义务)?(?=[向按依对为将]|配合|协助|提供|如实)"
    r"|义务(?<=有义务)(?:和责任)?(?=[向按依对为将]|配合|协助|提供|如实)"
    r"|履行(?<![不未应]履行)(?<![不未]依法履行)[^，。；的]{2,40}职责(?=[。；]|，(?![^。；\n]{0,80}(?:情况|以下|下列)))"
)
_ADVERBIAL = re.compile(
    r"^(?:对于?|按照?|依照|根据|依据|参照|遵照|为了?|在|以|通过|围绕|结合|针对|本着|凡是?|经|除|自|从(?!而|严|重|快|优)|于|随着|鉴于|由于|因|当|如|若|遇|关于"
    r"|涉及|需要?|已经?|属于?|符合|逾期|情节|构成|拒不|违反|有下列|聚焦|坚持以|立足|着眼|依托|充分考虑|特殊情况)"
)
_CONDITION = (
    *"的时后前中上下内外",
    *(
        "方面",
        "期间",
        "过程中",
        "基础上",
        "情况下",
        "前提下",
        "之日起",
        "为导向",
        "为目标",
        "以来",
        "为载体",
        "为基础",
        "原则",
    ),
)
_CARRIED_OUT = re.compile(r"(?:执行|办理|处理|落实|实施)[。；]?$")  # 按国家有关规定执行: an order, no scene


_CLOSING = re.compile(
    "解释|执行|有效期|实施|政策期|施行|生效|：“|的(?=[关核目根实前难基])"
)  # in every entry of [always]


@cache
def _none(section: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{line})" for line in lexicon.sections("none.txt", _ROOM)[section]))


@cache
def _permits() -> re.Pattern[str]:
    return re.compile("|".join(lexicon.lines("permits.txt", _ROOM)))


def binds_nobody(text: str) -> bool:
    """A definition, date of effect, roster, importance or bare result: never a duty, unless a word of duty says so."""
    return bool(_CLOSING.search(text) and _none("always").search(text)) or (
        not has_duty_word(text) and bool(_none("unless-bound").search(text))
    )


def permits(text: str) -> bool:
    """A stretch that grants or allows and binds nobody."""
    return bool(_permits().search(text)) and not _DUTY.search(text)


def may_permit(text: str) -> bool:
    """Whether a word of permission stands anywhere in the text."""
    return bool(_permits().search(text))


# What a penalty is for, and the office that imposes it (由县人民政府负责…的部门), hold words of duty that bind nobody.
_PENALTY = re.compile(r"责令|罚款|处分|吊销|没收|撤职|开除|警告|追究")
_OFFICE = re.compile(r"负责[^，。；]{1,30}?的(?:行政|业务)?(?:主管)?(?:部门|机构|机关|单位)")


def may_bind_in_law(text: str) -> bool:
    """Whether a word of duty stands anywhere in an article."""
    return _LAW_DUTY.search(text) is not None


def binds_in_law(text: str) -> bool:
    """Whether a sentence of an article holds a word that binds somebody."""
    if _LAW_DUTY.search(text) is None:
        return False
    if punished := _PENALTY.search(text):
        told = text.rfind("的，", 0, punished.start())
        said = text[told + 2 :] if told >= 0 else text
        return _LAW_DUTY.search(_OFFICE.sub("", said)) is not None
    return True


def has_duty_word(text: str) -> bool:
    return bool(_DUTY.search(text))


def adverbial(text: str) -> bool:
    """A stretch that only sets the scene: 对…的, 在…基础上, 按照…原则, 经…后."""
    if text.removesuffix("，").endswith(_CONDITION):
        return True
    return bool(_ADVERBIAL.match(text)) and not has_duty_word(text) and not _CARRIED_OUT.search(text)


def modality(text: str) -> Modality:
    """The strongest modal word of the text; an imperative without one counts as 要."""
    first = _MODAL.search(text)
    if first is None:
        return Modality.SHALL
    return Modality.FORBIDDEN if _FORBID.match(text, first.start()) else Modality.MUST


_COPULA = re.compile(
    r"[^，。；：]{2,60}(?<![凡正尤就但只若也要于])(?:是(?!否|非)|关系(?:到)?(?!的)|事关|包括(?![^，。；]{1,40}在内)|分为|分成|属于)|[^。；]{2,40}，(?:关系(?!的)|事关)"
)


def tells(text: str) -> bool:
    """Whether a sentence without subject only tells how things are: no order anywhere in it."""
    if has_duty_word(text):
        return False
    if _COPULA.match(text):
        return True
    parts = [p for p in re.split("[，：]", text.rstrip("。；")) if p]
    return not any(lexicon.follow().match(p) or (re.match("[《“]", p) is None and _ORDER.search(p)) for p in parts)


_ORDER = re.compile(
    r"给予|予以|实行|纳入|列入|作为|不再|一律|免征|免除|延长|顺延|减免|不予|进行|追究|完成|备案|上报|报送|实施|执行"
)


# 利用专项资金优先支持…: the order stands behind the means.
_WITH_MEANS = re.compile(
    r"(?:充分)?(?:利用|运用|借助)[^，。；]{2,80}?(?:支持|开展|推进|加强|建立|促进|实现|推动|提供|提升|搭建|引导)"
)


def directive(text: str) -> bool:
    """Whether a stretch without subject gives an order: it begins with a predicate or holds a word of duty."""
    return bool(lexicon.order().match(text) or _WITH_MEANS.match(text)) or has_duty_word(text)
