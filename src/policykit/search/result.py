"""What a search answers with, and its JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from policykit.model.address import ClauseRef, spoken
from policykit.model.slots import direct
from policykit.search.snippet import Snippet


@direct
@dataclass(frozen=True, slots=True)
class HitDocument:
    """What a hit says of its document. `source` is the original's path within the corpus; `date` is an ISO date, of the
    last revision where `event` says so."""

    source: str
    title: str
    doc_number: str | None
    date: str | None
    status: str
    level: str | None
    event: str = ""


@direct
@dataclass(frozen=True, slots=True)
class Hit:
    """One clause. `path` is the headings above it; `text` the whole retrieval unit (an article with its items).

    `shown` are the snippets of the page it is on, its own at `place`.
    """

    ref: ClauseRef
    document: HitDocument
    path: tuple[str, ...]
    heading: str
    text: str
    shown: Sequence[Snippet] = field(repr=False, compare=False)
    place: int
    score: float
    more: int = 0  # further hits in the same document, where hits are grouped

    @property
    def snippet(self) -> Snippet:
        """Why it was found."""
        return self.shown[self.place]

    @property
    def source(self) -> str:
        """The document's."""
        return self.document.source

    @property
    def title(self) -> str:
        """The document's."""
        return self.document.title

    @property
    def doc_number(self) -> str | None:
        """The document's."""
        return self.document.doc_number

    @property
    def date(self) -> str | None:
        """The document's."""
        return self.document.date

    @property
    def dated(self) -> str:
        """The document's date as people read it: 2018-12-05, 2020-04-29 修订; empty where it has none."""
        return f"{self.document.date} {self.document.event}".strip() if self.document.date else ""

    @property
    def status(self) -> str:
        """The document's."""
        return self.document.status

    @property
    def level(self) -> str | None:
        """The document's."""
        return self.document.level

    @property
    def spoken(self) -> str:
        """The clause's address as one would write it in a document."""
        return spoken(self.ref.address)


@dataclass(frozen=True, slots=True)
class Facet:
    """How many hits have which value; the most frequent first."""

    field: str
    values: tuple[tuple[str, int], ...]


@direct
@dataclass(frozen=True, slots=True)
class Results:
    """`total` counts all hits, `hits` the ones asked for. `relaxed`: nothing had all the words, these have some.
    `partial`: where few had all of them, the best that have much of them; they do not count as hits."""

    query: str
    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...] = ()
    relaxed: bool = False
    suggestions: tuple[str, ...] = ()
    partial: tuple[Hit, ...] = ()


def hit_json(hit: Hit) -> dict[str, Any]:
    """A hit as `policykit search --json` prints it."""
    return {
        "ref": str(hit.ref),
        "doc_id": hit.ref.doc_id,
        "source": hit.source,
        "title": hit.title,
        "doc_number": hit.doc_number,
        "date": hit.date,
        "status": hit.status,
        "level": hit.level,
        "address": hit.ref.address,
        "spoken": hit.spoken,
        "path": list(hit.path),
        "heading": hit.heading,
        "text": hit.text,
        "snippet": hit.snippet.text,
        "highlights": [list(h) for h in hit.snippet.highlights],
        "score": round(hit.score, 4),
        "more": hit.more,
    }


def results_json(results: Results) -> dict[str, Any]:
    """Results as `policykit search --json` prints them."""
    return {
        "query": results.query,
        "total": results.total,
        "relaxed": results.relaxed,
        "suggestions": list(results.suggestions),
        "hits": [hit_json(h) for h in results.hits],
        "partial": [hit_json(h) for h in results.partial],
        "facets": {f.field: dict(f.values) for f in results.facets},
    }


def batch_json(qid: object, hits: tuple[Hit, ...]) -> dict[str, Any]:
    """One line of `policykit search --batch`."""
    keys = ("doc_id", "source", "title", "address", "text", "score")
    return {"qid": qid, "hits": [{k: v for k, v in hit_json(h).items() if k in keys} for h in hits]}
