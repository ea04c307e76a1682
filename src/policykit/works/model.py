"""A piece of drafting: its sources, template, department and options. The draft itself is composed anew from these."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any


class State(StrEnum):
    OPEN = "open"
    DONE = "done"  # sent out: shown apart, still editable by whoever opens it again
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of drafting.

    `template` is a template's name, `profile` the name of a department profile of the workspace, `sources` document
    ids in the order they were chosen. `day` is the plan's date (ISO, empty leaves it open); `final` leaves the tables
    for review out; `marks` is how sources are shown (comments, table, none), `carry` the template of the plan that a
    notice carries, `printed_on` the 印发日期 (ISO). `version` counts the changes from 1; `by` and `at` (ISO, UTC) say
    who made the last one, `made_by` and `made_at` the first.
    """

    id: str
    name: str
    template: str = ""
    profile: str = ""
    sources: tuple[str, ...] = ()
    day: str = ""
    final: bool = False
    note: str = ""
    state: State = State.OPEN
    version: int = 0
    by: str = ""
    at: str = ""
    made_by: str = ""
    made_at: str = ""
    marks: str = "comments"
    carry: str = ""
    printed_on: str = ""

    def to_json(self) -> dict[str, Any]:
        """The fields by name."""
        return {**asdict(self), "sources": list(self.sources), "state": self.state.value}

    @classmethod
    def of_json(cls, values: dict[str, Any]) -> Work:
        """A work from its stored fields; names of a newer version are passed over."""
        known = {f.name for f in fields(cls)}
        kept = {k: v for k, v in values.items() if k in known}
        return cls(**{**kept, "sources": tuple(kept.get("sources", ())), "state": State(kept.get("state", "open"))})


EDITABLE = ("name", "template", "profile", "sources", "day", "final", "note", "state", "marks", "carry", "printed_on")
"""The fields a person changes."""


@dataclass(frozen=True, slots=True)
class Event:
    """One step in the life of a work; `before` is None for the first."""

    number: int
    id: str
    version: int
    at: str
    by: str
    before: Work | None
    after: Work

    @property
    def changed(self) -> tuple[str, ...]:
        """The names of the fields that this step changed."""
        return tuple(n for n in EDITABLE if self.before is None or getattr(self.before, n) != getattr(self.after, n))
