"""Citations against a workspace: checking a draft, and who cites what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.api.reading import read
from policykit.api.workspace import Workspace
from policykit.model.address import spoken

if TYPE_CHECKING:
    from policykit.catalog import Catalog
    from policykit.cite.check import CheckReport
    from policykit.cite.citator import Reference


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """One clause that cites a document or an article of it. `target` is a document id, None where unknown."""

    source: str
    source_title: str
    source_spoken: str
    surface: str
    title: str
    article: str | None
    target: str | None
    verdict: str
    reason: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def check_file(workspace: Workspace, file: Path, on: date | None = None) -> CheckReport:
    """Check every citation of a file, in any readable form, against the workspace's corpus."""
    from policykit.cite.check import check

    document = read(file)
    with workspace.catalog() as catalog:
        return check(document, catalog, on)


def cites(workspace: Workspace, name: str) -> tuple[CitedPlace, ...]:
    """What a document of the workspace cites, in order of mention."""
    from policykit.cite.check import Checker
    from policykit.cite.citator import references

    with workspace.catalog() as catalog:
        document = workspace.load(name, catalog)
        return _places(references(document, Checker(catalog)), catalog)


def citing(workspace: Workspace, name: str) -> tuple[CitedPlace, ...]:
    """The clauses of the workspace that cite a document, by any of its names, or a title the corpus lacks."""
    from policykit.cite.check import Checker
    from policykit.cite.citator import cited_by

    with workspace.catalog() as catalog:
        target = workspace.find(name, catalog) if catalog.lookup(name) else name.strip("《》")
        documents = (d for s in catalog.summaries() if (d := catalog.load(s.id)) is not None)
        return _places(cited_by(documents, Checker(catalog), target), catalog)


def _places(references: Iterable[Reference], catalog: Catalog) -> tuple[CitedPlace, ...]:
    titles = {s.id: s.metadata.title or s.path for s in catalog.summaries()}
    return tuple(
        CitedPlace(
            str(r.source),
            titles.get(r.source.doc_id, r.source.doc_id),
            spoken(r.source.address),
            r.surface,
            r.title,
            r.article,
            str(r.target) if r.target else None,
            r.verdict.value,
            r.reason,
        )
        for r in references
    )
