"""The basket: clauses a person has collected, kept on the server under their name, with notes, as a file."""

from __future__ import annotations

from typing import Any

from policykit.model.address import ClauseRef
from policykit.search.result import Hit, HitDocument, Results
from policykit.search.snippet import Snippet
from policykit.web.clauses import CLAUSE, clause_json
from policykit.web.corpus_view import badge
from policykit.web.markup import clause_address
from policykit.web.pages.searching import FORMAT, exported
from policykit.web.problems import Conflict, NotFound
from policykit.web.routes import Call, Download, Endpoint, Page
from policykit.web.schema import INTEGER, STRING, array, record, text, whole

KIND = "basket"
MOST = 500  # clauses of one basket
TRIES = 20  # of adding, while others of the same name add too
KEPT = record(ref=STRING, title=STRING, spoken=STRING, cite_as=STRING, text=STRING, note=STRING)
BASKET = record(version=INTEGER, added=INTEGER, clauses=array(KEPT))


def clause(call: Call) -> dict[str, Any]:
    return clause_json(call.reader, ClauseRef.parse(call.path["ref"]))


def basket(call: Call) -> dict[str, Any]:
    return _json(call, 0)


def add(call: Call) -> dict[str, Any]:
    """Put clauses in; those already there stay. Raises NotFound for a clause there is not."""
    made = [_kept(clause_json(call.reader, ClauseRef.parse(ref))) for ref in call.body["refs"]]
    added = 0

    def change(held: list[dict[str, Any]]) -> list[dict[str, Any]]:
        nonlocal added
        known = {c["ref"] for c in held}
        new = [c for c in made if c["ref"] not in known]
        added = len(new)
        if len(held) + added > MOST:
            raise Conflict(f"收集夹最多放 {MOST} 条", hint="先导出，再清空。")
        return held + new

    _change(call, change, "收集条款")
    return _json(call, added)


def remove(call: Call) -> dict[str, Any]:
    """Take one clause out."""
    ref = call.path["ref"]
    _change(call, lambda held: [c for c in held if c["ref"] != ref], "移出条款")
    return _json(call, 0)


def annotate(call: Call) -> dict[str, Any]:
    """Keep a note with a clause. Raises NotFound, and Conflict where the basket has changed since `version`."""
    held = call.bench.records.get(KIND, call.person)
    clauses = held.data["clauses"] if held else []
    if not any(c["ref"] == call.path["ref"] for c in clauses):
        raise NotFound("收集夹里没有这一条", hint="刷新页面。")
    made = [{**c, "note": call.body["note"]} if c["ref"] == call.path["ref"] else c for c in clauses]
    call.bench.records.put(
        KIND, call.person, {"clauses": made}, version=call.body["version"], person=call.person, what="写备注"
    )
    return _json(call, 0)


def empty(call: Call) -> dict[str, Any]:
    """Take everything out."""
    _change(call, lambda held: [], "清空收集夹")
    return _json(call, 0)


def export(call: Call) -> Download:
    reader = call.reader
    hits = []
    for kept in _clauses(call):
        ref = ClauseRef.parse(kept["ref"])
        document = reader.document(ref.doc_id)
        meta = document.metadata if document else None
        said = HitDocument(
            document.source.path if document else "",
            kept["title"],
            meta.doc_number if meta else None,
            meta.issued_date if meta else None,
            badge(reader, ref.doc_id)["word"],
            meta.authority if meta else None,
        )
        text = f"{kept['text']}\n备注：{kept['note']}" if kept["note"] else kept["text"]
        hits.append(Hit(ref, said, (), "", text, (Snippet("", ()),), 0, 0.0))
    return exported(Results(f"{call.person}的收集夹", len(hits), tuple(hits)), call.query["format"], "收集的条款")


def page(call: Call) -> dict[str, Any]:
    held = call.bench.records.get(KIND, call.person)
    rows = []
    for kept in held.data["clauses"] if held else []:
        ref = ClauseRef.parse(kept["ref"])
        now = _now(call, ref)
        rows.append(
            {
                **kept,
                "address": clause_address(ref.doc_id, ref.address),
                "badge": badge(call.reader, ref.doc_id) if now is not None else None,
                "gone": now is None,
                "changed": now is not None and now["text"] != kept["text"],
            }
        )
    return {"title": "收集夹", "rows": rows, "version": held.version if held else 0}


def _now(call: Call, ref: ClauseRef) -> dict[str, Any] | None:
    try:
        return clause_json(call.reader, ref)
    except NotFound:
        return None


def _kept(found: dict[str, Any]) -> dict[str, Any]:
    return {**{name: found[name] for name in ("ref", "title", "spoken", "cite_as", "text")}, "note": ""}


def _clauses(call: Call) -> list[dict[str, Any]]:
    held = call.bench.records.get(KIND, call.person)
    return list(held.data["clauses"]) if held else []


def _change(call: Call, change: Any, what: str) -> None:
    """Change whatever is in the basket now; two windows of one person must not hinder each other."""
    records = call.bench.records
    for last in [False] * TRIES + [True]:
        held = records.get(KIND, call.person)
        before = held.data["clauses"] if held else []
        after = change(before)
        if after == before:
            return
        try:
            records.put(
                KIND,
                call.person,
                {"clauses": after},
                version=held.version if held else 0,
                person=call.person,
                what=what,
            )
            return
        except Conflict:
            if last:
                raise


def _json(call: Call, added: int) -> dict[str, Any]:
    held = call.bench.records.get(KIND, call.person)
    return {"version": held.version if held else 0, "added": added, "clauses": held.data["clauses"] if held else []}


PAGES = (Page("/basket", "basket.html", page),)
_REFS = record(refs=array(text(200), 200))
_NOTE = record(note=text(2000), version=whole(0))
ENDPOINTS = (
    Endpoint("GET", "/clauses/{ref:path}", "一条条款：原文、出处写法、效力", clause, CLAUSE, tag="阅读"),
    Endpoint("GET", "/basket", "收集夹", basket, BASKET, person=True, tag="收集夹"),
    Endpoint("GET", "/basket/export", "收集夹存成文件", export, None, (FORMAT,), person=True, tag="收集夹"),
    Endpoint("POST", "/basket", "放进收集夹", add, BASKET, body=_REFS, person=True, tag="收集夹"),
    Endpoint("DELETE", "/basket", "清空收集夹", empty, BASKET, body=record(), person=True, tag="收集夹"),
    Endpoint("PUT", "/basket/{ref:path}", "写备注", annotate, BASKET, body=_NOTE, person=True, tag="收集夹"),
    Endpoint("DELETE", "/basket/{ref:path}", "移出收集夹", remove, BASKET, body=record(), person=True, tag="收集夹"),
)
