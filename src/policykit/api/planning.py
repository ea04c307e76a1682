"""A plan and the report on it: what it took over from its sources, how long it is, what law it cites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.api.workspace import Workspace
from policykit.errors import UsageError

if TYPE_CHECKING:
    from policykit.api.cited_law import CitedLaw
    from policykit.draft.inheritance import Inheritance
    from policykit.draft.length import Length
    from policykit.draft.past import PastLimit
    from policykit.draft.progress import Progress
    from policykit.model.output import Draft

MARKS = {"批注": "comments", "对照表": "table", "无": "none"}  # as people say it, and as `Draft.settings` holds it


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a clerk may choose. `day` is the 成文日期, `printed_on` the 印发日期, None leaves them open; `final` is the
    copy to be signed, without marks; `marks` is comments, table or none; `carry` the template of the plan that an
    印发通知 carries (无: none); `progress` a table (.csv, .xlsx) of how far the tasks have come; `budget` the longest
    the plan should be, in characters."""

    day: date | None = None
    final: bool = False
    marks: str = "comments"
    carry: str = ""
    printed_on: date | None = None
    progress: Path | None = None
    budget: int = 4_000


@dataclass(frozen=True, slots=True)
class PlanReport:
    """What a person should know before using a draft. `unplaced` are rows of the progress table that fit no task,
    `past` limits of the sources that were over on the drafting day (the plan's, else today), `unlisted` classes of
    bodies of which the profile does not say whether they take in the department, with the duties left out for it;
    `addressed` whom paragraphs of the draft still speak to as the source did (各部门), with their number."""

    inheritance: Inheritance
    length: Length
    cited: tuple[CitedLaw, ...]
    omitted: tuple[tuple[str, str], ...]
    unplaced: tuple[Progress, ...] = ()
    past: tuple[PastLimit, ...] = ()
    unlisted: tuple[tuple[str, int], ...] = ()
    addressed: tuple[tuple[str, int], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The report as plain values, for --json and for the pages."""
        from policykit.api.plan_report import to_json

        return to_json(self)

    def to_markdown(self, title: str) -> str:
        """The report as a text for people."""
        from policykit.api.plan_report import to_markdown

        return to_markdown(self, title)


@dataclass(frozen=True, slots=True)
class Plan:
    """A draft, ready for `drafting.write_output`, and the report on it."""

    draft: Draft
    report: PlanReport


def plan(
    workspace: Workspace, template: str, profile: Path, sources: Sequence[str], wishes: Wishes | None = None
) -> Plan:
    """A plan from documents of the workspace, each by any of its names, with its report.

    `template` is the name of a template of the workspace or a built-in one, or a .md file. Raises UsageError for a
    source that is none or several documents or marks that there are not, ProfileError, TemplateError.
    """
    from policykit.api.assigning import decided_profile
    from policykit.api.cited_law import cited_law, remarked
    from policykit.api.progress_table import read_progress
    from policykit.draft import Options, compose
    from policykit.draft.addressed import addressed
    from policykit.draft.annexes.rows import tasks_of
    from policykit.draft.compose import MARKS as KNOWN
    from policykit.draft.inheritance import inheritance
    from policykit.draft.length import length
    from policykit.draft.past import past_limits
    from policykit.draft.progress import unplaced
    from policykit.draft.unlisted import unlisted

    chosen = wishes or Wishes()
    if chosen.marks not in KNOWN:
        raise UsageError(f"没有“{chosen.marks}”这种标注", hint=f"可用的有：{'、'.join(MARKS)}。")
    told = read_progress(chosen.progress) if chosen.progress else ()
    options = Options(
        chosen.day,
        chosen.final,
        workspace.root / "templates",
        chosen.marks,
        chosen.carry,
        chosen.printed_on,
        told,
    )
    with workspace.catalog() as catalog:
        ids = dict.fromkeys(workspace.find(name, catalog) for name in sources)
        documents = [workspace.load(doc_id, catalog) for doc_id in ids]
        whose = decided_profile(workspace, profile)
        made = compose(template, whose, documents, catalog, options)
        cited = cited_law(made, catalog, chosen.day)
    tasks = tasks_of(whose, documents)
    report = PlanReport(
        inheritance(made, documents),
        length(made.lines, chosen.budget),
        cited,
        made.omitted,
        unplaced(told, tasks, whose) if told else (),
        past_limits(tasks, chosen.day or date.today()),
        unlisted(made.dropped),
        addressed(made.lines),
    )
    made = made if chosen.final else remarked(made, cited)
    settings = (*made.settings, ("profile_sha256", _sha256(profile)))
    return Plan(replace(made, settings=settings), report)


def _sha256(path: Path) -> str:
    from hashlib import sha256

    return sha256(path.read_bytes()).hexdigest()
