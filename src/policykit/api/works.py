"""Pieces of drafting: made, saved as they go, removed and restored, and composed anew from what they are made of.

work = create_work(workspace, {"name": "任务分工", "sources": ["临政办发〔2026〕18号"], …}, by="林可")
work = save_work(workspace, work.id, work.version, {"final": True}, by="林可")
plan = compose_work(workspace, work)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from policykit.api.workspace import Workspace
from policykit.errors import UsageError
from policykit.profile.places import profile_path
from policykit.works import Event, State, Work, Works
from policykit.works.model import EDITABLE

if TYPE_CHECKING:
    from pathlib import Path

    from policykit.api.planning import Plan
    from policykit.model.output import Annex, Draft

__all__ = [
    "Event", "State", "Work", "annex_of", "compose_work", "create_work", "plan_work", "profile_of", "read_work",
    "remove_work", "restore_work", "save_work", "work_history", "works",
]  # fmt: skip

CHANGEABLE = frozenset(EDITABLE)
NO_PLAN = "无"  # for `carry`: the notice alone
LONGEST = 100  # characters of a name
MOST_SOURCES = 50
OF_LAWS = ("执法职责分类表", "权责清单")  # tables of what laws empower the department to do
MOST_LAWS = 400  # read for one such table where no source is a law: about a quarter of a minute


def works(workspace: Workspace, *, removed: bool = False) -> tuple[Work, ...]:
    """The works of a workspace, the latest changed first; with `removed` those that were removed."""
    return Works(workspace.root).all(removed=removed)


def read_work(workspace: Workspace, work_id: str) -> Work:
    """One work. Raises UsageError where there is none."""
    found = Works(workspace.root).get(work_id)
    if found is None:
        raise UsageError(f"没有这份草稿：{work_id}", hint="回到草稿列表再打开。")
    return found


def create_work(workspace: Workspace, values: Mapping[str, Any], by: str) -> Work:
    """Keep a new work. `values` are fields of Work that a person sets; sources by any of their names.

    Raises UsageError for a field that cannot be as it is, ProfileError, TemplateError.
    """
    made = _changed(workspace, Work("", ""), values)
    if not made.name:
        raise UsageError("草稿没有名称", hint="写一个看得出是什么的名称，如“质量提升行动实施方案”。")
    return Works(workspace.root).create(made, _person(by))


def save_work(workspace: Workspace, work_id: str, expected: int, values: Mapping[str, Any], by: str) -> Work:
    """Keep changes of the named fields over the version a person has seen.

    Raises ConflictError where somebody changed it meanwhile, and as `create_work`.
    """
    return Works(workspace.root).save(_changed(workspace, read_work(workspace, work_id), values), expected, _person(by))


def remove_work(workspace: Workspace, work_id: str, expected: int, by: str) -> Work:
    """Put a work aside; it can be restored. Raises ConflictError, UsageError."""
    gone = replace(read_work(workspace, work_id), state=State.REMOVED)
    return Works(workspace.root).save(gone, expected, _person(by))


def restore_work(workspace: Workspace, work_id: str, expected: int, by: str) -> Work:
    """Bring a removed work back as an open one. Raises ConflictError, UsageError."""
    back = replace(read_work(workspace, work_id), state=State.OPEN)
    return Works(workspace.root).save(back, expected, _person(by))


def work_history(workspace: Workspace, work_id: str) -> tuple[Event, ...]:
    """Who changed what when, last first. Raises UsageError where there is no such work."""
    read_work(workspace, work_id)
    return Works(workspace.root).history(work_id)


def profile_of(workspace: Workspace, work: Work) -> Path:
    """The file of the work's department profile. Raises ProfileError."""
    return profile_path(workspace.root, work.profile)


