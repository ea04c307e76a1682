"""The bodies that a clause names, verbatim, with the part each plays: acts, is acted through, is applied to.

A Chinese name is open at its beginning: its end is found first (部门, 机关, 局 before a word of acting), its
beginning is the mark or the preposition before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from policykit.annotate.powers import lexicon

LONGEST = 90  # characters of a name with all its joint bodies
_MARKER = re.compile(
    r"(?=[由经向到报在请要送征取持核转接提])(?:(?P<by>(?<![理事自缘])由)|(?P<through>(?<![已曾财神外])经(?:过|(?![营济验过办纪费常催贸信委])))"
    r"|(?P<to>(?<![方导倾转])向(?!社会(?!保|福利机|团体登|组织登)|前)|(?<![达受收得感遇直接])到(?![达期场位])|报请|提请|报送|报经|(?<=[，当])在|请求|要求|(?:^|(?<=，))送|征得|取得|持有|送交|(?<=[，并前期月时])送(?!达)|(?<=[告况料份将人件书表案单])送(?=国务院|[省市县区当主]|有关|所在)|报告(?=国务院|当地|所在地|主管|有关|[省市县区][^，。；]{0,20}(?:部门|局|厅|政府))|核?转(?:报|送|至)|(?<=[别后核])转(?=国|交通部|[省市县])|(?<![举情通])报(?![告名酬复考关废价表刊送请经])|接受(?:和配合|、配合)?))"
)
_NOT_PURE = re.compile(
    r"^(?:受(?![理灾益])|[一两几]个|有利于|促进(?!会)|监督(?![管检机部站所局员])|移交|(?:进口|出口)(?!管|检)|从事|开展|举办|占用|利用|收购|采集|猎捕|出售|购买|对|具有|具备|在|就|为|按|依|根据|违反|未|因|将|以|从|凡|除|如|若|当(?![地事])|发现|禁止|不得|任何|需要|属于|有下列|拒绝|向|经|与|是|[0-9]|查阅|复制|询问|进入|检查|要求|通知|组织(?!部|处置)|指导|督促|协调|调查|查封|扣押|责令|会同|配合|协助|建立|制定|支持|鼓励|引导|推动|推进|委托"
    r"|授权|报告|提请|提交|听取|接受|参与|申请|办理|取得|领取|持|凭|收到|接到|阻碍|妨碍|逃避|干扰|不服从|抗拒|违法|擅自|用于|包括|是指)"
)
_CUT = re.compile(r"的(?=[^的]{0,60}$)|(?:内|时|后|中|期间|起)(?=[^的]{4,60}$)")
_OBJECT = re.compile(r"对(?!外|口|[^，。；人]{0,30}(?:负有|负责|行使))")
_MODALS = re.compile(r"不受|应当|必须|可以|不得|禁止|(?<!所)有权|抄送|抄报|抄告|告知|□|[0-9]")
_LEADING = re.compile(
    r"(?:（[一二三四五六七八九十百]+）|[0-9]+[.．、])?(?:并且|并(?!联)|但是|但|其中|同时|其他的?由|也|或者|和|指定(?!的)|责成|必要时|紧急情况下|可以|可|应当|必须|再|先|分别|提请|自(?=[^治来然行贸]|$)|定期|直接(?:或者通过)?|的"
    r"|再次|原则上|另外|由|首先|逐级|统一|按照规定|按规定)*"
)
_VERBAL = re.compile(
    r"应当|必须|可以|不得|禁止|(?<!所)有权|告知|书面|抄送|抄报|抄告|函告|受到|移送|移交|通报|通知|负责(?![^的]{1,40}的)|申请|(?<!原)批准的|(?<![条款])规定的|责令|享受|强令|适用于|遵守|妨碍|移送|转送|核转|转至|报告(?![书表])|费标准|记录|被(?!征)|实行(?!垂直)|发现|牵头部门，|(?<![济会治众作体益他])组织(?=[^部，]{4})|会同(?![^，]{2,40}认定)|[0-9]|□"
)
# 公安机关规定的时间: the name only says whose rule it is.
_RELATIVE = re.compile(
    r"(?!组织(?:对|开展)|提出[^，。；]{1,24}的[^，。；]{0,4}申请|(?:依法)?实施[^，。；]{1,16}的[^，。；]{0,6}(?:检查|审计|稽查)(?:$|，)|作出[^，。；]{1,30}的决定(?:$|[，。]))"
    r"(?:依法|统一|另行|书面|已经|会同[^，。；]{2,30})?(?:规定|批准|指定|确定|核发|颁发|认定|制定|公布|作出|发布|备案|许可|核准|签发|出具|划定|设置|要求|委托"
    r"|授权|认可|统一印制|印制|监制|审批|提供|提出|采取|实施|登记|下达|设立|组织实施|组织|公告|核定|审定|同意|通知|建立|发放|管理|制作|处理|查处|办理)"
    r"(?:[^，。；：]{0,16})?的(?![，。；]|$)"
)
_DELEGATED = re.compile(r"(?:或者?|及)其(?:委托|授权|指定|设立)的?")
# 经…部门核准的检验机构: the body only approved who acts.
_OWN_BODY = re.compile(
    r"[^，。；]{0,16}的[^，。；]{0,12}(?:机构|单位|组织|部门|企业|站|场所|人员|学校|公司|队|者|人(?=应当|可以|不得))"
)
# 由…部门处理的 says what the body does; 由…部门指定的单位代为处置 makes the body answer for it.
_TELLS = re.compile(
    r"(?:依法)?(?:责令|处理|查处|组织|提出|采取|实施|通知|办理|发放|公告|登记|认定|确定)(?![^，。；]{0,20}的(?:单位|机构|部门))|(?:指定|确定|委托)[^，。；]{0,24}代为"
)
# 人民政府和军队单位: one of the joint bodies is public.
_JOINT = re.compile(r"(?:人民政府|部门|公安机关|行政机关|街道办事处)(?:和|、|及|与|或者)")
# 由人民政府确定的监督管理部门: one name.
_NAMED_BY = re.compile(r"(?:确定|规定)的[^，。；的]{0,24}(?:部门|机关|机构)")
# What its officers do, the office does.
_STAFF = re.compile(
    r"的(?:主要)?(?:职责|职权|权限)|的(?:(?:行政)?执法|监督|监督检查|检查|监察|稽查|监督管理|监管|管理)?(?:工作)?人员(?=依法|应当|可以|有权|进行|在|对|实施|发现|依照|执行)"
)
# 取得…部门核发的许可证: the body grants what has to be had.
# 从事…服务的机构 is no office.
_PRIVATE = re.compile(r"从事|服务|经营|中介|检测|评估|技术条件|运营|提供")
# 应当在…机构办理登记
_AT_OFFICE = re.compile(r"办理|申请|登记|注册|备案|申领|领取")
_HAD = ("取得", "持有")
_GRANTS = re.compile(
    r"(?:依法)?(?:(?:核发|颁发|发给|签发|发放|(?:审核)?批准)的|的?(?:书面)?(?:批准|核准|许可|同意|认可)(?=[，。；]|后|$))"
)
# 向核发其许可证的部门: what the body did stands before its name.
_ISSUER = re.compile(
    r"(?:具有|核发|颁发|签发|发放|审批|批准|登记|受理|作出|办理)[^，。；]{1,30}的[^，。；的]{0,30}(?:部门|机关|机构)"
)
_WHOSE_CHECK = re.compile(
    r"(?:依法)?(?:组织|实施|进行|开展)?的[^，。；]{0,20}(?:检查|监督|审查|管理|检测|抽检|抽样|监测|核查|查验|稽查)"
)


class Part(StrEnum):
    ACTS = "subject"
    BY = "by"  # 由…
    THROUGH = "through"  # 经…
    TO = "to"  # 向…, 报…, 到…, 接受…


@dataclass(frozen=True, slots=True)
class Body:
    """A named body at `[start, end)`; `public` is false for courts, assemblies, self-government and enterprises."""

    start: int
    end: int
    part: Part
    public: bool


def bodies(text: str, start: int, end: int) -> Iterator[Body]:
    """The bodies named in one clause (between two commas), in order."""
    floor = start
    last: Body | None = None
    by = False
    for found in lexicon.ends().finditer(text, start, end):
        if found.end() <= floor:
            continue
        name_end = found.end()
        before = text[floor : found.start()]
        marker = _last(before)
        if marker and marker.group() == "在" and not _AT_OFFICE.match(text, name_end):
            marker = None
        checked = text.startswith("的", name_end)
        accepted = bool(marker and marker.group().startswith("接受") and _WHOSE_CHECK.match(text, name_end, end))
        if checked and not accepted and not _STAFF.match(text, name_end, end):
            continue
        relative = not accepted and bool(_RELATIVE.match(text, name_end, min(end, name_end + 40)))
        public = found.lastgroup == "public" or bool(_JOINT.search(text, floor, name_end))
        if public and found.group() == "机构" and _PRIVATE.search(text, floor, name_end):
            public = False
        if marker is not None and len(before) - marker.end() <= LONGEST:
            part = {"by": Part.BY, "through": Part.THROUGH}.get(marker.lastgroup or "", Part.TO)
            if part is Part.TO and marker.group().startswith("报") and _SANCTIONS.match(text, name_end, end):
                part = Part.BY
            at = floor + marker.end()
            granted = marker.group() in _HAD and _GRANTS.match(text, name_end, end)
            if marker.group() in _HAD and not granted:
                continue
            told = relative and not granted and not (part is Part.BY and _TELLS.match(text, name_end, end))
            if relative and part is Part.BY and _NAMED_BY.match(text, name_end, end):
                continue
            if told and (part is not Part.THROUGH or _OWN_BODY.match(text, name_end, end)):
                continue
            relates = text.rfind("的", at, found.start()) + 1 if part is Part.BY or _ISSUER.match(text, at, end) else 0
            if _VERBAL.search(text, max(at, relates), found.start()) or _COUNTED.match(text, at):
                continue
            last = Body(at, name_end, part, public)
            by = by or part is Part.BY
            yield last
            floor = name_end
            continue
        if last is not None and _DELEGATED.match(text, floor):
            last = Body(last.start, name_end, last.part, last.public)
            floor = name_end
            yield last
            continue
        if floor != start or relative:
            continue
        begins = _beginning(text, start, found.start(), name_end, public)
        if begins is None or name_end - begins > LONGEST:
            continue
        last = Body(begins, name_end, Part.ACTS, public)
        yield last
        floor = name_end
    if not by and (who := _sanctioner(text, start, end)):
        yield who


_COUNTED = re.compile(r"[一两几二三][个家]")  # 由一个部门牵头: which one is not said

# 报市人民政府责令关闭: who is reported to gives the order.
_SANCTIONS = re.compile(
    r"(?:责令|决定(?:责令|关闭)|处[以一二三五十百0-9]|吊销|取缔|没收|关闭|(?:审核|审查)?(?:核发|颁发|发给|签发|换发))"
)
# Who sanctions is a body, whatever it is called: 由收费稽查组责令改正.
_SANCTIONER = re.compile(
    r"由(?P<who>[^，。；：□由]{2,40}?)(?=责令|给予(?:警告|行政处罚)|予以(?:警告|处罚|取缔)|处以|并处|处[一二三五十百0-9]|没收|吊销|暂扣|查封|扣押|收缴)"
)
PRIVATE = re.compile(r"法院|检察|企业|公司|个人|当事人|村民|居民|工会|协会|学校|医院|所在单位|用人单位|建设单位")


def _sanctioner(text: str, start: int, end: int) -> Body | None:
    """Who is named between 由 and a sanction."""
    found = _SANCTIONER.search(text, start, end)
    if found is None or PRIVATE.search(found["who"]):
        return None
    at, till = found.span("who")
    tail = re.search(r"(?:依法|依照|按照|根据|对|视|可以|应当|有权|按)[^，]*$", found["who"])
    till = at + tail.start() if tail else till
    return Body(at, till, Part.BY, public=True) if till - at > 1 else None


def _last(text: str) -> re.Match[str] | None:
    """The last preposition in a stretch."""
    found = None
    for match in _MARKER.finditer(text):
        found = match
    return found


_TOLD = re.compile(r"(?:接到|收到|接受|受理)[^，。；的]{1,10}的")
_DOING = re.compile(
    r"(?:组织|受理|接到|收到|接受|调查|责令|委托|授权|建立|办理|实施|依照本|依法|行使|履行)[^，。；□]{1,24}的"
    r"|对[^，。；人□]{1,30}(?:负有|负责|行使)[^，。；]{1,20}的"
)
# 委托有条件的…机构: who is asked to do it is no subject.
_HANDING = re.compile(r"委托|授权|通过|聘请|要求")


def _beginning(text: str, start: int, head: int, name_end: int, public: bool) -> int | None:
    """Where the name of a subject begins, words that lead to it passed over; None where it is no subject."""
    lead = _LEADING.match(text, start, head)
    at = lead.end() if lead else start
    if _NOT_PURE.match(text[at:head]):
        cut = _CUT.search(text, at, head)
        if cut is None or not public:
            return None
        if _HANDING.search(text, at, cut.start()):
            return None
        if cut.end() == head and (told := _TOLD.match(text, at, head)):
            # 接到举报的…部门和其他负有…职责的部门: the name is all that follows the report.
            at = told.end() if told.end() < head else at
        else:
            at = cut.end()
            if _BARE.match(text, at, name_end):
                # 组织调查的机关: nothing else names the body.
                return lead.end() if lead and _DOING.match(text, lead.end(), head) else None
    if _MODALS.search(text, at, head) or _OBJECT.search(text, at, head):
        return None
    # 组织处置突发事件的人民政府: verbs before the last 的 describe the body.
    relative = text.rfind("的", at, head)
    return None if _VERBAL.search(text, max(at, relative + 1), head) else at


# Where a body lies or what it did before is no part of what it is called here: 项目所在地的…, 原审查的…
_PLACE = re.compile(
    r"^(?:的|就近的|有关的(?=.{4})|(?:(?:本|前)[^，。；]{1,16}|第[^，。；]{1,10})[条款项]规定的(?=.{4})|(?:原)?(?:核发|发证|颁证)(?!机[关构])(?=[^，。；的]{2,16}(?:主管|行政|管理)[^，。；的]{0,4}部门$)|[^，。；、]{1,30}(?<!设区)(?<!有条件)(?<!直辖市)的(?=(?:县级|市级|省级|设区|县|市|区|乡|省|地方|各级)[^的]{2,60}$)|[^，。；、]{0,30}?(?:所在|船籍|户籍|常住|户口登记|居住|定居|领取|参保|运达|到达|发货|收货|使用|销售|施工|迁入|迁出|事发|案发|暂住|经营|住所|注册|发生|行为|建造|出发|目的|起运|作业|停靠|登记|核发|发证|生产|户口所在)[地港](?:的(?=.{4})|(?!的)(?=(?!人民政府$).{4}))|[^，。；]{0,40}(?:所在地|管辖权|认定|审查|批准|办理|发证|登记|审批"
    r"|许可|委托|授权|级别高|颁发|核发|管辖|指定|成立|批准设立|主管|相应|其设立)的(?=.{4})|[^，。；的]{2,24}(?:(?<!使用)地区|区域|流域|范围内)的?(?=(?:县|市|省|设区|各级|地方)[^，。；]{2})|(?:作出|做出)[^，。；的]{2,20}的(?=.{4})|发生[^的，]{2,10}地区?(?=共同的)|当地(?=[县市区省乡设])|所在(?=[县市区省乡镇设])|(?:原)?(?:发放|核发|颁发|签发|出具)[^，。；的]{2,24}的(?=.{4})|其(?![中他])(?=.{4}))"
)
# An office is named by itself, not by its officers.
_OFFICERS = re.compile(r"(?P<office>(?:部门|机关|机构|局|政府))的?(?:行政)?(?:执法|监督检查|检查|工作)人员$")
# 原发证的机关: nothing is left to call it by.
_BARE = re.compile(r"(?:机关|部门|机构)(?:$|[、和及或])")
# 户籍地或者居住地的…
_PLACE_TOO = re.compile(r"(?:或者?|和|、)[^，。；]{1,12}[地港]的?(?=.{4})")
# 县物价检查所是…的监督检查机构: what is said of a body is no part of its name.
_IS = re.compile(r"(?<=[门构关局所站会处厅社])(?:是|作为|委托(?!的)|代表(?=中国|政府|国家))")
_ALTERNATIVE = re.compile(r"(?:，)?(?:或者|或)")
_NATIONAL = re.compile(
    r"^(?:国务院|国家|中央|全国|(?:其他)?(?:中国|中华人民共和国)?驻(?:外|[一-龥]{1,6}国)|[一-龥]{0,8}流域管理机构|(?:[一-龥]{2,8}(?<!指挥)(?<!总)(?<!武装)部|[一-龥]{2,8}总署|审计署)(?=和|、|及|与|会同|或|$)|中华人民共和国[一-龥]{2,6}部$)"
)
_NATION_TOO = re.compile(
    r"(?:(?:国务院|国家)(?:[^，。；]{0,24}(?:部门|机关|机构|[总局]局|局))?|[一-龥]{2,8}(?<!指挥)(?<!总)部)(?:和|、|及|与|以及|或者?|或)(?=[^，。；]{0,40}(?:地方|县级|省级|设区|市级|省、|省（|省级)[^，。；]{2,})"
)
_PROVINCIAL = re.compile(r"^(?:省|自治区|直辖市)(?:级)?(?![^或]{0,12}[、和][^或]{0,6}[市县])")
_LOWER = re.compile(r"(?:地级|设区|市|县|区|州|盟|乡|镇)(?!场)")
_NOT_LOCAL = ("其他", "其授权", "其委托", "其指定")
# Whom a body asks to act for it does not hold the power beside it: 或者其委托的单位.
_ASKED = re.compile(r"会同|(?:由)?其[^，。；]{0,6}(?:授权|委托|指定|设立|派出)")
# 其近亲属、所在单位、当地公安机关: only the last of them holds powers.
_PRIVATE_TOO = re.compile(
    r"(?:其?(?:近?亲属|监护人|家属|所在(?:单位|学校)|(?:用人|建设|施工|生产经营)?单位|学校|家庭|村民委员会|居民委员会|村（居）民委员会|居（村）民委员会|物业服务企业|业主委员会)(?:、|和|或者|或|及|与|以及))+(?=.{3})"
)
_EMPLOYER = re.compile(r"所在(?:单位|学校|企业)|用人单位|行业组织|协会")
_LEVEL = re.compile(r"(?:设区的|较大的|不设区的)?(?:省|自治区|直辖市|市|地级|州|盟|县|区|旗|乡|镇|街道)(?!级?以上)")
_LEVELS = {
    "省": 1,
    "自": 1,
    "直": 1,
    "市": 2,
    "地": 2,
    "州": 2,
    "盟": 2,
    "县": 3,
    "区": 3,
    "旗": 3,
    "乡": 4,
    "镇": 4,
    "街": 4,
}
_NATION_LAST = re.compile(
    r"(?<=[门关府构局厅署部])(?:和|、|以及|及)(?:国务院[^，。；、和]{0,20}(?:部门|机构)?|[一-龥]{2,6}部)$"
)
_CALLED = re.compile(r"（以下[^（）]{0,10}称[^（）]{1,40}）$")
# X会同Y: joint bodies, where nothing stands between.
_TOGETHER = re.compile(
    r"(?:会同|联合)[^，。；：应可对每将]{2,60}(?:部门|机关|机构|政府)(?![^，。；]{0,3}(?:组织|建立|制定))"
)
_WHOLE = re.compile(
    r"(?:部门|机关|政府|机构|局|厅|所|站|处|队|委员会|银行|海关|国务院|部|单位|[建体计教科农经]委|[市区县][一-龥]{2,3}办)(?:（[^（）]{1,40}）)?$"
)
_KEPT_RELATIVE = re.compile(
    r"(?:所属|负责[^的]{1,30}|负有[^的]{1,40}|承担[^的]{1,30}|实施[^的]{1,20}|行使[^的]{1,20})的[^的]*$"
)


def proper(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of a name that names the holder: without where it lies (所在地的). Bodies that may act one as well as
    the other (水利部门或者街道办事处) are one phrase, as joint bodies are; of alternatives of several levels, and
    beside a national body, it is the first local one."""
    spans: list[tuple[int, int]] = []
    if nation := _NATION_TOO.match(text, start, end):
        start = nation.end()
    at = start
    for found in _ALTERNATIVE.finditer(text, start, end):
        if _WHOLE.search(text[at : found.start()]):
            spans.append((at, found.start()))
            at = found.end()
    if (last := _NATION_LAST.search(text, at, end)) and not _NATIONAL.match(text[at : last.start()]):
        end = last.start()
    spans.append((at, end))
    local = [s for s in spans if not _NATIONAL.match(text[s[0] : s[1]]) and not text.startswith(_NOT_LOCAL, s[0])]
    chosen = (local or spans)[0]
    if _PROVINCIAL.match(text[chosen[0] : chosen[1]]):
        chosen = next((s for s in local if _LOWER.match(text, s[0])), chosen)
    chosen = (chosen[0], _with_equals(text, chosen, spans))
    if called := _CALLED.search(text, chosen[0], chosen[1]):
        chosen = (chosen[0], called.start())
    elif joined := _TOGETHER.match(text, chosen[1]):
        chosen = (chosen[0], joined.end())
    name = text[chosen[0] : chosen[1]]
    if name.count("（") > name.count("）"):
        if text.startswith("）", chosen[1]) and "（以下" not in name:
            chosen = (chosen[0], chosen[1] + 1)
        else:
            chosen = (chosen[0], chosen[0] + name.rindex("（"))
        name = text[chosen[0] : chosen[1]]
    if staff := _OFFICERS.search(name):
        chosen = (chosen[0], chosen[0] + staff.end("office"))
        name = text[chosen[0] : chosen[1]]
    if told := _IS.search(name):
        chosen = (chosen[0], chosen[0] + told.start())
        name = text[chosen[0] : chosen[1]]
    if private := _PRIVATE_TOO.match(name):
        chosen = (chosen[0] + private.end(), chosen[1])
        name = text[chosen[0] : chosen[1]]
    place = _PLACE.match(name)
    if place and (other := _PLACE_TOO.match(name, place.end())):
        return chosen[0] + other.end(), chosen[1]
    if place and _BARE.match(name, place.end()):
        return chosen
    kept = _KEPT_RELATIVE.search(name)
    if place and (place.group().endswith("所在地") or kept is None or kept.start() >= place.end()):
        return chosen[0] + place.end(), chosen[1]
    return chosen


