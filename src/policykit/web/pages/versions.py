"""Joining two documents that are versions of one, and parting those that are not, where no rule could tell."""

from __future__ import annotations

from typing import Any

from policykit.api.versions import join, split
from policykit.web.corpus_view import document_of
from policykit.web.pages.jobs import JOB
from policykit.web.routes import Call, Endpoint, Page
from policykit.web.schema import record, text


def joined(call: Call) -> dict[str, Any]:
    """Keep that a document is a new version of another; the answer is the job that brings the index to it."""
    doc_id = document_of(call.reader, call.path["doc_id"]).id
    said = join(call.bench.workspace, call.body["earlier"], doc_id, indexing=False)
    call.bench.records.note("document", doc_id, "记作新版本", call.person)
    return call.bench.jobs.reindex(said, call.person).to_json()


def parted(call: Call) -> dict[str, Any]:
    """Make a document and its other version two documents again."""
    doc_id = document_of(call.reader, call.path["doc_id"]).id
    said = split(call.bench.workspace, doc_id, indexing=False)
    call.bench.records.note("document", doc_id, "与别的版本分开", call.person)
    return call.bench.jobs.reindex(said, call.person).to_json()


PAGES: tuple[Page, ...] = ()
ENDPOINTS = (
    Endpoint(
        "POST", "/documents/{doc_id}/versions", "记作另一份文件（earlier）的新版本", joined, JOB,
        body=record(earlier=text(200, least=1)), person=True, status=202, tag="资料库",
    ),
    Endpoint(
        "DELETE", "/documents/{doc_id}/versions", "与别的版本分开", parted, JOB, body=record(), person=True, status=202,
        tag="资料库",
    ),
)  # fmt: skip
