"""What a new version of a source changes: which duties and whose posts, which lines and rows of finished files.

found = impact(workspace, "旧版.docx", "新版.docx", profile=Path("单位概况.yaml"), files=[Path("方案.docx")])
found = impact(workspace, "临政办发〔2026〕31号", profile=...)   # against the version it superseded
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.api.workspace import Workspace
from policykit.model.address import spoken

if TYPE_CHECKING:
    from policykit.api.duty_rows import DutyRow
    from policykit.compare import Comparison
    from policykit.model.document import Document
    from policykit.profile import Profile
    from policykit.verify.report import Finding


class DutyChange(StrEnum):
    """What became of a duty in the new version."""

    SAME = "same"
    MOVED = "moved"  # the same words under another number
    CHANGED = "changed"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class DutyImpact:
    """One duty in both versions. `before` and `after` are its words, `pieces` their (equal|delete|insert, text);
    `bound` and `binds` say whether it fell and falls to the department, `unit`, `post`, `people` who bore it (of a new
    one: who is proposed); `decided` that a person decided on it."""

    change: DutyChange
    old_spoken: str
    new_spoken: str
    before: str
    after: str
    pieces: tuple[tuple[str, str], ...]
    bound: bool
    binds: bool
    unit: str
    post: str
    people: tuple[str, ...]
    decided: bool
    key: str

    @property
    def touches(self) -> bool:
        """Whether the department has something to do about it."""
        return self.change is not DutyChange.SAME and (self.bound or self.binds)


@dataclass(frozen=True, slots=True)
class LineImpact:
    """A paragraph or row of a finished file that stands on a changed clause; `code` is as verification has it."""

    place: str
    printed: str
    code: str
    reason: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class FileImpact:
    """`missing` are new duties of the department that the file cannot have yet."""

    name: str
    lines: tuple[LineImpact, ...]
    unchanged: int
    missing: int


@dataclass(frozen=True, slots=True)
class PostImpact:
    """What one post has to look at: how many of its duties changed, moved, went, came."""

    unit: str
    post: str
    people: tuple[str, ...]
    changed: int = 0
    moved: int = 0
    gone: int = 0
    new: int = 0


@dataclass(frozen=True, slots=True)
class Impact:
    """`clauses` counts the clauses by kind of change; `duties` are all, in the new version's order.
    `taken_for` says which document of the workspace the old file at hand was taken for, and by what."""

    old_title: str
    new_title: str
    clauses: dict[str, int]
    comparison: Comparison
    duties: tuple[DutyImpact, ...]
    posts: tuple[PostImpact, ...]
    files: tuple[FileImpact, ...]
    taken_for: str = ""

    @property
    def touched(self) -> tuple[DutyImpact, ...]:
        return tuple(d for d in self.duties if d.touches)

    @property
    def clean(self) -> bool:
        """Nothing of the department's is touched."""
        return not self.touched and not any(f.lines or f.missing for f in self.files)

    def to_json(self) -> dict[str, Any]:
        """The fields by name, as `policykit impact --json` prints them."""
        return {
            "old": self.old_title,
            "new": self.new_title,
            "taken_for": self.taken_for,
            "clean": self.clean,
            "clauses": self.clauses,
            "comparison": self.comparison.to_json(),
            "duties": [asdict(d) for d in self.duties],
            "posts": [asdict(p) for p in self.posts],
            "files": [asdict(f) for f in self.files],
        }


def impact(
    workspace: Workspace,
    old: str,
    new: str = "",
    *,
    profile: Path | Profile | None = None,
    files: Sequence[Path] = (),
) -> Impact:
    """Compare two versions and say what of the department's changes.

    `old` and `new` are files at hand or documents of the workspace; without `new`, `old` names a document of the
    workspace that superseded an earlier version. Without a profile no duties are compared. Raises UsageError where
    there is no earlier version, UnreadableInput.
    """
    from policykit.compare import compare

    before, after, taken_for = _versions(workspace, old, new)
    comparison = compare(before, after)
    duties: tuple[DutyImpact, ...] = ()
    if profile is not None:
        from policykit.api.assigning import decided_profile

        duties = tuple(_duties(before, replace(after, id=before.id), decided_profile(workspace, profile)))
    new_ones = sum(1 for d in duties if d.change is DutyChange.NEW and d.binds)
    return Impact(
        comparison.old_title,
        comparison.new_title,
        {kind.value: count for kind, count in comparison.counts().items()},
        comparison,
        duties,
        _posts(duties),
        tuple(_file(workspace, path, before, after, new_ones) for path in files),
        taken_for,
    )


def _versions(workspace: Workspace, old: str, new: str) -> tuple[Document, Document, str]:
    if new:
        before, taken_for = _known(workspace, old)
        return before, _known(workspace, new)[0], taken_for
    from policykit.api.versions import preceding

    before, after = preceding(workspace, old)
    return replace(before, id=after.id), after, ""