def plan_work(workspace: Workspace, work: Work) -> Plan:
    """The draft as it is now, and the report on it. Raises UsageError where a source is missing, ProfileError,
    TemplateError."""
    from policykit.api.planning import Wishes, plan

    if not work.sources:
        raise UsageError("还没有选来文", hint="先选一份或几份来文。")
    wishes = Wishes(_date(work.day), work.final, work.marks, work.carry, _date(work.printed_on))
    return plan(workspace, work.template, profile_of(workspace, work), work.sources, wishes)


def compose_work(workspace: Workspace, work: Work) -> Draft:
    """The draft alone. Raises as `plan_work`."""
    return plan_work(workspace, work).draft


def annex_of(workspace: Workspace, work: Work, kind: str) -> Annex:
    """One annex table by itself. Raises as `compose_work`, UsageError for an unknown kind.

    A table of powers is made of laws: where no source is one, of all laws of the workspace, if they are not too many.
    """
    from policykit.api.drafting import annex

    if not work.sources:
        raise UsageError("还没有选来文", hint="先选一份或几份来文。")
    sources = _laws_for(workspace, work) if kind in OF_LAWS else work.sources
    return annex(workspace, kind, profile_of(workspace, work), sources)


def _laws_for(workspace: Workspace, work: Work) -> tuple[str, ...]:
    from policykit.draft.papers import LEGISLATION, is_law

    with workspace.catalog() as catalog:
        if any(is_law(d) for d in map(catalog.load, work.sources) if d):
            return work.sources
        laws = tuple(s.id for s in catalog.summaries() if s.metadata.authority in LEGISLATION)
    if not laws:
        raise UsageError(
            "资料库里还没有法律、法规、规章，没有可以取职权的条文", hint="先收入本单位执行的法律、法规、规章。"
        )
    if len(laws) > MOST_LAWS:
        raise UsageError(
            f"资料库里有 {len(laws)} 部法律、法规、规章，逐条读要很久",
            hint=f"另建一份草稿，来文选本单位执行的法律、法规、规章（最多 {MOST_SOURCES} 部）。",
        )
    return laws


def _changed(workspace: Workspace, work: Work, values: Mapping[str, Any]) -> Work:
    """The work with the values, each looked at."""
    unknown = sorted(set(values) - CHANGEABLE)
    if unknown:
        raise UsageError(f"草稿没有这一项：{'、'.join(unknown)}", hint=f"可以改的有：{'、'.join(sorted(CHANGEABLE))}。")
    made = dict(values)
    if "name" in made:
        made["name"] = " ".join(str(made["name"]).split())
        if not made["name"] or len(made["name"]) > LONGEST:
            raise UsageError("草稿的名称没有写，或者太长", hint=f"写一个不超过 {LONGEST} 字的名称。")
    for entry in ("day", "printed_on"):
        if made.get(entry):
            _day(made[entry])
    for entry in ("template", "carry"):
        if made.get(entry) and made[entry] != NO_PLAN:
            from policykit.api.templating import FOLDER
            from policykit.draft import load_template

            load_template(made[entry], workspace.root / FOLDER)
    if made.get("profile"):
        profile_path(workspace.root, made["profile"])
    if "sources" in made:
        made["sources"] = _ids(workspace, made["sources"])
    if "state" in made:
        made["state"] = State(made["state"])
    return replace(work, **made)


def _ids(workspace: Workspace, names: Sequence[str]) -> tuple[str, ...]:
    if len(names) > MOST_SOURCES:
        raise UsageError(f"来文太多（{len(names)} 份）", hint=f"一份方案最多用 {MOST_SOURCES} 份来文。")
    if not names:
        return ()
    with workspace.catalog() as catalog:
        return tuple(dict.fromkeys(workspace.find(name, catalog) for name in names))


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _day(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"日期写法不对：{text}", hint="写成 2026-06-30 这样。") from error


def _person(by: str) -> str:
    if not by.strip():
        raise UsageError("没有写明是谁改的", hint="写上姓名，以便以后查得到。")
    return by.strip()
