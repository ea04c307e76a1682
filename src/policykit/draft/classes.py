"""The classes of bodies that a profile says the department belongs to, and printed words that mean one of them.

市级各部门, 市直部门 and 市政府各部门 are one class for a city's department; 各行政执法机关 of a superior takes in the
市级行政执法机关 that the profile lists. A bare 部门 without a level does not: it may be the superior's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from policykit.draft.actors import bodies, body_of_post, class_key, folded, narrowed, restricted
from policykit.draft.synonyms import (
    ENFORCING,
    IN_CHARGE,
    STAFF,
    is_departments,
    is_each,
    is_everybody,
    is_inside,
    is_of_a_field,
    is_places,
    kind,
)
from policykit.profile import Profile
from policykit.profile.system import field_of

_FORMS = ("级机关", "直机关", "本级", "人民政府", "政府", "直属", "级", "直", "属")
_FIRST_LEVEL = re.compile(r"^[^省市县区旗]{1,8}([省市县区旗])")
_ALL_LEVELS = re.compile(r"^(?:县级以上|地方)(?:地方)?")
_OF_GOVERNMENT = ("政府部门", "人民政府部门")
_EVERYBODY = ("部门", "部门单位", "部门和单位", "部门、单位", "机关", "机关部门", "机关单位")
_BARE = ("部门", "单位", "机关", "机构", "人员")
_ENDING = re.compile(r"(?:行政)?(?:主管|管理)?(?:部门|单位|机关|机构)$")
_NO_FIELD = re.compile(r"执法|行权|^(?:行政|管理|监督管理|监督|监管|服务|综合|主管|业务|行业)?$")
# A government's office for legal affairs is a body of its own, not the government.
_LEGAL_OFFICE = re.compile(r"(?:政府|[省市县区州旗乡镇]|街道)）?的?法制(?:工作|审核)?机构$")
# Words for a body by the part it has, without a field that would make it another's: 行权部门, 各试点单位.
_ROLE = re.compile(
    r"(?:原|各|各级|全[省市县区]|承担[^，。；的]{1,12}的)*(?:综合|专业|行业|业务|行政|政府|日常|具体|现场)*"
    r"(?:主管|监管|管理|执法|行权|用权|赋权|试点|示范|成员|责任|牵头|职能|审批|许可|监督|承办|办案|实施|参与|参加|协作|协同"
    r"|推进|联动|派驻|委托|被委托|移送|检查|办理|服务)+(?:机关|部门|单位|主体|队伍)(?:的?内设[^，。；]{0,6}(?:机构|部门))?$"
)


class Classes:
    """The classes of one profile, folded once."""

    def __init__(self, profile: Profile) -> None:
        self.by_key: dict[str, str] = {}
        for key, name in ((_plainly(class_key(name)), name) for name in profile.classes):
            self.by_key.setdefault(key, name)
        for key, name in tuple(self.by_key.items()):
            self.by_key.setdefault(kind(key), name)
        region = profile.region
        self.place = tuple(name for name in (region.province, region.city, region.county) if name)
        self.levels = _levels(profile)
        self.own_level = tuple(level + form for level in self.levels for form in _FORMS)
        self.without_level: dict[str, str] = {}
        for key, name in self.by_key.items():
            plain = self._plain(key)
            if plain != key:
                self.without_level.setdefault(plain, name)
        if enforcing := self.by_key.get(ENFORCING) or self.without_level.get(ENFORCING):
            for staff in STAFF:  # theirs, where the profile does not speak of them
                self.by_key.setdefault(staff, enforcing)
        field = field_of(profile)
        if of_a_field := next((n for n in profile.classes if is_of_a_field(folded(n)) or self._is_of(field, n)), None):
            self.by_key.setdefault(IN_CHARGE, of_a_field)
        departments = (n for n in profile.classes if is_everybody(folded(n)) or self._plain(class_key(n)) in _EVERYBODY)
        self.everybody = next(departments, None)

    def of(self, actors: Sequence[str], at: int) -> str | None:
        """The profile's class that actor `at` of a row is, by any reading of its words."""
        for reading in bodies(actors, at):
            body = None if _LEGAL_OFFICE.search(reading) else body_of_post(reading)
            for words in (reading, body, *_restricted(reading)):
                if words and (known := self._of_words(words)) is not None:
                    return known
            if is_departments(reading) and any(is_places(folded(a)) for a in actors):
                return self.everybody  # 各地区、各部门 as two actors
            if (key := narrowed(_plainly(reading), self.by_key, self.place)) is not None:
                return self.by_key[key]
        return None

    def _of_words(self, words: str) -> str | None:
        key = _plainly(class_key(words))
        if (known := self._known(key) or self._known(kind(key))) is not None:
            return known
        return self.everybody if is_everybody(folded(words)) else None

    def _known(self, key: str) -> str | None:
        if key in self.by_key:
            return self.by_key[key]
        plain = self._plain(key)
        if plain != key:  # the department's own level is printed
            return self.by_key.get(plain) or self.without_level.get(plain)
        if (levels := _ALL_LEVELS.match(key)) or key in _OF_GOVERNMENT:
            # 县级以上政府部门 takes in those of every level, bare as they are.
            core = key[levels.end() :] if levels else key
            body = core.removeprefix("人民").removeprefix("政府").removeprefix("的")
            for words in (core, body) if body.endswith(_BARE[:-1]) else (core,):
                if known := self.by_key.get(words) or self.without_level.get(words):
                    return known
        return None if plain in _BARE else self.without_level.get(plain)

    def open(self, actors: Iterable[str]) -> tuple[str, ...]:
        """Those of the printed words that mean a class of bodies which may include the department: 行权部门."""
        names = ((a, folded(a)) for a in dict.fromkeys(actors))
        return tuple(a for a, said in names if any(ask(w) for w in (said, self._plain(said)) for ask in _ASKED))

    def _is_of(self, field: str, name: str) -> bool:
        """Whether a class names the department's own field: 各级税务机关 of a 税务局."""
        words = _ENDING.sub("", self._plain(class_key(name)))
        if words[:1] in self.levels:
            words = words[1:]  # 市城市管理部门
        return len(words) >= 2 and words in field and _NO_FIELD.search(words) is None

    def _plain(self, key: str) -> str:
        """The key without the department's own level in front: 市级行政执法机关, 市直机关单位."""
        level = next((w for w in self.own_level if key.startswith(w) and len(key) - len(w) >= 2), "")
        return key[len(level) :]


