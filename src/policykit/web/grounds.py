"""What pages are made of, told more quickly than they are made: a new state of the corpus leaves most as it was."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from hashlib import blake2b
from typing import TYPE_CHECKING

from policykit.web.corpus_view import standing_of

if TYPE_CHECKING:
    from policykit.api.validity import Validity
    from policykit.search.result import Hit
    from policykit.web.workbench import Reader


def status_of(reader: Reader, doc_id: str) -> Validity | None:
    """All that the status badge of a document says."""
    return standing_of(reader).validity.get(doc_id)


def hits_of(reader: Reader, hits: Iterable[Hit]) -> Hashable:
    """What a list of hits shows, but for what makes their snippets of the texts; the texts by their digest."""
    texts = blake2b()
    shown = []
    for hit in hits:
        texts.update(repr((hit.ref, hit.path, hit.heading, hit.text)).encode("utf-8", "surrogatepass"))
        shown.append((hit.document, hit.more, status_of(reader, hit.ref.doc_id)))
    return tuple(shown), texts.digest()