def _known(workspace: Workspace, name: str) -> tuple[Document, str]:
    """The document; of a file at hand under the id it has in the workspace, and what told so.

    The same bytes are the same document; a file saved anew is known by its number, then by its title, where only one
    document of the workspace has it.
    """
    with workspace.catalog() as catalog:
        if not Path(name).is_file():
            return workspace.load(name, catalog), ""
        summaries = tuple(catalog.summaries())
    from policykit.pipeline import read

    document = read(Path(name))
    meta = document.metadata
    told = f"《{meta.title or Path(name).name}》"
    if any(s.sha256 == document.source.sha256 for s in summaries):
        found = [s for s in summaries if s.sha256 == document.source.sha256][:1]
        how = "内容相同"
    elif meta.doc_number and (found := [s for s in summaries if s.metadata.doc_number == meta.doc_number]):
        how = f"文号相同（{meta.doc_number}）"
    else:
        found = [s for s in summaries if meta.title and s.metadata.title == meta.title]
        how = "标题相同"
    if len(found) > 1:
        found = [s for s in found if s.metadata.title == meta.title]
    if len(found) != 1:
        return document, f"工作区里没有认出{told}，成稿里出自它的内容可能对不上；请先用 policykit add 收入旧版。"
    return replace(document, id=found[0].id), f"旧版{told}认作工作区里的 {found[0].path}（{how}）。"


def _duties(before: Document, after: Document, profile: Profile) -> list[DutyImpact]:
    """The rows of both versions paired by their words, then by likeness. Both documents bear the same id here."""
    from policykit.api.duty_rows import RowState, rows_of
    from policykit.compare.units import Unit
    from policykit.decisions import squeeze
    from policykit.lang.pairing import pair

    left = (RowState.GONE, RowState.ADDED)
    old = [r for r in rows_of(before, profile) if r.state not in left]
    new = [r for r in rows_of(after, profile) if r.state not in left]
    units = ([Unit(r.address, "", r.words, squeeze(r.words)) for r in rows] for rows in (old, new))
    return [_duty(old[i] if i is not None else None, new[j] if j is not None else None) for i, j in pair(*units)]


def _duty(old: DutyRow | None, new: DutyRow | None) -> DutyImpact:
    from policykit.api.duty_rows import RowState
    from policykit.compare.report import split_pieces
    from policykit.decisions import squeeze

    row = old or new
    assert row is not None  # a pair has at least one side
    if old is None or new is None:
        change = DutyChange.NEW if old is None else DutyChange.GONE
    elif squeeze(old.words) != squeeze(new.words):
        change = DutyChange.CHANGED
    else:
        change = DutyChange.SAME if old.address == new.address else DutyChange.MOVED
    before, after = old.words if old else "", new.words if new else ""
    pieces = split_pieces(before, after) if change is DutyChange.CHANGED else ()
    return DutyImpact(
        change,
        old.spoken if old else "",
        new.spoken if new else "",
        before,
        after,
        tuple((p.kind, p.text) for p in pieces),
        old.keep if old else False,
        new.keep if new else False,
        row.unit,
        row.post,
        row.people,
        row.state is RowState.DECIDED,
        (new or row).key,
    )


def _posts(duties: Sequence[DutyImpact]) -> tuple[PostImpact, ...]:
    counts: dict[tuple[str, str, tuple[str, ...]], dict[str, int]] = {}
    for duty in duties:
        if duty.touches:
            held = counts.setdefault((duty.unit, duty.post, duty.people), {})
            held[duty.change.value] = held.get(duty.change.value, 0) + 1
    return tuple(
        PostImpact(
            *who,
            changed=held.get("changed", 0),
            moved=held.get("moved", 0),
            gone=held.get("gone", 0),
            new=held.get("new", 0),
        )
        for who, held in sorted(counts.items())
    )


def _file(workspace: Workspace, path: Path, before: Document, after: Document, new_ones: int) -> FileImpact:
    """The lines and rows of a file that verification finds on changed clauses, with the new version in place."""
    from policykit.api.in_use import InUse
    from policykit.api.substitute import Substituted
    from policykit.model.diagnostic import Severity
    from policykit.verify import verify_file

    with workspace.catalog() as catalog:
        report = verify_file(path, Substituted(InUse(catalog, workspace), before, after))
    worst: dict[str, Finding] = {}
    for finding in report.findings:
        if finding.code.startswith("source.") and finding.units and finding.code != "source.new_version":
            known = worst.setdefault(finding.place, finding)
            if known.severity is not Severity.ERROR and finding.severity is Severity.ERROR:
                worst[finding.place] = finding
    lines = tuple(LineImpact(f.place, f.printed, f.code, f.reason, f.before, f.after) for f in worst.values())
    return FileImpact(path.name, lines, max(0, report.found - len(lines)), new_ones)


def told(duty: DutyImpact) -> str:
    """Where the duty stands, for people: 一、（一）→一、（二）."""
    if duty.old_spoken and duty.new_spoken and duty.old_spoken != duty.new_spoken:
        return f"{duty.old_spoken}→{duty.new_spoken}"
    return duty.new_spoken or duty.old_spoken or spoken("")
