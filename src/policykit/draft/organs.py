"""Sentences that set up a superior's own organs: its leading group and the people in it are never copied as ours."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policykit.draft.sections import STEPS, ancestors, part_of
from policykit.model.annotation import Duty, Role
from policykit.model.document import Document

REASON = "来文的组织机构和人员，不是本单位的；本单位的组织领导按单位概况写"
MEMBER = "来文的组织机构，写明“{}”为成员，请确定本单位的参加人员；本单位的组织领导按单位概况写"

_ORGAN = r"(?:领导小组|协调小组|工作小组|工作组|专项组|指挥部|指挥中心|工作专班|专班|委员会|领导机构|评审组)"
_SET_UP = re.compile(rf"(?:成立|组建|设立)[^。；]{{0,200}}{_ORGAN}(?!制度|机制)")
_NAMED = re.compile(_ORGAN)
_HEADED = re.compile(rf"(?:{_ORGAN}|小组|[^各]组|办公室|专班)(?:主要|工作)?(?:职责|成员|组成|人员)?$")
_MEMBERS = re.compile(rf"^[^，。；]{{0,20}}{_ORGAN}(?:成员|组成人员|办公室|下设)")
_SEATED = re.compile(rf"(?:{_ORGAN}|办公室)(?:[^。；]{{0,12}}办公室)?[^。；]{{0,6}}设在")
# 成立组织领导机构 names no organ of anybody's: it is what everyone does.
_NO_NAME = re.compile(
    r"(?:成立|建立|组建|设立|健全)(?:相应|专门|工作|组织|各级|的)*(?:领导|工作|办事)机构(?=[，。；、和]|并|$)"
)
_MEMBERS_ARE = re.compile(r"([^，。；]{2,120}?)(?:分别|共同|均)?(?:为|担?任)(?:领导)?(?:小组)?(?:成员|组员|委员)")
_APART = re.compile(r"、|以及|及|和")


def members(text: str) -> tuple[str, ...]:
    """Whom a sentence makes members of an organ, as printed: 市司法局和市级各部门主要负责人为成员."""
    found = _MEMBERS_ARE.search("".join(text.split()))
    return tuple(p for p in _APART.split(found[1]) if p) if found else ()


def is_superiors_organ(
    document: Document, address: str, text: str, duties: Sequence[Duty], *, ours: bool = False
) -> bool:
    """Whether a sentence sets up or staffs an organ of the source's issuer. A sentence that tells a named body to set
    up one of its own does not; nor does a phase (成立领导小组，制定方案，动员部署), which lists what everyone does.
    `ours` says that one of its heads is whoever leads each body of a class the department is in."""
    if duties and all(d.role is Role.HEAD for d in duties) and (not ours or _NAMED.search(text) is not None):
        return True
    if any(d.actors and d.role is not Role.HEAD for d in duties) or part_of(document, address) == STEPS:
        return False
    if _SET_UP.search(_NO_NAME.sub("", text)) or _SEATED.search(text) or _MEMBERS.match(text):
        return True
    return any(_HEADED.search(c.heading) for c in ancestors(document, address) if c.heading)
