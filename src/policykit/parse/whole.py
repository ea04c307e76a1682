"""Unnumbered paragraphs after the last item of a section that speak of the whole section, not of that item."""

from __future__ import annotations

import re

from policykit.parse.genre import GENRES

_DOCUMENT = "|".join(sorted(GENRES, key=len, reverse=True))
_WHOLE = re.compile(
    r"(?:(?:有关|工作|具体|基本|总体|几点|其他)?要求[：:]"
    r"|(?:以上|上述|前述|以上各项|上述各项)(?:各[项条点]|所有)?(?:内容|工作|任务|措施|事项|制度|要求|政策|规定|材料|情况|目标|条款|意见|各[项条])"
    r"|(?:此|该|这|本|各)项(?:工作|任务|活动|制度|行动|改革|政策|措施)"
    rf"|(?:以上|上述|本|该)(?:{_DOCUMENT}|政策措施|若干措施|实施方案|有关政策)"
    r"|(?:特此(?:通知|公告|通告|函告|批复)|附[：:]|注[：:]|备注[：:]|联系人|联系电话)"
    r")"
)
_LATER = re.compile(r"。(?:以上|上述|前述)[^，。；]{0,8}(?:政策|措施|规定|条款)(?!的)")
"""各县参照执行。上述奖补政策在…有效: the next sentence shows that the paragraph is about the whole section."""

_ADDRESSED = re.compile(
    r"(?:各级|各地|各区|各县|各市|各省|各乡|各镇|各有关|各部门|各单位|各[^，。]{1,10}(?:部门|单位|政府|地区))"
)
_OWN_NAME = re.compile(rf"本(?:{_DOCUMENT})")
# What a document asks of its addressees at its very end: plans of their own, reports on how it is carried out.
_CARRIED_OUT = re.compile(
    rf"本(?:{_DOCUMENT}|政策措施)[^。；]{{0,12}}(?:贯彻|落实|实施|执行)"
    rf"|(?:贯彻|落实|执行|实施)[^。；]{{0,6}}本(?:{_DOCUMENT}|政策措施)"
)
_IN_TURN = re.compile(
    r"(?:制定|出台|研究|细化)[^。；]{0,40}(?:实施方案|实施意见|实施细则|实施办法|工作方案|落实方案|具体措施|配套措施|具体办法)"
    r"|(?:贯彻|落实|执行|进展|实施|工作)(?:落实)?情况[^。；]{0,30}(?:报|送)"
    r"|重(?:大|要)(?:事项|情况|问题)[^。；]{0,20}报"
)


def closes(paragraph: str) -> bool:
    """Does the document's very last paragraph ask for its carrying out as a whole? Only then it is no part of the
    item it is printed behind."""
    return bool(
        _CARRIED_OUT.search(paragraph[:60]) or (_ADDRESSED.match(paragraph) and _IN_TURN.search(paragraph[:160]))
    )


def speaks_of_whole(paragraph: str) -> bool:
    """Does the paragraph's beginning say that it is about the section (要求：…, 此项工作…, 以上内容…, 本通知自…)?

    A closing call to the addressees that names the document (各地要按照本意见…) speaks of the whole too.
    """
    head = paragraph[:120]
    if _WHOLE.match(head):
        return True
    if _LATER.search(head):
        return True
    return bool(_ADDRESSED.match(head) and _OWN_NAME.search(head))
