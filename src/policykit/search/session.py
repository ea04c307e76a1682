"""An open workspace to search in: one state of catalog and index, held together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from policykit.catalog import Catalog
from policykit.catalog.units import PATH_JOIN
from policykit.errors import UsageError, WorkspaceError
from policykit.model.address import ClauseRef
from policykit.search.answers import Answers, having_some, plain_words
from policykit.search.compile import Bare, Compiled, compile_query
from policykit.search.complete import Completer, Suggestion
from policykit.search.engine import AllOf, AnyOf, Docs, Found, Plan, Units
from policykit.search.engines import choose
from policykit.search.facts import LEVELS, DocFacts, date_of, open_facts, revision_of
from policykit.search.language import parse
from policykit.search.language.pointer import pointer
from policykit.search.mending import Mender
from policykit.search.question import read_question
from policykit.search.rank import CANDIDATES, QUERY_CANDIDATES, in_blocks
from policykit.search.resolve import CollectionResolver
from policykit.search.result import Facet, Hit, HitDocument, Results
from policykit.search.shown import Shown
from policykit.search.snippet import Snippets
from policykit.search.standing import IN_FORCE, Tell
from policykit.search.suggest import suggestions
from policykit.search.synonyms import load as load_synonyms
from policykit.search.terms import load as load_terms
from policykit.search.tokens import atoms, fold, pairs

SORTS = ("relevance", "date", "level")
QUERY_DOCUMENT_SHARE = 0.1  # of its document's best clauses, for a query of words: it asks where, not what
MORE_TERMS = 40
KEPT_QUERIES = 256
MOST_PARTIAL = 10
PARTIAL = 0.3  # of what was asked, by how rare its words are, that a clause must have to be shown beside the hits


@dataclass(frozen=True, slots=True)
class Filters:
    """Facet values that hits must have; each is (field, value) as a facet shows them. Empty: all."""

    values: tuple[tuple[str, str], ...] = ()


def _installed(engine: str) -> bool:
    try:
        choose(engine)
    except UsageError:  # the workspace was indexed elsewhere
        return False
    return True


class Session:
    """Searches one workspace. Open it once and ask often; `refresh` follows a new index run.

    `own_names` is what 我局 in 责任主体:我局 stands for; `tell` says which documents are law, where what is stored of
    that no longer holds today. Raises WorkspaceError where nothing is indexed yet.
    """

    def __init__(
        self, workspace: Path, engine: str = "auto", own_names: tuple[str, ...] = (), tell: Tell | None = None
    ) -> None:
        self._workspace, self._own_names = workspace, own_names
        self._catalog = Catalog.of(workspace)
        folders = self._catalog.engines()
        name = engine if engine != "auto" else next(filter(_installed, folders), next(iter(folders), ""))
        if name not in folders:
            if name in self._catalog.engines_behind():
                raise WorkspaceError(
                    f"{name} 的检索索引不是最新的：上次是用别的引擎更新的",
                    hint=f"请运行 policykit index --engine {name}，只补上变动的部分。",
                )
            raise WorkspaceError(
                f"还没有{f'用 {name} ' if name else ''}建立检索索引", hint="请先运行 policykit index。"
            )
        self.engine = name
        folder = workspace / "indexes" / folders[name]
        self._index = choose(name).open(folder)
        self._facts = open_facts(folder, self._catalog, tell)
        self._shown = Shown(folder, self._catalog.shown)
        self._answers = Answers(self._index, self._facts)
        self._documents: dict[int, tuple[str, HitDocument]] = {}
        self._facet_pairs: dict[int, tuple[tuple[str, str], ...]] = {}
        self._queries: dict[str, Compiled] = {}
        self._bare: dict[str, Bare] = {}
        synonyms = load_synonyms(workspace)
        self._resolver = CollectionResolver(self._catalog, self._index, self._facts, synonyms, own_names)
        self._completer = Completer(self._facts, synonyms, lambda: load_terms(folder))
        facts = self._facts
        self._mender = Mender(
            self._index, lambda: (*(term for term, _ in load_terms(folder)), *(t for _, t in facts.titles()))
        )

    def take_over(self, before: Session) -> None:
        """Share with an earlier state what is the same in both: nearly all documents are, and need not be made anew."""
        for n in self._facts.take_over(before._facts):
            if (pairs := before._facet_pairs.get(n)) is not None:
                self._facet_pairs[n] = pairs
            if (said := before._documents.get(n)) is not None:
                self._documents[n] = said

    def close(self) -> None:
        self._resolver.close()
        self._index.close()
        self._shown.close()
        self._catalog.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- a query of the query language -------------------------------------------------------------

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        offset: int = 0,
        sort: str = "relevance",
        group: bool = False,
        facets: bool = False,
        filters: Filters | None = None,
        partial: bool = False,
    ) -> Results:
        """Hits of a query, best first. Raises QueryError, in Chinese, where it cannot be parsed.

        `sort` is one of SORTS; `group` keeps the best hit of each document and counts the others. Where
        nothing has all the words, the clauses with some of them are given, and `relaxed` says so. With `partial`, where
        all hits of plain words are fewer than `limit`, the best of the others are given beside the hits.
        """
        compiled = self._compiled(query)
        within = self._within(filters)
        plan = _inside(compiled.plan, within)
        # Whole blocks, whichever page is asked for: a hit is on one page, and on no other.
        candidates = -(-max(1, offset + limit) // QUERY_CANDIDATES) * QUERY_CANDIDATES if not group else 5 * CANDIDATES
        block = candidates if group else QUERY_CANDIDATES
        found, total = self._ordered(plan, sort, candidates, block)
        relaxed = False
        hints: tuple[str, ...] = ()
        if not total and compiled.words:
            hints = suggestions(
                compiled.words, self._facts, self._answers.titles(), self._mender.mended, self._index.frequency
            )
            if plan.score and len(plan.score) > 1:
                relaxed = True
                asked = plain_words(query)
                score = asked.tokens if asked else plan.score
                plan = _inside(Plan(having_some(score), score), within)
                found, total = self._ordered(plan, sort, candidates, block)
                if asked and sort == "relevance":
                    best = self._answers.ranked(asked, within)
                    found = [*best, *_without(found, best)]
        if compiled.named and sort == "relevance":
            found = self._named_first(found, compiled.named, plan)
        more: dict[int, int] = {}
        if group:
            counted = Counter(doc for _, doc, _ in found)
            found = list({hit[1]: hit for hit in reversed(found)}.values())[::-1]
            more = {doc: counted[doc] - 1 for _, doc, _ in found}
        page = found[offset : offset + limit]
        hits = self._hits(page, compiled.words, compiled.patterns, more)
        others: tuple[Hit, ...] = ()
        if partial and 0 < total < limit and not (offset or relaxed or compiled.named) and sort == "relevance":
            others = self._others(query, found, within, min(limit - total, MOST_PARTIAL), group)
        return Results(query, total, hits, self._facets(plan) if facets else (), relaxed, hints, others)

    def _others(
        self, query: str, found: Sequence[Found], within: Docs | None, limit: int, group: bool
    ) -> tuple[Hit, ...]:
        """The best clauses with much of what a query of plain words asks, without those that were found."""
        asked = plain_words(query)
        if asked is None:
            return ()
        best = _without(self._answers.ranked(asked, within, PARTIAL), found)
        if group:
            before = {doc for _, doc, _ in found}
            best = [hit for hit in {h[1]: h for h in reversed(best)}.values() if hit[1] not in before][::-1]
        return self._hits(best[:limit], asked.words, (), {})

    def _named_first(self, found: list[Found], named: frozenset[int], plan: Plan) -> list[Found]:
        """The hits with those units at the head that the query names, where they are hits at all."""
        scores = {n: score for n, _, score in found}
        match = AllOf((Units(named), plan.condition()))
        first = [(n, doc, scores.get(n, 0.0)) for n, doc in self._index.everything(Plan(match))]
        first.sort(key=lambda hit: self._facts[hit[1]].when or "", reverse=True)  # of versions the latest …
        first.sort(key=lambda hit: self._facts[hit[1]].status != IN_FORCE)  # … that is law
        return [*first, *(hit for hit in found if hit[0] not in named)]

    def _compiled(self, query: str) -> Compiled:
        """A query is asked again for its next page, its facets, in another order: it is compiled once."""
        known = self._queries.get(query)
        if known is None:
            known = self._pointing(query, compile_query(parse(query), self._resolver, self._bare))
            if len(self._queries) >= KEPT_QUERIES:
                self._queries.clear()
            self._queries[query] = known
        return known

    def _pointing(self, query: str, compiled: Compiled) -> Compiled:
        """Where a query points at an article or a 文号, whatever way it is written: that first, then the rest."""
        place = pointer(query)
        units = self._resolver.pointed(place) if place else frozenset()
        if place is None or not units:
            return compiled
        plan = replace(compiled.plan, match=AnyOf((Units(units), compiled.plan.condition())))
        return Compiled(plan, (*compiled.words, place.article) if place.article else compiled.words, (), units)

    def references(self, query: str) -> tuple[ClauseRef, ...]:
        """All hits of a query, by print order within documents, documents by age of reading."""
        compiled = self._compiled(query)
        units = self._catalog.units(n for n, _ in self._index.everything(compiled.plan))
        return tuple(units[n].ref for n in sorted(units))

    def marks(self, query: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What to highlight for a query in a whole document: folded words and patterns, as `snippet.highlights` takes
        them. Raises QueryError."""
        compiled = compile_query(parse(query), self._resolver)
        return compiled.words, compiled.patterns

    def highlighted(self, query: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What the snippets of a query's hits highlight, as `marks` gives it. Raises QueryError."""
        compiled = self._compiled(query)
        return compiled.words, compiled.patterns

    def suggestions(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Ways to go on from a query that is being typed, best first by kind; see complete.Suggestion. Never fails."""
        return self._completer.suggestions(typed, limit)

    # -- plain questions ---------------------------------------------------------------------------

    def ask(self, question: str, *, limit: int = 10) -> tuple[Hit, ...]:
        """The clauses that best answer a question in plain words. Never fails on what it says."""
        asked = read_question(question)
        return self._hits(self._answers.ranked(asked)[:limit], asked.words, (), {})

    def batch(self, questions: Iterable[str], *, limit: int = 10) -> Iterable[tuple[Hit, ...]]:
        """`ask` for each."""
        return (self.ask(q, limit=limit) for q in questions)

    def more_like(self, ref: ClauseRef, *, limit: int = 10) -> tuple[Hit, ...]:
        """Clauses of other words on the same matter, by the rarest pairs of the clause; itself left out."""
        unit = self._catalog.unit(ref)
        if unit is None:
            return ()
        counted = Counter(pairs(atoms(fold(f"{unit.heading}\n{unit.text}"))))
        scored = sorted(((c / (1 + self._index.frequency(t)), t) for t, c in counted.items()), reverse=True)
        tokens = tuple((t, float(min(3, counted[t]))) for _, t in scored[:MORE_TERMS])
        found = [hit for hit in self._index.top(Plan(None, tokens), limit + 1)[0] if hit[0] != unit.n]
        return self._hits(found[:limit], (), (), {})

    # -- parts -------------------------------------------------------------------------------------

    def _within(self, filters: Filters | None) -> Docs | None:
        """The documents that filters leave; None where there are none."""
        if filters is None or not filters.values:
            return None
        return Docs(
            frozenset(
                n for n, f in self._facts.items() if all(v in _facet_values(f)[name] for name, v in filters.values)
            )
        )

    def _ordered(self, plan: Plan, sort: str, candidates: int, block: int) -> tuple[list[Found], int]:
        if sort == "relevance":
            found, total = self._index.top(plan, candidates)
            return (in_blocks(found, block, QUERY_DOCUMENT_SHARE, self._answers.level) if plan.score else found), total
        every = self._index.everything(plan)
        facts = self._facts
        if sort == "date":
            every.sort(key=lambda h: (facts[h[1]].when or "") if h[1] in facts else "", reverse=True)
        else:
            every.sort(key=lambda h: _level(facts[h[1]]) if h[1] in facts else len(LEVELS))
        return [(n, doc, 0.0) for n, doc in every], len(every)

    def _hits(
        self, found: Sequence[Found], words: tuple[str, ...], patterns: tuple[str, ...], more: dict[int, int]
    ) -> tuple[Hit, ...]:
        rows = self._shown.of([n for n, _, _ in found])
        texts: list[str] = []
        short = Snippets(texts, words, patterns)
        out: list[Hit] = []
        for n, doc, score in found:
            row, said = rows.get(n), self._shown_of(doc)
            if row is None or said is None:
                continue
            address, path, heading, text = row
            whole = f"{heading}\n{text}" if heading and text else heading or text
            above = tuple(path.split(PATH_JOIN)) if path else ()
            ref = ClauseRef(said[0], address)
            out.append(Hit(ref, said[1], above, heading, whole, short, len(texts), score, more.get(doc, 0)))
            texts.append(whole)
        return tuple(out)

    def _shown_of(self, doc: int) -> tuple[str, HitDocument] | None:
        """A document's id and what its hits say of it, made once; None for one that is gone."""
        said = self._documents.get(doc)
        if said is None and (row := self._facts.rows.get(doc)) is not None:
            doc_id, path, title, _, data = row
            number, level, revised = data.get("doc_number"), data.get("authority"), revision_of(data)
            event = revised["event"] if revised else ""
            document = HitDocument(path, title, number, date_of(data), self._facts.status(doc), level, event)
            said = self._documents[doc] = doc_id, document
        return said

    def _facets(self, plan: Plan) -> tuple[Facet, ...]:
        counted: dict[tuple[str, str], int] = {}
        by_doc = Counter([doc for _, doc in self._index.everything(plan)])
        for doc, count in by_doc.items():
            for pair in self._pairs_of(doc):
                counted[pair] = counted.get(pair, 0) + count
        fields: dict[str, list[tuple[str, int]]] = {}
        for (field, value), count in sorted(counted.items(), key=lambda item: (-item[1], item[0][1])):
            fields.setdefault(field, []).append((value, count))
        return tuple(Facet(field, tuple(fields[field])) for field in FACETS if field in fields)

    def _pairs_of(self, doc: int) -> tuple[tuple[str, str], ...]:
        """A document's facet values, remembered: a common word asks for thousands of documents at once."""
        found = self._facet_pairs.get(doc)
        if found is None:
            values = _facet_values(self._facts[doc]) if doc in self._facts else {}
            found = self._facet_pairs[doc] = tuple((field, v) for field, every in values.items() for v in every)
        return found


FACETS = ("文种", "层级", "年份", "机关", "地区", "状态")  # in the order shown


def _facet_values(facts: DocFacts) -> dict[str, tuple[str, ...]]:
    meta = facts.metadata
    return {
        "文种": (meta.genre,) if meta.genre else (),
        "层级": (meta.authority,) if meta.authority else (),
        "年份": (facts.year,) if facts.year else (),
        "机关": meta.issuers,
        "地区": (meta.region,) if meta.region else (),
        "状态": (facts.status,),
    }


def _level(facts: DocFacts) -> int:
    authority = facts.metadata.authority
    return LEVELS.index(authority) if authority in LEVELS else len(LEVELS)


def _inside(plan: Plan, within: Docs | None) -> Plan:
    return plan if within is None else replace(plan, match=AllOf((plan.condition(), within)))


def _without(hits: Sequence[Found], others: Sequence[Found]) -> list[Found]:
    seen = {n for n, _, _ in others}
    return [hit for hit in hits if hit[0] not in seen]
