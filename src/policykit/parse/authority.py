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
_MINISTRY = re.compile(r"(?:部|总局|局|委员会|署|银行|中国证券监督管理委员会)(?:令|公告)")
_YEARED = re.compile(r"〔[0-9]{4}〕")


def authority_of(meta: Metadata) -> str | None:
    """法律, 行政法规, 地方性法规, 部门规章, 地方政府规章, 司法解释, 规范性文件 — or None where it is not certain.

    After the Legislation Law: who made it decides, and only then the name.
    """
    title = bare_title(meta.title or "")
    made = " ".join((*(h.text for h in meta.history), *meta.issuers, meta.doc_number or ""))
    if re.match(r"最高人民(?:法院|检察院)", title) or "法释" in made or "高检发释" in made:
        return "司法解释" if re.search(r"(?:解释|规定|批复|决定|规则|若干问题)$", title) else None
    if title.startswith("中华人民共和国") and title.endswith(("法", "法典", "修正案")) and not title.endswith("办法"):
        return "法律"
    local = meta.region is not None or _LOCAL.search(made) is not None  # also of places no list of divisions has
    if _CONGRESS.search(made) and not local:
        return None  # decisions of the Congress on legal questions are of law's rank only case by case
    if local and (_LOCAL_CONGRESS.search(made)):
        return "地方性法规" if re.search(r"(?:条例|规定|办法|决定|规则|细则)$", title) else None
    number = meta.doc_number or ""
    if "国务院令" in number or "国务院令" in made:
        return "行政法规"
    if local and re.search(r"(?:人民政府|省政府|市政府)令", made):
        return "地方政府规章"
    if not local and _MINISTRY.search(made) and "令" in made and re.search(r"(?:办法|规定|细则|规则)$", title):
        return "部门规章"
    if _YEARED.search(number) and "法" not in (meta.genre or ""):
        return "规范性文件"
    return None
