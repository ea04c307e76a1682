"""How the citator tells search which documents are law, in the words of the pages and the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policykit.model.store import DocumentSummary
    from policykit.search.standing import Standing, Tell


def teller(workspace: Path) -> Tell:
    """`tell` for a workspace: what is known as an earlier version of a document that is there is no text in force."""
    from policykit.corpus import Corpus

    return lambda summaries, on: tell(summaries, on, Corpus(workspace).lineage.successors())


def tell(summaries: Iterable[DocumentSummary], on: date, later: Mapping[str, str] | None = None) -> Standing:
    """The status of every document on a day, and the next day on which a date of the collection may change one.

    `later` are the earlier versions by id, each with the id of the one in use.
    """
    from policykit.api.validity import WORDS, of_earlier
    from policykit.cite.index import CorpusIndex
    from policykit.cite.status import status
    from policykit.search.standing import Standing

    index = CorpusIndex(summaries)
    found = {doc_id: status(index, doc_id, on) for doc_id in index.entries}
    words = {doc_id: WORDS[said.force.value] for doc_id, said in of_earlier(found, index, later or {}, on).items()}
    day = on.isoformat()
    dates = (d for entry in index.entries.values() for d in (entry.edition, entry.effective) if d and d > day)
    return Standing(words, day, min(dates, default=None))
