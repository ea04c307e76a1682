"""效力层级: the level of authority, only where what is printed makes it certain."""

from __future__ import annotations

import re

from policykit.model.document import Metadata
from policykit.parse.genre import bare_title

_CONGRESS = re.compile(r"全国人民代表大会")
_LOCAL_CONGRESS = re.compile(
    r"(?:省|自治区|市|州|县)(?:第[一二三四五六七八九十]+届)?人民代表大会|(?<!全国)人民代表大会常务委员会"
)
_LOCAL = re.compile(
    r"[\u4e00-\u9fff]{2,10}(?:省|自治区|市|自治州)(?:第[一二三四五六七八九十百]+届)?人民(?:代表大会|政府令)"
)
_MINISTRY = re.compile(r"(?:部|总局|局|委员会|改革委|卫生健康委|国资委|署|银行|中国证券监督管理委员会)(?:令|公告)")
# What interprets a law has its force (立法法, art. 53); what amends one and the Congress's own rules are laws.
_OF_CONGRESS = re.compile(
    r"(?:中华人民共和国)?全国人民代表大会(?:常务委员会)?"
    r"(?:关于《中华人民共和国.{1,30}法》.{0,80}的解释|关于修改《中华人民共和国.{1,160}》的决定|议事规则|组织法)"
)
_YEARED = re.compile(r"〔[0-9]{4}〕")
_STATE_COUNCIL = re.compile(
    r"国务院(?:令|发布|公布|颁布)|国务院、(?:中华人民共和国)?中央军(?:事委员会|委)(?:令|发布|公布)"
)
_ONCE_APPROVED = "2002"
"""Until the rules on making administrative regulations of 2001, what the State Council approved and its departments
issued was a regulation (行政法规制定程序暂行条例, 1987, art. 15)."""
_BY_DEPARTMENT = re.compile(
    r"(?:部|总局|局|委员会|署)(?:第\s?\d{1,4}\s?号(?:公布|发布)|关于(?:修改|修订|废止)(?:部分|[〈《]))"
)
_STATUTE = re.compile(r"(?<!办)法典?$|(?:条例|规则|办法|规定)$")


def authority_of(meta: Metadata) -> str | None:
    """法律, 行政法规, 地方性法规, 部门规章, 地方政府规章, 司法解释, 规范性文件 — or None where it is not certain.

    After the Legislation Law: who made it decides, and only then the name.
    """
    title = bare_title(meta.title or "")
    made = " ".join((*(h.text for h in meta.history), *meta.issuers, meta.doc_number or ""))
    if "法释〔" in made or "高检发释" in made:
        return "司法解释"  # only these have such numbers (最高人民法院关于司法解释工作的规定, art. 29)
    if re.match(r"最高人民(?:法院|检察院)", title):
        return "司法解释" if re.search(r"(?:解释|规定|批复|决定|规则|若干问题)$", title) else None
    court = any(re.fullmatch(r"最高人民(?:法院|检察院)", issuer) for issuer in meta.issuers)
    if court and re.search(r"(?:审判|检察)委员会", made) and re.search(r"(?:解释|规定|批复|规则)$", title):
        return "司法解释"
    if title.startswith("中华人民共和国") and title.endswith(("法", "法典", "修正案")) and not title.endswith("办法"):
        return "法律"
    if _OF_CONGRESS.fullmatch(title):
        return "法律"
    local = meta.region is not None or _LOCAL.search(made) is not None  # also of places no list of divisions has
    if _CONGRESS.search(made) and not local:
        passed = any(h.event == "通过" and _CONGRESS.search(h.text) for h in meta.history)
        if passed and _STATUTE.search(title) and "决定" not in title:
            return "法律"
        return None  # decisions of the Congress on legal questions are of law's rank only case by case
    if local and (_LOCAL_CONGRESS.search(made)):
        return "地方性法规" if re.search(r"(?:条例|规定|办法|决定|规则|细则)$", title) else None
    number = meta.doc_number or ""
    if local and title.endswith("条例") and not number and not meta.issuers:
        return "地方性法规"  # no rule of a government may be called so (规章制定程序条例, art. 7)
    if not local and _regulation(meta, title, made):
        return "行政法规"
    if local and re.search(r"(?:人民政府|省政府|市政府)令", made):
        return "地方政府规章"
    ordered = (_MINISTRY.search(made) and "令" in made) or _BY_DEPARTMENT.search(made)
    if not local and ordered and re.search(r"(?:办法|规定|细则|规则)$", title):
        return "部门规章"
    if not local and "令" in made and _MINISTRY.search(made) and re.search(r"(?:规范|规程|准则|名录|目录)$", title):
        return "部门规章"
    if _YEARED.search(number) and meta.genre not in ("法", "法典"):
        return "规范性文件"
    return None


def _regulation(meta: Metadata, title: str, made: str) -> bool:
    """Whether the State Council made it: by its order, or in earlier days by publishing or approving it."""
    if "国务院令" in made or re.search(r"中央军(?:事委员会|委)令", made):
        return "国务院" in made
    if not re.search(r"(?:条例|规定|办法|细则|规则)$", title):
        return False
    if re.match(r"(?:中华人民共和国)?国务院关于", title) and not _YEARED.search(meta.doc_number or ""):
        return True
    early = [h for h in meta.history if (h.date or "9") < _ONCE_APPROVED]
    return any(_STATE_COUNCIL.search(h.text) or (h.event == "批准" and "国务院" in h.text) for h in early)
