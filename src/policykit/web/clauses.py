"""One clause as the API and the pages give it: its text with sub-clauses, and the form in which it is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policykit.api.addressing import read_address
from policykit.api.showing import quotable_text
from policykit.errors import UsageError
from policykit.model.address import ClauseRef, spoken
from policykit.web.corpus_view import VALIDITY, cite_as, document_of, standing_of, title_of
from policykit.web.markup import clause_address
from policykit.web.problems import NotFound
from policykit.web.schema import STRING, Schema, nullable, record

if TYPE_CHECKING:
    from policykit.web.workbench import Reader

CLAUSE: Schema = record(
    ref=STRING, doc_id=STRING, address=STRING, spoken=STRING, title=STRING, doc_number=nullable(STRING),
    cite_as=STRING, text=STRING, validity=VALIDITY, url=STRING,
)  # fmt: skip
UNKNOWN: dict[str, Any] = {
    "force": "undated",
    "word": "效力未知",
    "since": None,
    "by": None,
    "by_title": None,
    "parts": [],
}


def clause_json(reader: Reader, ref: ClauseRef) -> dict[str, Any]:
    """A clause by reference; the address in any of the ways people write it. Raises NotFound."""
    document = document_of(reader, ref.doc_id)
    if not ref.address:
        raise NotFound("没有写明是哪一条", hint="写成 编号~第三条。")
    try:
        address = read_address(document, ref.address)
    except UsageError as error:
        raise NotFound(error.message, hint=error.hint) from error
    found = standing_of(reader).validity.get(document.id)
    return {
        "ref": f"{document.id}~{address}",
        "doc_id": document.id,
        "address": address,
        "spoken": spoken(address),
        "title": title_of(document.metadata, document.source.path),
        "doc_number": document.metadata.doc_number,
        "cite_as": cite_as(document, address),
        "text": quotable_text(document, address),
        "validity": found.to_json() if found else UNKNOWN,
        "url": clause_address(document.id, address),
    }
