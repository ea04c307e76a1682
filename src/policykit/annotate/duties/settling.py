"""Which of the actors named in a sentence are bound: conditions, faults and permissions bind nobody."""

from __future__ import annotations

import re
from itertools import pairwise

from policykit.annotate.agencies import Kind
from policykit.annotate.duties.binding import CONDITION_ENDS, Binding, Form
from policykit.annotate.duties.statements import adverbial, has_duty_word, permits


def settle(
    found: list[Binding], text: str, spans: list[tuple[int, int]], end: int
) -> tuple[list[Binding], list[Binding]]:
    """Drops what only stands in a condition (X未…的，) before another subject, and what is only allowed to act; the
    latter are given too."""
    if not found:
        return found, []
    subjects = [b for b in found if b.form is Form.SUBJECT]
    dropped: set[int] = set()
    allowed: list[Binding] = []
    for at, one in enumerate(subjects):
        later = [s for s in subjects[at + 1 :] if s.index > one.index]
        if (one.tentative and any(not s.tentative for s in later)) or _done_to(text, one, spans):
            dropped.add(id(one))
        if later and (_named_thing(text, one, spans) or _still_scene(text, one, later[0], spans)):
            dropped.add(id(one))
        before = subjects[at - 1] if at else None
        if before and id(before) not in dropped and _aside(text, before, one, spans):
            dropped.add(id(one))
        if any(s.by and s.index == one.index for s in subjects[at + 1 :]) and _PASSED.match(text, one.actor.end):
            dropped.add(id(one))
        if not one.by and _allowed(text, one, spans, spans[later[0].index][0] if later else end):
            if id(one) not in dropped:
                allowed.append(one)
            dropped.add(id(one))
    return [b for b in found if id(b) not in dropped], allowed


def _aside(text: str, before: Binding, one: Binding, spans: list[tuple[int, int]]) -> bool:
    """X申请…，Y已经受理的，不得…: the second says how things stand, while the first still waits for its predicate."""
    if not one.tentative or before.tentative or before.index >= one.index:
        return False
    stands = text.startswith(("已", "未", "没有"), one.actor.end)
    return stands and not has_duty_word(text[before.actor.end : spans[one.index][0]])


_NAMED_THING = re.compile(
    r"(?:报送|提交|提请|申请|申报|起草|制定|拟定|公布|发布|出台|印发|收到|召开|组织|受理|办理|移送|提出)[^，。；要应须]{0,40}的"
    r"[^，。；的]{0,12}(?:公文|文件|议案|规章|事项|材料|草案|案件|项目|会议|申请|报告|方案|法规|决定|命令|预案|规划|计划|政策|意见|建议)"
)


def _named_thing(text: str, one: Binding, spans: list[tuple[int, int]]) -> bool:
    """各部门报送县政府的公文，由县政府办公室…: a thing named by whom it comes from."""
    return not one.by and _NAMED_THING.fullmatch(text, one.actor.end, spans[one.index][1]) is not None


def _still_scene(text: str, one: Binding, later: Binding, spans: list[tuple[int, int]]) -> bool:
    """X因为办案需要，依法查阅记录的，Y应当…: all that is said of X up to Y is a condition."""
    last = spans[later.index - 1]
    if later.index - one.index < 2 or one.by or text[last[1] - 1] != "的":
        return False
    scene = re.match(r"因为?|由于|为了?|在|经|对", text[one.actor.end : spans[one.index][1]])
    return scene is not None and not has_duty_word(text[one.actor.end : last[1]])


def _done_to(text: str, one: Binding, spans: list[tuple[int, int]]) -> bool:
    """X不履行职责…的，要追究责任, and 医护人员感染…的，及时认定为工伤: somebody else must act on X."""
    if _punished(text, one, spans):
        return True
    if one.actor.kind is not Kind.PERSON or has_duty_word(text[one.actor.end : spans[-1][1]]):
        return False
    return any(text[a[1] - 1] == "的" and _GRANTED.match(text, b[0], b[1]) for a, b in pairwise(spans[one.index :]))


_GRANTED = re.compile(
    r"(?:及时|优先|依法|一律|均|按(?:照)?(?:有关|国家)?(?:规定|政策)|予以)*"
    r"(?:认定为|给予|予以|享受|享有|发放|支付|免征|免收|减免|补助|奖励|纳入|列入|视为|视同|计入)"
)


def _punished(text: str, one: Binding, spans: list[tuple[int, int]]) -> bool:
    """X不履行职责，造成后果的，要追究X的责任: somebody else must act."""
    if not _FAULT.match(text, one.actor.end):
        return False
    after = spans[one.index :]
    return any(text[a[1] - 1] == "的" and _PUNISH.match(text, b[0], b[1]) for a, b in pairwise(after))


_FAULT = re.compile(
    r"(?:及其工作人员)?(?:有[^，]{2,40}|没有|违反|违法|不|未|拒|擅自|弄虚|构成|滥用|玩忽|造成|导致|存在)"
)
_PUNISH = re.compile(
    r"对(?:其|该|有关|相关|负有|直接|主要|责任)[^，。；]{0,40}(?:人员|责任人|负责人)(?:，|$|依法|给予|追究)|(?:要|应当?|必须|一律|将|依法|依规|依纪|严肃|按规定|予以|给予|坚决)*"
    r"(?:追究|追责|问责|责令|给予处分|处分|约谈|通报批评)"
)


def _allowed(text: str, one: Binding, spans: list[tuple[int, int]], limit: int) -> bool:
    """Whether the first thing said of the subject is a permission and no duty follows before `limit`."""
    if has_duty_word(text[one.actor.end : limit]):
        return False
    own = [(one.actor.end, spans[one.index][1]), *(s for s in spans[one.index + 1 :] if s[1] <= limit)]
    said = [text[a:b] for a, b in own if b > a]
    first = next((s for s in said if permits(s) or (not adverbial(s) and not s.endswith(CONDITION_ENDS))), "")
    return permits(first)


_PASSED = re.compile(r"按照?|根据|依|分别|统一|仍|均|原则上|由|，由")
