"""Turns one sentence and its bindings into records: who, in what role, and the words that bind that actor."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from policykit.annotate.agencies import Actor, Kind
from policykit.annotate.duties.binding import Binding, Form
from policykit.annotate.duties.bindings import find
from policykit.annotate.duties.roles import role_of
from policykit.annotate.duties.statements import adverbial, binds_nobody, directive, has_duty_word, may_permit, permits
from policykit.model.annotation import Role
from policykit.model.slots import direct

KEPT = 16384  # readings: a corpus of laws prints every fourth sentence again, in versions and other collections


@direct
@dataclass(frozen=True, slots=True)
class Record:
    """A duty before it is placed: `[start, end)` of the paragraph; no actors means none is printed here."""

    start: int
    end: int
    actors: tuple[str, ...]
    role: Role | None
    inherits: bool = False  # no subject of its own: the running actor, if any, is bound


@direct
@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence says: its records, and the actor that goes on acting in the next sentence."""

    records: tuple[Record, ...]
    acting: Actor | None
    told: bool = False  # a subject is named that must not be replaced by the running actor
    allowed: Actor | None = None  # a body that is only allowed to act here, and may be bound in the next sentence
    assisting: bool = False  # who acts here only assists, and goes on acting only where nobody led before
    held: bool = False  # says in whose hands a power lies: nobody named up to here acts in the next sentence


def read_sentence(text: str, start: int, end: int, running: tuple[str, ...]) -> Reading:
    """The records of `text[start:end]`. `running` names who acted before and could go on acting.

    A sentence is read by itself, whatever stands before and behind it; the actors' places are those in the sentence.
    """
    reading = _read_alone(text[start:end], running)
    if start == 0 or not reading.records:
        return reading
    records = (Record(r.start + start, r.end + start, r.actors, r.role, r.inherits) for r in reading.records)
    return Reading(tuple(records), reading.acting, reading.told, reading.allowed, reading.assisting, reading.held)


@lru_cache(maxsize=KEPT)
def _read_alone(text: str, running: tuple[str, ...]) -> Reading:
    start, end = 0, len(text)
    reading = find(text, start, end)
    spans = list(reading.spans)
    found = list(reading.bindings)
    main = _distinct(
        [b for b in found if b.form is Form.SUBJECT or (b.form is Form.URGED and _splits(text, b, found, spans))]
    )
    records: list[Record] = []
    acting: Actor | None = None
    part: Role | None = None  # the part of who acts
    held = False
    if not main:
        granted = _only_granted(text, spans, reading.allowed) and not has_duty_word(text[start:end])
        if spans and not granted and not _binds_nobody(text, spans):
            records.append(Record(start, end, (), None, inherits=True))
        allowed = next((b.actor for b in reading.allowed if b.actor.kind is Kind.BODY), None)
        return Reading(tuple(records) + _extras(text, spans, found, (start, end)), None, reading.told, allowed)
    first = _opening(text, start, spans, main[0], running)
    if first > start and not _UNDER.search(text, start, first):
        lead = (start, text.rindex("，", start, first) if "，" in text[start:first] else first)
        own = [s for s in spans if lead[0] <= s[0] and s[1] <= lead[1]]
        if not binds_nobody(text[lead[0] : lead[1]]) and not _binds_nobody(text, own):
            records.append(Record(*lead, (), None, inherits=True))
            records.extend(_extras(text, spans, found, lead))
    rows = _rows(text, main, spans)
    for at, one in enumerate(main):
        head, last = rows[at]
        begin = first if head == 0 else _scene(text, spans, main[head].index, main[head - 1].index + 1)
        finish = end
        if last + 1 < len(main):
            finish = _scene(text, spans, main[last + 1].index, main[last].index + 1)
            finish = next((b for a, b in reversed(spans) if b <= finish), finish)
        finish = _before_allowed(text, spans, one, finish, reading.allowed)
        begin = _after_rights(text, begin, finish, spans)
        cut = _sanction(text, spans, one, finish)
        role = one.role or _role(text, one, finish, found)
        records.append(Record(begin, cut or finish, one.actor.names, role))
        if cut:
            records.append(Record(cut + 1, finish, (), None))
        follows = one.actor.kind is Kind.BODY and one.role is not Role.HEAD
        # X牵头，Y配合: the next sentence is X's, who assists never goes on acting where another was named.
        held = one.by and _HELD.match(text, one.actor.end) is not None
        if one.form is Form.SUBJECT and (acting is None or (follows and (role is not Role.ASSIST or part is role))):
            acting, part = one.actor, role
        records.extend(_extras(text, spans, found, (begin, finish)))
    return Reading(tuple(records), None if held else acting, assisting=part is Role.ASSIST, held=held)


