"""What the documents of the open state say of themselves, folded for matching: filters, facets and sorting."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from policykit.catalog import Catalog
from policykit.model.document import REVISIONS, HistoryEntry, Metadata
from policykit.model.store import DocumentSummary
from policykit.search.standing import Standing, Tell, own_status
from policykit.search.tokens import atoms, fold

LEVELS = (
    "宪法",
    "法律",
    "行政法规",
    "监察法规",
    "司法解释",
    "地方性法规",
    "自治条例",
    "单行条例",
    "部门规章",
    "地方政府规章",
    "规范性文件",
)
"""Levels of authority, highest first (立法法, 2023, ch. 5), for sorting."""

_PLAIN = (
    "title",
    "doc_number",
    "issued_date",
    "published_date",
    "effective_date",
    "genre",
    "region",
    "cover_title",
    "cover_genre",
    "authority",
)
_LISTS = ("issuers", "addressees", "repeals", "attachments")
KEPT = "facts.json"  # beside an engine's files
FORMAT = 2  # raise with any change to what is kept
Row = tuple[str, str, str, str, dict[str, Any]]
"""Id, path, title, folded title, metadata as stored without spans."""
Stored = tuple[int, str, str, dict[str, Any]]
"""Number, id, path, metadata as the catalog has it."""
_NUMBER_YEAR = re.compile(r"[〔\[（(](\d{4})[〕\]）)]|(\d{4})年")


@dataclass(frozen=True, slots=True)
class DocFacts:
    """One document version. `title_key` and the like are folded and without punctuation; `when` is an ISO date."""

    n: int
    id: str
    path: str
    metadata: Metadata
    title: str
    title_key: str
    when: str | None
    year: str | None
    status: str


def key(text: str | None) -> str:
    """Text for comparing: simplified, half-width, lower case, punctuation and spaces out."""
    return "".join(atoms(fold(text))) if text else ""


class Facts(Mapping[int, DocFacts]):
    """The live documents by number, by path. Each is made when it is asked for: opening must not wait for thousands."""

    def __init__(self, rows: dict[int, Row], standing: Standing | None = None, tell: Tell | None = None) -> None:
        """`standing` as stored; where it no longer holds today, `tell` is asked."""
        self.rows = rows
        self._made: dict[int, DocFacts] = {}
        self._today = date.today().isoformat()
        if tell and (standing is None or not standing.holds(self._today)):
            standing = tell(summaries(rows), date.today())
        self._standing = standing if standing and standing.holds(self._today) else None
        self._repealed = {} if self._standing else _repealed(rows.values())

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[int]:
        return iter(self.rows)

    def __contains__(self, n: object) -> bool:
        return n in self.rows

    def __getitem__(self, n: int) -> DocFacts:
        made = self._made.get(n)
        if made is None:
            made = self._made[n] = self._make(n, *self.rows[n])
        return made

    def status(self, n: int) -> str:
        """The document's status, for which nothing else of it need be made where the collection told it."""
        told = self._standing.words.get(self.rows[n][0]) if self._standing else None
        return told or self[n].status

    def take_over(self, before: Facts) -> list[int]:
        """Share the rows that are alike in an earlier state; answers with the documents of which all is as it was."""
        same: list[int] = []
        for n, row in before.rows.items():
            if self.rows.get(n) == row:
                self.rows[n] = row
                if self._standing and before._standing and self.status(n) == before.status(n):
                    same.append(n)
                    if (made := before._made.get(n)) is not None:
                        self._made[n] = made
        return same

    def titles(self) -> Iterable[tuple[int, str]]:
        """(number, folded title) of every document."""
        return ((n, row[3]) for n, row in self.rows.items())

    def _make(self, n: int, doc_id: str, path: str, title: str, title_key: str, data: dict[str, Any]) -> DocFacts:
        meta = _light(data)
        when = date_of(data)
        year = when[:4] if when else _year(meta.doc_number)
        status = self._standing.words.get(doc_id) if self._standing else None
        status = status or own_status(meta, title_key, self._repealed, self._today)
        return DocFacts(n, doc_id, path, meta, title, title_key, when, year, status)


def summaries(rows: dict[int, Row]) -> tuple[DocumentSummary, ...]:
    """The rows as the rooms above know documents, without their hashes."""
    return tuple(DocumentSummary(doc_id, path, "", _light(data)) for doc_id, path, _, _, data in rows.values())


def date_of(metadata: Mapping[str, Any]) -> str | None:
    """The date a document is found by, from its stored metadata: of the last revision, which the text printed is of;
    else issued, else effective, else published."""
    if revised := revision_of(metadata):
        return str(revised["date"])
    date = metadata.get("issued_date") or metadata.get("effective_date") or metadata.get("published_date")
    return str(date) if date else None