def _restricted(words: str) -> tuple[str, ...]:
    """The class a status rule is about; people without a certificate to enforce the law are those who enforce it."""
    found = restricted(words)
    if found is None:
        return ()
    return (found, "执法人员") if found == "人员" and "执法" in words else (found,)


def _plainly(words: str) -> str:
    """执法人员 and 行政执法人员, 综合执法部门 and 综合行政执法部门 are one class."""
    return words.replace("行政执法", "执法")


# Places that act: whether a department of one of them is meant, its superior's paper leaves open.
_PLACES = re.compile(
    r"各(?:地|地区|地方)(?:各?(?:校|学校|部门|单位|有关单位|有关部门))?|属地(?:政府|单位|部门)?"
    r"|(?:各|属地)?基层(?:单位|组织|站所|部门|机构|(?:行政)?执法(?:单位|机构|队伍|部门|机关))"
)


_ASKED = (_ROLE.fullmatch, _PLACES.fullmatch, is_each, is_everybody, is_inside)


def _levels(profile: Profile) -> tuple[str, ...]:
    place = profile.region
    own = place.county or place.city or place.province
    first = _FIRST_LEVEL.match(profile.name)
    kind = ("省" if own.endswith("自治区") else own[-1]) if own else first[1] if first else ""
    if kind not in ("省", "市", "县", "区", "旗"):
        return ()
    return (kind, "县") if place.county and kind != "县" else (kind,)
