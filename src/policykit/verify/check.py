"""Verification of one finished file: what it prints against its record, and the record against the sources now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from policykit.errors import UnreadableInput, UnsupportedFormat
from policykit.model.diagnostic import Severity
from policykit.model.store import DocumentStore
from policykit.verify.compare import Compared, compare_lines, compare_rows
from policykit.verify.drawn import Drawn
from policykit.verify.placeholder import holes
from policykit.verify.printed import Printed
from policykit.verify.record import Record, read_record
from policykit.verify.report import CheckedLine, Finding, State, Unchecked, VerifyReport
from policykit.verify.sources import Sources

FORMATS = (".docx", ".xlsx", ".csv", ".md")


def verify_file(path: Path, store: DocumentStore) -> VerifyReport:
    """Check every paragraph and row of a finished .docx, .xlsx, .csv (with its sidecar) or .md.

    Reads the file and the store only. Raises UnreadableInput where the file is broken, hostile or carries no
    record, UnsupportedFormat for another suffix; whatever is wrong with the content is in the report.
    """
    printed = read_printed(path)
    if printed.record is None:
        raise UnreadableInput(
            f"文件里没有出处记录，无法核验：{path}",
            hint="只有 policykit 生成的成稿带有出处记录。自己写的稿子，请用 policykit cite check 核对其中的引用。",
        )
    record = read_record(printed.record)
    return _report(path, record, printed, Sources(store))


def read_printed(path: Path) -> Printed:
    """What a finished file prints, by its suffix. Raises UnreadableInput, UnsupportedFormat."""
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise UnsupportedFormat(
            f"不能核验这种格式：{path.suffix or path.name}", hint=f"可以核验的格式：{' '.join(FORMATS)}。"
        )
    return _reader(suffix)(path)


def _reader(suffix: str) -> Callable[[Path], Printed]:
    # One reader is loaded, not four.
    match suffix:
        case ".docx":
            from policykit.verify import word_file

            return word_file.read
        case ".xlsx":
            from policykit.verify import workbook_file

            return workbook_file.read
        case ".csv":
            from policykit.verify import plain_file

            return plain_file.read_csv
        case _:
            from policykit.verify import markdown_file

            return markdown_file.read


def _report(path: Path, record: Record, printed: Printed, sources: Sources) -> VerifyReport:
    findings: list[Finding] = []
    unchecked: list[Unchecked] = []
    if not record.sound:
        reason = "出处记录的校验值不符：记录在生成之后被改动过，下面的核对结果不能作准；请重新生成该文件。"
        findings.append(Finding("record.changed", Severity.ERROR, (), "出处记录", "", reason))
    compared = (compare_lines(record.lines, printed.paragraphs), compare_rows(record.rows, printed.rows))
    drawn = Drawn(sources)
    for part in compared:
        findings += part.findings
        unchecked += part.unchecked
        counted = {u.unit for u in part.unchecked}
        for unit, place, shown, as_recorded in part.present:
            more, why_not = drawn.check(unit, place, shown, as_recorded)
            findings += more
            if why_not and why_not.unit not in counted:
                unchecked.append(why_not)
    findings += drawn.documents(record.dropped)
    recorded = [u for u in (*record.lines, *record.rows) if not u.header]
    found = len(recorded) + sum(part.added for part in compared)
    checked = found - len(unchecked)
    return VerifyReport(
        path=str(path),
        title=record.title,
        template=record.template,
        found=found,
        checked=checked,
        findings=_in_order(findings, record),
        unchecked=tuple(unchecked),
        placeholders=_open(printed),
        states=tuple(state for part in compared for state in part.states),
        lines=_lines(record, compared),
    )


def _lines(record: Record, compared: Iterable[Compared]) -> tuple[CheckedLine, ...]:
    """Every recorded unit with its state and what the file prints for it."""
    states: dict[str, State] = {}
    present: dict[str, tuple[str, tuple[str, ...]]] = {}
    for part in compared:
        states.update(part.states)
        present.update({unit.id: (place, texts) for unit, place, texts, _ in part.present})
    out = []
    for unit in (*record.lines, *record.rows):
        place, printed = present.get(unit.id, (unit.place, ()))
        sources = tuple(dict.fromkeys((s.doc_id, s.doc_title, s.address) for s in unit.sources))
        state = states.get(unit.id, State.MISSING)
        out.append(CheckedLine(unit.id, unit.kind, place, unit.cells, printed, state, sources, unit.header))
    return tuple(out)


def _in_order(findings: list[Finding], record: Record) -> tuple[Finding, ...]:
    """By unit as recorded, what was added by hand after them, information last."""
    order = {unit.id: n for n, unit in enumerate((*record.lines, *record.rows))}

    def key(finding: Finding) -> tuple[bool, int]:
        by_hand = -1 if finding.code == "record.changed" else len(order)
        return finding.severity is Severity.INFO, order.get(finding.units[0], by_hand) if finding.units else by_hand

    return tuple(sorted(findings, key=key))


def _open(printed: Printed) -> tuple[str, ...]:
    texts = [p.text for p in printed.paragraphs] + [c.text for r in printed.rows for c in r.cells]
    return tuple(hole for text in texts for hole in holes(text))
