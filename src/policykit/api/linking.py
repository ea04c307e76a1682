"""Citations as links: what each of a document's citations points to, and the clauses that cite a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policykit.model.address import spoken
from policykit.model.span import Span

if TYPE_CHECKING:
    from policykit.api.validity import Standing
    from policykit.catalog import Catalog
    from policykit.model.document import Document

MOST_CITING = 5000  # mentions looked at of a law that everybody cites


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


def links(document: Document, standing: Standing, catalog: Catalog) -> tuple[Link, ...]:
    """Every citation of a document, resolved by name; of the document itself too. Articles are not looked up."""
    from policykit.cite.articles import expand
    from policykit.cite.check import Checker
    from policykit.cite.names_in_draft import defined_names
    from policykit.cite.resolve import Verdict

    checker = Checker(catalog, standing.index)
    defined = defined_names(document)
    out: list[Link] = []
    for citation in document.citations:
        places = expand(citation.article) if citation.article else None
        article = str(places[0]) if places else None
        if citation.self_reference:
            if article:
                out.append(Link(citation.clause, citation.span, citation.title, document.id, article, "own", ""))
            continue
        meant = checker.meant(document, citation, defined, standing.on)
        sure = meant.verdict in (Verdict.VERIFIED, Verdict.REPEALED) and meant.entries
        entry = meant.entries[0] if sure else None
        title = entry.title if entry else citation.title
        target = entry.id if entry else None
        out.append(Link(citation.clause, citation.span, title, target, article, meant.verdict.value, meant.reason))
    return tuple(out)


def names_of(standing: Standing, titles: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Document id → the printed titles of `titles` (`Catalog.cited_titles`) that name it."""
    out: dict[str, list[str]] = {}
    for title in titles:
        for entry in standing.index.named(title):
            out.setdefault(entry.id, []).append(title)
    return {doc_id: tuple(found) for doc_id, found in out.items()}


def citing_clauses(
    catalog: Catalog, standing: Standing, doc_id: str, printed: Iterable[str], article: str = ""
) -> tuple[Citing, ...]:
    """Clauses of other documents that name this one by one of its `printed` titles, in order of their documents.

    With `article` (第三条) only those that name it, by itself or within a list or a range. The edition meant is not
    looked into: a clause that cites an older text of the same name is in the list too.
    """
    from policykit.cite.articles import expand

    out: list[Citing] = []
    seen: set[tuple[str, str, str | None]] = set()
    for title in printed:
        for citing, citation in catalog.citations(title=title)[:MOST_CITING]:
            if citing == doc_id or citing not in standing.index.entries:
                continue
            if article and not any(
                str(place).startswith(article) for place in (expand(citation.article) if citation.article else ()) or ()
            ):
                continue
            key = (citing, citation.clause, citation.article)
            if key in seen:
                continue
            seen.add(key)
            out.append(
                Citing(
                    f"{citing}~{citation.clause}",
                    citing,
                    standing.index.entries[citing].title,
                    citation.clause,
                    spoken(citation.clause),
                    citation.surface,
                    citation.article,
                )
            )
    return tuple(out)
