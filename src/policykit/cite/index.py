"""The corpus by name and number, and what its repeal clauses say. Built once from the summaries; no text is loaded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from policykit.annotate.citations.bare import short_names
from policykit.cite import names
from policykit.model.document import Metadata, PartChange
from policykit.model.store import DocumentSummary

_PATH_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d-\d\d-\d\d)(?!\d)")
_REPEALING = re.compile(r"废止[《〈]([^《》〈〉]{4,60})[》〉](?!(?:的|中的?)?(?:第|部分|有关|个别))")
_INNER = re.compile(r"《([^《》]{4,80})》")
_AMENDING = re.compile(r"修[改正][《〈]([^《》〈〉]{4,60})[》〉].{0,30}决定")
_EDITION_EVENTS = ("公布", "通过", "修订", "修正", "修改", "发布")


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the corpus. `edition` is the ISO day of this text (last revision, else issue), None if unknown."""

    id: str
    title: str
    metadata: Metadata
    edition: str | None
    effective: str | None

    @property
    def since(self) -> str | None:
        """The day from which this text holds, as far as it says: a revision prints when the first text took effect."""
        if self.effective and self.edition:
            return max(self.effective, self.edition)
        return self.effective or self.edition

    def in_force(self, on: date) -> bool:
        """Whether this text had taken effect on a day, as far as its dates are known."""
        day = on.isoformat()
        if self.edition and self.edition > day:
            return False
        return not (self.effective and (not self.edition or self.effective >= self.edition) and self.effective > day)


@dataclass(frozen=True, slots=True)
class Repeal:
    """`by` says that a document of this name is repealed, from `since` on (ISO; None if no date is printed)."""

    title: str
    by: Entry
    since: str | None

    def holds(self, on: date) -> bool:
        return self.since is None or self.since <= on.isoformat()

    @property
    def successor(self) -> str | None:
        """The document that takes its place; a bare decision to repeal is none."""
        return None if "废止" in self.by.title else self.by.title


@dataclass(frozen=True, slots=True)
class Partial:
    """`by` repeals, amends or adds a part of a document of this name, from `since` on (ISO; None if not printed)."""

    change: PartChange
    by: Entry
    since: str | None

    @property
    def successor(self) -> str | None:
        """What takes the part's place; a decision is none."""
        return None if re.search(r"废止|修改|修正|决定", self.by.title) else self.by.title

    def holds(self, on: date) -> bool:
        return self.since is None or self.since <= on.isoformat()

    def within(self, entry: Entry) -> bool:
        """Whether a text bears the change already: it is of the day of the change or later."""
        made = self.by.edition or self.since
        return entry.id == self.by.id or bool(entry.edition and made and entry.edition >= made)


