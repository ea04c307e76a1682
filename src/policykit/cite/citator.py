"""Who cites what: references of documents to documents of the corpus, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from policykit.cite.articles import expand
from policykit.cite.check import Checker
from policykit.cite.names_in_draft import defined_names
from policykit.cite.resolve import Verdict
from policykit.model.address import ClauseRef
from policykit.model.document import Document


@dataclass(frozen=True, slots=True)
class Reference:
    """A clause that cites a document, and the article if one is named. `target` is None where the corpus lacks it."""

    source: ClauseRef
    surface: str
    title: str
    article: str | None
    target: ClauseRef | None
    verdict: Verdict
    reason: str = ""


def references(document: Document, checker: Checker, on: date | None = None) -> Iterator[Reference]:
    """What a document cites, one reference an article, resolved by name only: articles are not looked up."""
    day = on or date.today()
    defined = defined_names(document)
    for citation in document.citations:
        source = ClauseRef(document.id, citation.clause)
        if citation.self_reference:
            continue
        meant = checker.meant(document, citation, defined, day)
        entry = meant.entries[0] if meant.verdict is Verdict.VERIFIED and meant.entries else None
        title = entry.title if entry else citation.title
        places: list[str | None] = [str(p) for p in expand(citation.article) or ()] if citation.article else []
        for article in places or [None]:
            target = ClauseRef(entry.id) if entry else None
            yield Reference(source, citation.surface, title, article, target, meant.verdict, meant.reason)


def cited_by(
    documents: Iterable[Document], checker: Checker, target: str, on: date | None = None
) -> Iterator[Reference]:
    """References of `documents` to the corpus document with the id `target`, or to a title the corpus lacks."""
    wanted = checker.index.entries.get(target)
    for document in documents:
        for reference in references(document, checker, on):
            if wanted is not None and reference.target is not None:
                if checker.index.entries[reference.target.doc_id].title == wanted.title:
                    yield reference
            elif wanted is None and reference.title == target:
                yield reference
