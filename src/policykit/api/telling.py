"""How the citator tells search which documents are law, in the words of the pages and the command line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policykit.model.store import DocumentSummary
    from policykit.search.standing import Standing


def tell(summaries: Iterable[DocumentSummary], on: date) -> Standing:
    """The status of every document on a day, and the next day on which a date of the collection may change one."""
    from policykit.api.validity import WORDS
    from policykit.cite.index import CorpusIndex
    from policykit.cite.status import status
    from policykit.search.standing import Standing

    index = CorpusIndex(summaries)
    words = {doc_id: WORDS[status(index, doc_id, on).force.value] for doc_id in index.entries}
    day = on.isoformat()
    dates = (d for entry in index.entries.values() for d in (entry.edition, entry.effective) if d and d > day)
    return Standing(words, day, min(dates, default=None))
