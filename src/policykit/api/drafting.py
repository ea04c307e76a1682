"""Drafting in a workspace: plans, annexes, and the duties that bind a department."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.api.workspace import Workspace
from policykit.errors import UsageError
from policykit.model.address import spoken

if TYPE_CHECKING:
    from policykit.api.planning import Wishes
    from policykit.catalog import Catalog
    from policykit.model.document import Document
    from policykit.model.output import Annex, Draft


EVERYTHING = "全部"


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One duty of the workspace and whether it binds the department.

    `ref` is `<doc id>~<address>`, `spoken` the address as one would write it; `role` and `modality` are the
    Chinese words of `model.annotation`; `binds` is None where no department was named, `reason` says why not.
    """

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
        """The fields by name, as `policykit duties --json` prints them."""
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
    wishes: Wishes | None = None,
) -> Draft:
    """A plan from documents of the workspace, each by any of its names; one named twice is taken once.

    `template` is the name of a template of the workspace or a built-in one, or a .md file; `day` None leaves the
    date a 【待填写】; `final` leaves out all marks for review. `wishes` says all that can be chosen, instead of the
    two. `planning.plan` gives the report on the draft as well. Raises UsageError for a source that is none or
    several documents, ProfileError, TemplateError.
    """
    from policykit.api.planning import Wishes, plan

    return plan(workspace, template, profile, sources, wishes or Wishes(day, final)).draft


def annex(workspace: Workspace, kind: str, profile: Path | None, sources: Sequence[str]) -> Annex:
    """An annex table from documents of the workspace, each by any of its names.

    `kind` is one of `draft.KINDS` (任务分工表, 执法职责分类表). Without a profile all duties of the documents are
    listed. 全部 as the source is every document.
    Raises UsageError for an unknown kind or source, ProfileError.
    """
    from policykit.api.assigning import decided_profile
    from policykit.draft import build

    with workspace.catalog() as catalog:
        documents = _documents(workspace, sources, catalog)
        return build(kind, decided_profile(workspace, profile) if profile else None, documents, catalog)


def write_output(
    workspace: Workspace, output: Draft | Annex, path: Path, *, overwrite: bool = False
) -> tuple[Path, ...]:
    """Write a draft or an annex as .docx, .xlsx, .csv or .md; answers with the paths written.

    Raises UsageError for a place inside corpus/ or indexes/, where originals must stay as they came, RenderError
    where the file exists and `overwrite` is not set, for another suffix, or where the folder cannot be written to;
    WorkspaceError where the workspace's record of what was generated cannot be written.
    """
    from policykit.api.recording import record
    from policykit.render import write

    for name, why in (("corpus", "存放原件"), ("indexes", "存放索引")):
        if Path(os.path.realpath(path)).is_relative_to((workspace.root / name).resolve()):
            raise UsageError(
                f"成稿不能写进工作区的 {name} 文件夹（{why}用）：{path}", hint="换一个文件夹，如工作区旁边的“成稿”。"
            )
    paths = write(_for_format(output, path.suffix.lower()), path, overwrite=overwrite)
    record(workspace.root, output, paths)
    return paths


def _for_format(output: Draft | Annex, suffix: str) -> Draft | Annex:
    """Only Word has comments: elsewhere a draft for review shows its sources in a closing table."""
    from policykit.draft import with_source_table
    from policykit.model.output import Draft

    comments = isinstance(output, Draft) and dict(output.settings).get("marks") == "comments"
    return with_source_table(output) if comments and suffix != ".docx" and isinstance(output, Draft) else output


def _documents(workspace: Workspace, names: Sequence[str], catalog: Catalog) -> list[Document]:
    """The documents in the order named, each once; 全部 alone means all of the workspace."""
    if list(names) == [EVERYTHING]:
        return [workspace.load(summary.id, catalog) for summary in catalog.summaries()]
    ids = dict.fromkeys(workspace.find(name, catalog) for name in names)
    return [workspace.load(doc_id, catalog) for doc_id in ids]


def duties(workspace: Workspace, sources: Sequence[str], profile: Path | None = None) -> tuple[DutyLine, ...]:
    """The duties of the named documents (all but earlier versions where none is named), in print order.

    With a profile each says whether it binds the department and why. Raises UsageError for a source that is none
    or several documents, ProfileError.
    """
    from policykit.draft.binding import Binder
    from policykit.profile import load_profile

    binder = Binder(load_profile(profile)) if profile else None
    out: list[DutyLine] = []
    with workspace.catalog() as catalog:
        titles = {s.id: s.metadata.title or s.path for s in catalog.summaries()}
        later = workspace.corpus.lineage.successors()
        every = [i for i in titles if later.get(i) not in titles]
        ids = list(dict.fromkeys(workspace.find(name, catalog) for name in sources)) or every
        for doc_id in ids:
            rows = catalog.duties(doc_id)
            here = binder
            # A document that names classes of bodies may say itself who they are.
            if binder and binder.classes.open(a for row in rows for a in row.duty.actors):
                document = catalog.load(doc_id)
                here = binder.reading(document) if document else binder
            for row in rows:
                duty = row.duty
                binding = here.bind(duty) if here else None
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