def _before_allowed(
    text: str, spans: list[tuple[int, int]], one: Binding, finish: int, allowed: tuple[Binding, ...]
) -> int:
    """Where an actor's own words end: before another who is only allowed something, or with the seat it takes."""
    if one.role is Role.HEAD and one.by and _SEATED.search(text, spans[one.index][0], one.actor.start):
        return min(finish, spans[one.index][1])
    later = next((b.index for b in allowed if b.index > one.index and spans[b.index][0] < finish), None)
    if later is None:
        return finish
    at = _scene(text, spans, later, one.index + 1)
    return next((b for a, b in reversed(spans) if b <= at), finish)


# 处罚权交由X行使，考核由X与Y共同商定: a thing's fate is told, X is not who the text goes on to order.
_HELD = re.compile(r"(?:统一|集中|依法|分别|继续)*行使|为主|(?:共同)?(?:商定|协商确定)")
_SEATED = re.compile(r"(?:组长|主任|队长|总指挥|指挥长|召集人|负责人)(?:原则上|一般)?由$")
_PART_ONLY = re.compile(
    r"(?:等(?:有关|相关)?(?:部门|单位)?)?(?:共同|具体|积极|密切|予以)?(?:牵头|配合|协助|参与|参加|协同|负责|组织实施)(?:配合|负责|实施|落实)?$"
)


