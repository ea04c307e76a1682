"""Drafting in a workspace: plans, annexes, and the duties that bind a department."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.api.workspace import Workspace
from policykit.model.address import spoken

if TYPE_CHECKING:
    from policykit.model.output import Annex, Draft


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One duty of the workspace and whether it binds the department. `binds` is None where none was named."""

    ref: str
    title: str
    spoken: str
    actors: tuple[str, ...]
    role: str | None
    modality: str
    action: str
    deadline: str | None
    binds: bool | None
    reason: str

    def to_json(self) -> dict[str, Any]:
        from dataclasses import asdict

        return asdict(self)


def draft(
    workspace: Workspace,
    template: str,
    profile: Path,
    sources: Sequence[str],
    day: date | None = None,
    *,
    final: bool = False,
) -> Draft:
    """A plan from documents of the workspace, each by any of its names."""
    from policykit.draft import Options, compose
    from policykit.profile import load_profile

    options = Options(day, final, workspace.root / "templates")
    with workspace.catalog() as catalog:
        documents = [workspace.load(name, catalog) for name in sources]
        return compose(template, load_profile(profile), documents, catalog, options)


def annex(workspace: Workspace, kind: str, profile: Path | None, sources: Sequence[str]) -> Annex:
    """An annex table from documents of the workspace."""
    from policykit.draft import build
    from policykit.profile import load_profile

    with workspace.catalog() as catalog:
        documents = [workspace.load(name, catalog) for name in sources]
        return build(kind, load_profile(profile) if profile else None, documents, catalog)


def duties(workspace: Workspace, sources: Sequence[str], profile: Path | None = None) -> tuple[DutyLine, ...]:
    """The duties of the named documents (all where none is named), in print order."""
    from policykit.draft.binding import Binder
    from policykit.profile import load_profile

    binder = Binder(load_profile(profile)) if profile else None
    out: list[DutyLine] = []
    with workspace.catalog() as catalog:
        titles = {s.id: s.metadata.title or s.path for s in catalog.summaries()}
        ids = [workspace.find(name, catalog) for name in sources] or list(titles)
        for doc_id in ids:
            for row in catalog.duties(doc_id):
                duty = row.duty
                binding = binder.bind(duty) if binder else None
                out.append(
                    DutyLine(
                        f"{doc_id}~{duty.clause}",
                        titles[doc_id],
                        spoken(duty.clause),
                        duty.actors,
                        duty.role.value if duty.role else None,
                        duty.modality.value,
                        duty.action,
                        duty.deadline,
                        (binding.why is not None) if binding else None,
                        binding.reason if binding else "",
                    )
                )
    return tuple(out)
