"""A person's decision about one duty of a source, and the record of who changed what when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Choice(StrEnum):
    KEEP = "keep"
    DROP = "drop"  # with the reason
    ADD = "add"  # a line of the department's own, with its basis


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, tied to the exact words it was made about.

    `key` names the words within the document (see `keys`); `quote` is those words (of an added line the line itself),
    `address` where they stood then. Empty `unit`, `post`, `person`, `deadline` and None for `helpers` leave the matter
    to the profile's rules or, for the deadline, to the source. `version` counts the changes of this key from 1;
    `by` and `at` (ISO, UTC) say who made the last one. `name` is what an added line is called.
    """

    key: str
    doc_id: str
    address: str
    quote: str
    choice: Choice = Choice.KEEP
    reason: str = ""
    unit: str = ""
    helpers: tuple[str, ...] | None = None
    post: str = ""
    person: str = ""
    deadline: str = ""
    basis: str = ""
    name: str = ""
    doc_sha256: str = ""
    doc_title: str = ""
    version: int = 0
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change to be saved: `decision` under its key, None takes the decision back. `supersedes` is the key of an
    earlier decision, about the old words, that this one replaces. `expected` is the version the person saw, of the
    superseded decision where there is one (0: undecided)."""

    key: str
    expected: int
    decision: Decision | None
    supersedes: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One step in the life of a decision; `before` or `after` is None where there was or is none."""

    number: int
    key: str
    version: int
    at: str
    by: str
    before: Decision | None
    after: Decision | None
