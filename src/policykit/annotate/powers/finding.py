"""Where an article's words show a power, and which body acts there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policykit.annotate.powers import lexicon
from policykit.annotate.powers.article import HIDDEN, Article, Sentence, clauses
from policykit.annotate.powers.bodies import Body, Part, bodies

REGISTRATION = "登记"
NEAR = 16  # characters between the body that is applied to and the word of its power
_OPTIONAL = re.compile(r"(?:可以|可(?=[处并])|可视[^，。；]{0,10}|有权)[^，。；]{0,30}$")
_MODAL = re.compile(
    r"^(?P<who>[^，。；：□]{1,40}?)(?:应当|可以|不得|(?<!所)有权|必须|须|(?<![适相供响反对效])应(?![急对用届])|享有|负有)"
)
_ENCOURAGED = re.compile(
    r"(?:国家)?(?:鼓励|支持|引导|提倡)[^，。；开展]{0,20}(?:单位|企业|机构|经营者|生产者|学校|协会)(?:建立|采取|实行|设立|制定|对)"
)
# Words before a modal that name nobody, so that who acted before goes on acting.
_NOBODY = re.compile(
    r"^(?:也|并|还|同时|国家|本省|本市|省|市|但是?|，)*$|罚款|费用|期限|决定|资金$|经费$|基金$|证$|措施|责令|处[以一二三五十罚]|并处|可处|给予|没收|吊销|加收|工作$"
    r"|(?:部门|机关|政府|机构)$|[后前时内间]$|^(?:在|对|经|依|按|根据|其(?!他)|因|需要|确需|不|未|自|从|情况|情节|符合|发现|向|由|必要|有权|紧急|限期|责成|应当)"
)
_LITIGATED = re.compile(
    r"人民法院(?:不予受理|应当受理|应予受理|应当依法受理|予以受理|不予支持|应予支持|应当予以支持|可以|应当|可依法)|(?:作为|为)被告"
)
_SUPERVISED = re.compile(r"(?:上一级|上级|本级|同级)[^，。；]{0,30}(?:责令|纠正|给予|予以|通报)")
# Money from one office to another: 对…县级人民政府…给予补助, 对…地区的防治经费给予补助.
_BUDGETED = re.compile(
    r"(?:对|给)[^，。；]{0,24}(?:(?:人民政府|部门|机关)(?!认定|规定|确定|批准|登记|推荐)|地区(?:的|开展)[^，。；]{0,24}(?:经费|工作))[^，。；]{0,30}$"
)
_APPLICATION = re.compile(r"提出[^，。；]*申请|申领|报批|(?:提交|报送|递交|填写)")
_SUFFERED = re.compile(r"被(?:依法)?[^，。；的单人企业]{0,6}$")
_MISGRANTED = re.compile(r"(?:擅自|违法|违规|越权|非法)(?:批准|审批|核准|许可|颁发|核发|发放|征收|减免)")
_SCOLDED = re.compile(r"通报批评|警告")
_SANCTIONS = ("行政处罚", "行政强制", "责令")
_PLANNED = ("行政许可", "其他行政权力", "行政确认")
_APPLIED_FOR = ("行政许可", REGISTRATION, "其他行政权力")
_FINDING = re.compile(r"(?<!资质)(?<!资格)(?<!司法)(?:认定|鉴定(?!机构|人)|确认|等级评定)")
_LOOKED_UP = re.compile(r"(?:查阅|复制|查询)[^，。；]{0,30}$")
_TAKEN_BACK = re.compile(r"(?:取消|撤销|收回|剥夺)[^。；]{0,40}$")
_HELPED = re.compile(r"(?:协助|配合|帮助)[^，。；]{0,24}$")
_ASKED = re.compile(r"申请[^，。；]{0,20}$")
_INWARD = ("责令", "行政检查")
_FORBIDDEN = re.compile(r"(?:不再|不需要?|无需|无须|不必|严禁|严格控制|禁止|不得|不应当|无权|不对)[^，。；]{0,50}$")
_OFFICE_WRONG = re.compile(
    r"(?:（[一二三四五六七八九十]+）)?(?:违反[^，。；]{2,40}，)?(?:[^，。；]{0,60}(?:部门|机关|政府|管理机构|街道办事处|监察机构|监督机构|审评机构|经办机构)(?:及其[^，。；]{0,12}|和[^，。；]{0,20})?"
    r"(?:违反|未|不|有下列|有前款|在|违法|滥用|玩忽|擅自|，)|[^，。；]{0,10}(?:统计|执法|监督|检查|调查|管理)人员(?:有|未|违反)|[^，。；]{0,40}(?:国家|(?:部门|机关|政府|法院|管理机构|监督机构)(?:及其|的)?(?:执法|工作))工作?人员)"
)
_BENEFIT = re.compile(
    r"申请[^，。；]{0,16}(?:救助|补助|补贴|津贴|低保|最低生活保障|特困|抚恤|供养|优待)|(?:救助|补助|补贴|津贴|保障金|抚恤)(?:的)?(?:申请|审批)"
    r"|申领[^，。；]{0,12}(?:津贴|待遇|补贴|补助|保险金|养老金)"
)
# What offices plan and set among themselves, approved by a higher one.
_INTERNAL = re.compile(
    r"(?<![城乡])规划(?!核实|审查|条件|许可|行政|主管|和|部门|设计|区|局)|计划|预算|预案|区划|名录|(?:具体|管理|实施|收费|收支|征收)?办法|标准|编制(?![^，。；]{0,20}(?:报告|文件|说明|表|书))|撤销[^，]{0,10}机构|行政区域"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of power at `[start, end)` and who acts. `outside` says that an outsider acts, `body` may be None."""

    kind: str
    way: str
    start: int
    end: int
    body: Body | None
    outside: bool
    optional: bool
    word: str = ""

    @property
    def hard(self) -> bool:
        """Whether nobody outside the administration does such a thing, whoever is named in the sentence."""
        return self.kind == "行政处罚" and self.word in _HARD


