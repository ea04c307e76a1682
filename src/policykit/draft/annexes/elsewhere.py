"""Whether a rule is another place's: a department executes no law of a province, city or county it is not in."""

from __future__ import annotations

import re

from policykit.model.document import Metadata
from policykit.profile import Profile

REASON = "其他地区（{}）的文件，不在本单位所在地施行"
LOCAL = ("地方性法规", "地方政府规章")
_PARTS = re.compile(
    r"(?P<province>[\u4e00-\u9fff]{2,8}?(?:省|自治区|特别行政区)|(?:北京|天津|上海|重庆)市)?"
    r"(?P<city>[\u4e00-\u9fff]{2,10}?(?:市|自治州|地区|盟))?(?P<county>[\u4e00-\u9fff]*)"
)
# A title says a province that no list of divisions has; a city only of what is known to be local law (集市, 城市).
_PROVINCE = re.compile(r"(?![各全本外我该])[\u4e00-\u9fff]{2,3}省(?=[\u4e00-\u9fff])|[\u4e00-\u9fff]{2,8}?自治区")
_CITY = re.compile(
    r"(?:[\u4e00-\u9fff]{2,3}省)?(?!设区的)[\u4e00-\u9fff]{1,5}?(?<![城集都夜早门花菜级])市(?![场政容民级])"
)


def elsewhere(meta: Metadata | None, profile: Profile | None) -> str:
    """The place of a document that is not the department's; empty where it is, or where one of them is not known."""
    place = _place(meta) if meta else ""
    if not place or profile is None:
        return ""
    theirs = _PARTS.match(place)
    own = profile.region
    city = own.city if own.city != own.province else ""
    ours = (own.province, city, own.county)
    if theirs is None:
        return ""
    parts = theirs.groups(default="")
    if own.county and parts[1] == own.county:
        return ""  # a county-level city right under its province
    lowest = next((part for part in reversed(parts) if part), "")
    said = (meta.title or "", *meta.issuers) if meta else ()
    if lowest in ours and not any(above in name for above in parts if above and above != lowest for name in said):
        return ""  # a place of the department's own name, of which the document says no province or city
    differs = any(a and b and a != b for a, b in zip(parts, ours, strict=True))
    return place if differs else ""


def _place(meta: Metadata) -> str:
    if meta.region:
        return meta.region
    title = meta.title or ""
    if meta.authority not in (*LOCAL, None):
        return ""
    found = (_CITY.match(title) if meta.authority in LOCAL else None) or _PROVINCE.match(title)
    return found.group() if found else ""
