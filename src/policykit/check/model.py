"""What is checked: the duties of the sources, the rows that distribute them, the department's staff; and the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class DemandState(StrEnum):
    STANDING = "standing"
    REVIEW = "review"  # decided about words the source has changed since
    GONE = "gone"  # decided about words the source no longer has
    ADDED = "added"  # the department's own, with a basis


@dataclass(frozen=True, slots=True)
class Demand:
    """One duty of a source, whole as a row prints it, and what the department's records say of it.

    `text` is the words as printed (localised), `source` as the source has them. `binding` says that a row must bear
    it; else `reason` says why not. `deadline` is what holds, `source_deadline` what the source prints; `year` is the
    source's (0 unknown). `unit` … `people` are the recorded assignment, `unit` empty where nobody was found.
    `actors` are the bodies the source names.
    """

    key: str
    title: str
    spoken: str
    text: str
    source: str
    heading: str = ""
    binding: bool = True
    reason: str = ""
    actors: tuple[str, ...] = ()
    deadline: str = ""
    source_deadline: str = ""
    year: int = 0
    unit: str = ""
    helpers: tuple[str, ...] = ()
    post: str = ""
    people: tuple[str, ...] = ()
    basis: str = ""
    state: DemandState = DemandState.STANDING
    matters: tuple[str, ...] = ()  # what tables may call it: its own heading, the nearest one above
    now: str = ""  # of a REVIEW demand: what differs from the words decided about
    decided: bool = False  # a person decided about it
    tabled: bool = False  # it is a row of a table of the source
    also: tuple[str, ...] = ()  # where the source states it again, spoken
    refused: str = ""  # an own deadline later than the source's, which does not hold

    @property
    def place(self) -> str:
        return f"《{self.title}》{self.spoken}"

    @property
    def places(self) -> tuple[str, ...]:
        """All places that state it, as a row's 依据条款 names them."""
        return (self.place, *(f"《{self.title}》{s}" for s in self.also if s != self.spoken))


@dataclass(frozen=True, slots=True)
class Seat:
    """Someone who answers for a body: the department's 局长, a unit's 负责人. `charge` is the work, as printed."""

    body: str
    post: str
    name: str
    charge: str = ""


@dataclass(frozen=True, slots=True)
class Staff:
    """The department as its profile has it. `units` maps a unit to its posts, those to their people; `heads` to who
    heads a unit; `deputies` are (name, units in charge)."""

    name: str
    units: Mapping[str, Mapping[str, tuple[str, ...]]]
    heads: Mapping[str, str]
    head: str = ""
    deputies: tuple[tuple[str, tuple[str, ...]], ...] = ()
    head_units: tuple[str, ...] = ()  # units directly under 主要负责人
    seats: tuple[Seat, ...] = ()
    certificates: Mapping[str, str] = field(default_factory=dict)  # 执法证件号 by name, of those who have one


@dataclass(frozen=True, slots=True)
class TableRow:
    """A printed row below a header; `cells` by column name, merged ones filled in. `place` is for people."""

    place: str
    cells: Mapping[str, str]

    def get(self, *names: str) -> str:
        """The first of these columns that the table has."""
        return next((self.cells[n].strip() for n in names if n in self.cells), "")

    def has(self, *names: str) -> bool:
        return any(n in self.cells for n in names)


@dataclass(frozen=True, slots=True)
class FileTable:
    """A table of a finished file. `kind` is what it is by its columns, as `tables.KINDS` has it; empty if unknown."""

    kind: str
    place: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Indicated:
    """A number a source demands, in the sentence that demands it."""

    place: str
    sentence: str
    subject: str
    text: str
    value: float
    unit: str
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Borne:
    """A duty as one row bears it: of the records, or of a table. `row` is None for the records. `key` names the duty
    of the sources it is, empty where there is none; `altered` is that duty where the words differ from it."""

    place: str
    table: str
    text: str
    key: str
    unit: str = ""
    helpers: tuple[str, ...] = ()
    post: str | None = None
    people: tuple[str, ...] | None = None
    deadline: str | None = None
    basis: str = ""
    kept: bool = True
    reason: str = ""
    altered: str = ""
    row: TableRow | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """All that a check looks at. `prose` are (place, text) of the files' paragraphs; `plans` those files whose
    paragraphs are a plan, as (name, places of its paragraphs). `records` is whether no file was given."""

    staff: Staff
    demands: tuple[Demand, ...]
    borne: tuple[Borne, ...]
    tables: tuple[FileTable, ...] = ()
    prose: tuple[tuple[str, str, str], ...] = ()  # file, place, text
    plans: tuple[str, ...] = ()
    indicated: tuple[Indicated, ...] = ()

    @property
    def records(self) -> bool:
        return not self.tables and not self.prose

    @property
    def by_key(self) -> dict[str, Demand]:
        return {d.key: d for d in self.demands}


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: where, about which words, what is wrong, what to do. `check` is the name of the check."""

    check: str
    code: str
    severity: Severity
    place: str
    text: str
    wrong: str
    advice: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Unchecked:
    """What could not be judged, and why."""

    check: str
    place: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """`found` counts the duties and rows that were there to check, `checked` those with a verdict by every check."""

    found: int
    checked: int
    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...]
    ran: tuple[tuple[str, int], ...] = field(default=())

    @property
    def clean(self) -> bool:
        return not self.findings and self.checked == self.found

    @property
    def exit_status(self) -> int:
        return 0 if self.clean else 1

    def summary(self) -> str:
        """One sentence a person can act on."""
        out = f"共 {self.found} 项职责和表行，已检查 {self.checked} 项"
        if self.unchecked:
            out += f"，有 {len(self.unchecked)} 处没有查"
        return f"{out}；{f'发现问题 {len(self.findings)} 处' if self.findings else '没有发现问题'}。"

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values, for `--json` and the web page."""
        from policykit.model.codec import encode

        return {
            "found": self.found,
            "checked": self.checked,
            "clean": self.clean,
            "summary": self.summary(),
            "checks": [{"name": name, "findings": count} for name, count in self.ran],
            "findings": encode(self.findings),
            "unchecked": encode(self.unchecked),
        }


Answer = Finding | Unchecked


def shortened(text: str, length: int = 30) -> str:
    """A text for one line of a report."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"


def spread(names: Sequence[str]) -> str:
    return "、".join(names)
