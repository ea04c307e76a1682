"""One document of the corpus: how it was read, original and clean text side by side, its metadata corrected."""

from __future__ import annotations

import json
from collections.abc import Hashable
from typing import Any

from policykit.api.showing import ledger_json
from policykit.model.address import spoken
from policykit.model.document import Document
from policykit.model.span import Span
from policykit.web.corpus_view import badge, document_of, title_of
from policykit.web.correcting import FIELDS, KIND, shown, wanted
from policykit.web.grounds import status_of
from policykit.web.markup import with_query
from policykit.web.pages.jobs import JOB
from policykit.web.printing import Inset
from policykit.web.problems import NotFound
from policykit.web.reading_view import View, text_of, versions_of, view_of
from policykit.web.routes import Call, Endpoint, Page, Param
from policykit.web.rule_names import rule_name
from policykit.web.schema import INTEGER, STRING, array, mapping, record, text, whole
from policykit.web.side_by_side import META, clean, original, owners, windows

PART = Param("part", whole(0, 100_000, default=0), "第几部分")
BLANK = "layout.blank"  # also where it is written as a character code
LISTED = 60  # rules of a ledger, notes of a document
SEVERITIES = {"info": ("提示", "info"), "warning": ("请核对", "warn"), "error": ("有误", "bad")}
_SPAN = array(INTEGER, 2)
LEDGER = record(
    raw_chars=INTEGER, kept_chars=INTEGER, removed=array(record(rule=STRING, raw_span=_SPAN, text=STRING)),
    changed=array(record(rule=STRING, raw_span=_SPAN, before=STRING, after=STRING)),
)  # fmt: skip
CHANGE = record(version=INTEGER, what=STRING, person=STRING, at=STRING)


def page(call: Call) -> dict[str, Any]:
    reader = call.reader
    view = view_of(reader, call.path["doc_id"])
    document = view.document
    number = call.query["part"]
    if number >= len(view.parts.parts):
        raise NotFound("没有这一部分", hint="从第一部分看起。")
    window, raw, read = reader.lasting(("pair", text_of(document), number), lambda: _pair(view, number))
    corrections = call.bench.workspace.corpus.corrections(document.id)
    held = call.bench.records.get(KIND, document.id)
    title = title_of(document.metadata, document.source.path)

    def notes() -> list[dict[str, Any]]:
        return [_note(document, d) for d in document.diagnostics[:LISTED]]

    return {
        "title": f"{title}：原文对照",
        "heading": title,
        "document": document,
        "badge": badge(reader, document.id),
        "notes": reader.lasting(
            ("notes", view.name), lambda: [_note(document, d) for d in document.diagnostics[:LISTED]]
        ),
        "ledger": reader.lasting(("ledger", view.name), lambda: _ledger(document)),
        "original": raw,
        "window": window,
        "clean": read,
        "meta_pair": META,
        "meta": [(f.label, shown(document.metadata, f)) for f in FIELDS if shown(document.metadata, f)],
        "parts": len(view.parts.parts),
        "number": number,
        "before": _address(document, number - 1) if number else None,
        "after": _address(document, number + 1) if number + 1 < len(view.parts.parts) else None,
        "inputs": [
            {"field": f, "value": shown(document.metadata, f), "corrected": f.name in corrections} for f in FIELDS
        ],
        "versions": versions_of(reader, document),
        "joined": _joined(call, document.id),
        "version": held.version if held else 0,
        "history": call.bench.records.history("document", document.id),
    }


def _pair(view: View, number: int) -> tuple[Span, Inset, Inset]:
    """The window of a part, the original in it and the clauses read from it."""
    owned = owners(view.document)
    window = windows(view.document, view.parts, owned)[number]
    read = clean(view.document, view.parts.parts[number].stretches)
    return window, Inset(original(view.document, window, owned)), Inset(read)


