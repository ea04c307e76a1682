"""The names of one body as documents vary them: 人力资源和社会保障局 and 人力资源社会保障局 are one."""

from __future__ import annotations

import re

from policykit.draft.actors import folded
from policykit.profile import Profile
from policykit.profile.system import field_of

# Left out or shortened without naming another body. Our own collection.
_SHORTENED = (
    ("监督管理", "监管"),
    ("委员会", "委"),
    ("发展和改革", "发改"),
    ("发展改革", "发改"),
    ("卫生健康", "卫健"),
    ("工业和信息化", "工信"),
    ("经济和信息化", "经信"),
    ("住房和城乡建设", "住建"),
    ("住房城乡建设", "住建"),
    ("人力资源和社会保障", "人社"),
    ("人力资源社会保障", "人社"),
    ("文化和旅游", "文旅"),
    ("自然资源和规划", "自规"),
    ("医疗保障", "医保"),
)
_LEVEL = re.compile(r"^(?:国家|中华人民共和国|省|自治区|市|区|县|旗|州)?(?:级)?")
_OFFICE = re.compile(r"(?:委|局|厅|部|总局|署)$")


def canonical(name: str) -> str:
    """One form for all that name the same body."""
    plain = folded(name)
    for long, short in _SHORTENED:
        plain = plain.replace(long, short)
    return plain.replace("和", "")


def own_names(profile: Profile) -> frozenset[str]:
    """The canonical forms of the department's names, with the one its own level's papers use: 市城市管理局."""
    names = [*profile.own_names]
    place = profile.region
    for part, last in ((place.county, ""), (place.city, place.county)):
        if part and not last and (at := profile.name.find(part)) >= 0:
            names.append(part[-1] + profile.name[at + len(part) :])
    return frozenset(canonical(n) for n in names)


def counterpart(actor: str, profile: Profile) -> bool:
    """Whether the words name the body of the department's field at another level: 省人力资源社会保障厅 for a city's."""
    field = _field(canonical(field_of(profile)))
    plain = canonical(actor)
    body = _LEVEL.sub("", plain)
    if not field or plain == body or _OFFICE.search(body) is None:
        return False
    return _field(_OFFICE.sub("", body)) == field


def _field(words: str) -> str:
    return words.removesuffix("总")
