"""Who acts in each clause of a sentence: a body of the administration, an outsider, or whoever acted before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policykit.annotate.powers.article import Sentence, clauses
from policykit.annotate.powers.bodies import Body, Part, bodies

MODAL = re.compile(
    r"^(?P<who>[^，。；：□]{1,40}?)(?:应当|可以|不得|(?<!所)有权|必须|须|(?<![适相供响反对效])应(?![急对用届])|享有|负有)"
)
_ENCOURAGED = re.compile(
    r"(?:国家)?(?:鼓励|支持|引导|提倡)[^，。；开展]{0,20}(?:单位|企业|机构|经营者|生产者|学校|协会)(?:建立|采取|实行|设立|制定|对)"
)
# Who may have to do something: a plan, a fee, an inspection that 应当… leaves the body that acted before acting.
AGENT = re.compile(
    r"(?:者|人|员|单位|企业|公司|机构|组织|公民|学校|医院|协会|商会|学会|工会|委员会|大会|会议|院|所|站|社|厂|店|场|馆|室|户|方|银行|中心|家庭|父母|业主|学生|船舶|车辆|党|团体?|部队|平台|医师|律师|教师|军人|子女|配偶|家属|船长|师|法官|警察|部|局|队|组|园|村|乡|镇|县|区|民|企|主|高校|等|双方|其他)$"
)
# 做出显著成绩的单位和个人，应当给予奖励: who is rewarded does not act.
_HONOURED = re.compile(r"(?:成绩|成效|贡献|有功|显著|突出)的?(?:企业、?|事业、?)?(?:单位|集体|组织|个人|人员|公民)")
# 依法设立的中介服务机构应当…: an outsider, however it is described.
_OUTSIDER = re.compile(
    r"^(?!.*(?:部门|机关|政府))(?:依法|按照|根据|从事|经|自|在).*(?:(?:服务|中介|检测|检验|评估|代理|医疗|培训|教育|金融|养老|托育)机构|单位|企业|公司|经营者|学校|协会)$"
)
# Words before a modal that name nobody, so that who acted before goes on acting.
NOBODY = re.compile(
    r"^(?:也|并|还|同时|国家|本省|本市|省|市|但是?|，)*$|罚款|费用|期限|决定|资金$|经费$|基金$|证$|措施|责令|处[以一二三五十罚]|并处|可处|给予|没收|吊销|加收|工作$|(?:检查|调查|执法|审查|监督|征收|征用|补偿|措施)$"
    r"|(?:部门|机关|政府|机构)$|[后前时内间]$|^(?:在|对|经|依|按|根据|其(?!他)|因|需要|确需|不|未|自|从(?!事)|情况|情节|符合|发现|向|由|必要|有权|紧急|限期|责成|应当)"
)


@dataclass(slots=True)
class Acting:
    """Who acts at a point of the text: a body, or an outsider; neither where nothing was said yet."""

    body: Body | None = None
    outside: bool = False
    charged: Body | None = None  # by 由…, no office: what only offices do, it does as authorised

    def copy(self) -> Acting:
        return Acting(self.body, self.outside, self.charged)


@dataclass(frozen=True, slots=True)
class Clause:
    start: int
    end: int
    named: tuple[Body, ...]
    acting: Acting  # before the clause


def parts(text: str, sentence: Sentence, acting: Acting) -> list[Clause]:
    """The clauses with the bodies they name; `acting` is moved on to the end of the sentence."""
    out: list[Clause] = []
    for start, end in clauses(sentence, text):
        named = tuple(bodies(text, start, end))
        subjects = [
            b
            for b in named
            if b.part in (Part.ACTS, Part.BY) and (b.public or not _HONOURED.search(text, b.start, b.end))
        ]
        found = None if subjects else MODAL.match(text[start:end])
        if _ENCOURAGED.match(text, start, end) or (
            found
            and (not NOBODY.search(found["who"]) or _OUTSIDER.search(found["who"]))
            and (acting.body is None or AGENT.search(found["who"]))
        ):
            acting.body, acting.outside = None, True
        out.append(Clause(start, end, named, acting.copy()))
        for body in subjects:
            acting.body, acting.outside = (body, False) if body.public else (None, True)
            acting.charged = body if body.part is Part.BY and not body.public else None
    return out


def acting_at(here: Clause, at: int) -> tuple[Body | None, bool]:
    """The body that acts at a word: the last one named before it in its clause, else who acted before."""
    for body in reversed(here.named):
        if body.end <= at and body.part in (Part.BY, Part.ACTS):
            return (body, False) if body.public else (None, True)
    return here.acting.body, here.acting.outside


def acted_before(named: list[Clause], at: int) -> Body | None:
    """The last public body that acted in the sentence before an outsider was named."""
    own = [b for p in named for b in p.named if b.public and b.part in (Part.BY, Part.ACTS) and b.end <= at]
    return own[-1] if own else None
