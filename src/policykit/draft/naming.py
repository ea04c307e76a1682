"""The names of one body as documents vary them: 人力资源和社会保障局 and 人力资源社会保障局 are one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policykit.draft.actors import folded
from policykit.profile import Profile, Region
from policykit.profile.system import ABOVE, field_of

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
_OFFICE = re.compile(r"(?:委|局|厅|部|总局|署|总队|支队|大队)$")
_SEAT = re.compile(r"(?:人民政府|(?<=街道)办事处)$")
_BRANCH = re.compile(r"局[^局]{1,8}分局$")


def canonical(name: str) -> str:
    """One form for all that name the same body."""
    plain = folded(name)
    for long, short in _SHORTENED:
        plain = plain.replace(long, short)
    return plain.replace("和", "")


def own_names(profile: Profile) -> frozenset[str]:
    """The canonical forms of the department's names, with the one its own level's papers use: 市城市管理局."""
    plain = profile.name.removeprefix(ABOVE)
    names = [*profile.own_names, plain]
    place = profile.region
    own = place.county or place.city or place.province
    names += _seats(plain, place)
    if own and (at := plain.find(own)) >= 0:
        names.append(_level(own) + plain[at + len(own) :])
    elif place.county and _BRANCH.search(plain):  # 生态环境局青石分局 is 县生态环境分局 and 市生态环境局青石分局
        names += [f"{level}{field_of(profile)}分局" for level in (place.county, _level(place.county))]
        if place.city and plain.startswith(place.city):
            names.append(_level(place.city) + plain[len(place.city) :])
    return frozenset(canonical(n) for n in names)


def _seats(name: str, place: Region) -> Iterable[str]:
    """A government by its place: 柳河镇 and 柳河镇政府, 县政府."""
    seat = _SEAT.sub("", name)
    if seat == name:
        return
    short = seat.removeprefix(place.province).removeprefix(place.city)
    short = short.removeprefix(place.county) or short or seat
    yield from (seat, short, f"{short}政府")
    if short in (place.county, place.city, place.province):
        yield f"{_level(short)}政府"


def _level(place: str) -> str:
    """What papers of a place call its level: 市 of 临江市."""
    return "自治区" if place.endswith("自治区") else place[-1]


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
