"""Which bodies the printed words of an actor stand for: shared heads, quantifiers, aliases, posts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from policykit.draft.synonyms import is_enforcing, uncharged

_MARKS = re.compile(r"[\s“”\"《》]")
_BRACKET = re.compile(r"（([^（）]{1,60})）")
_QUANTIFIER = re.compile(r"所有|各个|各级|全体|各|每个|每一?")
_PLACE = re.compile(r"^(?:全|本|我)(?:省|市|县|区|州|旗)")
_SPLIT = re.compile(r"、|以及|和|及|与")
_LEVELS = re.compile(r"([省市县区乡镇](?:[、和]?[省市县区乡镇]){1,3})(?:两|三|四)级")
_POST = re.compile(
    r"(?:的)?(?:(?:党政|党委|党组|党总支|党支部|常务|分管)?副?(?:局长|厅长|主任|书记|部长|处长|科长|股长|所长|队长|支队长|大队长)"
    r"|(?:党政)?(?:主要负责人|主要负责同志|主要领导|分管负责人|分管负责同志|分管领导|第一责任人|负责人|领导班子成员|领导班子|班子成员"
    r"|法制机构|内设机构|执法机构|工作人员|执法人员|行政执法人员|法制审核人员"
    r"|法制审核机构|法制工作机构|内设(?:的)?(?:监管|监督|审核|法制|执法)(?:机构|部门)"
    r"|(?<!综合)(?<!专业)(?:日常)?(?:监管|监督|巡查)队伍))(?:同志)?$"
)
_RESTRICTED = re.compile(r"^(?:未|没有|没|不具备|不具有|不符合|尚未|无).{0,60}的(?=[^的]{2,12}$)")
_CONDITION = re.compile(r"^.{2,60}的(?:[^的]{0,8}(?:部门|单位|机关|机构|人员))(?:和单位)?$")
_BARE = re.compile(r"^(?:部门|单位|机关|机构|人员|(?:部门|机关)[和、及]单位)$")
_VAGUE = re.compile(
    r"^.{0,12}(?:有关|相关)(?:责任|职能|业务|行业|主管|监管|行政|执法)*(?:部门|单位|机关|机构|方面|人员)(?:[和、及]单位)?$"
)
_REST = re.compile(r"等(?:各|有关|相关)?(?:部门|单位|机关)?(?:和单位)?$")
_THEIR = "其"
_AT_LEVEL = re.compile(r"(?:国家|中央|[各全本我]?(?:省|市|县|区|旗|州|镇|乡))(?!场)|[^省市县区]{2,6}[省市县区]")
_OFFICE = re.compile(r"(?:局|委|办|厅|署|支队|中心|委员会|办公室)$")
_JOINED_THEIR = re.compile(r"(?:以?及|和|与|、)其")


def folded(words: str) -> str:
    """The words without white space, quotation marks and 《》."""
    return _MARKS.sub("", words)


def class_key(words: str) -> str:
    """What is the same for all ways to print one class: 各行政执法机关, 全市行政执法机关 and 行政执法机关."""
    plain = _PLACE.sub("", folded(words), count=1)
    return _QUANTIFIER.sub("", _BRACKET.sub("", plain)) or plain


# Words before a class that leave it the same class: 一线执法人员, 行政执法机关的法制审核机构.
_SAME_CLASS = re.compile(
    r"(?:(?:全体|所有|各级?|每个|广大|一线|基层|现场|在岗|在编|在职|持证|专职|本?级|本(?:机关|部门|单位|系统)|相应"
    r"|(?:行政)?执法(?:机关|部门|单位|主体|机构|领域|系统|队伍)|行政机关|(?:现场|日常)?检查时|执法(?:时|过程中|活动中))的?)+"
)
_CLASS_HEAD = re.compile(r".{0,8}(?:人员|机构|队伍)$")


def narrowed(words: str, classes: Iterable[str], place: Sequence[str] = ()) -> str | None:
    """The one of `classes` (keys of staff or offices) that the words are, with only its own place or words that leave
    the class the same before it. None where another body stands there: 市公安局的执法人员."""
    plain = class_key(words)
    for name in place:
        plain = plain.removeprefix(name)
    for known in classes:
        if len(known) >= 4 and plain.endswith(known) and _CLASS_HEAD.fullmatch(known):
            before = plain[: -len(known)]
            if not before or _SAME_CLASS.fullmatch(before):
                return known
    return None


def names_in(words: str) -> tuple[str, ...]:
    """The name itself, without its bracketed alias, and the alias: 市司法局（市行政复议局）."""
    plain = folded(words)
    return tuple(dict.fromkeys((plain, _BRACKET.sub("", plain), *_BRACKET.findall(plain))))


def bodies(actors: Sequence[str], at: int) -> tuple[str, ...]:
    """The readings of actor `at` in its row, the printed one first.

    Names that share a head or a tail are completed from one another (市、区财政部门: 市财政部门, 区财政部门), levels
    are spelt out (市县两级), and 其部门 takes the body named before it.
    """
    own = folded(actors[at])
    readings = [own]
    if (plain := uncharged(own)) != own:
        readings.append(plain)
    if at and (level := _level_before(actors[:at])) and _OFFICE.search(own) and not _AT_LEVEL.match(own):
        readings.append(level + own)  # 市公安局、城管局 as two actors
    if own.startswith(_THEIR) and at:
        heads = bodies(actors, at - 1)
        readings += [h + own[len(_THEIR) :] for h in heads]
    if _REST.search(own):
        readings.append(own := _REST.sub("", own))
    joined = _JOINED_THEIR.search(own)
    if joined and joined.start():
        readings += [h + own[joined.end() :] for h in bodies((own[: joined.start()],), 0)]
    for reading in tuple(readings):
        match = _LEVELS.search(reading)
        if match:
            levels = [c for c in match[1] if c not in "、和"]
            readings += [reading[: match.start()] + f"{c}级" + reading[match.end() :] for c in levels]
    parts = [p for p in _SPLIT.split(own) if p]
    if 1 < len(parts) <= 8 and len(own) <= 60:
        readings += _completed(parts)
    return tuple(dict.fromkeys(readings))


def _level_before(actors: Sequence[str]) -> str:
    """The level printed last before an actor of a row: 市 of 市公安局."""
    found = (_AT_LEVEL.match(folded(a)) for a in reversed(actors))
    level = next((m[0] for m in found if m), "")
    return level if level in ("省", "市", "县", "区", "旗", "州") else ""


def _completed(parts: Sequence[str]) -> Iterable[str]:
    """Each part alone, with the last one's tail, and with the first one's head."""
    first, last = parts[0], parts[-1]
    for part in parts:
        if not _BARE.match(part):
            yield part
        if part != last:
            # The tail a shared head lends is never the whole last name, and at least a generic noun.
            yield from (part + last[cut:] for cut in range(1, len(last) - 1))
        if part != first:
            yield from (first[:cut] + part for cut in range(1, len(first)))


def body_of_post(words: str) -> str | None:
    """The body whose post or staff the words name: 各行政执法机关的主要负责人. None where they name none."""
    plain = folded(words)
    match = _POST.search(plain)
    return plain[: match.start()] if match and match.start() >= 2 else None


def restricted(words: str) -> str | None:
    """The class that a status rule is about: 未经公示的执法主体. None where the words name none."""
    plain = folded(words)
    match = _RESTRICTED.match(plain)
    return plain[match.end() :] if match else None


def is_vague(words: str) -> bool:
    """Whether the words may or may not include a body: 有关部门, 部门, 涉及职责调整的部门."""
    plain = folded(words)
    if is_enforcing(plain):
        return False
    plain = uncharged(plain)
    if _BARE.match(plain) or _VAGUE.match(plain):
        return True
    return _CONDITION.match(plain) is not None and not _RESTRICTED.match(plain) and body_of_post(plain) is None
