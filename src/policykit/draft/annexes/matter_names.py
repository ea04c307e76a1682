"""The name of a matter: a short noun phrase from the article's own words (对未取得许可从事…的处罚)."""

from __future__ import annotations

import re

from policykit.annotate.powers import PowerKind
from policykit.draft.placeholder import hole

LONGEST = 46  # characters of a matter within its name
WHOLE = 120  # characters of a clause that cannot be cut
SHORTEST = 16  # a cut that leaves less says too little
HIDDEN = "□"
_LABEL = re.compile(r"^(?:（[一二三四五六七八九十百]+）|[0-9]{1,3}[.．、])")
_GROUND = re.compile(
    r"(?:^|(?<=[，人者业位户员]))(?:有)?(?:违反|不符合|不遵守)(?:了)?(?:本|前)[^，]{0,60}?(?:规定)?(?:的)?，"
    r"|^(?:违反)(?:国家|有关)?(?:法律|规定)[^，]{0,20}，|^依照本[^，]{1,40}，|^按照[^，]{1,20}，"
)
_ONLY_GROUND = re.compile(r"违反(?:本|国家|有关)[^，的]{1,12}规定")
_NEXT_HIDDEN = re.compile(rf"[^{HIDDEN}。；]{{0,60}}({HIDDEN}+)")
_LISTED = re.compile(
    r"，?(?:并)?(?:有|具有|属于|存在)(?:下列|以下)[^，]{0,20}(?:之一)?(?:的)?$|，?(?:下列|以下)[^，]{0,12}(?:行为|情形)(?:之一)?的?$"
)
_SEVERITY = re.compile(
    r"，?(?:但|且|并且)?(?:情节(?:较重|严重|特别严重|轻微)|造成[^，]{0,12}后果|逾期[^，]{0,8}|拒不改正|尚(?:未|不)构成犯罪|构成犯罪)的?$"
)
_ORDERED = re.compile(
    r"，?(?:(?:受到)?罚款处罚，)?(?:经|被)?责令(?:限期|停止[^，]{0,6})?(?:改正|整改)?(?:后|而|仍)?，?$"
)
_LIST_WITHIN = re.compile(r"，?(?:有|具有|属于|存在)(?:下列|以下)[^，]{0,20}(?:之一)?(?:的)?，.*$")
_FINDING = re.compile(
    r"^(?:[^，]{0,12}(?:处理|查处|检查|调查)[^，]{0,6}时，|发现|认定(?=侵权)|经[^，]{0,12}(?:认定|查实|核实)，)"
)
_ONLY_ARTICLE = re.compile(
    r"^(?:有)?违反(?P<law>本法|本条例|本办法|本规定|本细则|本规则)?(?P<article>第[一二三四五六七八九十百零]+条[^，]{0,40}?)"
    r"(?:规定)?(?:的|情形|行为)*$"
)
_OTHER_LAW = re.compile(
    r"，除[^，]{2,24}外，[^，]*(?:，[^，]*)?规定的?$|(?:其他)?(?:有关)?法律、(?:行政)?法规(?:对[^，]{0,24})?(?:另)?有规定的?$|的，(?:法律|其他|有关)[^，]{0,24}规定的?$|，法律[^，]{0,16}有规定的?$"
)
_PREFIX = re.compile(r"^(?:对于?|凡|如果|因|其他|且|并)(?=.{3})")
_CERTIFICATE = re.compile(
    r"(?:(?<!考)核发|颁发|发给|(?<!未)(?<!已)取得|签发|换发|领取|申领|申请|核准)(?!人|书|材料)(?P<o>(?:(?!应当|可以|不得|或者|批准|许可的|有关|相应|有效)[^，。；：]){2,26}?"
    r"(?:许可证|证书|执照|批准书|合格证|批准文件|批件|资格证|登记证))"
)
_REGISTRATION = re.compile(
    r"(?:申请|办理|申办|准予|予以)(?!人|书|材料)(?P<o>(?:(?!应当|可以|不得|或者|手续|持|凭|向)[^，。；：]){0,20}?"
    r"(?:登记|注册|许可|检疫|审批|核准|鉴定|认定|备案))"
)
# What is listed are conditions for the licence: its subject stands before them.
_CONDITIONS = re.compile(r"(?P<who>[^，。；]{2,30}?)，?应当(?:具备|符合)(?:下列|以下)条件")
_HANDLED = re.compile(r"^(?:依法|办理|申办|申请|提出)+")
_BARE = re.compile(r"(?:申请人?|手续|设立|开业|变更|注销|初始|延续|依法|登记|注册|许可|审批|核准|备案|认定)*")
_DECIDED = re.compile(r"(?:批准|核准|许可|审批|同意|注册|登记|备案|认定|确认|鉴定|裁决|调解)")
_APPLICATION = re.compile(r"(?:提出)?(?:书面|变更|延续|注销)*申请(?:并提交.*)?")
_ON = re.compile(
    r"(?:对|就)(?:(?:其|本)?(?:所辖|管辖|辖区|本?行政)(?:区域)?内的?)?(?P<o>(?!变化|有关情况|其)(?:(?!应当|可以|不得|(?<!专)有权|予以)[^，。；：]|，(?=以及|和|或者)){2,80}?)(?:的?情况|的质量安全)?(?:工作)?(?:(?<!监督)(?<!检查)，)?(?:应当|可以|有权|依法|按照[^，。；]{0,20}|(?:不?定期)(?:或者|和|、)不?定期|定期|不定期|组织|及时|实施|实行|予以|进行|开展|给予|作出"
    r"|采取|加强|随机|现场|实地|飞行|日常|的)*(?P<v>监督检查|日常监督检查|现场检查|监督抽查|监督抽测|抽样检验|检查|抽查|抽检|监测|查验|核查|查封、扣押|查封或者扣押|查封|扣押|封存|先行登记保存|取缔"
    r"|强制(?!性|标准)[^，。；]{2,4}|认定|确认|评定|核定|裁决|处理|补偿|补助|补贴|救助|表彰和奖励|表彰、奖励|奖励|表彰)(?!工作|结果|人员|机构|报告|中)"
)
_DOES = re.compile(
    r"取缔|查封、扣押|查封或者扣押|先行登记保存|查封|扣押|封存|强制(?!性|标准)[^，。；]{2,4}|代履行|代为[^，。；]{2,4}|加处罚款|滞纳金|拖移|暂扣"
)
_CHECK = re.compile(
    r"(?:开展|组织|实施|进行)(?P<o>(?!检查|监督检查)(?:(?!应当|可以|不得)[^，。；：、的]){2,20}?(?:检查|抽查|抽检|检验))(?=[，。；：]|$)"
)
_OFFICE = re.compile(r"(?:部门|机关|人民政府)$|^[^设立]{1,14}机构$")
_BY = re.compile(r"由[^，。；]{2,40}?(?:部门|机关|机构)(?:依照[^，。；]{2,12}规定|依法)?")
_RECEIVED = re.compile(r"接受[^。；]{0,60}?(?P<v>监督检查|检查|抽查)")
_ENTERED = re.compile(r"进入[^，。；]{2,40}?(?:检查|抽样检验|抽样)")
_SANCTION = re.compile(
    r"(?:予以|给予|处以|可以|并处|并)*(?:警告|罚款|没收|通报批评|停业整顿|吊销|行政处罚|处罚)[^，。；]{0,12}"
)
_TAIL = re.compile(r"(?:，|。|；|：).*$", re.S)
# On whom or when alone, without what was done.
_WHO = (
    r"企业|事业|单位|个人|公民|法人|组织|机构|生产|经营|从业|建设|施工|运营|直接|负责|主管|责任|有关|相关|其他|当事"
    r"|违法|行为|情况|人员|者|人|和|或者|以及|及其|、|的|其|对"
)
_NO_CONDUCT = re.compile(
    rf"(?:{_WHO})*|(?:，|(?:被)?责令(?:限期)?改正|拒不改正|逾期(?:不|未)[^，]{{1,6}}"
    r"|情节(?:较重|严重|特别严重|轻微)|(?:受到)?罚款处罚|造成[^，]{0,4}后果|的)+"
)
# What a cut must leave: something done; a place, a time or a doer alone (在…区域内, 运输…的车辆) says nothing yet.
_ACT = re.compile(
    r"未|不|擅自|违反|违法|拒|超|伪造|变造|弄虚|冒|造成|转让|出租|出借|建|产|销售|使用|从事|破坏|损|阻|隐瞒|提供|经营|设置|进行|设计|情况"
)
_NO_ACT = re.compile(r"(?:内|中|时|上|期间|前|后|的(?:车辆|船舶|单位|个人|企业|人员|机构|[^，、的]{0,6}(?:者|人)))$")
_FILED = re.compile(
    r"(?:将|制定|编制|填报|拟订)(?P<o>[^，。；]{2,40}?)，?(?:依法)?报(?!告|表|名|废|酬)(?:送|经|请)?[^，。；]{2,50}?"
    r"(?P<v>审批|备案|审查|核准)(?!权|的|机关|部门)"
)
_BY_A_BODY = re.compile(
    r"[^，对的]{0,24}(?:主管部门|行政机关|管理部门)(?:审批|核准|批准|备案|许可|登记|按照|依照|依法|应当|负责|在|对)"
    r"|依法(?:审批|核准|批准|备案|许可|登记)$"
)
_ONLY_STEP = re.compile(
    r"(?:依法|提出|申请|核发证|发证|重新|不予|准予|核发|补发|换发|颁发|发给|审批|批准|核准|审核|审查|同意|备案|登记|许可|受理|办理|相应的?)+"
)
_SUBJECT_ONLY = re.compile(r"[^，]{0,24}?(?:单位|个人|公民|法人|组织|机构|企业|人员|者|人)")
_DECIDED_BY = re.compile(
    r"(?:本法|本条例|本办法)?(?P<which>第[一二三四五六七八九十百零]+条[^，。；]{0,30}?规定的行政处罚)，?由"
)
_HARM = re.compile(r"(?:给|对)?[^，]{0,12}造成[^，]{0,8}(?:损失|损害|危害|后果|影响)")
_WORDS = {
    PowerKind.PENALTY: "处罚",
    PowerKind.REWARD: "奖励",
    PowerKind.BENEFIT: "给付",
    PowerKind.INSPECTION: "监督检查",
}


