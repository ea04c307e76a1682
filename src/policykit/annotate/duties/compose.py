"""Turns one sentence and its bindings into records: who, in what role, and the words that bind that actor."""

from __future__ import annotations

from dataclasses import dataclass

from policykit.annotate.agencies import Actor, Kind
from policykit.annotate.duties.bindings import Binding, Form, bindings
from policykit.annotate.duties.roles import role_of
from policykit.annotate.duties.sentences import stretches
from policykit.annotate.duties.statements import adverbial, directive, permits, states_only
from policykit.model.annotation import Role


@dataclass(frozen=True, slots=True)
class Record:
    """A duty before it is placed: `[start, end)` of the paragraph; no actors means none is printed here."""

    start: int
    end: int
    actors: tuple[str, ...]
    role: Role | None
    inherits: bool = False  # no subject of its own: the running actor, if any, is bound


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence says: its records, and the actor that goes on acting in the next sentence."""

    records: tuple[Record, ...]
    acting: Actor | None


def read_sentence(text: str, start: int, end: int, running: bool) -> Reading:
    """The records of `text[start:end]`. `running` says that an actor could be inherited from before."""
    spans = stretches(text, start, end)
    found = bindings(text, start, end)
    main = [b for b in found if b.form is Form.SUBJECT or (b.form is Form.URGED and _unnamed(b, found))]
    main = _distinct(main)
    records: list[Record] = []
    acting: Actor | None = None
    if not main:
        if spans and not _binds_nobody(text, start, end, spans):
            records.append(Record(_skip_permits(text, start, spans), end, (), None, inherits=True))
        return Reading(tuple(records) + _extras(text, end, spans, found, (start, end)), None)
    opening = _opening(text, start, spans, main[0], running)
    if opening is not None and opening > start:
        lead = (start, spans[main[0].index - 1][1])
        if not states_only(text[lead[0] : lead[1]]):
            records.append(Record(*lead, (), None, inherits=True))
    first = start if opening is None else opening
    for at, one in enumerate(main):
        begin = first if at == 0 else spans[one.index][0]
        finish = spans[main[at + 1].index - 1][1] if at + 1 < len(main) else end
        begin = _after_rights(text, begin, finish, spans, one)
        role = one.role or _role(text, one, finish, found)
        records.append(Record(begin, finish, one.actor.names, role))
        if (one.actor.kind is Kind.BODY and one.role is not Role.HEAD and one.form is Form.SUBJECT) or (acting is None and one.form is Form.SUBJECT):
            acting = one.actor
        records.extend(_extras(text, finish, spans, found, (begin, finish)))
    return Reading(tuple(records), acting)


def _unnamed(one: Binding, found: list[Binding]) -> bool:
    """督促X做Y without anyone named who urges."""
    return not any(b.form is Form.SUBJECT and b.opens <= one.opens and b.index <= one.index for b in found) or (not any(
        b.form is Form.SUBJECT and b.index == one.index for b in found
    ) and not any(b.form is Form.SUBJECT and b.index < one.index for b in found))


def _distinct(main: list[Binding]) -> list[Binding]:
    """One binding a stretch; a repetition of the same actors goes on rather than starts anew."""
    out: list[Binding] = []
    for one in main:
        if out and (one.index == out[-1].index or one.actor.names == out[-1].actor.names):
            continue
        out.append(one)
    return out


def _opening(text: str, start: int, spans: list[tuple[int, int]], first: Binding, running: bool) -> int | None:
    """Where the first actor's own words begin, or None for the whole sentence.

    Stretches before the subject belong to it when they set the scene or are one short slogan; an order of their
    own (with an actor to inherit, or of several stretches) is another duty.
    """
    before = spans[: first.index]
    if not before:
        return None
    orders = [s for s in before if directive(text[s[0] : s[1]]) and not adverbial(text[s[0] : s[1]])]
    if any(permits(text[a:b]) for a, b in before):
        return spans[first.index][0]
    if not orders:
        return None
    founding = text[before[0][0] : before[0][1]].startswith(("成立", "组建", "设立"))
    if running or len(before) > 1 or founding:
        return spans[first.index][0]
    return None


def _binds_nobody(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    words = [text[a:b] for a, b in spans]
    if all(permits(w) or adverbial(w) for w in words) and any(permits(w) for w in words):
        return True
    return False


def _skip_permits(text: str, start: int, spans: list[tuple[int, int]]) -> int:
    """The start of what binds when the sentence opens with a permission."""
    return start


def _after_rights(text: str, begin: int, finish: int, spans: list[tuple[int, int]], one: Binding) -> int:
    """Behind rights the subject is granted first (有权拒绝…，对…应当如实记录)."""
    own = [s for s in spans if begin <= s[0] and s[1] <= finish]
    rights = [i for i, (a, b) in enumerate(own) if "有权" in text[a:b]]
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
    text: str, end: int, spans: list[tuple[int, int]], found: list[Binding], region: tuple[int, int]
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
            out.append(Record(one.actor.start, stretch_end, one.actor.names, Role.HEAD))
        elif one.form is Form.ORGANISED and any(b.form is Form.SUBJECT and b.index <= one.index for b in found):
            if one.actor.end == stretch_end:
                role = Role.SUPERVISE if "检查" in text[stretch_end : region[1]] else Role.RESPONSIBLE
                out.append(Record(region[0], region[1], one.actor.names, role))
            else:
                out.append(Record(one.actor.start, stretch_end, one.actor.names, Role.RESPONSIBLE))
        elif one.form is Form.URGED and not _unnamed(one, found):
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