@dataclass(slots=True)
class _Acting:
    """Who acts at a point of the text: a body, or an outsider; neither where nothing was said yet."""

    body: Body | None = None
    outside: bool = False

    def copy(self) -> _Acting:
        return _Acting(self.body, self.outside)


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int
    named: tuple[Body, ...]
    acting: _Acting  # before the clause


Match = tuple[lexicon.Word, re.Match[str]]


def hits(article: Article) -> Iterator[Hit]:
    """All words of power in text order, with the body that acts in their clause."""
    said = _said(article)
    if not said:
        return
    last = max(said)
    carried: dict[int, _Acting] = {}  # line number -> who acts at its end
    previous = -1
    acting = _Acting()
    for number, sentence in enumerate(article.sentences[: last + 1]):
        if sentence.line != previous:
            lead = carried.get(sentence.lead) if sentence.lead is not None else None
            acting = lead.copy() if lead else _Acting()
            previous = sentence.line
        elif article.shown[sentence.start - 1] == "。":
            acting.outside = False
        parts = _parts(article.shown, sentence, acting)
        if number in said:
            found = sorted(_found(article, sentence, parts, said[number]), key=lambda h: (h.end, h.start))
            yield from _standing(article, sentence, found)
        carried[sentence.line] = acting.copy()


def _said(article: Article) -> dict[int, list[Match]]:
    """The words of power by the number of their sentence."""
    starts = [s.start for s in article.sentences]
    out: dict[int, list[Match]] = {}
    for word in lexicon.words():
        if not any(needle in article.shown for needle in word.needles):
            continue
        for match in word.pattern.finditer(article.shown):
            out.setdefault(max(bisect_right(starts, match.start()) - 1, 0), []).append((word, match))
    return out


