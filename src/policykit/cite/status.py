"""Whether a document of the corpus is law on a day, and what took its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from policykit.cite.index import CorpusIndex, Entry, Partial
from policykit.cite.parts import pending
from policykit.cite.resolve import outlives


class Force(StrEnum):
    IN_FORCE = "in_force"  # nothing in the corpus says otherwise
    REPEALED = "repealed"
    REPLACED = "replaced"  # a later text of the same document is in force
    NOT_YET = "not_yet"
    UNDATED = "undated"  # the text bears no date, and nothing repeals it


@dataclass(frozen=True, slots=True)
class Status:
    """`since` is the ISO day from which it holds, None where none is printed; `by` the document that says so."""

    force: Force
    since: str | None = None
    by: str | None = None
    successor: str | None = None
    parts: tuple[Partial, ...] = ()  # parts of it that others repealed or changed, which its text does not show


def status(index: CorpusIndex, doc_id: str, on: date | None = None) -> Status:
    """The status of one document on a day (today if None), as far as the corpus tells. KeyError for an unknown id."""
    day = on or date.today()
    entry = index.entries[doc_id]
    repeal = next((r for r in index.repeals_of(entry.title, day) if outlives(r, [entry])), None)
    if repeal:
        return Status(Force.REPEALED, repeal.since, repeal.by.id, repeal.successor)
    if not entry.in_force(day):
        return Status(Force.NOT_YET, entry.since)
    later = _later(index, entry, day)
    if later:
        return Status(Force.REPLACED, later.since, later.id, later.title)
    parts = tuple(pending(index, entry.title, [entry], day))
    if not (entry.edition or entry.effective):
        return Status(Force.UNDATED, parts=parts)
    return Status(Force.IN_FORCE, entry.effective or entry.edition, parts=parts)


def _later(index: CorpusIndex, entry: Entry, on: date) -> Entry | None:
    """The newest later text of the same document by the same body that is in force on the day."""
    issuers = set(entry.metadata.issuers)
    newer = [
        e
        for e in index.named(entry.title)
        if e.title == entry.title
        and e.id != entry.id
        and entry.edition
        and (e.edition or "") > entry.edition
        and e.in_force(on)
        and (not issuers or not e.metadata.issuers or issuers & set(e.metadata.issuers))
    ]
    return max(newer, key=lambda e: e.edition or "", default=None)
