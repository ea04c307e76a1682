"""An article as the rules of this room read it: its lines in print order, with what is beside the point hidden.

Hidden are conduct and conditions (…的，), criminal and civil liability, remedies, discipline inside the
administration, titles: words of power in them grant none. The hidden text keeps its length, so places hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policykit.annotate.powers import lexicon

HIDDEN = "□"
_ITEM = re.compile(r"(?:（[一二三四五六七八九十百]+）|[0-9]{1,3}[.．、])")
# Marks inside brackets part no clauses: 港务监督（含港航监督，下同）机关.
_BRACKETED = re.compile(r"（[^（）\n]{2,60}）")
_JOINED = str.maketrans("，；。：", "、、、、")
_SENTENCE = re.compile(r"[^。；\n]+[。；]?")
_CASES = re.compile(r"(?:下列|以下)[^，。；：]{0,16}(?:情形|行为|情况)|的$")
_MATTERS = re.compile(
    r"(?:下列|以下)[^，。；：]{0,20}(?:条件|材料|内容|事项|要求|文件|资料|标准|原则|义务)[^，。；]{0,12}(?:，[^，。；：]{0,16})?：?$"
    r"|(?:符合|具备)(?:下列|以下)[^，。；：]{0,6}条件[^。；：]{0,60}：?$|对(?:下列|以下)[^，。；：]{0,24}(?:进行|实施|予以|组织)[^，。；：]{0,12}：?$"
    r"|(?:内容|范围|信息|种类)[^，。；]{0,8}(?:包括|如下|分为|有)：?$"
)
_GRANTED = re.compile(
    r"(?<!未)经[^，。；]{2,60}(?:批准|核准|同意|许可|认证合格|考核合格|审查合格|验收合格)|(?:由|向)[^，。；]{2,60}(?:核发|备案|批准|提出申请|申请)"
)
_MEASURES = re.compile(r"(?:可以|有权|应当)[^，。；]{0,20}采取|检查|监督")
_PERMITTED = re.compile(
    r"^[^未不]*(?:批准|同意|许可|核准|备案|登记|确认|认定)(?:注销|变更)?(?:后)?的$|^经[^，]{2,40}(?:评定|认定|确认|命名)为[^，]{2,30}的$|(?:协商|调解)[^，]{0,6}不成的$"
)
# 报告未经…审查批准的，建设单位不得开工: what is not approved nobody may do.
_UNAPPROVED = re.compile(r"^[^擅]*未经[^，]{2,40}(?:批准|同意|许可|核准|验收合格|审查同意|审批)的$")
_BANNED = re.compile(r"^[^，]{0,24}不得")
# 行政处罚，属于综合执法范围的，由…实施: what is divided up stays to be read.
_SCOPE = re.compile(r"(?:属于|实行|纳入)[^，]{0,24}(?:范围|处罚权)的$")
# 需要征用…的，由人民政府决定: who decides stands behind what is decided.
_TAKEN = re.compile(r"(?:征收|征用|调用)[^，]{0,40}的$")
_DECIDED = re.compile(r"(?:应当)?由[^，。；]{2,40}(?:决定|批准|组织实施|实施)|(?:应当|应)[^，。；]{0,16}补偿")
_APPLYING = re.compile(r"申请[^，。；]{1,30}(?:登记|许可|注册)的$")
# What is said about the conduct, rather than the conduct.
_CONSEQUENCE = re.compile(
    r"(?:并|并且|可以|应当|对[^，]{0,40})?(?:由[^，。；]{2,80}(?:责令|处|给予|予以|没收|吊销|依法|依照|按照|批准|部门|机关|机构|政府)|责令"
    r"|处[以一二三五十百0-9违]|并处|可处|可以处|没收|给予|予以|吊销|暂扣|处罚|收缴|撤销|注销)"
)
# What somebody must or may do is said for itself; 应当…而未…的 is conduct.
_BOUND = re.compile(
    r"[^，]{0,24}?(?:应当|可以|必须|须经)(?![^，]*(?:而|却|但)(?:未|不|没))|由[^，]{2,30}(?:解决|承担|处理|负责|协商)"
)
_OPENER = re.compile(
    r"违反|未|擅自|拒不|逾期|情节|造成|对|有下列|属于|有前款|构成|违法|没有|不|（[一二三四五六七八九十]+）(?:违反|未|对)"
)
# A body that finds the conduct acts on it: it stays to be read.
_SEEN = re.compile(r"(?:在|经|依法|进行|对)[^，]{0,24}(?:检查|巡查|抽查)(?:中|时)?发现")
_FINDER = re.compile(
    r"(?:（[一二三四五六七八九十]+）)?[^，。；]{0,70}?(?:部门|机关|机构|政府|局|海关|街道办事处|委员会|厅|监督所|监督站|人员|交通警察|人民警察|支队|大队|(?:单位|企业|公司|经营者|机构|人员)(?=发现))(?=发现|认为|(?:复查|检查|巡查|核查|抽查)(?:中|时)?发现|在[^，]{0,30}(?:检查|监督|执法|巡查)|收到|接到|接受|受理|经(?:审查|核查|调查)|处理|查处|调查|认定|作出|实施|依法|对|应当|应按|必须|可以|负责|进行|按照|根据|依照|确认|决定|因[^，]{0,16}需要|为(?:了|应对|防止|查明|预防)|□)"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at `[start, end)`; `lead` is the line number of the paragraph whose list its item stands in."""

    start: int
    end: int
    line: int
    lead: int | None


