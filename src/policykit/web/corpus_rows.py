"""The list of documents: filtered, sorted, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policykit.api.register import register
from policykit.search.facts import key
from policykit.web.corpus_view import standing_of, title_of

if TYPE_CHECKING:
    from policykit.web.workbench import Reader

SORTS = {"title": "标题", "date": "日期", "path": "文件名"}


@dataclass(frozen=True, slots=True)
class Row:
    """One document of the list. `found` is what words are looked for in, folded."""

    id: str
    path: str
    title: str
    doc_number: str | None
    issuers: tuple[str, ...]
    date: str | None
    genre: str | None
    authority: str | None
    force: str
    found: str


def rows(reader: Reader) -> tuple[Row, ...]:
    """All documents by path, made once for each state of the corpus."""

    def make() -> tuple[Row, ...]:
        validity = standing_of(reader).validity
        out = []
        for s in register(reader.catalog).summaries:
            meta = s.metadata
            title = title_of(meta, s.path)
            words = key(f"{title} {meta.doc_number or ''} {s.path} {'、'.join(meta.issuers)}")
            when = (
                (meta.revised.date if meta.revised else None)
                or meta.issued_date
                or meta.published_date
                or meta.effective_date
            )
            force = validity[s.id].force if s.id in validity else "undated"
            out.append(
                Row(s.id, s.path, title, meta.doc_number, meta.issuers, when, meta.genre, meta.authority, force, words)
            )
        return tuple(out)

    return reader.once(("rows", standing_of(reader).on), make)


def chosen(reader: Reader, words: str, force: str, genre: str, sort: str) -> tuple[Row, ...]:
    """The rows with all the words, of a validity and a 文种 (empty: any), sorted."""
    asked = ("chosen", standing_of(reader).on, words, force, genre, sort)
    return reader.once(asked, lambda: _chosen(reader, words, force, genre, sort))


def _chosen(reader: Reader, words: str, force: str, genre: str, sort: str) -> tuple[Row, ...]:
    wanted = [w for w in (key(part) for part in words.split()) if w]
    out = [
        r
        for r in rows(reader)
        if (not force or r.force == force)
        and (not genre or genre in (r.genre, r.authority))
        and all(w in r.found for w in wanted)
    ]
    if sort == "date":
        out.sort(key=lambda r: r.date or "", reverse=True)
    elif sort == "title":
        out.sort(key=lambda r: r.title)
    return tuple(out)


def genres(reader: Reader) -> tuple[tuple[str, int], ...]:
    """文种 and how many documents have each, the most frequent first."""

    def make() -> tuple[tuple[str, int], ...]:
        from collections import Counter

        return tuple(Counter(r.genre for r in rows(reader) if r.genre).most_common())

    return reader.once(("genres",), make)
