"""What annotation found in the clauses. All spans are in the document's text (`Document.text`)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from policykit.model.slots import direct
from policykit.model.span import Span


class CitationKind(StrEnum):
    TITLE = "title"  # 《…》
    BARE = "bare"  # a name without marks that names one document
    ANAPHORA = "anaphora"  # 本法, 该条例, 前款: resolved to the title it stands for
    NUMBER = "number"  # a document number alone


@direct
@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of a law or policy document.

    `title` is as printed without 《》 (of an anaphora: the title it stands for); `doc_number` only if printed,
    lost brackets restored; `article` as printed from 第…条 on, None if no article is named. `self_reference`
    marks the document's mention of itself. `version` is a printed suffix such as （2021年修订）.
    """

    clause: str
    surface: str
    title: str
    doc_number: str | None
    article: str | None
    span: Span
    kind: CitationKind = CitationKind.TITLE
    self_reference: bool = False
    version: str | None = None


@direct
@dataclass(frozen=True, slots=True)
class Mention:
    """A citation of another document with all that its own document says of whom it names.

    `title`, `doc_number` and `version` are the citation's own, or those of the full name where the document laid
    down a short one (以下简称《条例》), which `defined` says; `before` are the characters before that name, where
    an issuer may stand.
    """

    doc_id: str
    citation: Citation
    title: str
    doc_number: str | None
    version: str | None
    before: str
    defined: bool


@dataclass(frozen=True, slots=True)
class Deadline:
    """One time limit. `start` and `end` are ISO dates, both inclusive; None where open or unknown.

    `partial` is `--MM-DD` where the year is unknown or recurs; `relative` marks X之日起N日内; `approx` 月初 and
    the like; `in_heading` a limit printed in the clause's heading, which holds for the whole unit.
    """

    clause: str
    text: str
    start: str | None
    end: str | None
    recurring: bool
    span: Span
    relative: bool = False
    partial: str | None = None
    approx: bool = False
    in_heading: bool = False


class Role(StrEnum):
    LEAD = "牵头"
    RESPONSIBLE = "责任"
    ASSIST = "配合"
    SUPERVISE = "监督"
    HEAD = "负责人"


class Modality(StrEnum):
    MUST = "应当"  # 应当 必须 须 务必
    SHALL = "要"  # 要, or an imperative without a modal word
    FORBIDDEN = "禁止"  # 不得 严禁 一律不得
    MAY = "可以"


@direct
@dataclass(frozen=True, slots=True)
class Duty:
    """Who must do what, by when, as the clause prints it.

    `actors` verbatim, empty where the text names none; `role` is then None. `inherited` is true where the
    actor does not stand in the same segment. `action` is the sentence (or the part that binds this actor);
    `span` covers it. `deadline` is the printed time text that applies.
    """

    clause: str
    actors: tuple[str, ...]
    role: Role | None
    modality: Modality
    action: str
    deadline: str | None
    span: Span
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """A number that a clause demands: 不少于3人, 60%以上, 100%. `subject` is what it measures, as printed."""

    clause: str
    text: str
    subject: str
    comparator: str  # one of >= <= > < == ~
    value: float
    unit: str
    span: Span
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A post in an organ and who holds it, as printed: 组长, (马占江,)."""

    role: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Organ:
    """A leading group, office or working group that the document sets up."""

    clause: str
    name: str
    posts: tuple[Post, ...]
    span: Span