def _standing(article: Article, sentence: Sentence, found: list[Hit]) -> Iterator[Hit]:
    """The hits of a sentence that stand. An approval named beside a sanction is its ground (未经…批准，擅自…) or a step
    inside the administration (报经…批准，责令关闭); what is forbidden is no power, nor an order to another office."""
    sanctioned = any(h.kind in _SANCTIONS for h in found)
    licensed = any(h.kind == "行政许可" for h in found)
    punished = any(h.kind == "行政处罚" for h in found)
    if _LITIGATED.search(article.text, sentence.start, sentence.end):
        return
    courts = "法院" in article.shown[sentence.start : sentence.end]
    for hit in found:
        if hit.body is None and courts:
            continue
        if hit.outside and (courts or not hit.hard):
            continue
        if hit.way in ("any", "order") and _SUFFERED.search(article.shown, sentence.start, hit.start):
            continue
        if (hit.kind == "行政确认" and licensed) or (hit.kind == "行政裁决" and punished):
            continue  # a step of the licence; 裁决 of a penalty
        if hit.kind == "行政许可" and hit.way in ("via", "next") and _FINDING.search(article.shown, hit.start, hit.end):
            hit = replace(hit, kind="行政确认")  # 提出工伤认定申请
        if hit.kind == "行政奖励" and _TAKEN_BACK.search(article.text, sentence.start, hit.start):
            continue
        if hit.kind == "行政确认" and _HELPED.search(article.text, sentence.start, hit.start):
            continue
        if hit.kind == "行政给付" and _BUDGETED.search(article.text, sentence.start, hit.start):
            continue
        if hit.kind == "行政裁决" and hit.way == "via" and not _disputed(article.text, sentence, hit):
            continue
        if hit.kind == "行政许可" and _BENEFIT.search(article.text, sentence.start, sentence.end):
            hit = replace(hit, kind="行政给付")  # 审批 of an allowance
        if hit.kind == "行政许可" and (sanctioned or (hit.way == "via" and _ground(article.shown, sentence, hit))):
            continue
        if hit.kind == "行政许可" and hit.way == "via" and "异议" in article.text[sentence.start : hit.start]:
            continue
        if _FORBIDDEN.search(article.shown, sentence.start, hit.start):
            continue
        if hit.kind == "其他行政权力" and "约谈" in article.text[sentence.start : sentence.end]:
            continue
        if hit.kind == "行政确认" and _LOOKED_UP.search(article.shown, sentence.start, hit.start):
            continue
        if hit.kind == "其他行政权力" and hit.way == "any" and _ASKED.search(article.shown, sentence.start, hit.start):
            continue
        if (hit.way == "order" or _SCOLDED.search(article.text, hit.start, hit.end)) and (
            _SUPERVISED.search(article.text, sentence.start, hit.start)
            or _OFFICE_WRONG.match(article.text, sentence.start, hit.start)
        ):
            continue
        if hit.kind in _INWARD and _inside(article.text, sentence, hit):
            continue
        if hit.kind == "行政许可" and hit.way == "body" and _handed_on(article.shown, hit):
            continue
        if hit.kind == "行政许可" and hit.body is not None and _SUPERIOR.match(article.text, hit.body.start):
            continue
        yield hit


def _disputed(text: str, sentence: Sentence, hit: Hit) -> bool:
    """Whether somebody is asked to decide a dispute, rather than to mediate in it."""
    if "裁" in text[hit.start : hit.end]:
        return True
    said = text[text.rfind("\n", 0, hit.start) + 1 : hit.end]
    return re.search(r"争议|纠纷", said) is not None and re.search(r"协调|调解[、，]?处理", said[-12:]) is None


_TO_OFFICE = re.compile(r"报|(?<![外财])经(?![济贸营])|提请|向[^，。；]{0,40}(?:部门|机关|机构|政府|局)")


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


# 经…批准，可以对…采取措施: leave for the body's own step.
_STEP = re.compile(r"(?:后)?，(?:可以|有权)?(?:依法|适当)?(?:对|采取|实施|延长|予以延长)")


