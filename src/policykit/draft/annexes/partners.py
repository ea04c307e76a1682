"""Which other departments take part in a law's enforcement, and by which articles."""

from __future__ import annotations

import re
from itertools import chain

from policykit.draft.annexes.executed import Law
from policykit.draft.annexes.whose import Claims, Whose, office_fields
from policykit.model.document import ClauseKind

_WITH = re.compile(
    r"(?:会同|移送|移交|抄送|抄告|(?<=[，当])商(?![务标业品])|配合|协助|通报(?:给)?|通知|提请|由|、|和|或者)"
    r"(?:同级|所在地的?|当地|县级以上(?:地方)?|地方|人民政府|国务院|有管辖权的|给)*"
    r"(?P<who>[一-龥]{2,10}?(?:主管部门|管理部门|行政部门|执法部门|部门|公安机关|税务机关|海关))"
)
_TAKES_PART = re.compile(
    r"(?:^|[，。；：、])(?P<who>[一-龥]{2,10}?(?:主管部门|管理部门|行政部门|执法部门|部门|公安机关|税务机关|海关)|公安机关|海关)"
    r"(?:应当|依法)?(?:会同|协助|配合)"
)
_PLACE = re.compile(r"^(?:直辖市|计划单列市|省级|市级|县级)")
# What cannot stand in the name of a department.
_NO_NAME = re.compile(
    r"^(?:其|经|被|受|凭|表|政府)|会同|阻|干涉|泄露|支持|赋予|反馈|的|有关|相关|其他|授权|指定|等|未|请|向|以上|人民政府|处理|起草|书面|该|级|本|原|发证|审批|登记|许可|依法|应当|或者|以及|上报|任何|不|是|对|由|在|各|司法|国家|监督检查"
    r"|牵头|归口|申请|受理|组织|单位|建设部门$|^(?:主管|行政|执法|管理|监督管理|行政主管|行政执法)部门"
)


def partners(law: Law, claims: Claims) -> dict[str, list[str]]:
    """Departments named beside the department's own system, each with the addresses of the articles, in print order."""
    out: dict[str, list[str]] = {}
    for clause in law.document.clauses:
        if clause.kind is not ClauseKind.ARTICLE or not claims.names(clause.text):
            continue
        both = chain(_WITH.finditer(clause.text), _TAKES_PART.finditer(clause.text))
        for found in sorted(both, key=lambda m: m.start("who")):
            name = found["who"]
            name = _PLACE.sub("", name)
            if _NO_NAME.search(name) or claims.names(name) or claims.too_high(name):
                continue
            # A word cut out of a sentence (汽车产品主管部门, 行政法规和部门) is no department.
            if not office_fields().match(name) or claims.claim(name).whose is not Whose.OTHERS:
                continue
            if clause.address not in out.setdefault(name, []):
                out[name].append(clause.address)
    return {name: places for name, places in out.items() if places}
