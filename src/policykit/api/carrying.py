"""Taking people's decisions over to a document that replaces another: the revised notice came as a file of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from policykit.api.assigning import DutyTable, decided_profile, duty_table
from policykit.api.duty_rows import DutyRow, RowState
from policykit.api.workspace import Workspace
from policykit.decisions import Choice, Decisions, Edit, key_of
from policykit.errors import UsageError

if TYPE_CHECKING:
    from policykit.profile import Profile


@dataclass(frozen=True, slots=True)
class Carried:
    """`standing` decisions hold for the new document as they are, `review` ones must be confirmed on its new words,
    `gone` ones found no words like theirs; `kept` were left alone, as the new document had its own decision.
    `refused` are own deadlines later than the new document's, as (duty, own, the source's): they do not hold."""

    standing: int
    review: int
    gone: int
    kept: int
    table: DutyTable
    refused: tuple[tuple[str, str, str], ...] = ()


def carry_decisions(workspace: Workspace, profile: Path | Profile, old: str, new: str, by: str) -> Carried:
    """Copy the decisions about `old` to `new`, both documents of the workspace, in the name of `by`.

    Words that are the same keep their decision; changed ones ask for review, exactly as with a new version under the
    same name. The decisions about `old` stay. Raises UsageError for a document named badly or twice, ConflictError.
    """
    known = decided_profile(workspace, profile)
    with workspace.catalog() as catalog:
        before, after = workspace.load(old, catalog), workspace.load(new, catalog)
    if before.id == after.id:
        raise UsageError("新旧是同一份文件", hint="同名文件的新版本不必接转：分工自己会跟着文字走。")
    taken = {d.key for d in known.decisions if d.doc_id == after.id}
    edits: list[Edit] = []
    kept = 0
    for decision in (d for d in known.decisions if d.doc_id == before.id):
        mark = "added" if decision.choice is Choice.ADD else ""
        alone = mark or decision.key == key_of(before.id, decision.quote)
        key = key_of(after.id, decision.quote, mark if alone else decision.address)
        if key in taken:
            kept += 1
            continue
        taken.add(key)
        title = after.metadata.title or after.source.path
        moved = replace(decision, key=key, doc_id=after.id, doc_sha256=after.source.sha256, doc_title=title, version=0)
        edits.append(Edit(key, 0, moved))
    Decisions(workspace.root).save(known.name, edits, by.strip() or "接转")
    table = duty_table(workspace, known, [after.id])
    states = [r.state for r in table.rows if _key(r) in {e.key for e in edits}]
    return Carried(
        sum(s in (RowState.DECIDED, RowState.ADDED) for s in states),
        states.count(RowState.REVIEW),
        states.count(RowState.GONE),
        kept,
        table,
        tuple((r.text, r.refused, r.source_deadline) for r in table.rows if r.refused),
    )


def _key(row: DutyRow) -> str:
    return row.earlier.decision.key if row.earlier is not None else row.key
