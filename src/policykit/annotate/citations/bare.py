"""Names without 《》 that are certain: national laws of the lexicon, names before a document number, local rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from policykit.annotate.citations.grammar import HAN, NUMERAL, number_in
from policykit.annotate.citations.judge import names_a_document

_ENDING = re.compile(r"法典?(?![律制治人院庭官医学理则案系权警定委务])(?!规(?!定))|条例")
_COUNTRY = "中华人民共和国"
_DERIVED = re.compile(r"(?:实施(?:条例|细则|办法|规定)|修正案(?:（[一二三四五六七八九十]{1,3}）)?)")
_IMPLEMENTING = re.compile(rf"([{HAN}]{{2,12}}(?:省|市|自治区|自治州|自治县|县|区))?实施$")
_IMPLEMENTED = re.compile(r"(?:的)?(?:若干)?(?:办法|规定|细则|条例)")
_EXPLAINED = re.compile(
    r"(?:若干|有关|适用|具体)?(?:问题|条款)?的?(?:司法)?(?:解释|批复|答复|释义|解读|知识竞赛|宣传[周月日]|若干问题)"
)
_LEAD = re.compile(
    r"(?:根据|依据|按照|依照|遵照|参照|对照|适用|执行|遵守|违反|符合|贯彻|落实|实施|包括|学习|宣传|修改|修订|以及|涉及|规定|考虑|(?:修改|修订|修正)[前后]|"
    r"国家|即|了|和|与|及|或|者|对|按|以|由|在|的|除|如|依|从|本|到|于|为|是|属|新|将|把|因|有|据|循|同|至|其|合|见|备|照|行|成|犯|反|去)$"
)
_SHORT = {
    "刑法",
    "公司法",
    "合同法",
    "价格法",
    "票据法",
    "证券法",
    "劳动法",
    "商标法",
    "专利法",
    "保险法",
    "广告法",
    "预算法",
}
_UNCOUNTED = {"宪法", "民法", "立法法"}
"""Too general to be a citation unless an article follows (宪法宣誓, 民法)."""

_VERB = r"(?:根据|依据|按照|依照|遵照|参照|适用|执行|违反|符合|落实|即|按)"
_GENERIC = r"照据全我本各该外跨由在有相国上下省市县区此其所每与和及或"
_LOCAL = re.compile(
    rf"{_VERB}《?((?:(?![{_GENERIC}])[{HAN}]{{2,9}}?(?:省|市|自治区|自治州|自治县|县|区|州|盟))"
    rf"[{HAN}、“”]{{4,40}}?(?:条例|办法|实施细则|细则|规则|目录|实施方案|行动方案|工作方案|预案|规划纲要|实施意见|规定(?=第|的规定|（|要求))"
    rf"(?:[及和][{HAN}]{{2,6}}(?:标准|细则|方案|目录|基准)(?=[，。；、]))?(?:（[^（）《》\n]{{0,12}}(?:年本|年版|试行|修订|修正|版)）)?)"
)
_GENRE_SIGN = re.compile(r"[办规细目方预意]")
_UNNAMED = re.compile(r"要求|或者|有关|相关|上述|以下|本级|下列|国家|制定|编制|出台|等")
_NUMBERED = re.compile(
    r"（[^（）《》\n]{0,60}?(?:19|20)\d\d[^（）《》\n]{0,12}?[）]?[^（）《》\n]{0,3}?号[^（）《》\n]{0,40}）"
)
_CUT = re.compile(r"[，。；：！？《》\n（）“”]")
_ISSUER = re.compile(r"(?:国务院(?:办公厅)?|中共中央(?:办公厅)?|[\u4e00-\u9fff]{2,9}人民政府(?:办公[厅室])?)$")
_FIRST_WORDS = re.compile(
    r"^.*(?:根据|依据|按照|依照|遵照|参照|对照|执行|落实|贯彻|违反|符合|适用|下发的?|印发的?|发布的?|公布的?|转发的?|以及|[和与及、]|按|即)"
)


def first_words_cut(name: str) -> str:
    """A name without the words of the sentence before it: 按照云川省 → 云川省."""
    return _FIRST_WORDS.sub("", name)


@dataclass(frozen=True, slots=True)
class Bare:
    """A name without marks at `text[start:end]`."""

    start: int
    end: int
    title: str
    number: str | None = None


@cache
def law_names() -> frozenset[str]:
    """Short names of national laws and administrative regulations, without 中华人民共和国."""
    return frozenset(law_levels())


@cache
def law_levels() -> dict[str, str]:
    """The level of authority (法律, 行政法规) of each of them."""
    text = resources.files(__package__).joinpath("law_names.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] if len(row) > 1 else "" for row in rows}


@cache
def short_names() -> dict[str, str]:
    """Abbreviations of national laws in general use, to the law's short name without 中华人民共和国."""
    text = resources.files(__package__).joinpath("short_names.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


@cache
def _all_names() -> frozenset[str]:
    return law_names() | frozenset(n for n in short_names() if n.endswith(("法", "条例")))


@cache
def _tails() -> frozenset[str]:
    """Names that a longer one ends in (仲裁法 of 劳动争议调解仲裁法): another short form of that may stand there."""
    names = _all_names()
    return frozenset(name[at:] for name in names for at in range(1, len(name) - 2) if name[at:] in names)


@cache
def _by_tail() -> dict[str, tuple[int, ...]]:
    """The lengths of the names that end in the same three characters, longest first."""
    lengths: dict[str, set[int]] = {}
    for name in _all_names():
        lengths.setdefault(name[-3:], set()).add(len(name))
        lengths.setdefault(name[-2:], set()).add(len(name)) if len(name) == 2 else None
    return {tail: tuple(sorted(sizes, reverse=True)) for tail, sizes in lengths.items()}


def law_mentions(text: str) -> Iterator[Bare]:
    """National laws named without 《》. A name inside a longer one (…法实施条例, …解释) is not taken for it."""
    if "法" not in text and "条例" not in text:
        return
    tails, names = _by_tail(), _all_names()
    for found in _ENDING.finditer(text):
        end = found.end()
        for size in (*tails.get(text[end - 3 : end], ()), *((2,) if text[end - 2 : end] in names else ())):
            name = text[max(0, end - size) : end]
            if size <= end and name in names:
                mention = _whole(text, end - size, end, name)
                if mention:
                    yield mention
                break


def _whole(text: str, start: int, end: int, name: str) -> Bare | None:
    """The mention widened to all that belongs to the name, or None where it is part of another name."""
    before = text[max(0, start - 16) : start]
    if before.endswith(_COUNTRY):
        start -= len(_COUNTRY)
        before = text[max(0, start - 16) : start]
    derived = _DERIVED.match(text, end)
    if derived:
        return Bare(start, derived.end(), text[start : derived.end()])
    implementing = _IMPLEMENTING.search(before)
    implemented = _IMPLEMENTED.match(text, end)
    if implementing and implemented:
        if not implementing[1]:
            return None
        place = first_words_cut(implementing[1])
        start -= len(place) + 2
        return Bare(start, implemented.end(), text[start : implemented.end()])
    if _EXPLAINED.match(text, end) or (before.endswith("适用") and "解释" in text[end : end + 16]):
        return None
    if name in _UNCOUNTED and not re.match(r"第[一二三四五六七八九十百\d]", text[end : end + 2]):
        return None
    open_left = not before or not ("\u4e00" <= before[-1] <= "\u9fff")
    if (
        name in _SHORT
        or name in _tails()
        or name in short_names()
        or not name.endswith(("法", "法典"))
        or name.endswith("办法")
    ) and not (open_left or _LEAD.search(before)):
        return None
    return Bare(start, end, text[start:end])


_BOUNDARY = re.compile(
    rf"[，。；、：！？（）“”《》〈〉\s]|第\s?{NUMERAL}\s?(?:条(?!例)|[款项目])|[）)][项目]|(?<=\d)号|根据|依据|按照|依照|遵照|参照|对照|比照|参考|结合|遵守|援引|引用|学习|贯彻|违反了?|适用|符合|执行|落实|依(?!法)|按"
)
_JOINED = re.compile(r"(?:以及|和|及|与|或者|或|对|将|以|由|在|照|据)")
_NAME = re.compile(rf"([{HAN}]{{2,36}}(?:法|法典|条例|办法|规定|细则|规则))(?:的|中的?)?")
_POINTED = re.compile(
    r"^(?:本(?![省市县区州])|该|同|此|其|上级|下级|同级|内部|上述|前述|有关|相关|现行|国家|这些|以上|下列|法律|法规|行政法规|规章|依法|合法|方法)"
    r"|(?:该|本|同|其|此)(?:实施)?(?:法|法典|条例|办法|规定|细则|规则)$|(?:修改|修订|修正)[前后]|[的有是在由被将其之经向为因但除且并未不起提发作含犯了]|应当|可以|认为|构成|方法$|统一"
    r"|^(?:平台|公司|企业|单位|学校|小区|社区|协会|行业|部门)(?:的)?(?:规则|规定|办法|细则)$"
    r"|^(?:上位|下位|新|旧|母|特别|一般|单行|基本|实体|程序|国内|外国|习惯)法$"
)
"""What shows that the words before an article are a clause, not a name; better no mention than a wrong one."""
_IN_NAMES = re.compile(
    r"未成年|不正当|不动产|不可移动|不良|不文明|有线|有害|有毒|有限|所有|国有|发展|开发|研发|发明|发票|发电|突发|发射|作业|合作|工作|协作|动作"
    r"|著作|作品|提升|提案|提取|在线|自由|经济|经营|经费|拆除|消除|排除|并购|起重|起草|犯罪|行为|向海|因素|将军|之窗|兼并|并网|其他|含油"
)
"""Words in which the same characters tell nothing: 信访工作条例, 文明行为促进条例."""


def _told_as_clause(name: str) -> bool:
    return _POINTED.search(_IN_NAMES.sub("某", name)) is not None


_CURRENT = re.compile(
    r"(?:现行|新修订|新修正|新修改|修订后|修正后|修改后|修订前|修正前|修改前|新颁布|我国|国家|国务院)的?"
)
_EXPLAINING = re.compile(
    rf"(最高人民(?:法院|检察院)(?:、最高人民(?:法院|检察院))?关于[{HAN}、《》〈〉“”]{{4,40}}(?:解释|规定|批复)(?:（[一二三四五六七八九]）)?)的?$"
)
_NAME_ENDS = tuple("法典例定则的中释复）")
_CLOSERS = tuple("”’〉>＞】］*")
_QUOTED = re.compile(
    rf"(?:[“‘〈<＜【［]|\*\*)([{HAN}、]{{2,46}}(?:法|法典|条例|办法|规定|细则|规则)(?:（[^（）]{{1,16}}）)?)(?:[”’〉>＞】］]|\*\*)$"
)
"""Other marks than 《》 round a name that an article follows."""
_AN_ARTICLE = re.compile(rf"第\s{{0,3}}{NUMERAL}\s{{0,3}}条")


def article_mentions(text: str) -> Iterator[Bare]:
    """Names that no lexicon knows, certain because an article follows them: 临江示范条例第三条."""
    if "条" not in text:
        return
    for found in _AN_ARTICLE.finditer(text):
        last = text[found.start() - 1 : found.start()]
        if last in _CLOSERS:
            quoted = _QUOTED.search(text, max(0, found.start() - 52), found.start())
            if quoted and not _told_as_clause(quoted[1]):
                yield Bare(quoted.start(1), quoted.end(1), quoted[1])
            continue
        low = max(0, found.start() - 48)
        unopened = last == "》" and "《" not in text[low : found.start()]
        if (last not in _NAME_ENDS and not unopened) or found.start() == 0:
            continue
        before = text[low : found.start() - unopened]
        explaining = _EXPLAINING.search(before)
        if explaining:
            yield Bare(low + explaining.start(1), low + explaining.end(1), explaining[1])
            continue
        edges = list(_BOUNDARY.finditer(before))
        if not edges and low:
            continue
        begin = edges[-1].end() if edges else 0
        joined = _JOINED.match(before, begin) if begin else None
        begin = joined.end() if joined else begin
        current = _CURRENT.match(before, begin)
        name = _NAME.fullmatch(before, current.end() if current else begin)
        if name is None or _told_as_clause(name[1]) or len(name[1]) < 3:
            continue
        yield Bare(low + name.start(1), low + name.end(1), name[1])


def numbered_mentions(text: str) -> Iterator[Bare]:
    """Names without 《》 that a document number in brackets follows: …实施意见（云政办发〔2021〕8号）."""
    if "号" not in text or "（" not in text:
        return
    for found in _NUMBERED.finditer(text):
        number = number_in(found.group()[1:-1])
        if not number:
            continue
        low = max(0, found.start() - 90)
        stretch = text[low : found.start()]
        cut = list(_CUT.finditer(stretch))
        start = low + (cut[-1].end() if cut else 0)
        name = text[start : found.start()]
        about = name.find("关于")
        if about >= 0:
            issuer = _ISSUER.search(first_words_cut(name[:about]))
            joint = "、" in name[:about]
            begin = about - (len(issuer.group()) if issuer and not joint else 0)
        else:
            lead = _FIRST_WORDS.match(name)
            begin = lead.end() if lead else 0
        name = name[begin:]
        if len(name) >= 6 and names_a_document(name):
            yield Bare(start + begin, found.end(), name, number)


def local_mentions(text: str) -> Iterator[Bare]:
    """Local regulations and rules named in full after 根据, 参照 and the like."""
    if "条例" not in text and not _GENRE_SIGN.search(text):
        return
    for found in _LOCAL.finditer(text):
        title = found[1]
        body = title[3:]
        if (
            _UNNAMED.search(title)
            or _AN_ARTICLE.search(title)
            or title.startswith(("了", "于"))
            or re.search(r"(?:政府|委员会|[局厅委办])(?:规定|办法)$", body)
        ):
            continue
        yield Bare(found.start(1), found.end(1), title)
