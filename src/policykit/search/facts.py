"""What the documents of the open state say of themselves, folded for matching: filters, facets and sorting."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from policykit.catalog import Catalog
from policykit.model.document import HistoryEntry, Metadata
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
IN_FORCE, REPEALED, NOT_YET = "未见废止", "已废止", "尚未施行"
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


def load(catalog: Catalog) -> dict[int, DocFacts]:
    """The live documents by number."""
    rows = [(n, doc_id, path, _light(data)) for n, doc_id, path, data in catalog.metadata()]
    repealed = _repealed(meta for *_, meta in rows)
    today = date.today().isoformat()
    out: dict[int, DocFacts] = {}
    for n, doc_id, path, meta in rows:
        title = meta.title or path.rpartition("/")[2].rpartition(".")[0]
        when = meta.issued_date or meta.effective_date or meta.published_date
        out[n] = DocFacts(
            n,
            doc_id,
            path,
            meta,
            title,
            key(title),
            when,
            when[:4] if when else _year(meta.doc_number),
            _status(meta, repealed, today),
        )
    return out


def _light(data: dict[str, Any]) -> Metadata:
    """Stored metadata without its spans: decoding those of thousands of documents is what opening would wait for."""
    values: dict[str, Any] = {name: data.get(name) for name in _PLAIN}
    values |= {name: tuple(data.get(name) or ()) for name in ("issuers", "addressees", "repeals", "attachments")}
    values["history"] = tuple(HistoryEntry(h["event"], h["date"], h["text"]) for h in data.get("history") or ())
    return Metadata(**values)


class Column:
    """One folded value of every document in one string, so that thousands are searched as fast as one."""

    def __init__(self, facts: Iterable[DocFacts], value: Callable[[DocFacts], str]) -> None:
        self._numbers: list[int] = []
        self._starts: list[int] = []
        parts: list[str] = []
        at = 0
        for f in facts:
            text = value(f)
            if text:
                self._numbers.append(f.n)
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


def _repealed(metadata: Iterable[Metadata]) -> dict[str, str]:
    """Folded titles that a 废止 clause of the collection names → the latest date of such a document."""
    out: dict[str, str] = {}
    for meta in metadata:
        for title in meta.repeals:
            when = meta.effective_date or meta.issued_date or ""
            out[key(title)] = max(out.get(key(title), ""), when)
    return out


def _status(meta: Metadata, repealed: dict[str, str], today: str) -> str:
    """Never more than the collection shows: repealed only where a later document or its own history says so.

    A regulation often repeals an older one of its own name; so a repeal counts only for a document that is older.
    """
    if any(entry.event == "废止" for entry in meta.history):
        return REPEALED
    by = repealed.get(key(meta.title)) if meta.title else None
    own = meta.effective_date or meta.issued_date or meta.published_date
    if by and own and own < by:
        return REPEALED
    if meta.effective_date and meta.effective_date > today:
        return NOT_YET
    return IN_FORCE
