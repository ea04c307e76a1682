"""Finds the actor that begins a stretch of text: 市、区（市）政府及其部门（单位）, 承担推进任务的各行政执法部门.

A name is open-ended in Chinese, so it is found from its end: a head noun, with nothing before it that a name
cannot contain, and something after it that begins a predicate. Verbs that also build names (监督, 指导) make
the search go on for a longer name first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from policykit.annotate.agencies import lexicon
from policykit.annotate.agencies.split import split_actors, without_brackets
from policykit.model.slots import direct

LONGEST = 90  # characters a row of actors may have; beyond that it is prose
_BRACKET = re.compile(lexicon.BRACKET)
_ALIAS = re.compile(r"（(?:以下|下)?(?:统)?简?称为?[：:]?[“\"]?([^（）”\"]{2,24})[”\"]?）")
_CLOSERS = frozenset('”’"')
_JOINED = re.compile(r"及其|以及|及(?!时|早|格)|和|与|、|或者|或|等(?:有关|相关)?(?:部门|单位|机构|机关)?")
_JOINED_FIRST = frozenset("及以和与、或等")
# After a verb that also builds names these show a noun phrase: 监督检查工作, 改革、行政执法…
_NOMINAL_AFTER = re.compile(
    r"[、的和及与等，。；：]|工作|情况|制度|机制|体制|体系|能力|责任|活动|职责|行为|方式|水平|信息|系统|平台|机构改革|改革|过程|程序|事项|结果|范围"
)
# Names whose first word looks like a predicate.
_NAME_START = re.compile(
    r"(?!加强|督促|指导|指定|明确|确定|协调|整合|设立|成立|撤销|建立|邀请|委派|选派|支持|帮助|引导|鼓励|要求|责令|动员|会同|联合|报请|提请|通知"
    r"|告知|聘请|配备|规范|完善|健全|压实|落实|推动|推进|引进|培育|涉及|依托|依靠|听取|作为|属于|抽调|充实|增加|减少|精简|深化|归集|优化|强化|理顺"
    r"|严禁|禁止|不得|应当|必须|负责|需要|由|对|将|把|按|在|经|为|从|以|向|于)"
    r"[一-龥]{2}(?:工作|执法|检查|管理|服务)?(?:部门|单位|机关|机构|人员|主体|小组|方(?=应|要|须|不|必|负)|人(?=应|要|须|不|必|负)|[一-龥]{2}主体(?=应|要|须|不|必|负))"
    r"|(?:推进|协调|督导|督查|督察|检查|考核|评估|评审|审核|验收|保障|宣传|指导|联络|处置|救治|调查|组织){1,3}(?:工作)?(?:组(?!织)|专班|小组|办(?!理)|中心|委员会|局|站|队)"
    r"|(?:出租|承租|出卖|招标|投标|采购|委托|承包|转让|申请)人(?![民员])|赔偿义务机关|补偿义务机关|组织(?:部|、人事|人事)|保障(?:局|部)|负责(?:部门|单位|机构|人)|应急|对外|从业|用人|用工|用地|经营|经办|经济|主要负责|主要领导|分管|主管|直接负责|在建"
    r"|联合[一-龥]{0,4}(?:办公室|小组|委员会|指挥部|工作组)|密切接触(?:人员|者)|应[征聘](?:公民|人员|者|青年)|具体(?:执法|承办|经办)|专项工作|专门(?:机构|部门)|联合(?:国|会|检查组|执法)|共同体|就业|自然|自治|自律|直属|一般纳税|报名|代表(?:团|处)"
)
_OBJECT = re.compile(
    r"公民|医院|企业|各|有关|相关|群众|学校|个人|党员|干部|居民|市场主体|全|本|所|辖区|行业|社会|员工|职工|解决|运力|专家|专业|市|县|省|乡镇|基层"
    r"|下级|上级|同级|地方"
)
_MAKER = re.compile(r"(?:生产|经营|销售|使用|运营|采购|建设|施工|承办|行政|服务)$")
_BINDING = re.compile(r"应当|(?<!不)是(?!否)|[应须要](?![急求])|不得")
_INSIDE = frozenset("中内里")
_DESCRIBED = re.compile(rf"[中内]?(?:{'|'.join(lexicon.lines('openers.txt'))})[^，。；：]{{1,26}}的")
# 环境保护部门承担…职责的人员: the body only describes the people.
_STAFF_ONLY = re.compile(
    r"[^，。；：要应]{2,40}的(?:[一-龥]{0,6}(?:人员|队伍|机构|企业|单位|部门|机关|地区|职责|执法权|权限|事项|情形))?(?=[，。；、）]|$)"
)
# 县人民政府确定的审核机构, 部门内设的业务机构: what the body before 的 has chosen or set up acts, not that body.
_CHOSEN = re.compile(
    r"(?:依法)?(?:确定|指定|委托|授权|认定|认可|批准|内设|下设|设立|设置|派出|选派|指派|组建|所属|聘请|举办|主管|任命|推荐)(?=的)"
)
# 规章的制定机关, 房屋的使用人: what the office is told by is no body, whatever it is.
_OFFICE_OF = re.compile(
    r"(?:组织)?(?:制定|编制|审批|批准|发证|登记|起草|主管|所有|使用|管理|经营|举办|实施|承办|建设|设计|施工|监理|勘察|申请|委托|出租|承租"
    r"|产权|责任|监督)(?:机关|单位|部门|机构|人|者)"
)
_ORDERED = re.compile(r"委托|邀请|选择|聘请|要求|责令|通知|告知|组织|督促|交|报|经|由")
_PLACES = ("区域", "地区", "流域", "所在地", "范围内", "辖区", "领域", "系统")
_ITS = re.compile(r"[和及与]其$")
_DESCRIBES = re.compile(rf"(?:依法|另行|统一)?(?:规定|要求|颁发|核发|聘用)的|{_CHOSEN.pattern}")
_NOT_ACTING = re.compile(
    r"本(?:办法|规定|条例|法)规定|(?:已|现有|原有|拟)[^，。；]{0,40}(?:队伍|力量|机构)$|其(?!他|余|它)|\d|[两二三]名|(?:队伍|人员|机构|力量|组织|团队|小组|社区|企业集团)$"
)
_TASKED = ("负责", "承担")
_HOLDS = re.compile(
    r"(?:承担|履行|行使|负有)(?!的)[^，。；]+的[一-龥]{0,6}(?:职责|权限|执法权)"
)  # X承担制定方案的职责，…
_NAMED_WORK = re.compile(r"等(?:工作|事项|措施|活动|任务)|工作(?=[，。；、])")  # 企业员工管控等工作: no predicate
# The whole of what is said may be the part an actor has: X牵头，Y、Z配合，…
_PLAIN_PART = re.compile(
    r"(?:共同|具体|积极|密切|予以)?(?:牵头|配合|协助|参与|参加|协同)(?:配合|实施|落实|负责)?[，。；）]"
)
_OWN_GROUNDS = re.compile(r"(?:根据|结合|按照?|依据|立足)(?:自身|各自|本(?=[地部单行辖]))")  # 其余企业，根据自身…
# 有条件的地区，特别是X要…
_ESPECIALLY = re.compile(
    r"，(?:特别是|尤其是)[^，。；要应须]{2,30}(?:，|(?=[要应须]|必须|也要))|，除[^，。；]{2,40}外，"
)
# 执法人员与当事人有利害关系的，…: what follows 与 is no second body.
_RELATED = re.compile(
    r"与[^，。；]{2,24}(?:合作|协商|对接|沟通|联系|衔接)(?=，|开展|建立|共同)|与[^，。；]{2,24}签[署订](?!的)|与(?:其|本案|案件|当事人|申请人|被)[^，。；、]{0,30}(?:关系|牵连)|有(?:下列|以下|直接利害|利害)"
)
_LAST_BOUND = re.compile(
    r"[^，。；应须必]{2,80}的[^，。；的应须必]{2,40}(?P<modal>应当|必须|不得)(?![^，。；]{0,20}的)"
)
_IS_CHIEF = re.compile(r"是[^，。；]{0,40}(?:第一|直接|主要)责任人")
_IS_SUCH = re.compile(r"是[^。；\n]{2,120}的，(?:应当?|必须|不得)")  # 调解人员是当事人近亲属的，应当回避
# 医院综合改革要…, 机关执法应当…: the work is spoken of, not who does it.
_WORK_ITSELF = re.compile(
    r"(?:综合|专项|行政|体制|机制|机构)?(?:抽取|选聘|任用|任免|改革|执法|采购|监管|建设|管理|服务|转型|发展)(?=[要应须]|必须|不得|不能)(?!应对)"
)
# Verbs whose object is a noun-verb: 实施行政检查、调查取证.
_TAKES_NOUN = re.compile(r"实施|开展|承担|参与")
_PUNCT = re.compile(r"[，。；：！？\n]")


class Kind(StrEnum):
    BODY = "body"  # acts, and goes on acting in the next sentence
    PERSON = "person"  # a class of persons or a regulated party
    POST = "post"


@direct
@dataclass(frozen=True, slots=True)
class Actor:
    """A row of actors at `[start, end)` of the text that was searched; `names` are its separate bodies."""

    start: int
    end: int
    names: tuple[str, ...]
    kind: Kind
    alias: str | None = None


def actor_at(text: str, start: int, limit: int | None = None, loose: bool = False) -> Actor | None:
    """The actor that begins at `start` and is followed by a predicate before `limit`, or None.

    With `loose` a name may also end at the limit or at any mark (after 由, 会同, 督促 the end is given otherwise).
    """
    limit = min(len(text), start + LONGEST) if limit is None else min(limit, start + LONGEST)
    verbal = bool(lexicon.no_name().match(text, start, limit)) and not _NAME_START.match(text, start, limit)
    if verbal and (text.find("的", start, limit) < 0 or not lexicon.opener().match(text, start, limit)):
        return None
    first = text[start : start + 1]
    if first in "（【〔《" or (first in _JOINED_FIRST and _JOINED.match(text, start, limit)):
        return None
    if _acts_on(text, start, limit):
        return None
    best: int | None = None
    group = "org"
    joint = reach = start  # after the last conjunction behind a head; the end of the last head
    tasked = False  # the relative clause says what it is charged with: 人民政府负责档案管理的部门
    described = False  # a relative clause follows a name: 国务院实行垂直管理的部门
    mark = _PUNCT.search(text, start, limit)
    bound = mark.start() if mark else limit
    plain = text.find("的", start, bound) < 0  # no relative clause: the first stop word ends every name
    wall = _wall(text, start, bound) if plain else bound
    bracketed = text.find("（", start, bound) >= 0
    for found in lexicon.head().finditer(text, start, min(bound, wall + 16)):
        head, end = found.start(), found.end()
        if head > wall:
            break
        if bracketed and text.count("（", start, head) > text.count("）", start, head):
            continue
        if verbal and "的" not in text[start:head]:
            continue
        if not plain and not _nominal(text, start, head) and not (joint > start and _nominal(text, joint, head)):
            continue
        end, after = _after(text, end, limit)
        if best is not None and (
            head - reach > (30 if described else 12)
            or _reaches_over(text, best, head, described)
            or (group == "person" and text.startswith(("委托", "授权"), best))
        ):
            break
        reach = end
        if (
            text[after : after + 1] in _JOINED_FIRST
            and (row := _JOINED.match(text, after))
            and not _RELATED.match(text, after, limit)
        ):
            joint = row.end()
            continue
        firm = after < limit and lexicon.modal().match(text, after)
        kind = lexicon.kind_of(found)
        if not firm and kind == "area" and _goes_on(text, end, limit):
            continue
        if not firm and (kind == "weak" or not _predicate(text, after, limit, loose)):
            continue
        if described and not _strong(text, after) and not (tasked and text[head - 1] == "的"):
            break
        best, group = end, kind
        tasked = text.startswith(_TASKED, after)
        described = not plain and bool(_DESCRIBED.match(text, after, limit))
        if kind == "person" and not firm and not plain and (whose := _whose(text, after, bound)):
            return Actor(start, whose, (text[start:whose],), Kind.PERSON)
        if not described and (firm or not lexicon.noun_verb().match(text, after)):
            break
    if best is None or (described and _staff_only(text, _after(text, best, limit)[1], limit, group)):
        return None
    if _NOT_ACTING.match(text, start, best):
        return None
    return _actor(text, start, best, group)


def _staff_only(text: str, at: int, limit: int, group: str) -> bool:
    """Whether what stands from `at` on only describes others by their body. 预算单位使用…资金采购货物的，is a
    condition of the body itself."""
    found = _STAFF_ONLY.match(text, at, limit)
    if found is None or _HOLDS.fullmatch(found.group()):
        return False
    if not text.startswith("的，", found.end() - 1):
        return True
    # Of persons 应 may be said of others (发热人员确诊的，应立即报告); what laws lay down with 应当 binds themselves.
    return group in ("person", "weak") and not text.startswith(("应当", "不得", "必须"), found.end() + 1)


def _whose(text: str, at: int, bound: int) -> int | None:
    """纳税人任职单位所在地的派出所应当…: the person only says whose body must act. Where that one's name ends."""
    if lexicon.preposition().match(text, at):
        return None
    found = _LAST_BOUND.match(text, at, bound)
    return found.start("modal") if found and _ends_in_head(text[at : found.start("modal")]) else None


