"""A task of a plan as it is drawn from a source, and what was judged of each place of the source."""

from __future__ import annotations

from dataclasses import dataclass

from policykit.decisions import Choice, Decision
from policykit.draft.binding import Why
from policykit.draft.places import Piece
from policykit.model.annotation import Duty
from policykit.model.document import Clause, Document
from policykit.model.output import Provenance

UNPLACED = "没有读准它在条款里的位置，未列入，请人工判断"
CONFIRM = "来文这句话已改，请重新确认"
REFUSED = "本单位定的时限“{}”晚于来文的“{}”，没有采用，按来文的时限列出，请重新确定"


@dataclass(frozen=True, slots=True)
class Item:
    """The whole item of the source as the rules carry it: its words, and the actors that mean the department or its
    units. The unit is proposed by these, so that a decision on one sentence does not move its neighbours."""

    text: str = ""
    ours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """One thing the department must do. `clause` is where it stands, of a table row the clause the table is in.

    `names` are the cells that name a row's task, `items` the fragments that complete a sentence ending in a colon.
    `leads`, `helpers`, `others` and `supervisors` are the bodies the source names, by role, verbatim; `bodies` are
    their places, where they are not in the sentence itself. `ours` are the actors that mean the department.
    `limit_cell` is where a row prints the time limit. `key` names the words across versions of the source; `decision`
    is what a person decided about them, whose deadline stands in `deadline`. `duties` are the records it is made of.
    `review`: it was decided about words that the source has changed since. `mine` are those of `ours`, the actors of
    all records that bind, that are the department itself. `also` are other places that state the same task, merged
    into this one. `refused` is an own limit that is later than the source's, which therefore does not hold.
    """

    document: Document
    address: str
    clause: Clause | None
    sentence: Piece
    part: str
    why: Why
    reason: str
    leads: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()
    supervisors: tuple[str, ...] = ()
    deadline: str | None = None
    names: tuple[Piece, ...] = ()
    items: tuple[Piece, ...] = ()
    bodies: tuple[Piece, ...] = ()
    ours: tuple[str, ...] = ()
    limit_cell: Piece | None = None
    key: str = ""
    decision: Decision | None = None
    item: Item | None = None
    duties: tuple[Duty, ...] = ()
    review: bool = False
    mine: tuple[str, ...] = ()
    also: tuple[Piece, ...] = ()
    refused: str = ""

    @property
    def tabled(self) -> bool:
        """Whether the task is a row of a table."""
        return self.address != (self.clause.address if self.clause else "")

    @property
    def text(self) -> str:
        """The sentence with its items, as one paragraph."""
        return self.sentence.text + "；".join(p.text for p in self.items)

    @property
    def source(self) -> Provenance:
        return self.sentence.source

    @property
    def stated(self) -> tuple[Provenance, ...]:
        """All places that state the task: its sentence and those merged into it."""
        return (self.source, *(p.source for p in self.also))

    @property
    def heading(self) -> str:
        """What the source calls the task: its row's name, or its clause's heading."""
        if self.names:
            return self.names[-1].text
        return (self.clause.heading or "") if self.clause else ""


@dataclass(frozen=True, slots=True)
class Judged:
    """One sentence, list or row of a source: what the rules say of it and what a person decided.

    `task` is None where its place cannot be quoted; `reason` says why the rules leave it out, None where they carry
    it. `sources` are its places. `earlier` is a decision about words that were changed into these: it is `decision` too
    while it stands.
    """

    key: str
    words: str
    address: str
    task: Task | None
    reason: str | None
    sources: tuple[Provenance, ...]
    decision: Decision | None = None
    earlier: Decision | None = None

    @property
    def carried(self) -> bool:
        if self.task is None:
            return False
        return self.reason is None if self.decision is None else self.decision.choice is Choice.KEEP

    @property
    def why_not(self) -> str:
        """Why it is left out, the person's word before the rules'."""
        if self.decision is not None and self.decision.choice is Choice.DROP:
            reason = self.decision.reason or self.reason or UNPLACED
            return f"{reason}（{CONFIRM}）" if self.earlier is not None else reason
        return self.reason or UNPLACED
