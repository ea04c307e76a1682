"""A document ready to be read in pages: its parts written as HTML, what cites it, its other versions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup, escape

from policykit.api.linking import Citing, citing_clauses, links
from policykit.model.address import spoken
from policykit.model.document import ClauseKind, Document, Metadata
from policykit.search.snippet import highlights
from policykit.web.corpus_view import document_of, standing_of
from policykit.web.markup import clause_address
from policykit.web.reading_html import Marks, Writer
from policykit.web.reading_parts import Parts, Stretch, parts_of

if TYPE_CHECKING:
    from policykit.web.workbench import Reader

_FRAMES = frozenset((ClauseKind.PART, ClauseKind.CHAPTER, ClauseKind.SECTION))


@dataclass(frozen=True, slots=True)
class View:
    """One document: what is shown of it for every reader alike."""

    document: Document
    parts: Parts
    marks: Marks


def view_of(reader: Reader, doc_id: str) -> View:
    """The view of a document, made once for each state of the corpus. Raises NotFound."""
    document = document_of(reader, doc_id)
    standing = standing_of(reader)

    def make() -> View:
        found = links(document, standing)
        parts = reader.lasting(("parts", text_of(document)), lambda: parts_of(document))
        return View(document, parts, Marks(found, document.duties, document.deadlines))

    return reader.once(("view", doc_id, standing.on), make)


def text_of(document: Document) -> tuple[str, str, Metadata]:
    """What stands for everything read from a document: the same bytes with the same corrections read the same."""
    return document.id, document.source.sha256, document.metadata


def part_html(reader: Reader, view: View, number: int, q: str) -> Markup:
    """One part with the terms of a query marked. Raises QueryError."""

    def make() -> Markup:
        words, patterns = reader.search.marks(q) if q else ((), ())
        writer = Writer(view.document, replace(view.marks, words=words, patterns=patterns))
        return Markup("".join(_stretch(view.document, writer, s) for s in view.parts.parts[number].stretches))

    return reader.once(("part", view.document.id, number, q), make)


def hits_in(reader: Reader, view: View, q: str) -> tuple[str, ...]:
    """Addresses of the clauses with a term of the query, in print order. Raises QueryError."""

    def make() -> tuple[str, ...]:
        words, patterns = reader.search.marks(q)
        if not words and not patterns:
            return ()
        tables = {t.clause: " ".join(c.text for c in t.cells) for t in view.document.tables}
        texts = ((c.address, f"{c.full_text}\n{tables.get(c.address, '')}") for c in view.document.clauses)
        return tuple(address for address, text in texts if highlights(text, words, patterns))

    return reader.once(("hits", view.document.id, q), make)


def cited_by(reader: Reader, doc_id: str, article: str) -> tuple[Citing, ...]:
    """Clauses of other documents that cite a document, or an article of it."""
    standing = standing_of(reader)
    return reader.once(
        ("cited", doc_id, article, standing.on), lambda: citing_clauses(reader.catalog, standing, doc_id, article)
    )


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
        {"name": f"{document.id}@{n}", "says": f"收入过的旧文件 第 {n} 次", "address": None}
        for n in range(len(kept), 0, -1)
    ]
    return out


def _stretch(document: Document, writer: Writer, stretch: Stretch) -> str:
    """One clause: an anchor by its address, its head, its body, and what can be done with it. What is printed of it
    after its items follows them without an anchor of its own."""
    clause = stretch.clause
    body = writer.body(clause, stretch.first, stretch.blocks)
    kind = "frame" if clause.kind in _FRAMES else clause.kind.value
    depth = min(clause.level, 5)
    if not stretch.first:
        return f'<div class="clause rest k-{kind} l-{depth}">{body}</div>'
    address, name, doc_id = escape(clause.address), escape(spoken(clause.address)), document.id
    head = ""
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
        f'<a class="link" href="/cited/{doc_id}?address={quote(clause.address)}" data-cited aria-label="谁引用{name}">'
        "谁引用</a></div></section>"
    )