def _goes_on(text: str, end: int, limit: int) -> bool:
    """各级行政执法机关: no predicate but the rest of a longer name follows."""
    at = _verbs_end(text, end, limit)
    return at > end and text[at] != "各" and bool(lexicon.head().match(text, at, limit))


def _wall(text: str, start: int, bound: int) -> int:
    """Where the first word stands that no name contains (what follows may decide: 等部门)."""
    found = lexicon.stop().search(text, start, min(len(text), bound + 4))
    return min(found.start(), bound) if found else bound


def _acts_on(text: str, start: int, limit: int) -> bool:
    """保障公民…, 指导企业…, 督促各地…: a verb that also builds names, with whom it acts on right behind it."""
    if text.startswith(("负责", "同级"), start) or lexicon.noun_verb().match(text, start, limit) is None:
        return False
    at = _verbs_end(text, start, limit)
    return at > start and bool(_OBJECT.match(text, at, limit)) and not _MAKER.search(text, start, at)


def _reaches_over(text: str, best: int, head: int, described: bool) -> bool:
    """Whether a verb and its object lie between two heads: 部门监督指导三级公立医院 against 部门内设监管机构."""
    at = _verbs_end(text, best, head)
    if at == best or described or _JOINED.search(text, best, head):
        return False
    return head - at > 2 or bool(_OBJECT.match(text, at))


