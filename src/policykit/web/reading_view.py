"""A document ready to be read in pages: its parts written as HTML, what cites it, its other versions."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.api.linking import Citing, Link, citing_clauses, links
from policykit.model.address import spoken
from policykit.model.document import ClauseKind, Document, Metadata, Table
from policykit.search.tokens import GAPS, fold
from policykit.web.cited_names import CitedNames
from policykit.web.corpus_view import document_of, standing_of
from policykit.web.markup import clause_address, quoted
from policykit.web.printing import Inset
from policykit.web.reading_html import Marks, Writer
from policykit.web.reading_parts import Parts, Stretch, parts_of

if TYPE_CHECKING:
    from policykit.web.workbench import Reader

_FRAMES = frozenset((ClauseKind.PART, ClauseKind.CHAPTER, ClauseKind.SECTION))
_names = count()
Terms = tuple[tuple[str, ...], tuple[str, ...]]
"""Words and patterns to mark, as `Session.marks` gives them."""


@dataclass(frozen=True, slots=True)
class View:
    """One document: what is shown of it for every reader alike. `name` is another whenever anything of it is."""

    document: Document
    parts: Parts
    marks: Marks
    name: int


def view_of(reader: Reader, doc_id: str) -> View:
    """The view of a document, made once for each state of the corpus. Raises NotFound."""
    document = document_of(reader, doc_id)
    standing = standing_of(reader)
    version = reader.version(doc_id)

    def view(found: tuple[Link, ...]) -> View:
        return View(document, parts_of(document), Marks(found, document.duties, document.deadlines), next(_names))

    def make() -> View:
        found = links(document, standing)
        # Most changes of the corpus leave a document's links as they are: then all that was written of it stands.
        return reader.lasting(("view", version, found), lambda: view(found))

    return reader.once(("linked", doc_id, standing.on), make)


def text_of(document: Document) -> tuple[str, str, Metadata]:
    """What stands for everything read from a document: the same bytes with the same corrections read the same."""
    return document.id, document.source.sha256, document.metadata


def terms_of(reader: Reader, q: str) -> Terms:
    """What a query marks, nothing for an empty one. Raises QueryError."""

    def make() -> Terms:
        with reader.searching() as session:
            return session.marks(q)

    return reader.once(("terms", q), make) if q else ((), ())


def part_html(reader: Reader, view: View, number: int, q: str) -> Inset:
    """One part with the terms of a query marked. Raises QueryError."""
    words, patterns = terms = terms_of(reader, q)
    stretches = view.parts.parts[number].stretches

    def plain() -> tuple[str, ...]:
        writer = Writer(view.document, view.marks)
        return tuple(_stretch(view.document, writer, s) for s in stretches)

    def make() -> Inset:
        written = reader.lasting(("stretches", view.name, number), plain)
        if not words and not patterns:
            return Inset("".join(written))
        writer = Writer(view.document, replace(view.marks, words=words, patterns=patterns))
        hits = frozenset(hits_in(reader, view, q))
        return Inset(
            "".join(
                _stretch(view.document, writer, s) if s.clause.address in hits or s.tables else html
                for s, html in zip(stretches, written, strict=True)
            )
        )

    return reader.lasting(("part", view.name, number, *terms), make)


def outline_html(reader: Reader, view: View, q: str) -> Inset:
    """The outline, each entry a link that keeps the query."""

    def make() -> Inset:
        entry = '<li class="d-{}"><a href="{}" data-jump="{}">{}</a></li>'
        return Inset(
            "\n".join(
                entry.format(
                    depth, escape(clause_address(view.document.id, address, q=q)), escape(address), escape(says)
                )
                for depth, address, says in view.parts.outline
            )
        )

    return reader.lasting(("outline", view.name, q), make)


def hits_in(reader: Reader, view: View, q: str) -> tuple[str, ...]:
    """Addresses of the clauses with a term of the query, in print order. Raises QueryError."""
    words, patterns = terms = terms_of(reader, q)

    def make() -> tuple[str, ...]:
        if not words and not patterns:
            return ()
        places = [re.compile(p) for p in patterns]
        return tuple(
            address
            for address, whole, close in reader.lasting(("folded", view.name), lambda: _folded(view.parts))
            if any(w in whole or (len(w) > 1 and w in close) for w in words) or any(p.search(whole) for p in places)
        )

    return reader.lasting(("hits", view.name, *terms), make)


def _folded(parts: Parts) -> tuple[tuple[str, str, str], ...]:
    """Of every clause the text as words are looked for in it, and the same without what may stand between them."""
    stretches = [s for part in parts.parts for s in part.stretches]
    texts = {s.clause.address: s.clause.full_text for s in stretches}
    for stretch in stretches:
        for block in stretch.blocks:
            if isinstance(block, Table):
                texts[stretch.clause.address] += "\n" + " ".join(c.text for c in block.cells)
    folded = ((address, fold(text)) for address, text in texts.items())
    return tuple((address, text, GAPS.sub("", text)) for address, text in folded)


def cited_by(reader: Reader, doc_id: str, article: str) -> tuple[Citing, ...]:
    """Clauses of other documents that cite a document, or an article of it."""
    standing = standing_of(reader)

    def make() -> tuple[Citing, ...]:
        names = reader.once(("cited names",), lambda: CitedNames(standing.cited, standing.index))
        likely = replace(standing, cited=names.likely(doc_id))
        return citing_clauses(reader.catalog, likely, doc_id, article)

    return reader.once(("cited", doc_id, article, standing.on), make)


def versions_of(reader: Reader, document: Document) -> list[dict[str, Any]]:
    """Other texts of this name in the corpus, and kept earlier bytes of this one; `name` is for the compare page."""
    index = standing_of(reader).index
    title = document.metadata.title
    out: list[dict[str, Any]] = [
        {"name": e.id, "says": f"{e.title}（{e.edition or '没有日期'}）", "address": clause_address(e.id)}
        for e in (index.named(title) if title else ())
        if e.id != document.id
    ]
    kept = reader.corpus.versions(document.id)
    out += [
        {"name": f"{document.id}@{n}", "says": f"旧文件（{_day_of(file)} 被同名的新文件替换）", "address": None}
        for n, file in reversed(tuple(enumerate(kept, start=1)))
    ]
    return out


def _day_of(file: Path) -> str:
    """The day on which the bytes were put away."""
    return datetime.fromtimestamp(file.stat().st_mtime).date().isoformat()


def _stretch(document: Document, writer: Writer, stretch: Stretch) -> str:
    """One clause: an anchor by its address, its head, its body, and what can be done with it. What is printed of it
    after its items, and a table of no clause, stand without an anchor of their own."""
    clause = stretch.clause
    body = writer.body(clause, stretch.first, stretch.blocks)
    kind = "frame" if clause.kind in _FRAMES else clause.kind.value
    depth = min(clause.level, 5)
    if not stretch.first or not clause.address:
        return f'<div class="clause rest k-{kind} l-{depth}">{body}</div>'
    address, name, doc_id = escape(clause.address), escape(spoken(clause.address)), document.id
    head, at = "", quoted(clause.address, "/")
    if clause.heading or (clause.label and not clause.paragraphs):
        tag = "h2" if clause.kind in _FRAMES or depth <= 1 else "h3"
        gap = "　" if (clause.label or "").startswith("第") else ""
        to = escape(clause_address(doc_id, clause.address))
        label = f'<a class="label" href="{to}">{escape(clause.label or name)}</a>'
        head = f'<{tag} class="head">{label}{gap}{writer.heading(clause)}</{tag}>'
    return (
        f'<section class="clause k-{kind} l-{depth}" id="{address}" data-item data-ref="{doc_id}~{address}">'
        f"{head}{body}"
        '<div class="clause-tools no-print">'
        f'<button class="link" type="button" data-copy aria-label="复制{name}和出处">复制</button>'
        f'<button class="link" type="button" data-collect aria-label="收集{name}">收集</button>'
        f'<a class="link" href="/cited/{doc_id}?address={at}" data-cited aria-label="谁引用{name}">'
        "谁引用</a></div></section>"
    )
