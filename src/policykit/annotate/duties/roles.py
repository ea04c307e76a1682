"""The part an actor has in a duty, read from the first predicate behind it."""

from __future__ import annotations

import re

from policykit.model.annotation import Role

_FILLER = (
    r"(?:(?:都|均|也)?(?:要|应当?|必须|须|需|将|负责|具体|主要|积极|主动|密切|紧密|通力|大力|依法|切实|认真|全力|做好|予以|及时|共同|加强|定期|统筹|全面|"
    r"统一|在[^，。；]{2,24}(?:后|时|中|下|内)|按照?[^，。；]{2,24}(?:要求|分工|规定|职责)|对[^，。；]{2,40}?的?|，|会同有关部门)*)"
)
_LEAD = re.compile(_FILLER + r"(?:(?:为|作为)?牵头|会同)")
_ASSIST = re.compile(_FILLER + r"(?:配合|协助|协同|支撑|支持配合|参与配合)")
_SUPERVISE = re.compile(
    _FILLER
    + r"(?:督促|督导|督查|督察|检查|抽查|监督检查|监督|指导和监督|指导监督|监督指导)(?!管理|机制|体系|制度|权|方式)"
)
_OVERSIGHT = re.compile(
    r"(?:开展[^，。；]{0,12}督察|(?:指导和监督|督促指导|督导检查|监督检查|法治督察)[，。；]?$|加强督促指导)"
)


def role_of(after: str, sentence: str) -> Role:
    """The role of an actor whose predicate begins with `after` (the text behind the actor)."""
    head = after[:120]
    # Each pattern goes through the filler again: it is tried only where one of its words stands.
    if ("牵头" in head or "会同" in head) and _LEAD.match(head):
        return Role.LEAD
    if ("配合" in head or "协" in head or "支撑" in head) and _ASSIST.match(head):
        return Role.ASSIST
    if "督" not in sentence and "查" not in sentence and "督" not in head and "查" not in head:
        return Role.RESPONSIBLE
    if _SUPERVISE.match(head) or _OVERSIGHT.search(sentence):
        return Role.SUPERVISE
    return Role.RESPONSIBLE


_LEADS = re.compile(r"(?:^|，)(?:要|应当?)?牵头")


def inherited_role(part: str) -> Role:
    """The role of a body that goes on acting: it leads where a stretch says so, else it answers."""
    return Role.LEAD if _LEADS.search(part) else Role.RESPONSIBLE