def matter_name(kind: PowerKind, sentence: str, shown: str, sign: str, item: str, title: str) -> str:
    """A name for the matter of `kind` in a sentence; left to be filled in where the words give only a step of it.

    `shown` is the sentence with conduct and conditions hidden, `sign` the words that showed the power, `item` the
    first of the cases listed below the sentence (empty where none), `title` the law's title for 本法.
    """
    name = _named(kind, sentence, shown, sign, item, title)
    steps = kind in (PowerKind.LICENCE, PowerKind.OTHER, PowerKind.CONFIRMATION)
    return hole("职权名称") if steps and (_ONLY_STEP.fullmatch(name) or _BY_A_BODY.match(name)) else name


def _named(kind: PowerKind, sentence: str, shown: str, sign: str, item: str, title: str) -> str:
    conduct = _conduct(sentence, shown, item)
    about = _about(conduct, title)
    if kind is PowerKind.PENALTY and (decided := _DECIDED_BY.match(sentence)):
        return f"《{title}》{decided['which']}"
    if kind is PowerKind.PENALTY:
        who = about or _subject(sentence) or _punished(sentence) or _fragment(sentence, sign)
        if _SANCTION.fullmatch(who):
            who = f"违反《{title}》行为"
        who = who.removeprefix("对")
        return hole("职权名称") if _NO_CONDUCT.fullmatch(who) else f"对{who}的处罚"
    if sign.startswith(("责令", "限期", "令其", "责成")):
        what = _order(sentence, sign)
        return f"对{about}的{what}" if about else what
    if kind is PowerKind.COERCION and about and (does := _DOES.search(sign)):
        return f"对{about}的{does.group()}"
    if kind in (PowerKind.LICENCE, PowerKind.OTHER) and (filed := _FILED.search(sentence)):
        return f"{filed['o']}{filed['v']}"
    if kind is PowerKind.LICENCE:
        return _licence(sentence, about, sign, title)
    if (found := _ON.search(sentence)) and not (kind is PowerKind.INSPECTION and _DOES.match(found["v"])):
        return f"对{_short(found['o'])}的{found['v']}"
    if kind is PowerKind.INSPECTION and (found := _CHECK.search(sentence)):
        return found["o"]
    if kind is PowerKind.INSPECTION and (found := _RECEIVED.search(sentence)) and (subject := _subject(sentence)):
        return f"对{subject}的{found['v']}"
    if kind is PowerKind.INSPECTION and (found := _ENTERED.search(sentence)):
        return found.group()
    if kind in (PowerKind.OTHER, PowerKind.CONFIRMATION, PowerKind.RULING):
        word = next(iter(_DECIDED.findall(sign)), "")
        subject = about or _subject(sentence)
        if word and subject:
            return f"{subject}{'' if subject.endswith(word) else word}"
    if about and kind in _WORDS:
        return f"对{about}的{_WORDS[kind]}"
    if kind is PowerKind.REWARD and "举报" in sentence:
        return "对举报人的奖励"
    return _fragment(sentence, sign)


