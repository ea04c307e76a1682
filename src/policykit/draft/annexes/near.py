"""What a law says that may concern the department without naming it: 等部门 with others named, a word near its field.

Neither is claimed; both are told, so that whoever keeps the profile can decide.
"""

from __future__ import annotations

import re
from collections.abc import Set

from policykit.draft.annexes.executed import Law, LeftOut
from policykit.draft.annexes.whose import Claims, Whose

SILENT = "没有授予本单位职权的条款"
NEAR = "没有点名本单位，但有相近的名称；如果指本单位，请加入单位概况的“来文中的类别”"
TOGETHER = "条文写“……等部门”，没有点名本单位，请核对“等”是否包括本单位"
_ET_AL = re.compile(r"等(?:有关|相关)?(?:行政)?(?:主管|监督管理|管理)?(?:部门|机关|机构)$")
_BODY = re.compile(r"[\u4e00-\u9fff]{2,24}?(?:主管部门|管理部门|行政部门|部门|机关|(?:管理|执法|监察|监督)机构)")
_START = re.compile(
    r".*(?:由|向|经|报|对|和|与|或者|以及|通过|委托|并|其|人民政府|国务院|县级|上级|所在地|以上|地方|有关|其他|应当|的|是|将)"
)
SHOWN = 3  # words named in a note


def together(law: Law, claims: Claims, listed: Set[str]) -> list[LeftOut]:
    """Articles whose power goes to 甲、乙等部门, none of them the department, in a law that names it elsewhere."""
    if not claims.named_in(law.document):
        return []
    out: dict[str, list[str]] = {}
    for article in law.articles:
        address = article.clause.address
        for sign in article.grant.signs:
            holder = sign.holder.of(article.text) if sign.holder else ""
            if address in listed or not _ET_AL.search(holder) or claims.too_high(holder):
                continue
            if claims.claim(holder).whose is Whose.OTHERS and address not in out.setdefault(holder, []):
                out[holder].append(address)
    return [LeftOut(law.title, TOGETHER, tuple(at), f"称“{holder}”") for holder, at in out.items() if at]


def near(law: Law, claims: Claims, silent: str) -> LeftOut:
    """Why a law without a matter of the department is not listed: `silent`, or the names in it that resemble its
    field."""
    found: dict[str, None] = {}
    for clause in law.document.clauses:
        for body in _BODY.findall(clause.text):
            name = _START.sub("", body)
            if claims.resembles(name) and not claims.names(name):
                found[name] = None
    if not found:
        return LeftOut(law.title, silent)
    return LeftOut(law.title, NEAR, detail=f"称“{'”“'.join(list(found)[:SHOWN])}”")
