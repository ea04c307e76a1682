"""A verification as the API gives it: every line with its state, what was found about it, and where its source is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policykit.model.address import spoken
from policykit.web.markup import clause_address
from policykit.web.schema import BOOLEAN, INTEGER, STRING, array, mapping, record

if TYPE_CHECKING:
    from policykit.verify.report import CheckedLine, Finding, VerifyReport

FINDING = record(
    code=STRING, severity=STRING, place=STRING, printed=STRING, reason=STRING, source=STRING, before=STRING,
    after=STRING, change=STRING,
)  # fmt: skip
LINE = record(
    unit=STRING, kind=STRING, place=STRING, recorded=array(STRING), printed=array(STRING), state=STRING,
    verdict=STRING, header=BOOLEAN, unchecked=STRING, findings=array(FINDING),
    pieces=array(array(STRING), says="与生成时的差别：每段为 [种类, 文字]；没有改动时为空"),
    sources=array(record(title=STRING, spoken=STRING, link=STRING)),
)  # fmt: skip
REPORT = record(
    name=STRING, title=STRING, template=STRING, found=INTEGER, checked=INTEGER, clean=BOOLEAN, summary=STRING,
    lines=array(LINE), others=array(FINDING), placeholders=array(STRING), counts=mapping(INTEGER),
    kept=STRING,
)  # fmt: skip
VERDICTS = {
    "ok": "没有问题",
    "edited": "改动过",
    "missing": "缺少",
    "moved": "换了位置",
    "source": "来源有变",
    "problem": "其他问题",
    "added": "手工添加",
    "unchecked": "未核对",
}
"""What the lines can be filtered by."""


def report_json(report: VerifyReport, name: str, kept: str = "") -> dict[str, Any]:
    """The report of a file called `name`; `kept` is the key under which it was kept, if it was."""
    by_unit: dict[str, list[Finding]] = {}
    for finding in report.findings:
        for unit in finding.units:
            by_unit.setdefault(unit, []).append(finding)
    unchecked = {u.unit: u.reason for u in report.unchecked if u.unit}
    lines = [_line(line, by_unit.get(line.unit, []), unchecked.get(line.unit, "")) for line in report.lines]
    lines += [_added(f) for f in report.findings if f.code in ("line.added", "row.added")]
    shown = [v for line in lines if not line["header"] or line["verdict"] != "ok" for v in (line["verdict"],)]
    return {
        "name": name,
        "title": report.title,
        "template": report.template,
        "found": report.found,
        "checked": report.checked,
        "clean": report.clean,
        "summary": report.summary(),
        "lines": lines,
        "others": [_finding(f) for f in report.findings if not f.units and not f.code.endswith(".added")],
        "placeholders": list(report.placeholders),
        "counts": {v: shown.count(v) for v in VERDICTS},
        "kept": kept,
    }


def _line(line: CheckedLine, findings: list[Finding], unchecked: str) -> dict[str, Any]:
    return {
        "unit": line.unit,
        "kind": line.kind,
        "place": line.place,
        "recorded": list(line.recorded),
        "printed": list(line.printed),
        "state": line.state.value,
        "verdict": _verdict(line, findings, unchecked),
        "header": line.header,
        "unchecked": unchecked,
        "findings": [_finding(f) for f in findings],
        "pieces": _pieces(line) if line.state.value == "edited" else [],
        "sources": [
            {"title": title, "spoken": spoken(address) if address else "", "link": clause_address(doc_id, address)}
            for doc_id, title, address in line.sources
        ],
    }


def _verdict(line: CheckedLine, findings: list[Finding], unchecked: str) -> str:
    """The gravest thing about a line."""
    state = line.state.value
    if state in ("missing", "edited"):
        return state
    serious = [f.code for f in findings if f.serious and not f.code.endswith(".moved")]
    if any(c.startswith("source.") for c in serious):
        return "source"
    if serious:
        return "problem"
    if unchecked:
        return "unchecked"
    return "moved" if state == "moved" else "ok"


def _pieces(line: CheckedLine) -> list[list[str]]:
    from policykit.compare.report import split_pieces

    pieces = split_pieces("　".join(line.recorded), "　".join(line.printed))
    return [[p.kind, p.text] for p in pieces]


def _added(finding: Finding) -> dict[str, Any]:
    return {
        "unit": "",
        "kind": "row" if finding.code == "row.added" else "body",
        "place": finding.place,
        "recorded": [],
        "printed": finding.after.split("\t"),
        "state": "added",
        "verdict": "added",
        "header": False,
        "unchecked": finding.reason,
        "findings": [_finding(finding)],
        "pieces": [],
        "sources": [],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "place": finding.place,
        "printed": finding.printed,
        "reason": finding.reason,
        "source": finding.source,
        "before": finding.before,
        "after": finding.after,
        "change": finding.change,
    }