def correct(call: Call) -> dict[str, Any]:
    """Keep corrections and read the document again. Raises Conflict where somebody else corrected it meanwhile."""
    document = document_of(call.reader, call.path["doc_id"])
    corpus = call.bench.workspace.corpus
    values = wanted(document.metadata, corpus.corrections(document.id), call.body["values"])
    merged = {k: v for k, v in {**corpus.corrections(document.id), **values}.items() if v is not None}
    labels = "、".join(f.label for f in FIELDS if f.name in values)
    call.bench.records.put(
        KIND, document.id, merged, version=call.body["version"], person=call.person, what=f"更正{labels}"
    )
    if values:
        corpus.correct(document.id, values)
        call.bench.records.note("document", document.id, f"更正{labels}", call.person)
    return call.bench.jobs.reindex(
        f"更正《{title_of(document.metadata, document.source.path)}》", call.person
    ).to_json()


def ledger(call: Call) -> dict[str, Any]:
    return ledger_json(document_of(call.reader, call.path["doc_id"]))


def history(call: Call) -> dict[str, Any]:
    found = call.bench.records.history("document", call.path["doc_id"])
    return {"changes": [{"version": c.version, "what": c.what, "person": c.person, "at": c.at} for c in found]}


def _address(document: Document, number: int) -> str:
    return with_query(f"/corpus/{document.id}", [("part", number or None)])


def _note(document: Document, found: Any) -> dict[str, Any]:
    """A diagnostic, with the clause it is about."""
    word, tone = SEVERITIES[found.severity.value]
    at = ""
    if found.span is not None:
        inside = (c for c in document.clauses if any(s.start <= found.span.start < s.end for s in c.spans))
        at = next((c.address for c in inside), "")
    return {"word": word, "tone": tone, "message": found.message, "address": at, "spoken": spoken(at) if at else ""}


def _ledger(document: Document) -> dict[str, Any]:
    """How many characters each rule took out or changed; blanks of the layout apart."""
    removed: dict[str, int] = {}
    blank = 0
    for one in document.ledger.removed:
        if one.rule != BLANK and one.raw_span.of(document.raw).strip():
            name = rule_name(one.rule)
            removed[name] = removed.get(name, 0) + len(one.raw_span)
        else:
            blank += len(one.raw_span)
    changed: dict[str, int] = {}
    for change in document.ledger.changed:
        name = rule_name(change.rule)
        changed[name] = changed.get(name, 0) + 1
    return {
        "raw": document.ledger.raw_chars,
        "kept": document.ledger.kept_chars,
        "blank": blank,
        "removed": sorted(removed.items(), key=lambda r: -r[1])[:LISTED],
        "changed": sorted(changed.items(), key=lambda r: -r[1])[:LISTED],
    }


def _joined(call: Call, doc_id: str) -> bool:
    """Whether it is kept as a version of another document, or another as one of it."""
    lineage = call.bench.workspace.corpus.lineage
    return bool(lineage.successors().get(doc_id) or lineage.earlier_than(doc_id))


def _changes(call: Call) -> Hashable:
    """What people have done to this document."""
    doc_id = call.path["doc_id"]
    return call.bench.records.version(KIND, doc_id), call.bench.records.latest("document", doc_id)


def _ground(call: Call) -> Hashable:
    """What the page is made of, apart from what people have done."""
    view = view_of(call.reader, call.path["doc_id"])
    corrections = call.bench.workspace.corpus.corrections(view.document.id)
    known = tuple((v["name"], v["says"]) for v in versions_of(call.reader, view.document))
    kept = known, _joined(call, view.document.id)
    return (
        view.name,
        status_of(call.reader, view.document.id),
        kept,
        json.dumps(corrections, sort_keys=True, default=str),
    )


PAGES = (Page("/corpus/{doc_id}", "document.html", page, (PART,), shared=_changes, ground=_ground),)
ENDPOINTS = (
    Endpoint(
        "PATCH", "/documents/{doc_id}/metadata", "更正元数据", correct, JOB,
        body=record(values=mapping(text(500)), version=whole(0)), person=True, status=202, tag="资料库",
    ),
    Endpoint("GET", "/documents/{doc_id}/ledger", "台账：去掉和改动的每一处", ledger, LEDGER, tag="资料库"),
    Endpoint(
        "GET", "/documents/{doc_id}/history", "谁改过什么", history, record(changes=array(CHANGE)), tag="资料库"
    ),
)  # fmt: skip