@dataclass(frozen=True, slots=True)
class Article:
    """`text` is the lines joined by newlines, `shown` the same with everything beside the point hidden."""

    text: str
    shown: str
    sentences: tuple[Sentence, ...]


def article(lines: Sequence[str]) -> Article:
    """Read an article from its lines: its paragraphs and items in print order, items with their labels."""
    text = "\n".join(lines)
    shown = _BRACKETED.sub(lambda m: m.group().translate(_JOINED), text)
    masks = lexicon.masks()
    for at in lexicon.mask_needles().tried(text):
        shown = masks[at][1].sub(lambda m: HIDDEN * len(m.group()), shown)
    out: list[str] = []
    sentences: list[Sentence] = []
    at, lead = 0, None
    for number, line in enumerate(lines):
        here = shown[at : at + len(line)]
        item = _ITEM.match(line) is not None
        if not item:
            lead = None
        cases = lead is not None and item and _is_case(lines[lead])
        matters = lead is not None and item and not cases and _MATTERS.search(lines[lead]) is not None
        for found in _SENTENCE.finditer(here):
            for start, end in _portions(here, found.start(), found.end()):
                sentences.append(Sentence(at + start, at + end, number, lead if item else None))
        out.append(_without_conduct(here, cases, matters))
        if not item and line.rstrip().endswith("："):
            lead = number
        at += len(line) + 1
    return Article(text, "\n".join(out), tuple(sentences))


LONGEST = 1200  # characters; what is longer is text without marks, read in portions so that time stays linear


def _portions(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence itself, or where it is longer than any sentence, portions of it, cut at commas where it has some."""
    while end - start > LONGEST:
        cut = text.rfind("，", start + 1, start + LONGEST) + 1 or start + LONGEST
        yield start, cut
        start = cut
    yield start, end


def _is_case(lead: str) -> bool:
    """Whether the items of a lead are cases (有下列行为之一的…：), so that they grant nothing themselves."""
    return any(_CASES.search(part) for part in re.split(r"[。]", lead.rstrip("："))[-1].split("；"))


def _without_conduct(line: str, cases: bool, matters: bool) -> str:
    return "".join(_sentence(s, cases, matters) for s in re.findall(r"[^。；]+[。；]?|[。；]", line))


def _sentence(sentence: str, cases: bool, matters: bool) -> str:
    """One sentence, its conduct and conditions hidden."""
    parts = re.findall(r"[^，]+，?|，", sentence)
    hide = [False] * len(parts)
    for n, clause in enumerate(parts):
        bare = clause.rstrip("，。；：")
        if not bare.endswith("的") or _PERMITTED.search(bare) or _APPLYING.search(bare):
            continue
        if _UNAPPROVED.search(bare) and any(_BANNED.search(p) for p in parts[n + 1 : n + 3]):
            continue
        if _TAKEN.search(bare) and any(_DECIDED.match(p) for p in parts[n + 1 : n + 3]):
            continue
        alone = _SCOPE.search(bare) is not None
        for back in range(n, -1, -1):
            if back < n and (alone or hide[back] or _CONSEQUENCE.match(parts[back]) or _done(parts[back])):
                break
            hide[back] = True
    if cases and not any(_CONSEQUENCE.match(c) for c, h in zip(parts, hide, strict=True) if not h):
        hide = [True] * len(parts)
    if matters:
        hide = [h or not _GRANTED.search(c) for c, h in zip(parts, hide, strict=True)]
    return "".join(_hidden(c, cases or matters) if h else c for c, h in zip(parts, hide, strict=True))


def _done(clause: str) -> bool:
    """Whether a clause says what a body does, so that no condition after it reaches back over it."""
    found = _FINDER.match(clause)
    if found is not None and re.match(r"应当|应按|必须|可以|负责|依法|对|□", clause[found.end() :]):
        return True
    return _BOUND.match(clause) is not None and not _OPENER.match(clause)


def _hidden(clause: str, wholly: bool) -> str:
    found = None if wholly else _FINDER.match(clause)
    keep = found.end() if found else 0
    if found and (seen := _SEEN.match(clause, keep)):
        keep = seen.end()
    bare = clause.rstrip("，。；：")
    return clause[:keep] + HIDDEN * (len(bare) - keep) + clause[len(bare) :]


def clauses(sentence: Sentence, text: str) -> Iterator[tuple[int, int]]:
    """The comma-bounded clauses of a sentence, as offsets."""
    at = sentence.start
    for found in re.finditer(r"[，：]", text[sentence.start : sentence.end]):
        yield at, sentence.start + found.start()
        at = sentence.start + found.end()
    if at < sentence.end:
        yield at, sentence.end


def hidden_conduct(lines: Sequence[str]) -> str:
    """The lines joined by newlines, conduct and conditions and all else that grants nothing replaced by □."""
    return article(lines).shown
