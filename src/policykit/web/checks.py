"""What the check of a distribution finds, beside the duties and the lines of the draft it concerns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policykit.api import works
from policykit.api.works import Work
from policykit.web.page_words import for_pages

if TYPE_CHECKING:
    from policykit.api.assigning import DutyTable
    from policykit.api.duty_rows import DutyRow
    from policykit.check.model import CheckReport, Finding
    from policykit.model.output import Line
    from policykit.web.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to look at beside a line or a duty; `level` is bad, warn or info."""

    level: str
    text: str

    def to_json(self) -> dict[str, str]:
        return {"level": self.level, "text": self.text}


@dataclass(frozen=True, slots=True)
class Checked:
    """The report with its findings by duty and by the number of the line (from 1) that prints the duty; `others` are
    about the whole."""

    report: CheckReport
    duties: dict[str, tuple[Note, ...]]
    lines: dict[int, tuple[Note, ...]]
    others: tuple[Note, ...]

    def to_json(self) -> dict[str, Any]:
        """As the API gives it."""
        return {
            "found": self.report.found,
            "checked": self.report.checked,
            "clean": self.report.clean,
            "summary": self.report.summary(),
            "duties": {key: [n.to_json() for n in notes] for key, notes in self.duties.items()},
            "others": [n.to_json() for n in self.others],
        }


def checked(bench: Workbench, work: Work, lines: Iterable[Line], table: DutyTable) -> Checked:
    """Check the duties of a work as they are assigned now. Raises as `check` does."""
    from policykit.api.checking import check

    profile = works.profile_of(bench.workspace, work)
    report = check(bench.workspace, profile, work.sources)
    rows = {r.key: r for r in table.rows}
    printed = _Printed(lines)
    duties: dict[str, list[Note]] = {}
    by_line: dict[int, list[Note]] = {}
    others: list[Note] = []
    for finding in report.findings:
        note = _note(finding)
        row = rows.get(finding.key)
        if row is None:
            where = f"{finding.place}：" if finding.place else ""
            others.append(Note(note.level, where + note.text))
            continue
        duties.setdefault(row.key, []).append(note)
        if number := printed.line_of(row):
            by_line.setdefault(number, []).append(note)
    return Checked(
        report,
        {key: tuple(dict.fromkeys(found)) for key, found in duties.items()},
        {number: tuple(dict.fromkeys(found)) for number, found in by_line.items()},
        tuple(dict.fromkeys(others)),
    )


def _note(finding: Finding) -> Note:
    advice = f"；{finding.advice}" if finding.advice else ""
    return Note("bad" if finding.severity.value == "error" else "warn", for_pages(f"{finding.wrong}{advice}"))


class _Printed:
    """Which line prints the words of a duty."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._places: dict[tuple[str, str], list[tuple[str, int]]] = {}
        for number, line in enumerate(lines, start=1):
            for source in line.sources:
                self._places.setdefault((source.doc_id, source.address), []).append((source.quote, number))

    def line_of(self, row: DutyRow) -> int:
        """The number of the line, 0 where none prints it."""
        for quote, number in self._places.get((row.doc_id, row.address), ()):
            if quote and (quote in row.text or row.text in quote):
                return number
        return 0
