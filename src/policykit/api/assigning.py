"""People's decisions about duties: the table of a department, saving changes to it, who changed what when.

The web page, the command line and programs use it alike:

    table = duty_table(workspace, Path("单位概况.yaml"), ["临政办发〔2026〕31号"])
    row = table.rows[0]
    save_duties(workspace, profile, sources, [RowChange(row.key, row.version, unit="法制科")], by="林可")
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.api.duty_rows import DutyRow, Earlier, RowState, rows_of
from policykit.api.workspace import Workspace
from policykit.decisions import Choice, Decision, Decisions, Edit, Event, key_of
from policykit.errors import UsageError

if TYPE_CHECKING:
    from policykit.model.document import Document
    from policykit.profile import Profile

__all__ = [
    "DutyRow", "DutyTable", "Earlier", "Event", "RowChange", "RowState",
    "decided_profile", "duty_history", "duty_table", "save_duties",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class DutyTable:
    """The duties of the sources for one department. `version` rises with each change of its decisions; `units` are
    (unit, ((post, people), …)) as the profile lists them, for choosing."""

    department: str
    version: int
    rows: tuple[DutyRow, ...]
    units: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]

    def row(self, key: str) -> DutyRow | None:
        """The row with this key, None where there is none."""
        return next((r for r in self.rows if r.key == key), None)

    def to_json(self) -> dict[str, Any]:
        """As the web page and `--json` have it."""
        return {
            "department": self.department,
            "version": self.version,
            "rows": [r.to_json() for r in self.rows],
            "units": [
                {"name": name, "posts": [{"name": p, "people": list(people)} for p, people in posts]}
                for name, posts in self.units
            ],
        }


@dataclass(frozen=True, slots=True)
class RowChange:
    """A change of one row. None leaves a field as the table shows it; saving a row without a change confirms it,
    which is also how the decision of a REVIEW row is taken over to the new words.

    `expected` is the row's `version`. `take_back` returns the row to the rules' proposal (a GONE or ADDED row is
    removed). An added line has the key "" and needs `doc_id`, `text` and `basis`. "" for `deadline` means the
    source's own, for `person` the people of the post.
    """

    key: str
    expected: int
    take_back: bool = False
    keep: bool | None = None
    reason: str | None = None
    unit: str | None = None
    helpers: tuple[str, ...] | None = None
    post: str | None = None
    person: str | None = None
    deadline: str | None = None
    basis: str | None = None
    text: str | None = None
    name: str | None = None
    doc_id: str = ""
    address: str = ""


def decided_profile(workspace: Workspace, profile: Path | Profile) -> Profile:
    """The profile with the decisions its people made in this workspace. Raises ProfileError."""
    from policykit.profile import load_profile

    loaded = load_profile(profile) if isinstance(profile, Path) else profile
    return replace(loaded, decisions=Decisions(workspace.root).of(loaded.name))


def duty_table(workspace: Workspace, profile: Path | Profile, sources: Sequence[str]) -> DutyTable:
    """All rows of the sources (each by any of its names), proposed and decided, in print order.

    Raises UsageError for a source that is none or several documents, ProfileError.
    """
    return table_of(workspace, decided_profile(workspace, profile), documents_of(workspace, sources))


def save_duties(
    workspace: Workspace, profile: Path | Profile, sources: Sequence[str], changes: Sequence[RowChange], by: str
) -> DutyTable:
    """Save changes to rows of these sources, all or none, in the name of `by`; answers with the table afterwards.

    Raises ConflictError where somebody changed a row meanwhile, UsageError for a change that cannot be: a drop without
    a reason, a unit or post the profile has not, a deadline later than the source's, an added line without basis.
    """
    if not by.strip():
        raise UsageError("没有写明是谁改的", hint="写上姓名，以便以后查得到是谁作的决定。")
    known = decided_profile(workspace, profile)
    documents = documents_of(workspace, sources)
    table = table_of(workspace, known, documents)
    edits = edits_for(table, known, documents, changes)
    Decisions(workspace.root).save(known.name, edits, by.strip())
    return table_of(workspace, decided_profile(workspace, known), documents)


def duty_history(workspace: Workspace, profile: Path | Profile, key: str = "", limit: int = 500) -> tuple[Event, ...]:
    """Who changed what when, last first; of one row where its key is given."""
    return Decisions(workspace.root).history(decided_profile(workspace, profile).name, key, limit)


def edits_for(
    table: DutyTable, profile: Profile, documents: Sequence[Document], changes: Sequence[RowChange]
) -> tuple[Edit, ...]:
    """The changes as edits of decisions, each looked at. Raises UsageError that names the row."""
    from policykit.api.duty_limits import refuse

    shown = {r.key: r for r in table.rows}
    sources = {d.id: d for d in documents}
    if len({c.key for c in changes if c.key}) != sum(1 for c in changes if c.key):
        raise UsageError("同一项任务改了两次", hint="每项任务一次只提交一个改动。")
    out: list[Edit] = []
    for change in changes:
        row = shown.get(change.key)
        if change.key and row is None:
            raise UsageError(f"没有这一项任务：{change.key}", hint="重新打开列表后再改；来文可能换了新版本。")
        if change.take_back:
            if row is not None:
                out.append(Edit(_standing(row), change.expected, None))
            continue
        decision = _decision(row, change, sources)
        refuse(decision, row, profile, sources[decision.doc_id])
        out.append(Edit(decision.key, change.expected, decision, _standing(row) if row and row.earlier else ""))
    return tuple(out)


def _standing(row: DutyRow) -> str:
    """The key of the decision that a row shows: of a REVIEW row the one about the old words."""
    return row.earlier.decision.key if row.earlier is not None else row.key


def _decision(row: DutyRow | None, change: RowChange, sources: dict[str, Document]) -> Decision:
    """The row as it would stand after the change. What the person saw is kept, not left to rules that may change."""
    if row is not None and row.state is RowState.GONE:
        raise UsageError(f"“{row.text[:30]}”已不在来文里，只能撤回原来的决定", hint="确认后撤回这一项。")
    from policykit.draft.limits import spoken_limit

    before = row.earlier.decision if row is not None and row.earlier is not None else None
    if row is None or row.state is RowState.ADDED:
        return _own_line(row, change, sources)
    unit = _said(change.unit, before.unit if before and before.unit else _filled(row.unit))
    moved = unit != (before.unit if before and before.unit else row.unit)
    post = _said(change.post, "" if moved else before.post if before else row.post)
    keep = change.keep if change.keep is not None else before.choice is Choice.KEEP if before else row.keep
    reason = _said(
        change.reason,
        before.reason if before else row.reason if row.state is RowState.DECIDED and row.reason != row.why else "",
    )
    deadline = _said(change.deadline, before.deadline if before and not row.refused else row.own_deadline)
    person = (
        before.person if before else row.people[0] if row.state is RowState.DECIDED and len(row.people) == 1 else ""
    )
    helpers = change.helpers if change.helpers is not None else before.helpers if before else row.helpers
    document = sources[row.doc_id]
    return Decision(
        key=row.key,
        doc_id=row.doc_id,
        address=row.address,
        quote=row.words,
        choice=Choice.KEEP if keep else Choice.DROP,
        reason="" if keep else reason,
        unit=unit if keep else "",
        helpers=tuple(u for u in helpers or () if u != unit) if keep else None,
        post=post if keep else "",
        person=_said(change.person, "" if moved or change.post else person) if keep else "",
        deadline=spoken_limit(deadline) if keep else "",
        basis=_said(change.basis, row.basis),
        name=row.heading,
        doc_sha256=document.source.sha256,
        doc_title=row.title,
    )


def _own_line(row: DutyRow | None, change: RowChange, sources: dict[str, Document]) -> Decision:
    from policykit.draft.limits import spoken_limit

    doc_id = row.doc_id if row else change.doc_id
    document = sources.get(doc_id)
    if document is None:
        raise UsageError(f"增加的任务没有写明放在哪份来文之后：{doc_id or '（空）'}", hint="写上来文的编号。")
    text = _said(change.text, row.text if row else "")
    return Decision(
        key=row.key if row else key_of(doc_id, text, "added"),
        doc_id=doc_id,
        address=row.address if row else change.address,
        quote=text,
        choice=Choice.ADD,
        unit=_said(change.unit, row.unit if row else ""),
        helpers=change.helpers if change.helpers is not None else row.helpers if row else (),
        post=_said(change.post, row.post if row else ""),
        person=_said(change.person, row.people[0] if row and row.people else ""),
        deadline=spoken_limit(_said(change.deadline, row.deadline if row else "")),
        basis=_said(change.basis, row.basis if row else ""),
        name=_said(change.name, row.heading if row else ""),
        doc_sha256=document.source.sha256,
        doc_title=document.metadata.title or document.source.path,
    )


def _said(new: str | None, old: str) -> str:
    return old if new is None else new.strip()


def _filled(unit: str) -> str:
    return "" if unit.startswith("【") else unit


def table_of(workspace: Workspace, profile: Profile, documents: Sequence[Document]) -> DutyTable:
    """The table of documents already read, for a profile with its decisions."""
    rows = tuple(row for document in documents for row in rows_of(document, profile))
    units = tuple((u.name, tuple((p.name, tuple(x.name for x in p.people)) for p in u.posts)) for u in profile.units)
    return DutyTable(profile.name, Decisions(workspace.root).version(profile.name), rows, units)


def documents_of(workspace: Workspace, sources: Sequence[str]) -> tuple[Document, ...]:
    """The documents of these names, each once. Raises UsageError for none or several."""
    with workspace.catalog() as catalog:
        ids = dict.fromkeys(workspace.find(name, catalog) for name in sources)
        return tuple(workspace.load(doc_id, catalog) for doc_id in ids)
