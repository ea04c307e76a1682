"""Who cites what: mentions resolved to documents of the corpus, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from policykit.cite import names
from policykit.cite.articles import Article, expand
from policykit.cite.index import CorpusIndex, Partial
from policykit.cite.locate import Articles
from policykit.cite.parts import effect, expand_places, pending
from policykit.cite.resolve import Meant, Verdict, meant
from policykit.model.address import ClauseRef
from policykit.model.annotation import Mention
from policykit.model.document import Document

_TOLD = (Verdict.VERIFIED, Verdict.UNKNOWN_DOCUMENT)


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
    successor: str | None = None


Load = Callable[[str], Document | None]


def references(
    mentions: Iterable[Mention], index: CorpusIndex, on: date | None = None, load: Load | None = None
) -> Iterator[Reference]:
    """What documents cite, one reference an article, resolved by name only: articles are not looked up.

    An article that another document repealed alone is told as repealed; `load` gives the text where a whole chapter
    was, None passes over those.
    """
    day = on or date.today()
    texts: dict[str, Articles | None] = {}
    known: dict[tuple[str, str | None, str | None, str, bool], Meant] = {}
    for mention in mentions:
        citation = mention.citation
        names_it = (mention.title, mention.doc_number, mention.version, mention.before, mention.defined)
        found = known.get(names_it)
        if found is None:
            found = known[names_it] = meant(index, mention, day)
        entry = found.entries[0] if found.verdict is Verdict.VERIFIED and found.entries else None
        title = entry.title if entry else mention.title
        places: list[Article | None] = list(expand(citation.article) or ()) if citation.article else []
        source = ClauseRef(mention.doc_id, citation.clause)
        target = ClauseRef(entry.id) if entry else None
        changes = pending(index, title, found.entries, day) if places and found.verdict in _TOLD else []
        for article in places or [None]:
            verdict, reason, successor = found.verdict, found.reason, found.successor
            if changes and article and citation.version is None:
                done = effect(changes, article, _frames(texts, target, article, changes, load))
                if done is not None and done.kind == "repeals" and (entry or done.by.change.kind == "repeals"):
                    verdict, reason, successor = Verdict.REPEALED, done.reason, done.by.successor
            yield Reference(
                source, citation.surface, title, str(article) if article else None, target, verdict, reason, successor
            )


def _frames(
    texts: dict[str, Articles | None],
    target: ClauseRef | None,
    place: Article,
    changes: list[Partial],
    load: Load | None,
) -> frozenset[str]:
    """The chapters that an article stands in, read only where a change names one."""
    if target is None or load is None or not any(expand_places(c.change.place)[1] for c in changes):
        return frozenset()
    if target.doc_id not in texts:
        document = load(target.doc_id)
        texts[target.doc_id] = Articles(document) if document is not None else None
    articles = texts[target.doc_id]
    return articles.frames_of(place) if articles else frozenset()


def cited_by(
    mentions: Iterable[Mention],
    index: CorpusIndex,
    target: str,
    on: date | None = None,
    load: Load | None = None,
) -> Iterator[Reference]:
    """Of these mentions the references to the corpus document with the id `target`, or to a title the corpus lacks."""
    wanted = index.entries.get(target)
    for reference in references(mentions, index, on, load):
        if wanted is not None and reference.target is not None:
            if index.entries[reference.target.doc_id].title == wanted.title:
                yield reference
        elif (names.key(wanted.title) if wanted else names.key(target)) == names.key(reference.title):
            yield reference


def may_mean(titles: Iterable[tuple[str, str | None]], index: CorpusIndex, target: str) -> list[str]:
    """Of cited (title, 文号) the titles that can mean the document `target` or the title it stands for.

    More than do: names that differ by the issuer alone, and whatever bears the 文号, are told apart by `cited_by`.
    """
    wanted = index.entries.get(target)
    title = wanted.title if wanted else target
    keys = {names.key(title)}
    tail = names.about(title)
    number = wanted.metadata.doc_number if wanted else None
    number_key = names.number_key(number) if number else None
    out: dict[str, None] = {}
    for cited, cited_number in titles:
        if (
            names.key(cited) in keys
            or (tail and names.about(cited) == tail)
            or (number_key and number_key in (names.number_key(cited), names.number_key(cited_number or "")))
            or (wanted is not None and any(e.title == title for e in index.named(cited)))
        ):
            out[cited] = None
    return list(out)