def _licence(sentence: str, about: str, sign: str, title: str) -> str:
    if found := _CERTIFICATE.search(sentence):
        return f"{found['o']}核发"
    found = _REGISTRATION.search(sentence)
    conditions = _CONDITIONS.match(sentence)
    subject = (conditions["who"] if conditions else about) or _subject(sentence)
    named = _HANDLED.sub("", found["o"]) if found else ""
    if named and not _BARE.fullmatch(named):
        return named
    word = named or next(iter(_DECIDED.findall(sign)), "")
    if word and subject:
        if len(word) > 2 and (subject.endswith(word[:2]) or subject.startswith(word[:2])):
            word = word[2:]  # 设立…企业 设立登记
        return f"{subject}{'' if subject.endswith(word) else word}"
    name = word or _fragment(sentence, sign)
    if _APPLICATION.fullmatch(name) and subject:
        return f"{subject}申请"
    return f"{title.removeprefix('中华人民共和国')}规定的{name}" if _BARE.fullmatch(name) else name


def _punished(sentence: str) -> str:
    """On whom a penalty falls that follows no stated conduct: 对参与恶意串通的竞买人处…."""
    found = re.search(r"对(?P<o>[^，。；：]{2,60}?)(?:处|给予|予以|没收|吊销)", sentence)
    return _short(found["o"]) if found else ""


