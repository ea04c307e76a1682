"""Citations as links: what each of a document's citations points to, and the clauses that cite a document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policykit.model.address import spoken
from policykit.model.span import Span

if TYPE_CHECKING:
    from policykit.api.validity import Standing
    from policykit.catalog import Catalog
    from policykit.model.document import Document

MOST_CITING = 2000  # clauses listed of a law that everybody cites
_ARTICLE_END = re.compile(r"(?=第[^第]{1,12}[款项])|(?=（)")  # where the article ends and its parts begin


@dataclass(frozen=True, slots=True)
class Link:
    """One citation. `span` is in the document's text; `target` a document id, None where the corpus lacks it or it is
    not certain, `article` the first article named, in words; `verdict` of `cite.resolve.Verdict`."""

    clause: str
    span: Span
    title: str
    target: str | None
    article: str | None
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class Citing:
    """A clause that cites a document. `ref` is `<doc id>~<address>`, `article` as printed or None."""

    ref: str
    doc_id: str
    title: str
    address: str
    spoken: str
    surface: str
    article: str | None

    def to_json(self) -> dict[str, Any]:
        """The fields by name."""
        names = ("ref", "doc_id", "title", "address", "spoken", "surface", "article")
        return {name: getattr(self, name) for name in names}


def links(document: Document, standing: Standing) -> tuple[Link, ...]:
    """Every citation of a document, resolved by name; of the document itself too. Articles are not looked up."""
    from policykit.annotate.citations.defined import defined_names
    from policykit.annotate.citations.mentions import mention
    from policykit.cite.articles import expand
    from policykit.cite.parts import effect, pending
    from policykit.cite.resolve import Verdict, meant

    defined = defined_names(document)
    out: list[Link] = []
    for citation in document.citations:
        places = expand(citation.article) if citation.article else None
        article = str(places[0]) if places else None
        if citation.self_reference:
            if article:
                out.append(Link(citation.clause, citation.span, citation.title, document.id, article, "own", ""))
            continue
        found = meant(standing.index, mention(document, citation, defined), standing.on)
        sure = found.verdict in (Verdict.VERIFIED, Verdict.REPEALED) and found.entries
        entry = found.entries[0] if sure else None
        title = entry.title if entry else citation.title
        target = entry.id if entry else None
        verdict, reason = found.verdict, found.reason
        if places and entry and verdict is Verdict.VERIFIED and citation.version is None:
            done = effect(pending(standing.index, title, found.entries, standing.on), places[0])
            if done is not None and done.kind == "repeals":
                verdict, reason = Verdict.REPEALED, done.reason
        out.append(Link(citation.clause, citation.span, title, target, article, verdict.value, reason))
    return tuple(out)


def citing_clauses(catalog: Catalog, standing: Standing, doc_id: str, article: str = "") -> tuple[Citing, ...]:
    """Clauses of other documents that cite this one, in order of their documents, at most MOST_CITING.

    With `article` (第三条) only those that name it, by itself or within a list or a range.
    """
    from policykit.cite.citator import cited_by, may_mean

    titles = may_mean(standing.cited, standing.index, doc_id)
    out: dict[tuple[str, str | None], Citing] = {}
    for found in cited_by(catalog.mentions(titles), standing.index, doc_id, standing.on):
        source = found.source
        if source.doc_id == doc_id or source.doc_id not in standing.index.entries:
            continue
        if article and (found.article is None or _ARTICLE_END.split(found.article)[0] != article):
            continue
        out.setdefault(
            (str(source), found.article if article else None),
            Citing(
                str(source),
                source.doc_id,
                standing.index.entries[source.doc_id].title,
                source.address,
                spoken(source.address),
                found.surface,
                found.article,
            ),
        )
        if len(out) >= MOST_CITING:
            break
    return tuple(out.values())
