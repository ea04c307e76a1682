"""The draft of a work as the pages show it: composed once for each state of all it is made of, its lines with notes.

A line is called `l` and its number in print, as in the record that travels with the finished file.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.api import works
from policykit.api.works import Work
from policykit.decisions import Decisions
from policykit.draft.placeholder import HOLE
from policykit.errors import PolicykitError
from policykit.model.address import spoken
from policykit.model.output import Draft, Line, Origin, Provenance
from policykit.web.checks import Checked, Note, checked
from policykit.web.page_words import for_pages

if TYPE_CHECKING:
    from policykit.api.assigning import DutyTable
    from policykit.api.planning import Plan as Made
    from policykit.api.planning import PlanReport
    from policykit.web.workbench import Workbench

ORIGINS = {
    Origin.SOURCE: "来文原句",
    Origin.LOCALISED: "来文原句，已按单位概况改称呼",
    Origin.PROFILE: "按单位概况写",
    Origin.TEMPLATE: "模板的固定用语",
    Origin.PLACEHOLDER: "待填写",
    Origin.COMPUTED: "自动编号或计数",
}
VERDICTS = {
    "no_such_article": ("bad", "没有这一条"),
    "repealed": ("bad", "已废止"),
    "unknown_document": ("warn", "未核对"),
    "ambiguous": ("warn", "未核对"),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """A composed draft. `notes` are by line id; `checked` None where the check could not be made, `unchecked` why."""

    draft: Draft
    report: PlanReport
    notes: dict[str, tuple[Note, ...]]
    checked: Checked | None
    unchecked: str = ""

    def line(self, line_id: str) -> Line | None:
        """The line of an id such as l7."""
        number = int(line_id[1:]) if line_id[:1] == "l" and line_id[1:].isdecimal() and len(line_id) < 8 else 0
        return self.draft.lines[number - 1] if 1 <= number <= len(self.draft.lines) else None


def plan_of(bench: Workbench, work: Work) -> Plan:
    """The plan of a work, remembered until anything it is made of changes.

    Raises UsageError, ProfileError, TemplateError as composing does.
    """
    reader = bench.reader()
    template = _stamp(bench.root / "templates" / f"{work.template}.md")

    def make() -> Plan:
        made = works.plan_work(bench.workspace, work)
        try:
            found, why = checked(bench, work, made.draft.lines, table_of(bench, work)), ""
        except PolicykitError as error:
            found, why = None, error.message
        return Plan(made.draft, made.report, _notes(made, found), found, why)

    return reader.once(("plan", work.id, work.version, template, *_decided(bench, work)), make)


def table_of(bench: Workbench, work: Work) -> DutyTable:
    """The duties of a work's sources as they stand, remembered likewise. Raises ProfileError, UsageError."""
    from policykit.api.assigning import duty_table

    profile = works.profile_of(bench.workspace, work)
    key = ("duties", work.sources, str(profile), *_decided(bench, work))
    return bench.reader().once(key, lambda: duty_table(bench.workspace, profile, work.sources))


def _decided(bench: Workbench, work: Work) -> tuple[Any, ...]:
    """What stands for the profile's text and all that was decided so far: never the time of a file, which may be
    coarse on a network drive."""
    from policykit.profile import load_profile

    profile = works.profile_of(bench.workspace, work)
    return _stamp(profile), Decisions(bench.root).version(load_profile(profile).name)


def _stamp(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _notes(made: Made, found: Checked | None) -> dict[str, tuple[Note, ...]]:
    """What to look at, by line: holes, cited law that is not simply verified, what the check found, and remarks."""
    cited: dict[str, list[Note]] = {}
    for law in made.report.cited:
        level, what = VERDICTS.get(law.verdict, ("warn", "未核对"))
        why = law.reason.removesuffix("，未核对")
        cited.setdefault(law.line, []).append(Note(level, f"{law.surface}：{what}（{why}）"))
    out: dict[str, tuple[Note, ...]] = {}
    for number, line in enumerate(made.draft.lines, start=1):
        notes = [Note("warn", f"待填写：{h[5:-1]}") for h in HOLE.findall(line.text)]
        notes += cited.get(line.text, ())
        notes += found.lines.get(number, ()) if found else ()
        notes += [
            Note("info", for_pages(r)) for r in line.remarks if not any(c.surface in r for c in made.report.cited)
        ]
        if notes:
            out[f"l{number}"] = tuple(dict.fromkeys(notes))
    return out


def source_json(source: Provenance) -> dict[str, Any]:
    """A source as the API gives it."""
    return {
        "doc_id": source.doc_id,
        "title": source.doc_title,
        "address": source.address,
        "spoken": spoken(source.address) if source.address else "",
        "quote": source.quote,
    }


def draft_json(plan: Plan) -> dict[str, Any]:
    """The whole draft with notes, as the API gives it."""
    draft = plan.draft
    return {
        "title": draft.title,
        "template": draft.template,
        "lines": [_line_json(f"l{n}", line, plan) for n, line in enumerate(draft.lines, start=1)],
        "annexes": [
            {
                "kind": a.kind,
                "title": a.title,
                "columns": [c.name for c in a.columns],
                "rows": [[c.text for c in r.cells] for r in a.rows],
            }
            for a in draft.annexes
        ],
        "dropped": [{**source_json(d.source), "reason": d.reason} for d in draft.dropped],
        "omitted": [{"heading": h, "reason": r} for h, r in draft.omitted],
        "placeholders": list(draft.placeholders),
    }


def _line_json(line_id: str, line: Line, plan: Plan) -> dict[str, Any]:
    return {
        "id": line_id,
        "kind": line.kind.value,
        "text": line.text,
        "origin": line.origin.value,
        "sources": [source_json(s) for s in line.sources],
        "changes": [{"rule": c.rule, "before": c.before, "after": c.after} for c in line.changes],
        "notes": [n.to_json() for n in plan.notes.get(line_id, ())],
    }