def _rows(text: str, main: list[Binding], spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """For each binding the first and the last of the row it stands in.

    X牵头，Y、Z配合，在年底前建成平台 names the part of each and then, once, what they all do: one row, one action.
    """
    out = [(at, at) for at in range(len(main))]
    if len(main) < 2:
        return out
    plain = [bool(_PART_ONLY.match(text[b.actor.end : spans[b.index][1]].rstrip("。；"))) for b in main]
    at = 0
    while at < len(main):
        last = at
        while last + 1 < len(main) and plain[last] and plain[last + 1] and main[last + 1].index == main[last].index + 1:
            last += 1
        if last > at and any("牵头" in text[b.actor.end : spans[b.index][1]] for b in main[at : last + 1]):
            out[at : last + 1] = [(at, last)] * (last + 1 - at)
        at = last + 1
    return out


_UNDER = re.compile(r"在[^，。；]*(?:领导|指导|指挥|协调)下[，]?$")
_OVERSEES = re.compile(r"督促|督导|督察|检查|监督|考核|督办")
_AIMED = re.compile(r"对(?:于)?[^，。；]*的$")
_PUNISH = re.compile(
    r"(?:要|应当?|必须|一律|将|依法|依规|严肃|按规定|进行|予以|给予|由|公开|及时|坚决|视情)*(?:通报|追究|追责|问责|责令|处分|约谈|查处|处理)"
)


def _sanction(text: str, spans: list[tuple[int, int]], one: Binding, finish: int) -> int | None:
    """Where a sanction on the actor's own kind begins (…，对推进不力的，公开通报): someone else imposes it."""
    own = [s for s in spans[one.index + 1 :] if s[1] <= finish]
    if len(own) < 2 or _OVERSEES.search(text, one.actor.end, spans[one.index][1]):
        return None
    for here, after in pairwise(own):
        if _AIMED.match(text[here[0] : here[1]]) and _PUNISH.match(text, after[0]):
            return here[0] - 1
    return None


def _splits(text: str, one: Binding, found: list[Binding], spans: list[tuple[int, int]]) -> bool:
    """督促X做Y: whether X's own duty begins here, because nobody is named who must urge.

    X要…，督促Y… is one duty of X that names Y's inside; 各组协同推进，督导Y实施 are two.
    """
    before = [b for b in found if b.form is Form.SUBJECT and b.index <= one.index]
    if not before:
        return True
    urging = before[-1]
    return (
        urging.index < one.index
        and one.opens == spans[one.index][0]
        and not has_duty_word(text[urging.actor.end : spans[urging.index][1]])
    )


def _scene(text: str, spans: list[tuple[int, int]], index: int, floor: int) -> int:
    """The start of a subject's own words: with the conditions that stand right before it (…的，X…)."""
    while index > floor and adverbial(text[spans[index - 1][0] : spans[index - 1][1]]):
        index -= 1
    return spans[index][0]


def _distinct(main: list[Binding]) -> list[Binding]:
    """One binding a stretch; a repetition of the same actors goes on rather than starts anew."""
    out: list[Binding] = []
    for one in main:
        if out and (one.index == out[-1].index or one.actor.names == out[-1].actor.names):
            continue
        out.append(one)
    return out


def _opening(text: str, start: int, spans: list[tuple[int, int]], first: Binding, running: tuple[str, ...]) -> int:
    """Where the first actor's own words begin.

    Stretches before the subject belong to it when they set the scene, are one short slogan or speak of the same
    actor; an order of their own (with an actor to inherit, or of several stretches) is another duty.
    """
    before = spans[: first.index]
    if not before:
        return start
    own = _scene(text, spans, first.index, 0)
    orders = [s for s in before if s[0] < own and directive(text[s[0] : s[1]]) and not adverbial(text[s[0] : s[1]])]
    if any(permits(text[a:b]) for a, b in before) or _UNDER.search(text[before[0][0] : before[0][1]]):
        return own if not _UNDER.search(text[start : spans[first.index - 1][1]]) else spans[first.index][0]
    if not orders or _TOPIC.match(text, before[0][0], before[0][1]):
        return start
    founding = text.startswith(("成立", "组建", "设立"), orders[0][0])
    same = any(name.lstrip("各") in text[start:own] for name in first.actor.names)
    if len(orders) == 1 and not founding and (first.by or same or not running):
        return start
    plain = first.form is Form.SUBJECT and not first.by and first.actor.kind is Kind.BODY
    if plain and not founding and (same or running == first.actor.names):
        return start
    return own


_TOPIC = re.compile(r"(?:纳入|列入|涉及|需要)[^，。；]*的[^，。；]{2,12}(?:经|应|由|报|须)")


# 有效期届满不足12个月，可申请免考换证: a right, whatever stands before it.
_GRANTS = re.compile(
    r"可(?<![许认宁不缺]可)(?![持再行信靠操用燃供见疑视比防控能回追查感复]|循环|回收|行性|靠性)|无需|无须|不需要?|不再要求"
)
_MAY = re.compile(
    r"(?:[^，。；可]{0,60}(?:政府|部门|机关|单位|机构|企业|委员会|指挥部|地区|人员|个人|者))?可(?:以|由|在|按|根据|采取|给予|向|将|成立|设立|组建|建立|制定|参照|结合)|有权"
)
_TOPICS = ("的", "的地方", "的地区", "的单位", "的企业", "的项目", "的人员")
_SCENE = re.compile(r"(?:对|对于|因|经|如|若|在|凡)[^可]*$")


def _binds_nobody(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether a sentence without subject only permits: all of it, or from its first 可以 on without a word of duty."""
    whole = text[spans[0][0] : spans[-1][1]] if spans else ""
    if "可" not in whole and not _GRANTS.search(whole) and not may_permit(whole):
        return False
    words = [text[a:b] for a, b in spans]
    if all(permits(w) or adverbial(w) for w in words) and any(permits(w) for w in words):
        return True
    grant = next((at for at, w in enumerate(words) if _GRANTS.search(w)), None)
    if grant is not None and not has_duty_word("，".join(words)):
        before, after = words[:grant], words[grant + 1 :]
        if (
            len(before) < 2
            and not any(map(directive, before))
            and all(_GRANTS.search(w) or adverbial(w) or permits(w) or w.startswith("逐步") for w in after)
        ):
            return True
    first = next((at for at, w in enumerate(words) if not _SCENE.match(w) and not w.endswith(_TOPICS)), None)
    return first is not None and bool(_MAY.match(words[first])) and not any(map(has_duty_word, words))


def _only_granted(text: str, spans: list[tuple[int, int]], allowed: tuple[Binding, ...]) -> bool:
    """各地可根据实际，合理调整…: all that follows is left to the body; an order before it stays one."""
    if not allowed:
        return False
    before = (text[a:b] for a, b in spans[: allowed[0].index])
    return not any(directive(words) and not adverbial(words) for words in before)


def _after_rights(text: str, begin: int, finish: int, spans: list[tuple[int, int]]) -> int:
    """Behind rights the subject is granted first (有权拒绝…，对…应当如实记录)."""
    if text.find("有权", begin, finish) < 0:
        return begin
    own = [s for s in spans if begin <= s[0] and s[1] <= finish]
    rights = [i for i, (a, b) in enumerate(own) if "有权" in text[a:b] and text[b - 1] != "的"]
    if rights and rights[-1] + 1 < len(own):
        return own[rights[-1] + 1][0]
    return begin


def _role(text: str, one: Binding, finish: int, found: list[Binding]) -> Role:
    if one.form is Form.URGED:
        return Role.RESPONSIBLE
    if any(b.form is Form.ORGANISED and b.index == one.index for b in found):
        return Role.LEAD
    helpers = any(b.form is Form.HELPER and b.index == one.index and b.opens <= one.actor.end + 8 for b in found)
    after = text[one.actor.end : finish]
    role = role_of(after, text[one.actor.start : finish])
    return Role.LEAD if helpers or after.startswith("具体组织") else role


def _extras(
    text: str, spans: list[tuple[int, int]], found: list[Binding], region: tuple[int, int]
) -> tuple[Record, ...]:
    """Records of helpers, of those urged or organised by a named body, and of posts named as heads."""
    out: list[Record] = []
    for one in found:
        if not region[0] <= one.opens < region[1]:
            continue
        stretch_end = spans[one.index][1]
        if one.form is Form.HELPER:
            out.append(Record(region[0], region[1], one.actor.names, Role.ASSIST))
        elif one.form is Form.HEAD:
            out.append(Record(one.actor.start, stretch_end, one.actor.names, one.role or Role.HEAD))
        elif one.form is Form.ORGANISED and any(b.form is Form.SUBJECT and b.index <= one.index for b in found):
            if one.actor.end == stretch_end:
                role = Role.SUPERVISE if "检查" in text[stretch_end : region[1]] else Role.RESPONSIBLE
                out.append(Record(region[0], region[1], one.actor.names, role))
            else:
                out.append(Record(one.actor.start, stretch_end, one.actor.names, Role.RESPONSIBLE))
        elif one.form is Form.URGED and not _splits(text, one, found, spans):
            out.append(Record(*_urged_part(text, one, spans, region), one.actor.names, Role.RESPONSIBLE))
    return tuple(out)


def _urged_part(text: str, one: Binding, spans: list[tuple[int, int]], region: tuple[int, int]) -> tuple[int, int]:
    """What the body urged on must do: to the stretch where the one who urges acts again (对…, 并…, 及时…)."""
    begin = one.actor.start
    if text[one.actor.end : one.actor.end + 1] == "，":
        begin = one.actor.end + 1
    last = spans[one.index][1]
    for a, b in spans[one.index + 1 :]:
        if b > region[1] or text[a:b].startswith(("对", "并", "及时", "向", "做到", "同时", "防止", "确保")):
            break
        last = b
    return begin, last