class CorpusIndex:
    """Titles, numbers and repeals of a collection."""

    def __init__(self, summaries: Iterable[DocumentSummary]) -> None:
        self.entries: dict[str, Entry] = {}
        self._by_key: dict[str, list[Entry]] = {}
        self._by_about: dict[str, list[Entry]] = {}
        self._by_placeless: dict[str, list[Entry]] = {}
        self._by_number: dict[str, list[Entry]] = {}
        self._repeals: dict[str, list[Repeal]] = {}
        self._partial: dict[str, list[Partial]] = {}
        for entry in _as_decided([_entry(summary) for summary in summaries]):
            self._add(entry)
        for entry in self.entries.values():
            if names.is_draft(entry.title, None):
                continue  # a draft repeals nothing
            for title in (*entry.metadata.repeals, *_REPEALING.findall(entry.title)):
                repeal = Repeal(title, entry, entry.effective or entry.edition)
                self._repeals.setdefault(names.key(title), []).append(repeal)
            for change in entry.metadata.changes:
                partial = Partial(change, entry, entry.since)
                self._partial.setdefault(names.key(change.title), []).append(partial)

    def _add(self, entry: Entry) -> None:
        self.entries[entry.id] = entry
        meta = entry.metadata
        titles = [t for t in (meta.title, meta.cover_title) if t]
        keys = {names.key(t) for t in titles}
        keys |= {names.key(inner) for t in titles for inner in _INNER.findall(t) if "印发" in t}
        for one in sorted(keys):
            self._by_key.setdefault(one, []).append(entry)
        for one in sorted({a for t in titles if (a := names.about(t))}):
            self._by_about.setdefault(one, []).append(entry)
        for one in sorted({k for t in titles for k in names.without_place(t)}):
            self._by_placeless.setdefault(one, []).append(entry)
        if meta.doc_number:
            self._by_number.setdefault(names.number_key(meta.doc_number), []).append(entry)

    def replace_earlier(self, later: Mapping[str, str]) -> None:
        """Let no name stand for a text that is known as an earlier version of another one of the collection (id → id
        of that one), unless its own earlier date tells them apart."""
        gone = set()
        for earlier, successor in later.items():
            old, new = self.entries.get(earlier), self.entries.get(successor)
            if old and new and not (old.edition and new.edition and old.edition < new.edition):
                gone.add(earlier)
        for table in (self._by_key, self._by_about, self._by_number) if gone else ():
            for name, entries in table.items():
                table[name] = [e for e in entries if e.id not in gone]

    def named(self, title: str) -> list[Entry]:
        """Documents of exactly this name, full or short; abbreviations in general use count as the name."""
        name = names.key(title)
        found = self._by_key.get(name)
        if not found and name in short_names():
            name = short_names()[name]
            found = self._by_key.get(name)
        return _own_first(found or (), lambda e: names.key(e.title) == name)

    def about(self, title: str) -> list[Entry]:
        """Documents whose title is this one but for the issuer before 关于."""
        tail = names.about(title)
        return _own_first(self._by_about.get(tail, ()), lambda e: names.about(e.title) == tail) if tail else []

    def of_places(self, title: str) -> list[Entry]:
        """Documents of this name but for the place that begins theirs, where `title` names none."""
        return list(self._by_placeless.get(names.of_some_place(title), ()))

    def numbered(self, number: str) -> list[Entry]:
        return list(self._by_number.get(names.number_key(number), ()))

    def repeals_of(self, title: str, on: date) -> list[Repeal]:
        """Repeal clauses in force on a day that name this title, the latest first."""
        found = [r for r in self._repeals.get(names.key(title), ()) if r.holds(on)]
        return sorted(found, key=lambda r: (r.since or "", bool(r.by.metadata.title)), reverse=True)

    def changes_of(self, title: str, on: date) -> list[Partial]:
        """Changes of parts in force on a day that name this title, the latest first."""
        found = [p for p in self._partial.get(names.key(title), ()) if p.holds(on)]
        return sorted(found, key=lambda p: p.since or "", reverse=True)


def _own_first(found: Iterable[Entry], own: Callable[[Entry], bool]) -> list[Entry]:
    """Those whose own title it is; a paper that only prints the name on its cover stands in for want of them."""
    entries = list(found)
    return [e for e in entries if own(e)] or entries


def _as_decided(entries: list[Entry]) -> list[Entry]:
    """The entries, each text that a decision to amend made holding from the day that the decision says.

    A text printed anew tells only when the law first took effect, not when its amendment did.
    """
    since: dict[tuple[str, str], str] = {}
    for e in entries:
        if e.edition and e.effective and e.effective > e.edition and _AMENDING.search(e.title):
            titles = {*(c.title for c in e.metadata.changes), *_INNER.findall(e.title), *_AMENDING.findall(e.title)}
            since.update({(names.key(t), e.edition): e.effective for t in titles if t})
    if not since:
        return entries
    return [
        replace(e, effective=day)
        if (day := since.get((names.key(e.title), e.edition or ""))) and (e.effective or "") < (e.edition or "")
        else e
        for e in entries
    ]


def _entry(summary: DocumentSummary) -> Entry:
    meta = summary.metadata
    dates = [h.date for h in meta.history if h.date and h.event.startswith(_EDITION_EVENTS)]
    in_path = _PATH_DATE.findall(summary.path)
    edition = max(dates) if dates else meta.issued_date or meta.published_date or (in_path[-1] if in_path else None)
    return Entry(summary.id, meta.title or summary.path, meta, edition, meta.effective_date)
