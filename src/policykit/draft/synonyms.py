"""Words by which papers call one kind of bodies in several ways.

行权部门, 行政执法单位 and 行政执法机关 are who enforces the law; 业务主管部门 and 行业主管部门 who is in charge of a
field; 各地各部门 and 各级各部门 are all departments of all levels. A body of one field (粮食主管部门, 综合执法部门) is
another kind. Our own collection, from how plans and opinions are worded.
"""

from __future__ import annotations

import re

ENFORCING = "执法机关"
IN_CHARGE = "行业主管部门"
STAFF = ("执法人员", "执法辅助人员")
_BODY = r"(?:机关|部门|单位|主体|机构)(?:[和、及](?:机关|部门|单位|机构|组织))?"
_POWER = r"(?:行政)?执法(?:权限|权力|权|职权|职责|职能|任务|主体资格|资格)"
_HAS_POWER = rf"(?:依法)?(?:具有|享有|拥有|行使|承担|履行)(?:相应)?{_POWER}的{_BODY}"
_KINDS = (
    (re.compile(rf"(?:(?<!综合)(?<!联合)(?:专业)?(?:行政)?执法|行权|用权){_BODY}$|{_HAS_POWER}$"), ENFORCING),
    (re.compile(r"(?:(?:行业|业务)(?:主管|监管|管理)|(?:^|(?<=[级直属]))监管)部门$"), IN_CHARGE),
    (re.compile(r"部门[、和及]?单位$"), "部门"),
)
_OF_A_FIELD = re.compile(r"(?:各|各级|全)?(?![省市县区]级)[一-龥]{2,10}?(?:行政主管|主管|行政管理|行政)部门")
_NO_FIELD = re.compile(r"(?:行业|业务|综合|政府|[省市县区][级直])")
_ENFORCING = re.compile(rf"凡?(?:(?:全|本|我)[省市县区州盟旗](?:内|范围内)?)?(?:各|所有|的)?{_HAS_POWER}")
_EVERYBODY = re.compile(r"(?:全[省市县区州盟旗])?(?:各地(?:区|方)?|各级)(?:[、和及]?各?(?:部门|单位|机关)){1,3}")
_DEPARTMENTS = re.compile(r"各(?:级)?部门(?:[、和及]?各?单位)?")
_PLACES = re.compile(r"各地(?:区|方)?|各省[^，。；]{0,12}")
_EACH = re.compile(r"各个?(?:部门|单位|机关)(?:[、和及]?各?(?:部门|单位|机关))?")
# The inside of each body a paper speaks to: 本部门, 部门领导, 各执法科（股）室. 各处室 may be the issuer's own.
_INSIDE = re.compile(
    r"本(?:部门|单位|机关)|(?:本?(?:部门|单位|机关))(?:的?(?:主要|分管)?(?:领导|负责人|负责同志))|一把手"
    r"|各(?:内设)?(?:行政)?(?:执法|业务|职能)*(?:科（股）室|科室|股室|内设(?:执法)?机构)"
)
# Those charged with a paper's own tasks are whom it gives tasks to: 承担推进任务的各行政执法部门.
_CHARGED = re.compile(r"(?:具体|主要)?(?:承担|负责)[^，。；的]{1,12}(?:任务|工作)的(?=[^的]{4,})")


def kind(key: str) -> str:
    """The key of a class with the word for its kind that stands for all of them."""
    for pattern, name in _KINDS:
        if (found := pattern.search(key)) is not None:
            return key[: found.start()] + name
    return key


def is_of_a_field(words: str) -> bool:
    """Whether the words name who is in charge of one field: 教育行政部门, 交通运输主管部门."""
    return _OF_A_FIELD.fullmatch(words) is not None and _NO_FIELD.search(words) is None


def is_enforcing(words: str) -> bool:
    """Whether the words say of bodies that they enforce the law: 具有行政执法权的部门."""
    return _ENFORCING.fullmatch(words) is not None


def is_everybody(words: str) -> bool:
    """Whether the words mean all departments of all levels: 各地各部门, 各级各部门各单位."""
    return _EVERYBODY.fullmatch(words) is not None and ("部门" in words or "机关" in words)


def is_departments(words: str) -> bool:
    """Whether the words are 各部门, which beside 各地区 are those of all levels."""
    return _DEPARTMENTS.fullmatch(words) is not None


def is_places(words: str) -> bool:
    """Whether the words are 各地 or 各地区."""
    return _PLACES.fullmatch(words) is not None


def is_each(words: str) -> bool:
    """Whether the words mean all bodies a paper speaks to, without saying which: 各单位."""
    return _EACH.fullmatch(words) is not None


def is_inside(words: str) -> bool:
    """Whether the words mean a part of each body a paper speaks to, as seen from within: 部门领导, 各科（股）室."""
    return _INSIDE.fullmatch(words) is not None


def uncharged(words: str) -> str:
    """The class without 承担推进任务的 before it."""
    return _CHARGED.sub("", words, count=1) if _CHARGED.match(words) else words
