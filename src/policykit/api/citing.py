"""Citations against a workspace: checking a draft, and who cites what."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.api.reading import read
from policykit.api.workspace import Workspace
from policykit.api.writing import write_text
from policykit.errors import RenderError
from policykit.model.address import spoken

if TYPE_CHECKING:
    from policykit.api.register import Register
    from policykit.catalog import Catalog
    from policykit.cite.check import CheckReport
    from policykit.cite.citator import Reference
    from policykit.cite.graph import Graph


_ARTICLE_END = re.compile(r"(?=第[^第]{1,12}[款项])|(?=（)")  # where the article ends and its parts begin


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """One clause that cites a document or an article of it.

    `source` is `<doc id>~<address>` of the citing clause, `article` in Chinese numerals or None, `target` a document
    id, None where the corpus lacks it; `verdict` one of verified, no_such_article, repealed, unknown_document,
    ambiguous.
    """

    source: str
    source_title: str
    source_spoken: str
    surface: str
    title: str
    article: str | None
    target: str | None
    verdict: str
    reason: str
    successor: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The fields by name, as `policykit cite of --json` prints them."""
        return asdict(self)


def check_file(workspace: Workspace, file: Path, on: date | None = None) -> CheckReport:
    """Check every citation of a file, in any readable form, against the workspace's corpus.

    `on` is the day whose law counts, today where None. `report.found` counts citations, `report.checked` those with
    a verdict other than unknown_document and ambiguous; `report.clean` only where all are verified. Raises
    UnreadableInput or UnsupportedFormat for the file, WorkspaceError where nothing is indexed.
    """
    from policykit.api.register import register
    from policykit.cite.check import Checker

    document = read(file)
    with workspace.catalog() as catalog:
        return Checker(catalog, register(catalog).index).check(document, on)


def check_text(workspace: Workspace, text: str, on: date | None = None) -> CheckReport:
    """The same for a text at hand, as if it were a plain text file. Raises WorkspaceError where nothing is indexed."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="policykit-") as folder:
        file = Path(folder) / "文稿.txt"
        file.write_bytes(text.encode("utf-8", "replace"))
        return check_file(workspace, file, on)


def citation_graph(workspace: Workspace, on: date | None = None) -> Graph:
    """Documents of the workspace and who cites, amends or repeals whom, as the law stands `on` a day (today if None).

    Raises WorkspaceError where nothing is indexed.
    """
    from policykit.api.register import register
    from policykit.cite.graph import graph

    with workspace.catalog() as catalog:
        return graph(register(catalog).index, catalog.mentions(), on)


def write_graph(made: Graph, path: Path, *, overwrite: bool = False) -> Path:
    """The graph as Graphviz text (.dot) or .json. Raises RenderError for another suffix or a file in the way."""
    if path.suffix.lower() == ".dot":
        return write_text(path, made.to_dot(), overwrite=overwrite)
    if path.suffix.lower() == ".json":
        return write_text(path, json.dumps(made.to_json(), ensure_ascii=False, indent=1), overwrite=overwrite)
    raise RenderError(f"不能写成这种格式：{path.suffix or path.name}", hint="请用 .dot 或 .json。")


def cites(workspace: Workspace, name: str) -> tuple[CitedPlace, ...]:
    """What a document of the workspace cites, in order of mention. Raises UsageError for none or several."""
    from policykit.annotate.citations.mentions import mentions
    from policykit.api.register import register
    from policykit.cite.citator import references

    with workspace.catalog() as catalog:
        document = workspace.load(name, catalog)
        return _places(references(mentions(document), register(catalog).index, load=catalog.load), catalog)


def citing(workspace: Workspace, name: str) -> tuple[CitedPlace, ...]:
    """The clauses of the workspace that cite a document, by any of its names, or a title the corpus lacks.

    With an article (`<document>~第三条`, 《标题》第三条) only those that name the article or a part of it. Raises
    UsageError where the name means several documents, or the document has no such article.
    """
    from policykit.api.addressing import read_address
    from policykit.api.naming import matching, split_reference
    from policykit.api.register import register
    from policykit.cite.citator import cited_by, may_mean

    with workspace.catalog() as catalog:
        named, words = split_reference(catalog, name, workspace.root)
        known = register(catalog)
        target = _by_exact_name(known, named)
        if target is None:
            target = workspace.find(named, catalog) if matching(catalog, named, workspace.root) else named.strip("《》")
        wanted = ""
        if words:
            document = catalog.load(target)
            wanted = (read_address(document, words) if document else words).split("/")[0]
        titles = may_mean(known.cited, known.index, target)
        found: Iterable[Reference] = cited_by(catalog.mentions(titles), known.index, target, load=catalog.load)
        if wanted:
            found = (r for r in found if r.article and _ARTICLE_END.split(r.article)[0] == wanted)
        return _places(found, catalog)


def _by_exact_name(known: Register, name: str) -> str | None:
    """What a whole title stands for before parts of titles are tried: a document, whichever of its copies, or a title
    that is cited but not there (合同法 is not the interpretation of it). None where neither is certain.
    """
    from policykit.cite import names
    from policykit.cite.resolve import families

    same = known.index.named(name)
    if same:
        return same[0].id if len(families(same)) == 1 else None
    key = names.key(name)
    return name.strip("《》") if any(names.key(title) == key for title, _ in known.cited) else None


def repealed(workspace: Workspace, profile: Path | None = None, on: date | None = None) -> tuple[CitedPlace, ...]:
    """The clauses of the workspace that cite what is repealed on a day (today if None), with what took its place.

    With a profile only those of the department's own documents (issued by it or by a body it is part of). The
    `reason` of each names the repealing document. Raises WorkspaceError where nothing is indexed, ProfileError.
    """
    from policykit.api.register import register
    from policykit.cite.citator import references
    from policykit.cite.resolve import Verdict
    from policykit.profile import load_profile

    own = set(load_profile(profile).own_names) if profile else None
    with workspace.catalog() as catalog:
        known = register(catalog)
        summaries = known.summaries
        asked = {s.id for s in summaries if own is None or own & set(s.metadata.issuers)}
        mentions = (m for m in catalog.mentions() if m.doc_id in asked)
        found = references(mentions, known.index, on, catalog.load)
        # A document may well name what it repeals itself.
        ended = {s.id: {*s.metadata.repeals, *(c.title for c in s.metadata.changes)} for s in summaries}
        return _places(
            (r for r in found if r.verdict is Verdict.REPEALED and r.title not in ended[r.source.doc_id]), catalog
        )


def _places(references: Iterable[Reference], catalog: Catalog) -> tuple[CitedPlace, ...]:
    from policykit.api.register import register

    titles = register(catalog).titles
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
            r.successor,
        )
        for r in references
    )
