"""Whether each document of a workspace is law today, in words for people; and which names stand for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policykit.catalog import Catalog
    from policykit.cite.index import CorpusIndex
    from policykit.cite.status import Status

WORDS = {
    "in_force": "现行有效",
    "repealed": "已废止",
    "replaced": "已有新文本",
    "not_yet": "尚未施行",
    "undated": "效力未知",
}
"""`cite.status.Force` for people. 现行有效 means that nothing in the corpus says otherwise."""


@dataclass(frozen=True, slots=True)
class Validity:
    """`force` is of `cite.status.Force`; `by` and `by_title` the document that says so, `since` an ISO date."""

    force: str
    word: str
    since: str | None
    by: str | None
    by_title: str | None
    parts: tuple[str, ...] = ()  # what others did to parts of it, which its text does not show, in Chinese
    part_repealed: bool = False

    def to_json(self) -> dict[str, Any]:
        """The fields by name."""
        return {
            "force": self.force,
            "word": self.word,
            "since": self.since,
            "by": self.by,
            "by_title": self.by_title,
            "parts": list(self.parts),
        }


@dataclass(frozen=True, slots=True)
class Standing:
    """One state of a corpus: its index of names and what is valid `on` a day. Never changed once made."""

    index: CorpusIndex
    cited: tuple[tuple[str, str | None], ...]  # (title, 文号) that documents cite, each once
    on: date
    validity: dict[str, Validity]


def standing(catalog: Catalog, on: date | None = None) -> Standing:
    """The validity of every document of a catalog on a day, today if None."""
    from policykit.api.register import register
    from policykit.cite.parts import named
    from policykit.cite.status import status
    from policykit.corpus import Corpus

    day = on or date.today()
    known = register(catalog)
    index = known.index
    out: dict[str, Validity] = {}
    later = Corpus(catalog.file.parent.parent).lineage.successors()
    told = of_earlier({doc_id: status(index, doc_id, day) for doc_id in index.entries}, index, later, day)
    for doc_id, found in told.items():
        by = index.entries.get(found.by) if found.by else None
        title = by.title if by else found.successor
        out[doc_id] = Validity(
            found.force.value,
            WORDS[found.force.value],
            found.since,
            found.by,
            title,
            tuple(named(p) for p in found.parts),
            any(p.change.kind in ("repeals", "deletes") for p in found.parts),
        )
    return Standing(index, known.cited, day, out)


def of_earlier(told: Mapping[str, Status], index: CorpusIndex, later: Mapping[str, str], on: date) -> dict[str, Status]:
    """The statuses, with those that are known as earlier versions of a document that is there told as replaced, from
    the day on which that one took effect.

    What is repealed stays so: that says more.
    """
    from policykit.cite.status import Force, Status

    out = dict(told)
    for earlier, successor in later.items():
        entry, found = index.entries.get(successor), out.get(earlier)
        if entry is None or not entry.in_force(on):
            continue
        if found is not None and found.force in (Force.IN_FORCE, Force.UNDATED, Force.NOT_YET):
            out[earlier] = Status(Force.REPLACED, entry.since, entry.id, entry.title)
    return out