def revision_of(metadata: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """`Metadata.revised`, from the stored metadata."""
    changes = [h for h in metadata.get("history") or () if h["event"] in REVISIONS and h["date"]]
    return max(changes, key=lambda h: str(h["date"]), default=None)


def said_of(path: str, metadata: str) -> tuple[int, str]:
    """The date and the folded title of a stored document, as engines take them."""
    data = json.loads(metadata)
    return day_number(data), key(_title(path, data))


def _title(path: str, data: Mapping[str, Any]) -> str:
    return data.get("title") or path.rpartition("/")[2].rpartition(".")[0]


def day_number(metadata: Mapping[str, Any]) -> int:
    """`date_of` as IndexUnit.when: 20200305; with no date the year of the 文号 (20200101), else 0."""
    date = date_of(metadata)
    if date is None:
        year = _year(metadata.get("doc_number"))
        return int(year) * 10000 + 101 if year else 0
    year, month, day, *_ = (*date.split("-"), "0", "0")
    return int(year) * 10000 + int(month) * 100 + int(day) if (year + month + day).isdecimal() else 0


def load(catalog: Catalog, tell: Tell | None = None) -> Facts:
    """The live documents, from the catalog."""
    return Facts({n: _row(doc_id, path, data) for n, doc_id, path, data in catalog.metadata()}, None, tell)


def _row(doc_id: str, path: str, data: dict[str, Any]) -> Row:
    """What is kept of a document: all that search needs, without the spans of its metadata."""
    title = _title(path, data)
    names = (*_PLAIN, *_LISTS, "history")
    return doc_id, path, title, key(title), {name: data[name] for name in names if data.get(name)}


def keep(
    folder: Path, live: frozenset[int], fetch: Callable[[list[int]], Iterable[Stored]], tell: Tell | None = None
) -> None:
    """Store the facts of the `live` documents beside an index nobody reads yet; `fetch` gets those not stored there.

    `tell` says of each whether it is law.
    """
    held = _stored(folder)
    known = {n: row for n, row in held[0].items() if n in live} if held else {}
    known.update((n, _row(doc_id, path, data)) for n, doc_id, path, data in fetch(sorted(live - known.keys())))
    known = dict(sorted(known.items(), key=lambda item: item[1][1]))
    standing = tell(summaries(known), date.today()).to_json() if tell else None
    data = {"format": FORMAT, "standing": standing, "rows": [(n, *row) for n, row in known.items()]}
    part = folder / f"{KEPT}.part"
    part.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), "utf-8", "surrogatepass")
    part.replace(folder / KEPT)


def out_of_date(folder: Path, tell: Tell | None) -> bool:
    """Whether what is stored beside an index no longer says which documents are law today."""
    held = _stored(folder)
    return held is None or (tell is not None and not (held[1] and held[1].holds(date.today().isoformat())))


def open_facts(folder: Path, catalog: Catalog, tell: Tell | None = None) -> Facts:
    """The facts stored beside an index, or where there are none, those of the catalog."""
    held = _stored(folder)
    return load(catalog, tell) if held is None else Facts(*held, tell)


def _stored(folder: Path) -> tuple[dict[int, Row], Standing | None] | None:
    try:
        data = json.loads((folder / KEPT).read_text("utf-8", "surrogatepass"))
        if data["format"] != FORMAT:
            return None
        rows = {n: (doc_id, path, title, title_key, meta) for n, doc_id, path, title, title_key, meta in data["rows"]}
        return rows, Standing(**data["standing"]) if data["standing"] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _light(data: dict[str, Any]) -> Metadata:
    """Stored metadata without its spans."""
    values: dict[str, Any] = {name: data.get(name) for name in _PLAIN}
    values |= {name: tuple(data.get(name) or ()) for name in _LISTS}
    values["history"] = tuple(HistoryEntry(h["event"], h["date"], h["text"]) for h in data.get("history") or ())
    return Metadata(**values)


class Column:
    """One folded value of every document in one string, so that thousands are searched as fast as one."""

    def __init__(self, values: Iterable[tuple[int, str]]) -> None:
        self._numbers: list[int] = []
        self._starts: list[int] = []
        parts: list[str] = []
        at = 0
        for n, text in values:
            if text:
                self._numbers.append(n)
                self._starts.append(at)
                parts.append(text)
                at += len(text) + 1
        self._text = "\0".join(parts)

    def holders(self, wanted: str) -> frozenset[int]:
        """Numbers of the documents whose value contains `wanted` (already folded)."""
        out: set[int] = set()
        at = self._text.find(wanted) if wanted else -1
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            out.add(self._numbers[place])
            after = self._starts[place + 1] if place + 1 < len(self._starts) else len(self._text)
            at = self._text.find(wanted, after)
        return frozenset(out)


def _year(number: str | None) -> str | None:
    found = _NUMBER_YEAR.search(number) if number else None
    return (found[1] or found[2]) if found else None


def _repealed(rows: Iterable[Row]) -> dict[str, str]:
    """Folded titles that a 废止 clause of the collection names → the latest date of such a document."""
    out: dict[str, str] = {}
    for *_, meta in rows:
        for title in meta.get("repeals") or ():
            when = meta.get("effective_date") or meta.get("issued_date") or ""
            out[key(title)] = max(out.get(key(title), ""), when)
    return out