def _with_equals(text: str, chosen: tuple[int, int], spans: list[tuple[int, int]]) -> int:
    """The end of a name with the alternatives of its level that follow it."""
    level, end = _level(text, *chosen), chosen[1]
    if national(text[chosen[0] : end]):
        return end
    for start, till in spans[spans.index(chosen) + 1 :]:
        place = _PLACE.match(text[start:till])
        other = _level(text, start + place.end() if place else start, till)
        if (
            _ASKED.match(text, start, till)
            or _EMPLOYER.search(text, start, till)
            or _NATIONAL.match(text[start:till])
            or (level and other and level != other)
        ):
            break
        end = till
    return end


def _level(text: str, start: int, end: int) -> int:
    """The level that a name begins with, 0 where it names none or several (县级以上)."""
    found = _LEVEL.match(text, start, end)
    return (
        _LEVELS[found.group().removeprefix("设区的").removeprefix("较大的").removeprefix("不设区的")[0]] if found else 0
    )


def national(name: str) -> bool:
    """Whether a name is of an office of the whole country (国务院…, 商务部)."""
    return _NATIONAL.match(name) is not None


def provincial(name: str) -> bool:
    """Whether a name is of an office of a province alone (省财政厅, 省级…)."""
    return _PROVINCIAL.match(name) is not None


def lower(name: str) -> bool:
    """Whether a name says that it is of a level below the province (县级…, 设区的市…)."""
    return _LOWER.match(name) is not None
