"""The profile's types."""

from __future__ import annotations

from dataclasses import dataclass, field

from policykit.decisions.model import Decision


@dataclass(frozen=True, slots=True)
class Region:
    """Where the department is; empty where it has no such level."""

    province: str = ""
    city: str = ""
    county: str = ""


@dataclass(frozen=True, slots=True)
class Leader:
    """主要负责人 or 分管负责人. `units` are the names of the units this leader is in charge of."""

    name: str
    post: str
    units: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        return f"{self.post}{self.name}"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who holds a post. `certificate` is the 执法证件号, empty where there is none."""

    name: str
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A post (岗位) in a unit, what it handles (words found in duties) and who holds it."""

    name: str
    handles: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit (科室, 支队) of the department. `handles` are words whose presence in a duty speaks for this unit."""

    name: str
    handles: tuple[str, ...] = ()
    head: str = ""
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True, slots=True)
class Localising:
    """One visible rule of localisation: where a carried sentence prints `before`, the plan prints `after`."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Profile:
    """A department. `classes` are the actor classes of source documents that mean it (各地各部门, 行政执法机关).

    `takes_unnamed` says whether tasks for which the source names no actor are carried. `default_unit` takes
    duties that no unit's words match; empty leaves them 【待填写】. `decisions` are what its people decided about
    single duties; they come from the workspace, not from the profile's file, and go before the rules.
    `copies` are the bodies that get a copy (抄送), `printer` is the 印发机关; `days_early` brings every dated time
    limit of a source forward by so many days.
    """

    name: str
    short_names: tuple[str, ...] = ()
    self_name: str = "本单位"
    region: Region = field(default_factory=Region)
    superior: str = ""
    classes: tuple[str, ...] = ()
    head: Leader | None = None
    deputies: tuple[Leader, ...] = ()
    units: tuple[Unit, ...] = ()
    takes_unnamed: bool = True
    default_unit: str = ""
    lead_unit: str = ""
    localising: tuple[Localising, ...] = ()
    signature: str = ""
    number_prefix: str = ""
    decisions: tuple[Decision, ...] = ()
    copies: tuple[str, ...] = ()
    printer: str = ""
    sealed: bool = True
    days_early: int = 0

    @property
    def own_names(self) -> tuple[str, ...]:
        """All names a document may call the department by, the full one first."""
        return tuple(dict.fromkeys((self.name, *self.short_names)))