def _conduct(sentence: str, shown: str, item: str) -> str:
    """The conduct or case that the sentence begins with, the first listed case where it only points to a list."""
    label = _LABEL.match(sentence)
    at = label.end() if label else 0
    hidden = re.match(rf"(?:[^{HIDDEN}]{{0,60}}?)((?:{HIDDEN}+，?)+)", shown[at:])
    words = sentence[at:][hidden.start(1) : hidden.end(1)].rstrip("，") if hidden else ""
    if hidden and _ONLY_GROUND.fullmatch(words) and (more := _NEXT_HIDDEN.match(shown, at + hidden.end(1))):
        # The clause after 违反…规定 names a body, so that only its end is hidden.
        words = sentence[at + hidden.start(1) : more.end(1)].rstrip("，")
    words = "" if words.startswith("但") else _OTHER_LAW.sub("", words).rstrip("，")
    while True:
        less = _FINDING.sub("", _ORDERED.sub("", _SEVERITY.sub("", words)))
        if less == words or not less:
            break
        words = less
    stripped = _GROUND.sub("", words, count=1)
    if _HARM.fullmatch(stripped):  # only what came of it: the article that was broken says more
        return words
    stripped = stripped if len(stripped) >= 4 else words
    rest = _LIST_WITHIN.sub("", _LISTED.sub("", stripped)) if item else _LISTED.sub("", stripped)
    rest = rest.rstrip("，")
    listed = _LABEL.sub("", item).strip().rstrip("；。，") if item else ""
    if rest == stripped and stripped and not (listed and _NO_CONDUCT.fullmatch(stripped)):
        return stripped
    if listed.startswith(rest) or (listed and (not rest or _NO_CONDUCT.fullmatch(rest))):
        return listed if not rest or listed.startswith(rest) or not _SUBJECT_ONLY.fullmatch(rest) else rest + listed
    return rest if rest and not listed else (f"{rest}{listed}" if len(rest) <= 12 else rest) or listed or words


def _about(conduct: str, title: str) -> str:
    """The conduct as the middle of a name."""
    words = conduct.strip("，。；：")
    alone = _ONLY_ARTICLE.match(words)
    if alone:
        return f"违反《{title}》{alone['article']}规定行为"
    words = _PREFIX.sub("", words)
    words = re.sub(r"(?:的行为|的情形|的)$", "", words)
    return _short(words)


