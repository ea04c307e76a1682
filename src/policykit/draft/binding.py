"""Which duties of a source bind the department, and why the others do not.

A duty binds where its text names the department, or a class of bodies that the profile says includes it. A duty
for which the source names nobody binds as the profile's switch says. Everything else is left out, with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from policykit.draft.actors import bodies, body_of_post, class_key, folded, is_vague, names_in, restricted
from policykit.model.annotation import Duty
from policykit.model.document import Document
from policykit.profile import Profile
from policykit.profile.system import system_names

NOBODY = "来文没有写明责任主体，单位概况写明不列入"


class Why(StrEnum):
    """What ties a duty to the department."""

    NAMED = "点名"
    CLASS = "类别"
    UNNAMED = "未写明主体"
    DECIDED = "人工判定"


@dataclass(frozen=True, slots=True)
class Binding:
    """Whether the duty binds. `why` is None where it does not; `reason` is for the user either way."""

    why: Why | None
    reason: str


class Binder:
    """Decides for one profile; its names and classes are folded once."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.names = frozenset(folded(n) for n in profile.own_names)
        self.classes = {class_key(c): c for c in profile.classes}
        self.listed = {folded(c): c for c in profile.classes}
        self.system = frozenset(folded(n) for n in system_names(profile))
        self.units = frozenset(folded(u.name) for u in profile.units)
        self.decisions = {d.key: d for d in profile.decisions}

    def bind(self, duty: Duty, *, own: bool = False) -> Binding:
        """Whether this duty binds the department. `own` says that the document is the department's own, in which
        its units are called by their bare names (in a superior's, 办公室 is another body's office)."""
        if not duty.actors:
            if self.profile.takes_unnamed:
                return Binding(Why.UNNAMED, "来文没有写明责任主体，按单位概况“未写明主体的任务：列入”处理")
            return Binding(None, NOBODY)
        for at, actor in enumerate(duty.actors):
            named = any(self.is_own(reading) for reading in bodies(duty.actors, at))
            if named or (own and folded(actor) in self.units):
                return Binding(Why.NAMED, f"来文点名“{actor}”")
        for at, actor in enumerate(duty.actors):
            # 有关部门 may or may not include us, unless the profile lists just these words.
            known = self.listed.get(folded(actor)) if is_vague(actor) else self._class(duty.actors, at)
            if known is not None:
                return Binding(Why.CLASS, f"来文写“{actor}”，单位概况列明本单位属于“{known}”")
            if any(self._by_field(reading) for reading in bodies(duty.actors, at)):
                return Binding(Why.CLASS, f"来文写“{actor}”，按本单位名称“{self.profile.name}”，说的包括本单位")
        return Binding(None, reason_against((duty,)))

    def is_own(self, actor: str) -> bool:
        """Whether the words name the department itself, also by an alias in brackets or as the body of a post."""
        body = body_of_post(actor)
        return any(name in self.names for name in (*names_in(actor), *(names_in(body) if body else ())))

    def _by_field(self, words: str) -> bool:
        """Whether the words name the body of the department's field at its own level (市城市管理部门), or its post."""
        body = body_of_post(words)
        return any(name in self.system for name in (folded(words), body) if name)

    def is_own_document(self, document: Document) -> bool:
        """Whether the department issued the document, or its title says it is the department's."""
        meta = document.metadata
        title = folded(meta.title or "")
        return any(folded(i) in self.names for i in meta.issuers) or title.startswith(folded(self.profile.name))

    def _class(self, actors: Sequence[str], at: int) -> str | None:
        """The profile's class that the actor is, by any reading of its words."""
        for reading in bodies(actors, at):
            for words in (reading, body_of_post(reading), restricted(reading)):
                if words and (known := self.classes.get(class_key(words))) is not None:
                    return known
        return None


def reason_against(duties: Sequence[Duty]) -> str:
    """Why duties that do not bind are left out, in one sentence for all of them."""
    actors = dict.fromkeys(a for d in duties for a in d.actors)
    if not actors:
        return NOBODY if duties else ""
    inferred = "（由上文推定）" if all(d.inherited for d in duties if d.actors) else ""
    who = f"来文责任主体为“{'、'.join(actors)}”{inferred}"
    if any(is_vague(a) for a in actors):
        return f"{who}，指代不明，请人工判断是否包括本单位"
    return f"{who}，不是本单位，也不在单位概况所列的类别中"
