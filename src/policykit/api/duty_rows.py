"""The duties of sources as one table: what the rules propose, what people decided, what needs another look."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from policykit.decisions import Choice, Decision
from policykit.decisions.heirs import lost
from policykit.model.address import spoken

if TYPE_CHECKING:
    from policykit.draft.distribution import Given
    from policykit.draft.tasks import Task
    from policykit.model.document import Document
    from policykit.profile import Profile


class RowState(StrEnum):
    """Where a row stands between the rules' proposal and a person's decision."""

    PROPOSED = "proposed"  # by the rules; nobody decided yet
    DECIDED = "decided"
    REVIEW = "review"  # decided about words that the new version of the source has changed
    GONE = "gone"  # decided about words that are no longer in the source
    ADDED = "added"  # a line of the department's own


@dataclass(frozen=True, slots=True)
class Earlier:
    """The decision that a changed or vanished clause had: about which words, and what differs now (delete, insert)."""

    decision: Decision
    spoken: str
    pieces: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One sentence, list or table row of a source with duties, as it stands now.

    `binds` and `why` are the rules' word; `keep`, `unit`, `helpers`, `post`, `people` and `deadline` what holds (a
    decision before the rules; `unit` may be a 【待填写】); `rule` says what decided the unit. `source_deadline` is as
    the source prints it, `own_deadline` what a person set instead. `version` is the one to give back when saving.
    `words` are all words by which a decision is known again: `text` with the names a table's row has for it.
    `printed` is `text` as tables print it, localised by the profile's rules.
    `tabled` says that it is a row of a table, `also` where the source states the same task again (spoken),
    `refused` is an own deadline that is later than the source's by now: the source's holds.
    Of a GONE row only `earlier` speaks; of an ADDED row `text` and `basis` are the department's.
    """

    key: str
    doc_id: str
    title: str
    address: str
    spoken: str
    heading: str
    text: str
    bodies: tuple[tuple[str, tuple[str, ...]], ...]
    modality: str
    binds: bool
    why: str
    source_deadline: str
    state: RowState
    keep: bool
    reason: str = ""
    unit: str = ""
    helpers: tuple[str, ...] = ()
    post: str = ""
    people: tuple[str, ...] = ()
    deadline: str = ""
    own_deadline: str = ""
    basis: str = ""
    rule: str = ""
    proposed_unit: str = ""
    version: int = 0
    by: str = ""
    at: str = ""
    earlier: Earlier | None = None
    words: str = ""
    printed: str = ""
    tabled: bool = False
    also: tuple[str, ...] = ()
    refused: str = ""

    @property
    def ref(self) -> str:
        return f"{self.doc_id}~{self.address}" if self.address else self.doc_id

    def to_json(self) -> dict[str, Any]:
        """The fields by name, with `ref`."""
        return {**asdict(self), "ref": self.ref}


def rows_of(document: Document, profile: Profile) -> tuple[DutyRow, ...]:
    """The rows of one document in print order; decisions whose words are gone follow, then the added lines."""
    from policykit.draft.distribution import distribute

    given = distribute(document, profile)
    out = [_row(document, g, profile) for g in given]
    found = {g.judged.earlier.key for g in given if g.judged.earlier is not None}
    without = lost(document.id, profile.decisions, [g.judged.key for g in given])
    out += [_gone(document, d) for d in without if d.key not in found]
    added = (d for d in profile.decisions if d.doc_id == document.id and d.choice is Choice.ADD)
    out += [_added(document, d) for d in added]
    return tuple(out)


def _row(document: Document, given: Given, profile: Profile) -> DutyRow:
    from policykit.draft.annexes.rows import limits, measure
    from policykit.draft.printed import BETWEEN, source_limits

    judged, now, rule, borne = given.judged, given.assigned, given.proposed, given.borne
    task, decision, earlier = judged.task, judged.decision, judged.earlier
    state = RowState.REVIEW if earlier else RowState.DECIDED if decision else RowState.PROPOSED
    own = (task.deadline or "") if task and task.decision and task.decision.deadline else ""
    said = decision or earlier
    return DutyRow(
        key=judged.key,
        doc_id=document.id,
        title=_title(document),
        address=judged.address,
        spoken=spoken(judged.address),
        heading=task.heading if task else "",
        text=task.text if task else judged.words,
        bodies=_bodies(task),
        modality=task.duties[0].modality.value if task and task.duties else "",
        binds=judged.reason is None,
        why=judged.reason or (task.reason if task else ""),
        source_deadline=BETWEEN.join(source_limits(task)) if task else "",
        state=state,
        keep=judged.carried,
        reason="" if judged.carried else earlier.reason if earlier else judged.why_not,
        unit=now.unit if now else "",
        helpers=now.helpers if now else (),
        post=borne.post.name if borne and borne.post else "",
        people=borne.people if borne else (),
        deadline=limits(task, profile) if task else "",
        own_deadline=own,
        rule=now.rule if now else "",
        proposed_unit=rule.unit if rule else "",
        version=said.version if said else 0,
        by=said.by if said else "",
        at=said.at if said else "",
        earlier=_earlier(earlier, judged.words) if earlier else None,
        words=judged.words,
        printed=measure(task, profile)[0] if task else judged.words,
        tabled=task.tabled if task else False,
        also=tuple(dict.fromkeys(spoken(p.source.address) for p in task.also)) if task else (),
        refused=task.refused if task else "",
    )


def _bodies(task: Task | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if task is None:
        return ()
    named = (("牵头", task.leads), ("责任", task.others), ("配合", task.helpers), ("监督", task.supervisors))
    return tuple((role, names) for role, names in named if names)


def _earlier(decision: Decision, words: str) -> Earlier:
    from policykit.compare.report import split_pieces

    pieces = split_pieces(decision.quote, words)
    return Earlier(decision, spoken(decision.address), tuple((p.kind, p.text) for p in pieces))


def _gone(document: Document, decision: Decision) -> DutyRow:
    return _own_row(document, decision, RowState.GONE, keep=False, earlier=Earlier(decision, spoken(decision.address)))


def _added(document: Document, decision: Decision) -> DutyRow:
    return _own_row(document, decision, RowState.ADDED, keep=True)


def _own_row(
    document: Document, decision: Decision, state: RowState, *, keep: bool, earlier: Earlier | None = None
) -> DutyRow:
    return DutyRow(
        key=decision.key,
        doc_id=document.id,
        title=_title(document),
        address=decision.address,
        spoken=spoken(decision.address),
        heading=decision.name,
        text=decision.quote,
        bodies=(),
        modality="",
        binds=False,
        why="本单位增加的任务" if state is RowState.ADDED else "来文的新版本里已没有这句话",
        source_deadline="",
        state=state,
        keep=keep,
        reason="" if keep else "来文的新版本里已没有这句话",
        unit=decision.unit,
        helpers=decision.helpers or (),
        post=decision.post,
        people=(decision.person,) if decision.person else (),
        deadline=decision.deadline,
        own_deadline=decision.deadline,
        basis=decision.basis,
        rule="人工决定",
        version=decision.version,
        by=decision.by,
        at=decision.at,
        earlier=earlier,
        words=decision.quote,
        printed=decision.quote,
    )


def _title(document: Document) -> str:
    return document.metadata.title or document.source.path
