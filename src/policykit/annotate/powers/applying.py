"""The body that is applied to or approves: 经…批准, 向…申请, 报…备案. One office that applies to another grants
nothing by it, so who applies has to be told as well."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policykit.annotate.powers.acting import MODAL, NOBODY, Clause
from policykit.annotate.powers.article import HIDDEN, Article, Sentence
from policykit.annotate.powers.bodies import Body, Part
from policykit.annotate.powers.registration import REGISTRATION

NEAR = 16  # characters between the body that is applied to and the word of its power
_PLANNED = ("行政许可", "其他行政权力", "行政确认")
_APPLIED_FOR = ("行政许可", REGISTRATION, "其他行政权力")
# What offices plan and set among themselves, approved by a higher one.
_INTERNAL = re.compile(
    r"(?<![城乡])(?<!统一)(?<!符合)规划(?!核实|审查|条件|许可|行政|主管|和|部门|设计|区|局)|(?<!作业)计划(?!生育)|预算|预案|区划|(?<!评价)名录|(?:具体|管理|实施|收费|收支|征收)?办法|(?<!国家)(?<!行业)(?<!技术)(?<!符合)标准|自然保护区的?(?:建立|设立|调整)|民族乡|规章|规程|编制(?![^，。；]{0,20}(?:报告|文件|说明|表|书))|撤销[^，]{0,10}机构|行政区域"
)


def applied(
    article: Article,
    sentence: Sentence,
    here: Clause,
    at: int,
    parts: Sequence[Clause],
    kind: str,
    asked: bool = False,
) -> Body | None:
    """The body named right before a word of its power, unless one office applies to another; `asked` where the word
    itself says that somebody applies."""
    text, article_text = article.shown, article.text
    near = [b for b in here.named if b.end <= at and at - b.end <= NEAR]
    if near and not near[-1].public:
        return None
    if not near and at - here.start <= 4 and kind in _APPLIED_FOR:
        near = [b for p in parts if p.end < at for b in p.named if b.public and b.part is Part.TO]
    if not near:
        return None
    body = near[-1]
    if SUPERIOR.match(text, body.start) and not GRANTED.match(text, at):
        return None
    if body.part is Part.ACTS and not _DIRECTLY.fullmatch(text, body.end, at):
        return None
    if body.part in (Part.BY, Part.ACTS):
        return None if _HANDED_ON.search(text, body.end, at) else body
    own = [
        b
        for p in parts
        for b in p.named
        if b.part in (Part.ACTS, Part.BY) and b.end <= body.start and not _SINCE.match(text, b.end)
    ]
    if own:
        if _REVIEWED.match(text, own[-1].end, body.start) and _asked_for(text, sentence.start, body.start):
            return body
        if text[own[-1].start : own[-1].end] == text[body.start : body.end] or _NOBODY_MAY.match(text, at):
            return body
        return (
            None
            if (own[-1].public and not GRANTED.match(text, at)) or _STATE.search(text, own[-1].start, own[-1].end)
            else body
        )
    if _OFFICE.match(article_text, sentence.start, body.start):
        return None
    if (
        here.acting.body is not None
        and HIDDEN not in text[sentence.start : body.start]
        and not _NOT_BEFORE.match(text, at)
    ):
        return None
    if GRANTED.match(text, at):
        return body
    said, planned = _said(article, body.start)
    if asked or kind not in _PLANNED or not _INTERNAL.search(_BASIS.sub("", planned)):
        return body
    # What outsiders plan for themselves (应急预案) is theirs, what nobody is named for is an office's.
    return (
        body
        if _PERSON.search(text, said, body.start)
        or _owned(text, said, body.start)
        or _OWNER.search(article_text, said, body.start)
        else None
    )


def _said(article: Article, at: int) -> tuple[int, str]:
    """What is said before a body about what it is asked for, and where that begins."""
    text, printed = article.shown, article.text
    said = max(text.rfind("。", 0, at), text.rfind("\n", 0, at)) + 1
    if _CHANGED.search(printed, said, at):
        return said, printed[said:at]
    if _AGAIN.search(printed, said, at):
        said = max(text.rfind("。", 0, said - 1), text.rfind("\n", 0, said - 1)) + 1
        return said, printed[said:at]
    return said, text[said:at]


def asked_of(article: Article, sentence: Sentence, here: Clause, match: re.Match[str], kind: str) -> Body | None:
    """The body that a pattern names itself, where `bodies` found none and no office is the one that asks."""
    start, end = match.span("body")
    text = article.shown
    if here.acting.body is not None or any(b.start < match.end() and b.end > start for b in here.named):
        return None
    before = text[sentence.start : match.start()]
    if SUPERIOR.match(text, start) or _AN_OFFICE.search(before):
        return None
    if kind in _PLANNED and _INTERNAL.search(_BASIS.sub("", _said(article, start)[1])) and not _PERSON.search(before):
        return None
    return Body(start, end, Part.TO, public=True)


_AN_OFFICE = re.compile(r"部门|机关|政府|管理机构")
# The office before only reviewed what somebody applied for.
_REVIEWED = re.compile(r"[^，。；]{0,40}?(?:审查|审核|初审|签署|受理|核实)")
# 自业务主管单位同意之日起: when, not who.
_SINCE = re.compile(r"[^，。；]{0,12}之日起")
# 未经…批准，任何单位和个人不得: it is for outsiders, whatever the office does besides.
_NOBODY_MAY = re.compile(r"[^，。；]{0,8}，任何(?:单位|组织|个人)")
GRANTED = re.compile(r"核发|颁发|发给")  # to outsiders, whoever asks for it
# …批准，方可: somebody outside waits for it.
_NOT_BEFORE = re.compile(
    r"[^，。；]{0,8}，(?:任何(?:单位|组织|个人)|(?!任何机关)[^，。；]{0,16}不得|[^，。；]{0,16}(?:方可|方能))|[^，。；]{0,8}方可"
)
_OFFICIAL = re.compile(
    r"确定|本市|本省|区域|地区|规划|计划|方案|标准|办法|预案|区划|名录|预算|目录|部门|政府|机关|机构|局|委员会|条例|规定|措施|工作|制度|要求|修改|调整|变更|编制|文本|草案|成果|结果"
)


def _asked_for(text: str, start: int, end: int) -> bool:
    """Whether somebody outside the administration applied for it."""
    return "申请" in text[start:end] or _PERSON.search(text, start, end) is not None


def _owned(text: str, start: int, end: int) -> bool:
    """Whether somebody outside the administration is said to have to do something: 实验室应当制定预案."""
    for clause in re.split(r"[，；]", text[start:end]):
        found = MODAL.match(clause)
        if (
            found
            and len(found["who"]) > 1
            and not found["who"].startswith("任何")
            and not _OFFICIAL.search(found["who"])
            and not NOBODY.search(found["who"])
        ):
            return True
    return False


# 采矿权人变更矿区范围的，应当重新编制方案: who has to is hidden with the condition.
_OWNER = re.compile(
    r"(?:单位|企业|公司|经营者|生产者|权人|义务人|申请人|当事人)[^，。；]{0,50}，(?:应当|必须|须)"
    r"|由[^，。；]{0,14}(?:企业|单位|学校|教育机构|经营者|公司|协会)(?:自行|自主)?(?:制定|确定|提出)"
)
# Organs of state that are no administration apply to offices as offices do.
_STATE = re.compile(r"人民代表大会|常务委员会|人大|法院|检察院|主席团")
# 确需调整的，…: what is changed is said in the sentence before.
# 经批准的规划需要修改的，须经原批准机关批准: what is changed is hidden as a condition.
_CHANGED = re.compile(
    r"(?:规划|计划|预案|区划|方案|名录)[^，。；]{0,8}(?:需要|确需|需|拟)(?:作)?(?:修改|调整|变更|修编|修订)的，[^。；]*$"
)
_AGAIN = re.compile(r"确需(?:调整|变更|修改)的，")
# What an act has to agree with is not what is approved.
_BASIS = re.compile(r"(?:根据|依照|按照|依据|符合|遵守)[^，。；]{2,40}")
_PERSON = re.compile(
    r"(?:单位|企业|公司|经营者|生产者|建设者|使用者|所有者|纳税人|义务人|权利?人|申请人|当事人|场所|学校|医院|医疗机构|运营人?|业主|个人|组织者|承办者|开发商|银行|场馆|协会)"
    r"(?:[、或和及与][^，。；]{0,20})?，?(?:应当|应|必须|可以|须|需|拟|变更|制定|设立|将)"
)
# An office that needs something done applies to a higher one.
_OFFICE = re.compile(
    r"[^，。；]{0,40}(?:人民政府|主管部门|行政部门|公安机关)(?:需要|拟|确需|因|设置|编制|制定|调整|根据|采取)"
)
SUPERIOR = re.compile(r"(?:所属|上级|上一级|下级|本级|同级|本系统|其上|有关上级|各自)")
_DIRECTLY = re.compile(
    r"(?:应当|可以|必须|有权|负责|依法|统一|予以|不予|组织|审核|审查|同意|进行|实施|或者不予|应|并|也|按照(?:规定|职责|权限|程序|有关规定)[^，]{0,6}|不)*"
)
_HANDED_ON = re.compile(r"责令|报|向|经|申请|办理|履行|提请|接受")
