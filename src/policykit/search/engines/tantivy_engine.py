"""The engine of the extra `fast`: tantivy, a full-text library in Rust."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from policykit.search.engine import (
    AllOf,
    AnyOf,
    Docs,
    EngineSearcher,
    Except,
    Found,
    IndexUnit,
    Node,
    Plan,
    Prefix,
    Sequence,
    Token,
    Units,
)

FORMAT = 1  # raise when the schema or the tokens change
HEAP = 256_000_000  # bytes the writer may hold before it writes a segment
SMALL_HEAP = 20_000_000
STATE = "policykit.json"
FEW = 64  # numbers looked up one by one


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=False, tokenizer_name="policykit", index_option="position")
    builder.add_unsigned_field("unit", indexed=True, fast=True)
    builder.add_unsigned_field("doc", indexed=True, fast=True)
    return builder.build()


def _index(folder: Path) -> Any:
    import tantivy

    index = tantivy.Index(_schema(), path=str(folder))
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("policykit", analyzer)
    return index


class TantivyEngine:
    """Writes and opens tantivy indexes. Segments are written beside the old ones, never over them."""

    name = "tantivy"

    def write(self, folder: Path, units: Iterable[IndexUnit], gone: frozenset[int]) -> None:
        import tantivy

        held = self.documents(folder) or frozenset()
        folder.mkdir(parents=True, exist_ok=True)
        index = _index(folder)
        writer = index.writer(HEAP if not held else SMALL_HEAP * 2, 2 if not held else 1)
        for doc in gone & held:
            writer.delete_documents_by_query(tantivy.Query.term_query(index.schema, "doc", doc))
        added: set[int] = set()
        for unit in units:
            document = tantivy.Document()
            document.add_text("text", " ".join(unit.tokens()))
            document.add_unsigned("unit", unit.n)
            document.add_unsigned("doc", unit.doc)
            writer.add_document(document)
            added.add(unit.doc)
        writer.commit()
        writer.wait_merging_threads()
        numbers = sorted((held - gone) | added)
        part = folder / f"{STATE}.part"
        part.write_text(json.dumps({"format": FORMAT, "documents": numbers}), "utf-8")
        part.replace(folder / STATE)

    def documents(self, folder: Path) -> frozenset[int] | None:
        try:
            state = json.loads((folder / STATE).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return frozenset(state["documents"]) if state.get("format") == FORMAT else None

    def open(self, folder: Path) -> EngineSearcher:
        return _Searcher(folder)


class _Searcher:
    def __init__(self, folder: Path) -> None:
        index = _index(folder)
        index.config_reader(reload_policy="manual")
        index.reload()
        self._schema = index.schema
        self._searcher = index.searcher()

    def close(self) -> None:
        self._searcher = None

    def top(self, plan: Plan, limit: int) -> tuple[list[Found], int]:
        import tantivy

        if not plan.score:
            every = self.everything(plan)
            return [Found(n, doc, 0.0) for n, doc in every[:limit]], len(every)
        terms = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(self._term(token), weight)) for token, weight in plan.score
        ]
        if plan.match is not None:
            terms.append((tantivy.Occur.Must, tantivy.Query.const_score_query(self._match(plan.match), 0.0)))
        query = tantivy.Query.boolean_query(terms)
        result = self._searcher.search(query, limit=limit, count=True)
        return sorted(self._found(result.hits), key=_best_first), int(result.count or 0)

    def _all(self, plan: Plan) -> Any:
        import tantivy

        if plan.match is not None:
            return self._match(plan.match)
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, self._term(t)) for t, _ in plan.score])

    def count(self, plan: Plan) -> int:
        found = self._searcher.search(self._all(plan), limit=1, count=True)
        return int(found.count or 0)

    def everything(self, plan: Plan) -> list[tuple[int, int]]:
        query = self._all(plan)
        total = max(1, self._searcher.num_docs)
        hits = self._searcher.search(query, limit=total, count=False, order_by_field="unit", order=_ascending()).hits
        addresses = [address for _, address in hits]
        docs = self._searcher.fast_field_values("doc", addresses)
        return [(n, doc) for (n, _), doc in zip(hits, docs, strict=True)]

    def frequency(self, token: str) -> int:
        return int(self._searcher.doc_freq("text", token))

    def size(self) -> int:
        return int(self._searcher.num_docs)

    def covered(self, units: frozenset[int], weights: tuple[tuple[str, float], ...]) -> dict[int, float]:
        import tantivy

        if not units or not weights:
            return dict.fromkeys(units, 0.0)
        held = tantivy.Query.const_score_query(self._match(Units(units)), 0.0)
        terms = [(tantivy.Occur.Must, held)]
        for token, weight in weights:
            terms.append((tantivy.Occur.Should, tantivy.Query.const_score_query(self._term(token), weight)))
        result = self._searcher.search(tantivy.Query.boolean_query(terms), limit=len(units), count=False)
        return {f.n: f.score for f in self._found(result.hits)}

    def _found(self, hits: list[Any]) -> list[Found]:
        addresses = [address for _, address in hits]
        numbers = self._searcher.fast_field_values("unit", addresses)
        docs = self._searcher.fast_field_values("doc", addresses)
        return [Found(n, doc, score) for (score, _), n, doc in zip(hits, numbers, docs, strict=True)]

    def _term(self, token: str) -> Any:
        import tantivy

        return tantivy.Query.term_query(self._schema, "text", token, index_option="freq")

    def _numbered(self, field: str, numbers: frozenset[int]) -> Any:
        """Looking up a few numbers one by one is ten times faster than a set, which walks all terms of the field."""
        import tantivy

        query = tantivy.Query
        if not numbers:
            return query.empty_query()
        if len(numbers) > FEW:
            return query.term_set_query(self._schema, field, sorted(numbers))
        terms = (query.term_query(self._schema, field, n, index_option="basic") for n in numbers)
        return query.boolean_query([(tantivy.Occur.Should, query.const_score_query(t, 0.0)) for t in terms])

    def _match(self, node: Node) -> Any:
        import tantivy

        occur, query = tantivy.Occur, tantivy.Query
        match node:
            case Token(token):
                return self._term(token)
            case Sequence((token,)):
                return self._term(token)
            case Sequence(tokens):
                return query.phrase_query(self._schema, "text", list(tokens))
            case Prefix(prefix):
                return query.regex_query(self._schema, "text", _escape(prefix) + ".*")
            case Units(numbers):
                return self._numbered("unit", numbers)
            case Docs(numbers):
                return self._numbered("doc", numbers)
            case AllOf(()):
                return query.all_query()
            case AllOf(nodes):
                return query.boolean_query([(occur.Must, self._match(n)) for n in nodes])
            case AnyOf(nodes):
                if not nodes:
                    return query.empty_query()
                return query.boolean_query([(occur.Should, self._match(n)) for n in nodes])
            case Except(inner):
                return query.boolean_query([(occur.Must, query.all_query()), (occur.MustNot, self._match(inner))])


def _best_first(found: Found) -> tuple[float, int]:
    return -found.score, found.n


def _ascending() -> Any:
    import tantivy

    return tantivy.Order.Asc


def _escape(prefix: str) -> str:
    """A token's beginning for tantivy's regular expressions. Tokens hold letters, digits and Han only."""
    return "".join(c if c.isalnum() else f"\\{c}" for c in prefix)