def _short(words: str) -> str:
    """At most LONGEST characters, cut between clauses; 等 says that more follows. What has no place to cut stands
    whole, and is no name (empty) where it is too long for that."""
    words = words.strip("，。；：")
    if len(words) <= LONGEST:
        return words
    for longest in (LONGEST, WHOLE):
        if len(words) <= longest and longest == WHOLE:
            return words
        cut = max(words.rfind(mark, 0, longest) for mark in ("，", "；"))
        said = re.sub(r"(?:或者|以及|并|和|及)$", "", words[: max(cut, 0)]).removesuffix("的")
        if cut >= SHORTEST and _ACT.search(said) and not _NO_ACT.search(said):
            return said + ("等" if said.endswith(("情况", "活动", "行为")) else "等行为")
    return ""


def _order(sentence: str, sign: str) -> str:
    """What is ordered: 责令限期改正, 责令召回."""
    at = sentence.find(sign)
    return _short(_TAIL.sub("", sentence[at : at + 24])) or sign


def _subject(sentence: str) -> str:
    """What an approval is about, where no case is stated: the words before 应当 and before the body."""
    words = _GROUND.sub("", _LABEL.sub("", sentence), count=1)
    words = re.split(r"，?(?:应当|必须|须|可以|由|经|向|报|持|凭)", words, maxsplit=1)[0]
    words = re.sub(r"(?:的|时|前|后)$", "", words)
    fits = 2 <= len(words) <= 160 and not words.startswith("除") and not _OFFICE.search(words)
    return _short(words) if fits else ""


def _fragment(sentence: str, sign: str) -> str:
    """The clause from the sign on, as it stands."""
    sentence = _BY.sub("", sentence)
    at = sentence.find(sign)
    if at < 0:
        return _short(_TAIL.sub("", sentence))
    return _short(_TAIL.sub("", sentence[at : at + 60].lstrip("，")).rstrip("的")) or sign


_STEP = re.compile(r"^(?:应当)?自?收到|推送|^决定时")
_NAMED_CHECK = re.compile(
    r"对(?!包括)|进入|查阅|复制|调取|抽样|(?:(?!应当|必须|不得|可以|过程|期间).)*(?:抽查|抽检|检查|检验)$"
)
_HOW = re.compile(r"^[^，。；]{0,40}(?:实施|采取|进行)[^，。；对]{0,12}，?(?:应当|必须|不得)")
_REFERS = re.compile(r"对(?:本条)?(?:前[一二两三]?款|本条|上述)[^，]{0,8}的?(?:罚款|行政处罚|处罚)(?!的行为)")
# Who decides on the penalties that other articles lay down: those articles are listed.
_WHO_DECIDES = re.compile(
    r"(?:对)?(?:违反)?本(?:法|章|条例|办法|规定|细则|规则)[^，。；]{0,16}?规定的(?:行政)?处罚(?:决定)?，?(?:均|统一)?由[^。；]{2,80}?"
    r"(?:决定|实施|执行|负责)[。；]"
)
_FOUND = re.compile(r"(?:检查|抽查|抽检|巡查|检验)(?:中|过程中|时)，?(?:发现|，)")
_BARE_COERCION = re.compile(r"(?:查封|扣押|封存|先行登记保存|强制措施|强制|监督销毁|、|或者|和|并)+")


def is_matter(kind: PowerKind, name: str, sentence: str) -> bool:
    """Whether a name says what the power is used on; a sentence on how a power is used (实施检查时应当出示证件) or that
    names it only in passing (检查中发现…的) names no matter of its own."""
    if kind is PowerKind.PENALTY:
        return _REFERS.match(name) is None and not _WHO_DECIDES.match(sentence)
    if kind is PowerKind.INSPECTION:
        on = _ON.search(sentence)
        passing = _FOUND.search(sentence) and (on is None or _DOES.match(on["v"]))
        return _NAMED_CHECK.match(name) is not None and not passing
    if kind is PowerKind.COERCION:
        return not (_BARE_COERCION.fullmatch(name) and _HOW.match(sentence))
    if kind in (PowerKind.OTHER, PowerKind.LICENCE):
        return _STEP.search(name) is None
    return True
