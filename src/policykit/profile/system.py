"""What laws and papers call a department by its field: 临江市城市管理局 is what they mean by 市城市管理部门.

Only its own level and the levels in general are meant: 县（区）城市管理部门 is not the city's.
"""

from __future__ import annotations

import re

from policykit.profile.model import Profile

_OFFICE = re.compile(r"(?:委员会|局|厅|委)$")
_TEAM = re.compile(r"(?:总队|支队|大队)$")  # 消防救援支队, which laws call 消防救援机构
_BRANCH = re.compile(r"(?:委员会|局|委)[^局]{1,8}分局$")  # 生态环境局青石分局
ABOVE = "国家税务总局"  # stands before the place in the names of the offices below it
_FORMS = ("部门", "主管部门", "行政主管部门", "行政部门", "机关", "行政机关")
_MANAGING = "管理部门"  # 生态环境管理部门
# Laws call these by another word than the name's own: 司法机关 are the courts and the procuratorates.
_OTHERWISE: dict[str, tuple[str, ...]] = {
    "司法": ("司法行政部门", "司法行政机关", "司法行政主管部门"),
    "公安": ("公安机关", "公安部门"),
    "发展和改革": ("发展改革部门", "发展和改革部门", "发展改革主管部门", "发展和改革主管部门"),
    "机关事务": ("机关事务管理部门", "机关事务主管部门"),
    "气象": ("气象主管机构", "气象部门", "气象主管部门"),
}
_GENERAL = (
    "",
    "各级",
    "各地",
    "各地区",
    "各",
    "地方",
    "地方各级",
    "当地",
    "所在地",
    "县级以上",
    "县级以上地方",
    "本级",
)
_GOVERNMENTS = (
    "各级人民政府",
    "地方各级人民政府",
    "地方人民政府",
    "县级以上人民政府",
    "县级以上地方人民政府",
    "县级以上地方各级人民政府",
    "当地人民政府",
    "所在地人民政府",
    "本级人民政府",
)


def field_of(profile: Profile) -> str:
    """The words of the name that say what the department is for: 城市管理. Empty where the name has no such part."""
    place = profile.region
    name = profile.name.removeprefix(ABOVE)
    for part in (place.province, place.city, place.county):
        name = name.removeprefix(part)
    name = name.removeprefix("人民政府")
    field = next((made for end in (_BRANCH, _TEAM, _OFFICE) if (made := end.sub("", name)) != name), name)
    return field if field != name and len(field) >= 2 else ""


def general_names(profile: Profile) -> tuple[str, ...]:
    """The department's field without any level: 城市管理部门, 城市管理行政主管部门. Empty where its name has none."""
    field = field_of(profile)
    if not field or field in _OTHERWISE:
        return _OTHERWISE.get(field, ())
    forms = tuple(field + form for form in (*_FORMS, *(("机构",) if _TEAM.search(profile.name) else ())))
    return forms if field.endswith("管理") else (*forms, field + _MANAGING)


def system_names(profile: Profile) -> tuple[str, ...]:
    """Every way in which the department's field names it, its own level's and the general ones."""
    general = general_names(profile)
    # 市财政, 两级财政: the office goes without saying; what 司法 alone means, laws say otherwise.
    forms = (*general, field_of(profile)) if general and field_of(profile) not in _OTHERWISE else general
    governments = [f"{level}人民政府" for level in _levels(profile)]
    heads = [*_GENERAL, *_levels(profile), *_GOVERNMENTS, *governments, *(f"{g}的" for g in _GOVERNMENTS)]
    return tuple(dict.fromkeys(head + form for head in heads for form in forms if head or form != field_of(profile)))


def _levels(profile: Profile) -> tuple[str, ...]:
    """What its own level is called: 市, 市级, 临江市, 设区的市."""
    place = profile.region
    own = place.county or place.city or place.province
    if not own:
        return ()
    kind = "省" if own.endswith("自治区") else own[-1]
    levels = [kind, f"{kind}级", f"本{kind}", f"全{kind}", own]
    if place.county:
        levels += ["县", "县级"]
    elif place.city:
        levels += ["设区的市", "设区的市级", "市级以上", "设区的市级以上"]
    return tuple(dict.fromkeys(levels))
