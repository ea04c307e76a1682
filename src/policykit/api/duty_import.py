"""Taking over what people changed in a table of duties: shown first, then saved; nothing doubtful is guessed.

A cell counts as changed where it differs from what the tool wrote into the file; where somebody changed the same
decision in the workspace meanwhile, the row is refused instead of one overwriting the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.api.assigning import RowChange, decided_profile, documents_of, edits_for, table_of
from policykit.api.duty_cells import CannotTell, changed_cells
from policykit.api.duty_rows import DutyRow, RowState
from policykit.api.duty_sheet import LABELS, OWN_BASIS, DutySheet, SheetDuty, names_in, plain, read_duty_sheet
from policykit.api.workspace import Workspace
from policykit.check.words import Alike
from policykit.decisions import Decisions, squeeze
from policykit.errors import UsageError

if TYPE_CHECKING:
    from policykit.model.document import Document
    from policykit.profile import Profile

ALIKE = 0.6  # two texts more alike than this are one duty with its words altered, not a new one
SHOWN = 40


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that differs. `cells` are (column, before, after)."""

    place: str
    key: str
    text: str
    cells: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not taken over, and why."""

    place: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """`missing` are duties the tool wrote into the table that it no longer has: they stay as they are. `saved` says
    whether the changes were written."""

    read: int
    unchanged: int
    changed: tuple[Changed, ...]
    refused: tuple[Refused, ...]
    missing: tuple[str, ...]
    unread: tuple[tuple[str, str], ...]
    saved: bool

    @property
    def clean(self) -> bool:
        return not self.refused and not self.missing

    def to_json(self) -> dict[str, Any]:
        """The fields by name and `clean`, as `policykit duties import --json` prints them."""
        return {**asdict(self), "clean": self.clean}


def import_duties(
    workspace: Workspace,
    profile: Path | Profile,
    file: Path,
    by: str,
    sources: Sequence[str] = (),
    *,
    save: bool = False,
) -> ImportReport:
    """What the file changes; with `save` the changes are written in the name of `by`, refused rows left out.

    `sources` only where the file has lost its record. Raises UsageError for a file without a table of duties or with
    unknown sources, UnreadableInput, UnsupportedFormat, ConflictError.
    """
    sheet = read_duty_sheet(file)
    if not sources and not sheet.sources:
        raise UsageError(f"表里没有留下来文的记录：{file}", hint="用 --source 写明是哪些来文的任务。")
    known = decided_profile(workspace, profile)
    documents = documents_of(workspace, sources or sheet.sources)
    reading = _Reading(workspace, known, documents, sheet)
    reading.read()
    if save and reading.accepted:
        if not by.strip():
            raise UsageError("没有写明是谁改的", hint="用 --by 写上姓名。")
        edits = edits_for(reading.table, known, documents, reading.accepted)
        Decisions(workspace.root).save(known.name, edits, by.strip())
    return replace(reading.report(), saved=save and bool(reading.accepted))


class _Reading:
    """One pass over the rows of a sheet."""

    def __init__(
        self, workspace: Workspace, profile: Profile, documents: tuple[Document, ...], sheet: DutySheet
    ) -> None:
        self.table = table_of(workspace, profile, documents)
        self.profile = profile
        self.documents = documents
        self.sheet = sheet
        self.accepted: list[RowChange] = []
        self.changed: list[Changed] = []
        self.refused: list[Refused] = []
        self.unread = list(sheet.unread)
        self.unchanged = 0
        self.by_key = {r.key: r for r in self.table.rows}
        self.by_words: dict[str, list[DutyRow]] = {}
        for row in self.table.rows:
            self.by_words.setdefault(plain(row.printed), []).append(row)
        self.alike = Alike(r.printed for r in self.table.rows)
        self.present = {plain(d.get("text")) for d in sheet.duties}
        self.seen: dict[str, SheetDuty] = {}
        self.last: DutyRow | None = None

    def read(self) -> None:
        for duty in self.sheet.duties:
            try:
                row = self._row(duty)
            except CannotTell as why:
                self._refuse(duty, str(why))
                continue
            if row is None:
                self._added(duty)
            elif row.key in self.seen:
                self._again(duty, row)
            else:
                self.seen[row.key] = duty
                self.last = row
                self._known(duty, row)

    def report(self) -> ImportReport:
        written = {plain(w.get("text", "")): w.get("text", "") for w in self.sheet.written}
        # A refused row may be a duty with its words altered: that is told there, not as missing.
        altered = Alike(r.text for r in self.refused)
        missing = [
            text
            for words, text in written.items()
            if words and words not in self.present and altered.nearest(words)[1] < ALIKE
        ]
        return ImportReport(
            len(self.sheet.duties),
            self.unchanged,
            tuple(self.changed),
            tuple(self.refused),
            tuple(missing),
            tuple(self.unread),
            False,
        )

    def _row(self, duty: SheetDuty) -> DutyRow | None:
        """The row the sheet's row is about; None for a new one. Raises CannotTell."""
        words = plain(duty.get("text"))
        named = self.by_key.get(squeeze(duty.get("key")))
        if named is not None and (plain(named.printed) == words or named.state is RowState.ADDED):
            return named
        same = self.by_words.get(words, [])
        if len(same) > 1:
            same = [r for r in same if squeeze(duty.get("basis")).endswith(squeeze(f"》{r.spoken}"))] or same
        if len(same) > 1:
            same = [r for r in same if squeeze(r.heading) == squeeze(duty.get("name"))] or same
        if len(same) > 1:
            raise CannotTell("来文里这句话不止一处，看不出是哪一处；请保留“依据条款”或“职责编号”一列")
        if same:
            return same[0]
        if named is not None and not self._elsewhere(named):
            raise CannotTell(f"职责的文字被改动，来文写的是“{named.printed}”；要改请改分工，不要改来文的话")
        at, likeness = self.alike.nearest(words)
        if likeness >= ALIKE and not self._elsewhere(self.table.rows[at]):
            printed = self.table.rows[at].printed
            raise CannotTell(f"职责的文字被改动，来文写的是“{printed}”；要改请改分工，不要改来文的话")
        return None

    def _elsewhere(self, row: DutyRow) -> bool:
        """Whether the duty stands unaltered in another row of the sheet: then this one is new."""
        return plain(row.printed) in self.present

    def _known(self, duty: SheetDuty, row: DutyRow) -> None:
        try:
            change, cells = changed_cells(duty, row, self._written(duty, row), self.profile)
            if change is None:
                self.unchanged += 1
                return
            edits_for(self.table, self.profile, self.documents, [change])
        except (CannotTell, UsageError) as why:
            self._refuse(duty, why.message if isinstance(why, UsageError) else str(why))
            return
        self.accepted.append(change)
        self.changed.append(Changed(duty.place, row.key, row.text, cells))

    def _written(self, duty: SheetDuty, row: DutyRow) -> dict[str, str] | None:
        """The row as the tool wrote it into this file."""
        same = [w for w in self.sheet.written if plain(w.get("text", "")) == plain(row.printed)]
        if len(same) > 1:
            same = [w for w in same if w.get("key") == row.key or w.get("basis", "").endswith(f"》{row.spoken}")]
        return same[0] if len(same) == 1 else None

    def _again(self, duty: SheetDuty, row: DutyRow) -> None:
        first = self.seen[row.key]
        kinds = ("unit", "helpers", "post", "person", "deadline", "keep")
        if all(squeeze(first.get(k)) == squeeze(duty.get(k)) for k in kinds):
            self.unread.append((duty.place, f"与{first.place}是同一项任务，内容相同，只算一次"))
            return
        self.accepted = [c for c in self.accepted if c.key != row.key]
        self.changed = [c for c in self.changed if c.key != row.key]
        self._refuse(duty, f"与{first.place}是同一项任务，分工却不同；一项任务只能有一个牵头，请留一行")

    def _added(self, duty: SheetDuty) -> None:
        """A row a person put in: a duty of the department's own, with its basis."""
        basis = duty.get("basis").removeprefix(OWN_BASIS)
        units = names_in(duty.get("unit"))
        if not basis:
            self._refuse(duty, "来文里没有这句话；如果是本单位增加的任务，请在“依据条款”一列写明依据")
            return
        if len(units) != 1:
            self._refuse(duty, "增加的任务要写一个牵头科室，只写一个")
            return
        home = self.last or next(iter(self.table.rows), None)
        doc_id = home.doc_id if home else self.documents[0].id
        change = RowChange(
            "",
            0,
            doc_id=doc_id,
            address=home.address if home else "",
            text=duty.get("text"),
            name=duty.get("name"),
            unit=units[0],
            helpers=names_in(duty.get("helpers")),
            post=duty.get("post"),
            person=duty.get("person"),
            deadline=duty.get("deadline"),
            basis=basis,
        )
        try:
            edits = edits_for(self.table, self.profile, self.documents, [change])
        except UsageError as why:
            self._refuse(duty, why.message)
            return
        self.accepted.append(change)
        told = tuple((LABELS[k], "", v) for k, v in duty.cells.items() if v and k in ("unit", "basis", "deadline"))
        self.changed.append(Changed(duty.place, edits[0].key, duty.get("text"), (("增加", "", "是"), *told)))

    def _refuse(self, duty: SheetDuty, why: str) -> None:
        self.refused.append(Refused(duty.place, duty.get("text"), why))
