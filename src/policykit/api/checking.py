"""Checking the distribution of duties: the department's records, and finished files that people edited.

report = check(workspace, Path("单位概况.yaml"), ["临政办发〔2026〕31号"], [Path("任务分工表.xlsx")])
report.clean, report.findings
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from policykit.api.assigning import decided_profile, documents_of, table_of
from policykit.api.duty_rows import DutyRow, RowState
from policykit.api.workspace import Workspace
from policykit.errors import UsageError

if TYPE_CHECKING:
    from policykit.api.finished_file import FinishedFile
    from policykit.check.model import Borne, CheckReport, Demand, Indicated, Seat, Staff, Unchecked
    from policykit.model.document import Document
    from policykit.profile import Profile

RECORDS = "分工记录"


def check(
    workspace: Workspace, profile: Path | Profile, sources: Sequence[str] = (), files: Sequence[Path] = ()
) -> CheckReport:
    """Check the department's distribution of the duties of these sources, or the files made of it.

    Without files the records themselves are checked (what the rules propose and people decided). The sources of
    files are those their records name, unless given. Raises UsageError where no source is known, ProfileError,
    UnreadableInput, UnsupportedFormat.
    """
    from policykit.api.finished_file import read_finished
    from policykit.check.model import Subject
    from policykit.check.rules import run
    from policykit.check.tables import Reader

    known = decided_profile(workspace, profile)
    finished = tuple(read_finished(f) for f in files)
    named = list(sources) or list(dict.fromkeys(s for f in finished for s in f.sources))
    if not named:
        raise UsageError(
            "没有写明检查哪些来文的职责", hint="用 --source 写上来文；policykit 生成的文件里记着它的来文。"
        )
    documents = documents_of(workspace, named)
    rows = table_of(workspace, known, documents).rows
    read = {d.id: d for d in documents}
    demands = tuple(_demand(r, read[r.doc_id]) for r in rows if r.unit or r.state is not RowState.PROPOSED or r.printed)
    reader = Reader(demands)
    tables = tuple(t for f in finished for t in f.tables)
    borne = tuple(b for t in tables for b in reader.borne(t)) if files else tuple(_recorded(rows))
    subject = Subject(
        staff=_staff(known),
        demands=demands,
        borne=borne,
        tables=tables,
        prose=tuple((f.name, place, text) for f in finished for place, text in f.prose),
        plans=tuple(f.name for f in finished if _is_plan(f, demands)),
        indicated=tuple(i for d in documents for i in _indicated(d)),
    )
    asked = any(d.binding for d in demands)
    return run(subject, tuple(_unread(finished, subject.plans)) if asked else ())


def _demand(row: DutyRow, document: Document) -> Demand:
    from policykit.check.model import Demand, DemandState
    from policykit.draft.sections import ancestors

    states = {RowState.REVIEW: DemandState.REVIEW, RowState.GONE: DemandState.GONE, RowState.ADDED: DemandState.ADDED}
    above = [c.heading for c in ancestors(document, row.address.partition("/表")[0]) if c.heading]
    changed = row.earlier.pieces if row.earlier is not None else ()
    return Demand(
        key=row.key,
        title=row.title,
        spoken=row.spoken,
        text=row.printed,
        source=row.text,
        heading=row.heading,
        binding=row.keep,
        reason=row.reason,
        actors=tuple(b for _, bodies in row.bodies for b in bodies),
        deadline=row.deadline,
        source_deadline=row.source_deadline,
        year=int((document.metadata.issued_date or "0")[:4]),
        matters=(row.heading, *above[-1:]),
        unit="" if row.unit.startswith("【") else row.unit,
        helpers=row.helpers,
        post=row.post,
        people=row.people,
        basis=row.basis,
        state=states.get(row.state, DemandState.STANDING),
        now="".join(f"【{'-' if kind == 'delete' else '+'}{text}】" for kind, text in changed if kind != "equal"),
        decided=row.state in (RowState.DECIDED, RowState.ADDED),
        tabled=row.tabled,
        also=row.also,
        refused=row.refused,
    )


def _recorded(rows: Iterable[DutyRow]) -> Iterable[Borne]:
    """The records as rows: what the tables would print."""
    from policykit.check.model import Borne

    for row in rows:
        if row.keep:
            yield Borne(
                place=f"《{row.title}》{row.spoken}",
                table=RECORDS,
                text=row.printed,
                key=row.key,
                unit=row.unit,
                helpers=row.helpers,
                post=row.post,
                people=row.people,
                deadline=row.deadline,
                basis=row.basis,
            )


def _staff(profile: Profile) -> Staff:
    from policykit.check.model import Staff

    return Staff(
        name=profile.name,
        units={u.name: {p.name: tuple(x.name for x in p.people) for p in u.posts} for u in profile.units},
        heads={u.name: u.head for u in profile.units},
        head=profile.head.name if profile.head else "",
        deputies=tuple((d.name, d.units) for d in profile.deputies),
        head_units=profile.head.units if profile.head else (),
        seats=tuple(_seats(profile)),
        certificates={x.name: x.certificate for u in profile.units for p in u.posts for x in p.people if x.certificate},
    )


def _seats(profile: Profile) -> Iterable[Seat]:
    from policykit.check.model import Seat

    if profile.head is not None:
        yield Seat(profile.name, profile.head.post, profile.head.name)
    for deputy in profile.deputies:
        yield Seat(profile.name, deputy.post, deputy.name, f"分管{'、'.join(deputy.units)}" if deputy.units else "")
    for unit in profile.units:
        yield Seat(unit.name, "负责人", unit.head, "、".join(p.name for p in unit.posts))


def _indicated(document: Document) -> Iterable[Indicated]:
    from policykit.check.model import Indicated
    from policykit.draft.provenance import within
    from policykit.draft.segments import closed, segments, trimmed, whole
    from policykit.model.address import spoken

    for found in document.indicators:
        clause = document.clause(found.clause)
        span = within(clause, found.span) if clause is not None else None
        if clause is not None and span is not None:
            sentence = closed(trimmed(clause.text, whole(segments(clause.text), span)).of(clause.text))
            place = f"《{document.metadata.title or document.source.path}》{spoken(clause.address)}"
            yield Indicated(place, sentence, found.subject, found.text, found.value, found.unit, found.upper)


def _is_plan(file: FinishedFile, demands: Sequence[Demand]) -> bool:
    """Whether the paragraphs carry duties: at least one stands there word for word."""
    from policykit.check.words import plain

    whole = "\n".join(plain(text) for _, text in file.prose)
    return bool(whole) and any(plain(d.source) in whole or plain(d.text) in whole for d in demands)


def _unread(files: Iterable[FinishedFile], plans: Sequence[str]) -> Iterable[Unchecked]:
    from policykit.check.model import Unchecked

    for file in files:
        if not file.tables and file.name not in plans:
            yield Unchecked("文件", file.name, "", "没有找到职责表，正文里也没有来文的职责，没有可检查的内容")
