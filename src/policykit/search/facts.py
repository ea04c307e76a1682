"""What the documents of the open state say of themselves, folded for matching: filters, facets and sorting."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from policykit.catalog import Catalog
from policykit.model.document import Metadata
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
    rows = catalog.numbered()
    repealed = _repealed((s.metadata for _, s in rows))
    today = date.today().isoformat()
    out: dict[int, DocFacts] = {}
    for n, summary in rows:
        meta = summary.metadata
        title = meta.title or summary.path.rpartition("/")[2].rpartition(".")[0]
        when = meta.issued_date or meta.effective_date or meta.published_date
        out[n] = DocFacts(
            n,
            summary.id,
            summary.path,
            meta,
            title,
            key(title),
            when,
            when[:4] if when else _year(meta.doc_number),
            _status(meta, repealed, today),
        )
    return out


def holders(facts: Iterable[DocFacts], value: Callable[[DocFacts], str], wanted: str) -> frozenset[int]:
    """Numbers of the documents whose folded value contains `wanted` (already folded)."""
    return frozenset(f.n for f in facts if wanted in value(f)) if wanted else frozenset()


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
