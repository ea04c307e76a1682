"""The engine of the extra `fast`: tantivy, a full-text library in Rust."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from policykit.search.engine import EngineSearcher, IndexUnit
from policykit.search.engines.guarded import Guarded
from policykit.search.engines.state import held, must_hold, noting, say_held
from policykit.search.engines.tantivy_index import DOC_BITS, open_index
from policykit.search.tokens import title_text

FORMAT = 3  # raise when the schema or the tokens change
HEAP = 256_000_000  # bytes the writer may hold before it writes a segment
SMALL_HEAP = 40_000_000


class TantivyEngine:
    """Writes and opens tantivy indexes. Segments are written beside the old ones, never over them."""

    name = "tantivy"
    threads = True

    def write(self, folder: Path, units: Iterable[IndexUnit], gone: frozenset[int]) -> None:
        import tantivy

        before = self.documents(folder) or frozenset()
        folder.mkdir(parents=True, exist_ok=True)
        index = open_index(folder)
        writer = index.writer(HEAP, 2) if not before else index.writer(SMALL_HEAP, 1)
        for doc in gone & before:
            writer.delete_documents_by_query(tantivy.Query.term_query(index.schema, "doc", doc))
        added: set[int] = set()
        for unit in noting(units, added):
            document = tantivy.Document()
            document.add_text("text", unit.token_text())
            document.add_text("title", title_text(unit.title))
            document.add_unsigned("unit", unit.n)
            document.add_unsigned("doc", unit.doc)
            document.add_unsigned("key", unit.n << DOC_BITS | unit.doc)
            document.add_unsigned("when", unit.when)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        say_held(folder, FORMAT, (before - gone) | added)

    def documents(self, folder: Path) -> frozenset[int] | None:
        return held(folder, FORMAT)

    def open(self, folder: Path) -> EngineSearcher:
        from policykit.search.engines.tantivy_reading import TantivySearcher

        must_hold(folder, FORMAT)
        return Guarded(folder, TantivySearcher)
