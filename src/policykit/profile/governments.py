"""What papers call a government by its level: a town's is meant by 各乡镇（街道） and, as all are, by 各级人民政府.

Only for profiles whose own name is a government's or a 街道办事处; a bureau is neither.
"""

from __future__ import annotations

import re

from policykit.profile.model import Profile

_NAME = re.compile(r"([省市县区旗州盟镇乡]|街道)(?:民族)?(?:人民政府|办事处|党工委)$")
_EVERY = r"(?:地方)?各级(?:党委和?|党委、)?(?:地方)?(?:人民)?政府"
_ALL = r"(?:各级|各|所有|全[省市县区]|本|属地|所属|辖区|基层|所在地?|事发地?|当地|有条件的)*+"
_TOWN = r"(?>乡镇|镇乡|镇街(?!道)|街镇|镇办|乡|镇|街道|街|办事处|办)"
_OFFICE = r"(?>党委政府|党委|人民政府|政府|党工委|党（工）委|工委)"
_SITE = r"(?>经济开发区|高新区|开发区|工业园区|园区|管委会|管理区|林场|农场)"
_LEVELS = (
    r"(?:省?[、和]?市?[、和]?县[、和]?)(?:区[、和]?)?(?:乡镇|乡|镇)(?:[两二三四]级|级)(?:党委和?|党委、)?(?:人民)?政府"
)
_FORCES = (
    r"(?:的)?(?:监管|综合|行政|执法|和|及|、)*(?:(?:执法|监管)(?:队伍|机构|大?队|中心|站|所)|应急管理(?:办公室|站|所))"
)
_BELOW = r"各(?=[^，。]{{0,8}}{kind})[县市区旗州盟、（）]{{1,10}}(?:人民政府|政府)?"


def seat_of(profile: Profile) -> str:
    """Whose papers mean its level by 各地: a county's those of its towns, a city's those of its counties. Empty where
    the profile is no such government's or says no place."""
    found, place = _NAME.search(profile.name), profile.region
    if found is None:
        return ""
    if found[1] in ("镇", "乡", "街道"):
        return place.county or place.city
    return place.city if place.county else place.province if place.city else ""


def government_words(profile: Profile) -> re.Pattern[str] | None:
    """A pattern for whole words that mean the profile's government by its level; None where it is no government."""
    found = _NAME.search(profile.name)
    if found is None:
        return None
    kind = found[1]
    if kind in ("镇", "乡", "街道"):
        mine = "[街办]" if kind == "街道" else "[乡镇]"
        more = rf"(?:(?:[、和及（）各]|以及)*+(?>{_TOWN}|{_OFFICE}|{_SITE}))*+"
        own = rf"(?=[^，。]{{0,20}}{mine}){_ALL}{_TOWN}{more}）?(?:{_FORCES}|长)?"
        if kind != "街道":
            own = rf"(?:{own}|{_LEVELS})"
    elif kind == "市" and not profile.region.county:
        own = rf"{_ALL}各(?:设区的?市|地级市|市州|市（州）|市、州|地市|市)(?:人民政府|政府)?"
    else:
        own = _BELOW.format(kind=kind)
    governments = (
        rf"(?:{_EVERY}|基层(?:人民)?政府)"
        if kind in ("镇", "乡", "街道")
        else rf"(?:{_EVERY}|县级以上(?:地方)?(?:各级)?(?:人民)?政府)"
    )
    return re.compile(rf"(?:{own}|{governments})", re.ASCII)