def _inside(text: str, sentence: Sentence, hit: Hit) -> bool:
    """Whether an order is given by a superior office, or to an office that went wrong."""
    if hit.body is not None and _SUPERIOR.match(text, hit.body.start):
        return True
    if hit.kind == "行政检查":
        return False
    if _MISGRANTED.search(text, sentence.start, hit.start):
        return True
    return _OFFICE_WRONG.match(text, sentence.start, hit.start) is not None


def _parts(text: str, sentence: Sentence, acting: _Acting) -> list[_Clause]:
    """The clauses with the bodies they name; `acting` is moved on to the end of the sentence."""
    out: list[_Clause] = []
    for start, end in clauses(sentence, text):
        named = tuple(bodies(text, start, end))
        subjects = [b for b in named if b.part in (Part.ACTS, Part.BY)]
        found = None if subjects else _MODAL.match(text[start:end])
        if _ENCOURAGED.match(text, start, end) or (found and not _NOBODY.search(found["who"])):
            acting.body, acting.outside = None, True
        out.append(_Clause(start, end, named, acting.copy()))
        for body in subjects:
            acting.body, acting.outside = (body, False) if body.public else (None, True)
    return out


def _found(article: Article, sentence: Sentence, parts: list[_Clause], said: Sequence[Match]) -> Iterator[Hit]:
    text = article.shown
    for word, match in said:
        here = next((p for p in parts if p.start <= match.end() - 1 < p.end), parts[-1])
        if word.way == "via":
            body, outside = _applied(article, sentence, here, match.start(), parts, word.kind), False
            if body is not None and body.part is not Part.TO and _APPLICATION.search(match.group()):
                continue  # an office that applies, not one that is applied to
        else:
            body, outside = _acting(here, match.end())
        if body is None and word.way == "next":
            body = _next(article, sentence, match.start())
            outside = outside and body is None
        if body is None and word.way not in ("any", "order"):
            continue
        before = text[max(here.start, match.start() - 40) : match.start()] + match.group()[:-1]
        if word.kind == REGISTRATION and _NOTED.search(text, sentence.start, sentence.end):
            continue
        kind = word.kind if word.kind != REGISTRATION else _registration(article.text, sentence, match.end(), body)
        hit = Hit(
            kind, word.way, match.start(), match.end(), body, outside, bool(_OPTIONAL.search(before)), match.group()
        )
        yield replace(hit, body=_before(parts, match.end())) if outside and hit.hard else hit


def _acting(here: _Clause, at: int) -> tuple[Body | None, bool]:
    """The body that acts at a word: the last one named before it in its clause, else who acted before."""
    for body in reversed(here.named):
        if body.end <= at and body.part in (Part.BY, Part.ACTS):
            return (body, False) if body.public else (None, True)
    return here.acting.body, here.acting.outside


def _before(parts: list[_Clause], at: int) -> Body | None:
    """The last public body that acted in the sentence before an outsider was named."""
    own = [b for p in parts for b in p.named if b.public and b.part in (Part.BY, Part.ACTS) and b.end <= at]
    return own[-1] if own else None


_HARD = ("罚款", "没收", "吊销")
_NOTED = re.compile(
    r"复议|复查|听证|异议|申诉|赔偿|仲裁|回避|信访|举报|投诉|来访|案件|扣押|查封|物品"
)  # what is only entered in a book
_LICENSING = re.compile(
    r"许可|经营|营业|设立|企业|公司|机动车|车辆|犬|社会团体|团体|勘查|采矿|排污|取水|执业|从业|注册|单位|机构(?!应当)|缴存"
)
_FOUNDING = re.compile(r"设立登记|开业登记|设立[^，。；]{0,16}(?:企业|公司|机构|合作社)|营业执照")


