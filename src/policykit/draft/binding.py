"""Which duties of a source bind the department, and why the others do not.

A duty binds where its text names the department, or a class of bodies that the profile says includes it. A duty
for which the source names nobody binds as the profile's switch says. Everything else is left out, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from enum import StrEnum

from policykit.draft.actors import bodies, body_of_post, class_key, folded, is_vague, names_in
from policykit.draft.classes import Classes
from policykit.draft.declared import declared
from policykit.draft.naming import canonical, counterpart, own_names
from policykit.draft.synonyms import is_departments, is_each, is_everybody, is_inside, is_places
from policykit.model.annotation import Duty
from policykit.model.document import Document
from policykit.profile import Profile
from policykit.profile.governments import government_words, seat_of
from policykit.profile.system import system_names

RECEIVED = "来文要求由“{}”报送本单位，本单位是接收方"
UNLISTED = "单位概况没有写明“{}”是否包括本单位，包括的请加进“来文中的类别”"
NOBODY = "来文没有写明责任主体，单位概况写明不列入"

# 各部门要定期向本级司法行政部门通报办理情况: the same.
_REPORTED_TO = re.compile(
    r"^[^，。；]{0,60}(?<![面方])向([^，。；、]{2,30}?)(?:书面|如实|集中|定期|及时)?(?:通报|报告|报送|上报|报备|汇报|备案|反馈|提交|移送)"
    r"[^，。；]{0,40}[。；]?$"
)
# 各单位要于4月15日前将方案报市教育局备案: one clause, its object, and to whom.
_HANDED_IN = re.compile(
    r"^[^，。；]{0,80}(?:将|把)[^，。；]{1,80}?(?:报送|报告|上报|报至|报|抄送|送至|送交|送|提交|反馈)(?:至|给|到)?"
    r"([^，。；]{2,80}?)(?:备案|备查|汇总|审核|审查|审定|存档|登记|公布)?[。；]?$"
)

TOWNS = "说的是乡镇（街道）的机构，请人工判断"
_IN_TOWNS = re.compile(
    r"在[^，。；]{0,30}(?:乡镇|镇|街道|村|社区)(?:（街道）)?(?:成立|组建|设立)[^，。；]{0,30}(?:队|机构|中心|站|所|办公室|队伍)"
)
NATIONAL = "说的是全国（全省）的工作，请人工判断"
_MAKES = (
    r"(?:制定|制订|研究制定|拟定|拟订|出台|印发|修订|建立|建设|搭建|构建|组建|编制|开发|设立|完善|健全|规定|发布|公布|形成)"
    r"(?:和?(?:完善|健全|发布|实施|公布))?[^，。；]{0,6}?"
)
_WHOLE_LAND = re.compile(
    _MAKES
    + r"(?:全国(?!人大|人民代表|政协)|国家(?:统一|级|层面|标准))|^向国务院|^国务院[^，。；]{0,24}(?:部门|机构|主管)"
)
_WHOLE_PROVINCE = re.compile(
    _MAKES + r"全(?:省|自治区)|^省(?:级|政府|人民政府)[^，。；]{0,16}(?:部门|机构)(?:要|应|须|负责)"
)
_WHOLE_REGION = re.compile(_MAKES + r"全区")  # of a city or county in a 自治区
# 落实全国统一的清单, 接入全国平台: what the department does with what others made.
_USES = re.compile(r"落实|执行|按照?|依照|根据|依托|接入|对接|运用|使用|参照|衔接|录入|纳入|汇入|上传|报送")
_SEAT = re.compile(
    r"([^，。；]{0,24}(?:办公室|专班|秘书处|工作机构))[^，。；（）]{0,4}设[在于]([^，。；、（）]{3,30})(?=[，。；（]|$)"
)
_SMALLER = re.compile(r"[县区旗乡镇]|街道|市")  # a place within the one named before it


class Why(StrEnum):
    """What ties a duty to the department."""

    NAMED = "点名"
    CLASS = "类别"
    UNNAMED = "未写明主体"
    DECIDED = "人工判定"


@dataclass(frozen=True, slots=True)
class Binding:
    """Whether the duty binds. `why` is None where it does not; `reason` is for the user either way;
    `received` says that the others owe it to the department, `at` which of the actors was found to be it."""

    why: Why | None
    reason: str
    received: bool = False
    at: int = -1


class Binder:
    """Decides for one profile; its names and classes are folded once."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.names = own_names(profile)
        self.classes = Classes(profile)
        self.listed = {folded(c): c for c in profile.classes}
        self.government = government_words(profile)
        self.system = frozenset(folded(n) for n in system_names(profile))
        self.units = frozenset(folded(u.name) for u in profile.units)
        self.decisions = {d.key: d for d in profile.decisions}
        self.lists: dict[str, str] = {}  # classes that the document at hand defines, and the body of each that is ours
        self.closed: dict[str, str] = {}  # those whose list is complete and has nobody of ours
        self.each: frozenset[str] = frozenset()  # the words by which it means them again: 各单位
        self.places = False  # whether 各地 in the document at hand are the places of the government's own level
        self.within = ""  # a class of ours the document at hand speaks to: who 本部门 and 各科（股）室 are there
        self.everybody = ""  # what the document at hand calls all departments, where ours is one of them

    def reading(self, document: Document) -> Binder:
        """This binder for one document, which may say itself who its 试点单位 or 成员单位 are, and may speak to
        各地各部门, of whom it says 各单位 in its next sentence."""
        found = declared(document)
        actors = dict.fromkeys(a for d in document.duties for a in d.actors)
        each = [a for a in actors if self._means_each(a, document)]
        inside = any(is_inside(folded(a)) for a in actors)
        rows = dict.fromkeys(d.actors for d in document.duties) if each or inside else {}
        everybody = next((said for row in rows if (said := self._everybody_in(row))), "") if each else ""
        within = self._spoken_to(document, rows) if inside else ""
        placed = self._is_of_the_seat(document)
        if not found and not everybody and not within and not placed:
            return self
        here = copy(self)
        here.lists, here.closed, here.everybody, here.each, here.within = {}, {}, everybody, frozenset(each), within
        here.places = placed
        for one in found:
            ours = next((b for b in one.bodies if self.includes(b)), None)
            if ours is not None:
                here.lists.setdefault(one.key, ours)
            elif not one.open:
                here.closed.setdefault(one.key, one.name)
        return here

    def bind(self, duty: Duty, *, own: bool = False) -> Binding:
        """Whether this duty binds the department. `own` says that the document is the department's own, in which
        its units are called by their bare names (in a superior's, 办公室 is another body's office)."""
        if (seat := _SEAT.search(duty.action)) and self._is_seat(duty, seat):
            return Binding(
                Why.NAMED, f"来文写“{seat[1]}”设在“{seat[2]}”，日常工作由本单位承担", at=0 if duty.actors else -1
            )
        if not duty.actors:
            if self.profile.takes_unnamed and not own and self._beyond(duty.action):
                return Binding(None, NATIONAL)
            if self.profile.takes_unnamed and not own and not self.government and _IN_TOWNS.match(duty.action):
                return Binding(None, TOWNS)
            if self.profile.takes_unnamed:
                return Binding(Why.UNNAMED, "来文没有写明责任主体，按单位概况“未写明主体的任务：列入”处理")
            return Binding(None, NOBODY)
        for at, actor in enumerate(duty.actors):
            named = any(self.is_own(reading) for reading in bodies(duty.actors, at))
            if named or (own and folded(actor) in self.units):
                return Binding(Why.NAMED, f"来文点名“{actor}”", at=at)
        for at, actor in enumerate(duty.actors):
            # 有关部门 may or may not include us, unless the profile lists just these words.
            known = self.listed.get(folded(actor)) if is_vague(actor) else self.classes.of(duty.actors, at)
            if known is not None and self._receives(duty.action, own=own):
                return Binding(None, RECEIVED.format(actor), received=True)
            if known is not None and not own and self._beyond(duty.action):
                return Binding(None, NATIONAL)
            if known is not None:
                return Binding(Why.CLASS, f"来文写“{actor}”，单位概况列明本单位属于“{known}”", at=at)
            if (ours := self.lists.get(class_key(actor))) is not None:
                return Binding(Why.CLASS, f"来文写“{actor}”，来文列明其中有“{ours}”", at=at)
            if self.everybody and actor in self.each:
                return Binding(Why.CLASS, f"来文写“{actor}”，与来文另处的“{self.everybody}”同指，其中有本单位", at=at)
            if self.places and is_places(folded(actor)):
                return Binding(
                    Why.CLASS, f"来文写“{actor}”，说的是“{seat_of(self.profile)}”所属的各地，其中有本单位", at=at
                )
            if self.within and is_inside(folded(actor)):
                return Binding(Why.CLASS, f"来文写“{actor}”，说的是来文要求的“{self.within}”内部的分工", at=at)
            if any(self._by_field(reading) for reading in bodies(duty.actors, at)):
                return Binding(Why.CLASS, f"来文写“{actor}”，按本单位名称“{self.profile.name}”，说的包括本单位", at=at)
        return Binding(None, self.reason_against((duty,)))

    def _means_each(self, actor: str, document: Document) -> bool:
        """Whether the words may mean all a paper speaks to: 各单位; 各部门 too, in a paper of the department's own
        place, for in one of a place above they may be its departments alone."""
        if not is_each(folded(actor)):
            return False
        place = self.profile.region
        own = place.county or place.city or place.province
        return not is_departments(folded(actor)) or bool(own and (document.metadata.region or "").endswith(own))

    def _is_of_the_seat(self, document: Document) -> bool:
        """Whether the place whose parts are governments of the profile's own level issued the document."""
        seat, meta = seat_of(self.profile), document.metadata
        if not seat or not meta.issuers:
            return bool(seat) and (meta.region or "").endswith(seat)
        after = (i.partition(seat)[2] for i in meta.issuers)
        return any(rest and not _SMALLER.search(rest) for rest in after)

    def _spoken_to(self, document: Document, rows: Iterable[tuple[str, ...]]) -> str:
        """A class of ours to which the document gives duties; empty where it gives none, or where a body of the
        department's own kind wrote it, whose 各科室 are its own."""
        if any(counterpart(i, self.profile) for i in document.metadata.issuers):
            return ""
        told = (row[at] for row in rows for at in range(len(row)) if not is_inside(folded(row[at])))
        return next((a for a in told if not is_vague(a) and self.classes.of((a,), 0) is not None), "")

    def _everybody_in(self, actors: tuple[str, ...]) -> str:
        """What a row of actors calls all departments, ours among them; empty where it does not."""
        for at, actor in enumerate(actors):
            beside = is_departments(folded(actor)) and any(is_places(folded(a)) for a in actors)
            if (beside or is_everybody(folded(actor))) and self.classes.of(actors, at) is not None:
                return "、".join(actors) if beside else actor
        return ""

    def _receives(self, action: str, *, own: bool) -> bool:
        """Whether all the action says is that something is handed in to the department itself."""
        plain = folded(action)
        handed = _HANDED_IN.match(plain) or _REPORTED_TO.match(plain)
        if handed is None:
            return False
        receivers = re.split(r"[、和及]", handed[1])
        ours = (*self.names, canonical(self.profile.self_name)) if own else (*self.names,)
        return any(self._by_field(r) or any(canonical(r).startswith(n) for n in ours if n) for r in receivers)

    def mine(self, duty: Duty, binding: Binding, *, own: bool = False) -> tuple[str, ...]:
        """The actors of a duty that mean the department, each taken by itself."""
        if binding.why not in (Why.NAMED, Why.CLASS):
            return ()
        alone = (replace(duty, actors=(a,), action="") for a in duty.actors)
        return tuple(
            d.actors[0] for at, d in enumerate(alone) if at == binding.at or self.bind(d, own=own).why is not None
        )

    def _is_seat(self, duty: Duty, seat: re.Match[str]) -> bool:
        """Whether the office set up in the department is who acts: it, or nobody named."""
        acting = all(folded(a).endswith(folded(seat[1])[-3:]) for a in duty.actors)
        return acting and (self.is_own(seat[2]) or self._by_field(seat[2]))

    def _beyond(self, action: str) -> bool:
        """Whether an order to nobody is about the whole country, or for a city or county about the whole province."""
        place = self.profile.region
        below = bool(place.city or place.county)
        kinds = [
            (True, _WHOLE_LAND),
            (below, _WHOLE_PROVINCE),
            (below and place.province[-3:] == "自治区", _WHOLE_REGION),
        ]
        found = [m for asked, pattern in kinds if asked and (m := pattern.search(action))]
        return any(not _USES.search(action, action.rfind("，", 0, m.start()) + 1, m.end()) for m in found)

    def is_own(self, actor: str) -> bool:
        """Whether the words name the department itself, also by an alias in brackets or as the body of a post."""
        body = body_of_post(actor)
        names = (*names_in(actor), *(names_in(body) if body else ()))
        return any(canonical(name) in self.names for name in names)

    def includes(self, actor: str) -> bool:
        """Whether the words are the department, its head, or a class that the profile says includes it."""
        return self.is_own(actor) or self.classes.of((actor,), 0) is not None or self._by_field(actor)

    def _by_field(self, words: str) -> bool:
        """Whether the words name the body of the department's field at its own level (市城市管理部门), or its post;
        of a government, its level (各乡镇（街道）)."""
        names = [name for name in (folded(words), body_of_post(words)) if name]
        people = names if not words.endswith("机构") else names[:1]  # a government's 法制机构 is another body
        if self.government is not None and any(map(self.government.fullmatch, people)):
            return True
        return any(name in self.system for name in names)

    def is_own_document(self, document: Document) -> bool:
        """Whether the department issued the document, or its title says it is the department's."""
        meta = document.metadata
        title = folded(meta.title or "")
        return any(canonical(i) in self.names for i in meta.issuers) or title.startswith(folded(self.profile.name))

    def reason_against(self, duties: Sequence[Duty]) -> str:
        """Why duties that do not bind are left out, in one sentence for all of them."""
        actors = tuple(dict.fromkeys(a for d in duties for a in d.actors))
        if not actors:
            return NOBODY if duties else ""
        inferred = "（由上文推定）" if all(d.inherited for d in duties if d.actors) else ""
        who = f"来文责任主体为“{'、'.join(actors)}”{inferred}"
        if any(is_vague(a) for a in actors):
            return f"{who}，指代不明，请人工判断是否包括本单位"
        if elsewhere := next((self.closed[k] for k in map(class_key, actors) if k in self.closed), ""):
            return f"{who}，来文列明的{elsewhere}里没有本单位"
        if above := next((a for a in actors if counterpart(a, self.profile)), ""):
            return f"{who}，“{above}”是本单位的上级或下级对口部门，请人工判断本单位要不要做相应的工作"
        if asked := self.classes.open(actors):
            return f"{who}，{UNLISTED.format('、'.join(asked))}"
        return f"{who}，不是本单位，也不在单位概况所列的类别中"
