"""Reading a document at a clause: the text with everything linked and marked, who cites it, its versions."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from policykit.api.addressing import paragraph, read_address
from policykit.contract import parse_json
from policykit.errors import QueryError, UsageError
from policykit.model.address import spoken
from policykit.web.clauses import UNKNOWN
from policykit.web.corpus_view import VALIDITY, badge, cite_as, document_of, standing_of, title_of
from policykit.web.grounds import status_of
from policykit.web.markup import clause_address
from policykit.web.problems import NotFound
from policykit.web.reading_view import (
    Terms,
    View,
    cited_by,
    hits_in,
    outline_html,
    part_html,
    terms_of,
    versions_of,
    view_of,
)
from policykit.web.routes import Call, Endpoint, Page, Param, alike
from policykit.web.schema import ANYTHING, BOOLEAN, INTEGER, STRING, array, nullable, record, text, whole

Q = Param("q", text(500), "要标出的检索词")
PART = Param("part", whole(0, 100_000), "从第几部分读起")
FULL = Param("full", {**BOOLEAN, "default": False}, "全文，打印用")
ADDRESS = Param("address", text(200), "条款地址")
CITING = record(
    ref=STRING, doc_id=STRING, title=STRING, address=STRING, spoken=STRING, surface=STRING, article=nullable(STRING)
)
OUTLINE = array(record(depth=INTEGER, address=STRING, says=STRING))
DOCUMENT = record(id=STRING, title=STRING, validity=VALIDITY, outline=OUTLINE, document=ANYTHING)
LISTED = 60  # citing clauses shown at once


def read(call: Call) -> dict[str, Any]:
    """The page of a document, from the part in which the address is. Raises NotFound."""
    reader, q = call.reader, (call.query["q"] or "").strip()
    view = view_of(reader, call.path["doc_id"])
    document, parts = view.document, view.parts
    at = _address(view, call.path.get("address", ""))
    number = parts.at(at) if at else min(call.query["part"] or 0, len(parts.parts) - 1)
    hits: tuple[str, ...] = ()
    try:
        hits = hits_in(reader, view, q) if q else ()
    except QueryError:
        q = ""
    shown = [number, *([number + 1] if number + 1 < len(parts.parts) else [])]
    if call.query["full"]:
        number, shown = 0, list(range(len(parts.parts)))
    title = title_of(document.metadata, document.source.path)
    return {
        "title": f"{title}{spoken(at) if at else ''}",
        "heading": title,
        "document": document,
        "at": _anchor(view, at),
        "cite_as": cite_as(document, at),
        "badge": badge(reader, document.id),
        "outline": outline_html(reader, view, q),
        "entries": len(parts.outline),
        "empty": not document.clauses and not document.tables,
        "before": clause_address(document.id, part=str(number - 1), q=q) if number else None,
        "shown": [(n, part_html(reader, view, n, q)) for n in shown],
        "full": None if len(shown) == len(parts.parts) else clause_address(document.id, full="1", q=q),
        "later": [(n, clause_address(document.id, part=str(n), q=q)) for n in range(shown[-1] + 1, len(parts.parts))],
        "q": q,
        "hits": _hits(view, hits, at, q),
        "versions": versions_of(reader, document),
        "counts": {
            "clauses": len(document.clauses), "citations": len(document.citations), "duties": len(document.duties),
            "deadlines": len(document.deadlines), "tables": len(document.tables),
        },
    }  # fmt: skip


def _ground(call: Call) -> Hashable:
    """What the page of a document is made of: the document with its links, its status, its versions, the terms."""
    reader, q = call.reader, (call.query["q"] or "").strip()
    view = view_of(reader, call.path["doc_id"])
    versions = tuple((v["name"], v["says"], v["address"]) for v in versions_of(reader, view.document))
    return view.name, status_of(reader, view.document.id), versions, _terms(call, q)


def _part_ground(call: Call) -> Hashable:
    view = view_of(call.reader, call.path["doc_id"])
    return view.name, _terms(call, (call.query["q"] or "").strip())


def _terms(call: Call, q: str) -> Terms | None:
    try:
        return terms_of(call.reader, q)
    except QueryError:
        return None


def part(call: Call) -> dict[str, Any]:
    """One more part, for a page that is read on."""
    view = view_of(call.reader, call.path["doc_id"])
    number = int(call.path["number"]) if call.path["number"].isdecimal() else -1
    if not 0 <= number < len(view.parts.parts):
        raise NotFound("没有这一部分", hint="刷新页面。")
    try:
        html = part_html(call.reader, view, number, (call.query["q"] or "").strip())
    except QueryError:
        html = part_html(call.reader, view, number, "")
    return {"number": number, "html": html}


def cited(call: Call) -> dict[str, Any]:
    """Who cites a document or one of its articles, as a page of its own or a part of another."""
    reader = call.reader
    document = document_of(reader, call.path["doc_id"])
    article = _article(call)
    found = cited_by(reader, document.id, article)
    rows = [{"citing": c, "to": clause_address(c.doc_id, c.address)} for c in found[:LISTED]]
    name = cite_as(document, article)
    return {
        "title": f"谁引用{name}", "name": name, "document_id": document.id, "article": article, "rows": rows,
        "total": len(found), "back": clause_address(document.id, article),
    }  # fmt: skip


def _cited_ground(call: Call) -> Hashable:
    document = document_of(call.reader, call.path["doc_id"])
    return cited_by(call.reader, document.id, _article(call)), document.metadata, document.source.path


def cited_json(call: Call) -> dict[str, Any]:
    document = document_of(call.reader, call.path["doc_id"])
    return {"citing": [c.to_json() for c in cited_by(call.reader, document.id, _article(call))]}


def document_json(call: Call) -> dict[str, Any]:
    reader = call.reader
    view = view_of(reader, call.path["doc_id"])
    found = standing_of(reader).validity.get(view.document.id)
    return {
        "id": view.document.id,
        "title": title_of(view.document.metadata, view.document.source.path),
        "validity": found.to_json() if found else UNKNOWN,
        "outline": [{"depth": d, "address": a, "says": s} for d, a, s in view.parts.outline],
        "document": parse_json(view.document),
    }


def _article(call: Call) -> str:
    """The article that an address lies in: citations name articles, and their parts are found with them."""
    address = call.query["address"] or ""
    return next((p for p in address.split("/") if p.startswith("第") and "条" in p), "")


def _address(view: View, words: str) -> str:
    """The address that the words of an address line mean. Raises NotFound."""
    if not words:
        return ""
    try:
        return read_address(view.document, words)
    except UsageError as error:
        raise NotFound(error.message, hint=error.hint) from error


def _anchor(view: View, at: str) -> str:
    """The element to go to: of a 款 its article."""
    if at and at not in view.parts.of and paragraph(view.document, at) is not None:
        return at.rpartition("/")[0]
    return at


def _hits(view: View, hits: tuple[str, ...], at: str, q: str) -> dict[str, Any] | None:
    """Where the terms stand, and the places before and after the present one."""
    if not q:
        return None
    order = {c.address: n for n, c in enumerate(view.document.clauses)} or {"": 0}
    while at and at not in order:
        at = at.rpartition("/")[0]  # of a table's row its clause
    here = order.get(at, -1)
    before = [a for a in hits if order[a] < here]
    after = [a for a in hits if order[a] > here]
    return {
        "total": len(hits),
        "here": len(before) + (1 if at in hits else 0),
        "before": clause_address(view.document.id, before[-1], q=q) if before else None,
        "after": clause_address(view.document.id, after[0], q=q) if after else None,
    }


PAGES = (
    Page("/doc/{doc_id}", "reading.html", read, (Q, PART, FULL), shared=alike, ground=_ground),
    Page("/doc/{doc_id}/{address:path}", "reading.html", read, (Q, PART, FULL), shared=alike, ground=_ground),
    Page("/part/{doc_id}/{number}", "part.html", part, (Q,), shared=alike, ground=_part_ground),
    Page("/cited/{doc_id}", "cited.html", cited, (ADDRESS,), shared=alike, ground=_cited_ground),
)
ENDPOINTS = (
    Endpoint("GET", "/documents/{doc_id}", "一份文件：条款、引用、职责、效力", document_json, DOCUMENT, tag="阅读"),
    Endpoint(
        "GET", "/documents/{doc_id}/cited-by", "谁引用这份文件或其中一条", cited_json, record(citing=array(CITING)),
        (ADDRESS,), tag="阅读",
    ),
)  # fmt: skip
