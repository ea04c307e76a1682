"""The documents of a workspace by name and number, made once for each state of its catalog.

A server answers many questions about one state; thousands of documents must not be gone through for each.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from policykit.model.store import DocumentSummary

if TYPE_CHECKING:
    from policykit.catalog import Catalog
    from policykit.cite.index import CorpusIndex

KEPT = 2  # states: the one in use, and the next while readers of the old one finish


class Register:
    """One state. What is costly is made when it is first asked for; any thread may ask."""

    def __init__(
        self,
        summaries: tuple[DocumentSummary, ...],
        cited: tuple[tuple[str, str | None], ...],
        later: Mapping[str, str] | None = None,
    ) -> None:
        self.summaries = summaries
        self.later = later or {}  # ids of earlier versions, each with the one in use
        self.cited = cited  # the different titles that documents cite, each with the 文号 printed with it, if any

    @cached_property
    def titles(self) -> dict[str, str]:
        """A document's title, or its path where it has none, by id."""
        return {s.id: s.metadata.title or s.path for s in self.summaries}

    @cached_property
    def index(self) -> CorpusIndex:
        """Names, numbers and repeals, to resolve citations with."""
        from policykit.cite.index import CorpusIndex

        made = CorpusIndex(self.summaries)
        made.replace_earlier(self.later)
        return made

    @cached_property
    def names(self) -> tuple[tuple[tuple[str, ...], DocumentSummary], ...]:
        """Each document with its title, file name without and with suffix, as `search.facts.key` compares them."""
        from policykit.search.facts import key

        out = []
        for summary in self.summaries:
            file = summary.path.rpartition("/")[2]
            stem = file.rpartition(".")[0] or file
            out.append(((key(summary.metadata.title), key(stem), key(file)), summary))
        return tuple(out)


_made: OrderedDict[tuple[str, int, str], Register] = OrderedDict()
_turn = threading.Lock()


def register(catalog: Catalog) -> Register:
    """The register of the catalog's present state. Safe to call from several threads."""
    from policykit.corpus import Corpus

    state = (str(catalog.file.resolve()), catalog.file.stat().st_ino, catalog.revision())
    with _turn:
        if (found := _made.get(state)) is not None:
            _made.move_to_end(state)
            return found
        later = Corpus(catalog.file.parent.parent).lineage.successors()
        made = _made[state] = Register(catalog.summaries(), catalog.cited_titles(), later)
        while len(_made) > KEPT:
            _made.popitem(last=False)
        return made