def _registration(text: str, sentence: Sentence, at: int, body: Body | None) -> str:
    """Whether registration confirms (a right, a fact) or licenses, by what is registered and by the registrar."""
    if _FOUNDING.search(text, sentence.start, sentence.end):
        return "行政许可"
    said = text[sentence.start : at] + (text[body.start : body.end] if body else "")
    if lexicon.confirming().search(said):
        return "行政确认"
    if _LICENSING.search(text, sentence.start, sentence.end):
        return "行政许可"
    # Nothing is said here of what is registered: the article says it.
    return "行政确认" if lexicon.confirming().search(text) else "行政许可"


def _next(article: Article, sentence: Sentence, at: int) -> Body | None:
    """The first body that acts behind a word, in its sentence or in a later one."""
    for later in article.sentences:
        if later.end <= at:
            continue
        for start, end in clauses(later, article.shown):
            for body in bodies(article.shown, start, end):
                if body.public and body.start >= at and (body.part in (Part.BY, Part.ACTS) or later is sentence):
                    return body
    return None


def _applied(
    article: Article, sentence: Sentence, here: _Clause, at: int, parts: list[_Clause], kind: str
) -> Body | None:
    """The body named right before a word of its power, unless one office applies to another."""
    text, article_text = article.shown, article.text
    near = [b for b in here.named if b.end <= at and at - b.end <= NEAR]
    if near and not near[-1].public:
        return None
    if not near and at - here.start <= 4 and kind in _APPLIED_FOR:
        near = [b for p in parts if p.end < at for b in p.named if b.public and b.part is Part.TO]
    if not near:
        return None
    body = near[-1]
    if _SUPERIOR.match(text, body.start):
        return None
    if body.part is Part.ACTS and not _DIRECTLY.fullmatch(text, body.end, at):
        return None
    if body.part in (Part.BY, Part.ACTS):
        return None if _HANDED_ON.search(text, body.end, at) else body
    own = [b for p in parts for b in p.named if b.part in (Part.ACTS, Part.BY) and b.end <= body.start]
    if own:
        return None if own[-1].public or _STATE.search(text, own[-1].start, own[-1].end) else body
    if _OFFICE.match(article_text, sentence.start, body.start):
        return None
    if here.acting.body is not None and HIDDEN not in text[sentence.start : body.start]:
        return None
    said = max(text.rfind("。", 0, body.start), text.rfind("\n", 0, body.start)) + 1
    if kind not in _PLANNED or not _INTERNAL.search(text, said, body.start):
        return body
    # What outsiders plan for themselves (应急预案) is theirs, what nobody is named for is an office's.
    return body if _PERSON.search(text, said, body.start) else None


# Organs of state that are no administration apply to offices as offices do.
_STATE = re.compile(r"人民代表大会|常务委员会|人大|法院|检察院|主席团")
_PERSON = re.compile(
    r"(?:单位|企业|公司|经营者|生产者|建设者|使用者|所有者|纳税人|义务人|权利?人|申请人|当事人|场所|学校|医院|医疗机构|运营人?|业主|个人|组织者|承办者|开发商|银行|场馆|协会)"
    r"(?:[、或和及与][^，。；]{0,20})?(?:应当|应|必须|可以|须|需|拟|变更|制定|设立|将)"
)
# An office that needs something done applies to a higher one.
_OFFICE = re.compile(
    r"[^，。；]{0,40}(?:人民政府|主管部门|行政部门|公安机关)(?:需要|拟|确需|因|设置|编制|制定|调整|根据)"
)
_SUPERIOR = re.compile(r"(?:所属|上级|上一级|下级|本级|同级|本系统|其上|有关上级|各自)")
_DIRECTLY = re.compile(
    r"(?:应当|可以|必须|有权|负责|依法|统一|予以|不予|组织|审核|审查|同意|进行|实施|或者不予|应|并|也|按照(?:规定|职责|权限|程序|有关规定)[^，]{0,6}|不)*"
)
_HANDED_ON = re.compile(r"责令|报|向|经|申请|办理|履行|提请|接受")
