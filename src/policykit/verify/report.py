"""What verification answers: how much there was, how much was checked, what is wrong and where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from policykit.model.diagnostic import Severity


class State(StrEnum):
    """What became of one recorded paragraph or row in the file."""

    INTACT = "intact"
    EDITED = "edited"
    MISSING = "missing"
    MOVED = "moved"
    FILLED = "filled"  # a 【待填写】 was filled in by a person


_SPOKEN = {Severity.ERROR: "问题", Severity.WARNING: "注意", Severity.INFO: "说明"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a reader must look at. INFO alone does not fail the verification.

    `units` are the ids in the record (`l7`, `t1r3`; `t1h` for a header row), empty for what no record covers.
    `place` says where in the file; `printed` is the printed text, shortened; `source` the source address as one
    would speak it; `before` and `after` the texts compared, `change` their smallest difference.
    """

    code: str
    severity: Severity
    units: tuple[str, ...]
    place: str
    printed: str
    reason: str
    source: str = ""
    before: str = ""
    after: str = ""
    change: str = ""

    @property
    def serious(self) -> bool:
        return self.severity is not Severity.INFO


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A paragraph or row that could not be checked, and why. `unit` is empty where no record covers it."""

    unit: str
    place: str
    printed: str
    reason: str


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """One recorded paragraph or table row, in the record's order, for whoever wants to see every one.

    `recorded` are its texts (one of a paragraph, one a cell of a row) as written, `printed` as the file has them,
    empty where it is missing; `sources` are (document id, title, address). `header` marks a table's column names.
    """

    unit: str
    kind: str
    place: str
    recorded: tuple[str, ...]
    printed: tuple[str, ...]
    state: State
    sources: tuple[tuple[str, str, str], ...]
    header: bool = False


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """`found` counts the recorded paragraphs and rows and those added by hand; `checked` those with a verdict."""

    path: str
    title: str
    template: str
    found: int
    checked: int
    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...]
    placeholders: tuple[str, ...]
    states: tuple[tuple[str, State], ...]
    lines: tuple[CheckedLine, ...] = ()

    @property
    def clean(self) -> bool:
        """Everything was checked and nothing but information was found."""
        return self.checked == self.found and not any(f.serious for f in self.findings)

    @property
    def exit_status(self) -> int:
        return 0 if self.clean else 1

    def summary(self) -> str:
        """One sentence a person can act on."""
        serious = sum(f.serious for f in self.findings)
        out = f"共 {self.found} 段（行），已核对 {self.checked} 段（行）"
        if self.unchecked:
            out += f"，{len(self.unchecked)} 段（行）未核对"
        out += f"；发现问题 {serious} 处" if serious else "；没有发现问题"
        if self.placeholders:
            out += f"；还有 {len(self.placeholders)} 处待填写"
        return out + "。"

    def told(self) -> tuple[str, ...]:
        """The report for a person: what was found, what was not checked, and the sum."""
        out = []
        for finding in self.findings:
            units = (
                f"（{'、'.join(finding.units[:5])}{'等' if len(finding.units) > 5 else ''}）" if finding.units else ""
            )
            text = f"“{finding.printed}”" if finding.printed else ""
            out.append(f"{_SPOKEN[finding.severity]}　{finding.place}{units}{text}：{finding.reason}")
        for item in self.unchecked:
            if item.unit:  # what was added by hand is among the findings already
                out.append(f"未核对　{item.place}（{item.unit}）“{item.printed}”：{item.reason}")
        return (*out, self.summary())

    def to_json(self) -> dict[str, Any]:
        """The report as plain JSON values, for `--json`."""
        return {
            "path": self.path,
            "title": self.title,
            "template": self.template,
            "found": self.found,
            "checked": self.checked,
            "clean": self.clean,
            "summary": self.summary(),
            "findings": [
                {
                    "code": f.code,
                    "severity": f.severity.value,
                    "units": list(f.units),
                    "place": f.place,
                    "printed": f.printed,
                    "reason": f.reason,
                    "source": f.source,
                    "before": f.before,
                    "after": f.after,
                    "change": f.change,
                }
                for f in self.findings
            ],
            "unchecked": [
                {"unit": u.unit, "place": u.place, "printed": u.printed, "reason": u.reason} for u in self.unchecked
            ],
            "placeholders": list(self.placeholders),
            "states": {unit: state.value for unit, state in self.states},
        }


def short(text: str, length: int = 40) -> str:
    """A text for one line of a report: breaks as spaces, cut with an ellipsis."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"