def _verbs_end(text: str, at: int, limit: int) -> int:
    """The end of the verbs that also build names from `at` on: 监督检查."""
    while (found := lexicon.noun_verb().match(text, at, limit)) and found.end() > at:
        at = found.end()
    return at


def _strong(text: str, at: int) -> bool:
    return bool(lexicon.modal().match(text, at + 1 if text[at : at + 1] == "，" else at))


def _actor(text: str, start: int, end: int, group: str) -> Actor | None:
    raw = text[start:end]
    alias = None
    if "（" in text[start : end + 1] and (found := _ALIAS.search(raw) or _ALIAS.match(text, end)):
        alias = found.group(1)
        raw = _ALIAS.sub("", raw)
    names = split_actors(raw)
    if not names:
        return None
    kind = {"post": Kind.POST, "person": Kind.PERSON, "weak": Kind.PERSON}.get(group, Kind.BODY)
    return Actor(start, end, names, kind, alias)


def _after(text: str, end: int, limit: int) -> tuple[int, int]:
    """The end of the name with its brackets, and where what follows begins (an alias is no part of the name)."""
    at = end
    while text[at : at + 1] == "（" and (found := _BRACKET.match(text, at)) and found.end() <= limit:
        at = found.end()
        if not _ALIAS.fullmatch(found.group()):
            end = at
    while text[at : at + 1] in _CLOSERS:
        at += 1
    return end, at


