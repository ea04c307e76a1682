"""Whether documents are law on a day, and on what ground the collection says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from policykit.api.workspace import Workspace

if TYPE_CHECKING:
    from policykit.api.register import Register
    from policykit.catalog import Catalog
    from policykit.cite.index import CorpusIndex, Entry, Partial
    from policykit.cite.status import Status

ABSENT = "absent"
WORD_OF_ABSENT = "没有收入"
LONGEST_GROUND = 160  # characters quoted of the clause that says so


@dataclass(frozen=True, slots=True)
class PartStatus:
    """A part of a document that another one repealed (repeals), struck out (deletes), changed (amends) or added (adds)
    since its text."""

    place: str
    kind: str
    since: str | None
    by: str
    by_title: str
    clause: str


@dataclass(frozen=True, slots=True)
class DocumentStatus:
    """One document on a day. Dates are ISO.

    `force` is of `cite.status.Force`, or absent for a title that the collection neither has nor repeals; `word` the
    same in Chinese. `since` tells from when it holds, `by` the document that says so (an id) and `ground` its words;
    `successor` is the title that took its place. `edition` is the day of the text, `expired` the last day of a term
    that it set itself and that is over.
    """

    name: str
    doc_id: str | None
    title: str
    doc_number: str | None
    path: str | None
    edition: str | None
    force: str
    word: str
    since: str | None = None
    by: str | None = None
    by_title: str | None = None
    ground: str = ""
    successor: str | None = None
    expired: str | None = None
    parts: tuple[PartStatus, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether it is in force as a whole: nothing to look at."""
        return self.force == "in_force" and not self.parts and not self.expired

    def to_json(self) -> dict[str, Any]:
        """The fields by name."""
        return asdict(self)


def statuses(workspace: Workspace, names: Sequence[str], on: date | None = None) -> tuple[DocumentStatus, ...]:
    """The status of documents on a day (today if None), in the order of `names`; of all documents where none is named.

    A name is an id, a 文号, a title or a file name; a title that stands for several texts gives one entry a text, the
    newest first. A title that the collection lacks is told as repealed where a clause there repeals it, else absent.
    Raises WorkspaceError where nothing is indexed, UsageError where a part of a title fits several documents.
    """
    from policykit.api.register import register

    with workspace.catalog() as catalog:
        teller = _Teller(catalog, register(catalog), on or date.today())
        if not names:
            return tuple(teller.of(entry, entry.title) for entry in teller.index.entries.values())
        return tuple(found for name in names for found in teller.named(workspace, name))


class _Teller:
    def __init__(self, catalog: Catalog, known: Register, on: date) -> None:
        from policykit.cite.index import CorpusIndex

        self.catalog, self.known, self.on = catalog, known, on
        # Names may stand for earlier versions too: all texts are told of.
        self.index: CorpusIndex = CorpusIndex(known.summaries)
        self.paths = {s.id: s.path for s in known.summaries}

    def named(self, workspace: Workspace, name: str) -> Iterator[DocumentStatus]:
        from policykit.api.naming import matching

        title = name.strip().strip("《》")
        texts = self.index.named(title)
        if texts:
            yield from (self.of(e, name) for e in sorted(texts, key=lambda e: e.edition or "", reverse=True))
        elif matching(self.catalog, name, workspace.root):
            yield self.of(self.index.entries[workspace.find(name, self.catalog)], name)
        else:
            yield self._lacking(name, title)

    def of(self, entry: Entry, name: str) -> DocumentStatus:
        from policykit.api.validity import WORDS, of_earlier
        from policykit.cite.status import status

        told = {entry.id: status(self.index, entry.id, self.on)}
        later = {e: s for e, s in self.known.later.items() if e == entry.id}
        found = of_earlier(told, self.index, later, self.on)[entry.id]
        by = self.index.entries.get(found.by) if found.by else None
        return DocumentStatus(
            name,
            entry.id,
            entry.title,
            entry.metadata.doc_number,
            self.paths.get(entry.id),
            entry.edition,
            found.force.value,
            WORDS[found.force.value],
            found.since,
            found.by,
            by.title if by else None,
            self._ground(by, entry.title) if by and found.force.value == "repealed" else "",
            found.successor,
            self._expired(entry, found),
            tuple(_parts(found.parts)),
        )

    def _lacking(self, name: str, title: str) -> DocumentStatus:
        """A title that the collection has not: what its clauses say of it all the same."""
        from policykit.api.validity import WORDS
        from policykit.cite.parts import pending

        parts = tuple(_parts(pending(self.index, title, (), self.on)))
        repeal = next(iter(self.index.repeals_of(title, self.on)), None)
        if repeal is None:
            return DocumentStatus(name, None, title, None, None, None, ABSENT, WORD_OF_ABSENT, parts=parts)
        by, ground = repeal.by, self._ground(repeal.by, title)
        force = "repealed"
        return DocumentStatus(
            name, None, title, None, None, None, force, WORDS[force], repeal.since, by.id, by.title, ground,
            repeal.successor,
        )  # fmt: skip

    def _ground(self, by: Entry, title: str) -> str:
        """The words of the repealing document that name the title: where they stand and the sentence."""
        from policykit.cite import names
        from policykit.model.address import spoken

        document = self.catalog.load(by.id)
        key = names.key(title)
        for clause in reversed(document.clauses) if document else ():
            for line in (clause.heading or "", *clause.text.split("\n")):
                for sentence in line.split("。"):
                    if key in names.key(sentence):
                        words = sentence if len(sentence) <= LONGEST_GROUND else f"{sentence[:LONGEST_GROUND]}……"
                        return f"{spoken(clause.address)}：{words.strip()}"
        return ""

    def _expired(self, entry: Entry, found: Status) -> str | None:
        from policykit.cite.term import last_day, limited

        if found.force.value not in ("in_force", "undated") or not limited(entry):
            return None
        document = self.catalog.load(entry.id)
        end = last_day(document, entry) if document else None
        return end if end is not None and end < self.on.isoformat() else None


def _parts(found: Iterable[Partial]) -> Iterator[PartStatus]:
    for one in found:
        change = one.change
        yield PartStatus(change.place, change.kind, one.since, one.by.id, one.by.title, change.clause)