def _predicate(text: str, at: int, limit: int, loose: bool) -> bool:
    if at >= len(text):
        return loose
    if text[at] in "，":
        aside = _ESPECIALLY.match(text, at)
        go_on = aside.end() if aside else at + 1
        return bool(lexicon.modal().match(text, go_on) or _OWN_GROUNDS.match(text, go_on)) or loose
    if at >= limit:
        return loose
    found = lexicon.follow().match(text, at)
    if found and _WORK_ITSELF.match(text, at):
        return loose
    if _DESCRIBES.match(text, at, limit):
        return False
    if found and _NAMED_WORK.match(text, found.end(), limit) and not lexicon.modal().match(text, at):
        return loose
    if (
        _PLAIN_PART.match(text, at)
        or _RELATED.match(text, at, limit)
        or (text[at] == "是" and (_IS_SUCH.match(text, at) or _IS_CHIEF.match(text, at)))
    ):
        return True
    if (
        found
        and not lexicon.modal().match(text, at)
        and (verbs := _verbs_end(text, at, limit)) >= found.end()
        and _NOMINAL_AFTER.match(text, verbs, limit)
        and not (_TAKES_NOUN.match(text, at) and verbs - at > 2)
    ):
        return loose
    return bool(found) or (loose and bool(_PUNCT.match(text, at)))


def _nominal(text: str, start: int, head: int) -> bool:
    """Whether what stands before the head noun at `head` can be part of a name."""
    split = text.rfind("的", start, head)
    if split < 0:
        return not _stopped(text, start, head)
    if _stopped(text, split + 1, head):
        return False
    before = text[start:split]
    if before in ("党", "国家", "军队", "集体"):
        return True  # 党的农村基层组织
    if lexicon.opener().match(before) and not _BINDING.search(before):
        return True
    if (found := lexicon.opener_within().search(before)) and not _BINDING.search(before):
        at = found.start()
        name = before[: at - 1 if before[at - 1 : at] in _INSIDE else at]
        if _ends_in_head(name) and not _stopped(name, 0, len(name)):
            return True
    if (chosen := _CHOSEN.search(text, start, split + 1)) and chosen.end() == split:
        before = text[start : chosen.start()]
    if (_OFFICE_OF.match(text, split + 1) and not _ORDERED.match(before)) or before.endswith(_PLACES):
        return not _stopped(text, start, split)
    before = _ITS.sub("", before)
    return _ends_in_head(before) and not _stopped(before, 0, len(before))


def _stopped(text: str, start: int, head: int) -> bool:
    """Whether a word that no name contains stands in `text[start:head]` (what follows may decide: 等部门)."""
    found = lexicon.stop().search(text, start, min(len(text), head + 4))
    return found is not None and found.start() < head


def _ends_in_head(text: str) -> bool:
    bare = without_brackets(text)
    return any(m.end() == len(bare) for m in lexicon.head().finditer(bare))
