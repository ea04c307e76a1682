"""Search: the page, suggestions while typing, and results as a file."""

from __future__ import annotations

import tempfile
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from markupsafe import Markup

from policykit.api import searching
from policykit.errors import PolicykitError
from policykit.search.result import results_json
from policykit.web import corpus_rows
from policykit.web.corpus_view import badge
from policykit.web.grounds import hits_of
from policykit.web.markup import clause_address, marked, with_query
from policykit.web.routes import Call, Download, Endpoint, Page, Param, alike
from policykit.web.schema import BOOLEAN, INTEGER, NUMBER, STRING, array, mapping, nullable, one_of, record, text, whole
from policykit.web.templating import render

if TYPE_CHECKING:
    from policykit.search.result import Results

PER_PAGE = 20
MOST_EXPORTED = 2000
FACET_ROWS, FACET_MOST = 8, 24  # values of a facet shown, and shown on asking for more
RECENT = 10  # documents on the page before anything is asked
SORTS = {"relevance": "相关度", "date": "日期", "level": "效力级别"}
MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
QUERY = Param("q", text(500), "检索式")
ASKED = Param("q", text(500, least=1), "检索式")
FILTER = Param("f", array(text(200), 20), "筛选，写成 字段=值，可以有几个：机关、年份、文种、地区、层级、状态")
SORT = Param("sort", one_of(*SORTS, default="relevance"), "排序")
GROUP = Param("group", {**BOOLEAN, "default": False}, "每份文件只列最相关的一条")
PAGE = Param("page", whole(1, 500, default=1), "第几页")
LIMIT = Param("limit", whole(1, 200, default=PER_PAGE), "列出几条")
OFFSET = Param("offset", whole(0, 100_000, default=0), "跳过几条")
FORMAT = Param("format", one_of(*MEDIA, default="xlsx"), "文件格式")

HIT = record(
    ref=STRING, doc_id=STRING, source=STRING, title=STRING, doc_number=nullable(STRING), date=nullable(STRING),
    status=STRING, level=nullable(STRING), address=STRING, spoken=STRING, path=array(STRING), heading=STRING,
    text=STRING, snippet=STRING, highlights=array(array(INTEGER)), score=NUMBER, more=INTEGER,
)  # fmt: skip
RESULTS = record(
    query=STRING, total=INTEGER, relaxed=BOOLEAN, suggestions=array(STRING), hits=array(HIT),
    partial=array(HIT), facets=mapping(mapping(INTEGER)),
)  # fmt: skip
SUGGESTIONS = record(suggestions=array(record(text=STRING, query=STRING, kind=STRING, note=STRING)))


def _found(call: Call, limit: int, offset: int, *, facets: bool) -> Results:
    """The results of a query, remembered until the corpus changes. Raises QueryError."""
    q, sort, group = call.query["q"], call.query["sort"], call.query["group"]
    chosen = tuple(call.query["f"])
    reader = call.reader

    def search() -> Results:
        filters = searching.filters(chosen)
        with reader.searching() as session:
            return session.search(
                q, limit=limit, offset=offset, sort=sort, group=group, facets=facets, filters=filters, partial=facets
            )

    return reader.once(("search", q, chosen, sort, group, limit, offset, facets), search)


def search(call: Call) -> dict[str, Any]:
    return results_json(_found(call, call.query["limit"], call.query["offset"], facets=True))


def suggest(call: Call) -> dict[str, Any]:
    typed, reader = call.query["q"] or "", call.reader
    if not typed.strip():
        return {"suggestions": []}

    def find() -> list[dict[str, str]]:
        with reader.searching() as session:
            return searching.suggestions(session, typed, 8)

    return {"suggestions": reader.once(("typed", typed), find)}


def export(call: Call) -> Download:
    results = _found(call, MOST_EXPORTED, 0, facets=False)
    return exported(results, call.query["format"], "检索结果")


def exported(results: Results, suffix: str, name: str) -> Download:
    """Results as a file to keep."""
    with tempfile.TemporaryDirectory(prefix="policykit-") as folder:
        path = searching.export(results, Path(folder) / f"{name}.{suffix}")
        return Download(path.read_bytes(), path.name, MEDIA[suffix])


def page(call: Call) -> dict[str, Any]:
    q = (call.query["q"] or "").strip()
    values: dict[str, Any] = {
        "title": f"检索：{q}" if q else "检索", "q": q, "problem": None, "indexed": call.bench.indexed(), "counts": {},
        "recent": (), "found": "",
    }  # fmt: skip
    if not values["indexed"]:
        return values
    reader = call.reader
    if not q:
        recent = reader.once(("recent",), lambda: corpus_rows.chosen(reader, "", "", "", "date")[:RECENT])
        return {**values, "counts": reader.once(("counts",), reader.catalog.counts), "recent": recent}
    call.query["q"] = q
    query = call.query
    asked = (q, *query["f"], query["sort"], query["group"], query["page"])
    try:
        return {**values, "found": reader.once(("found", *asked), lambda: _found_html(call, q))}
    except PolicykitError as error:
        return {**values, "problem": {"message": error.message, "hint": error.hint}}


def _ground(call: Call) -> Hashable:
    """What a page of results is made of: everything it shows of its hits but their snippets, and what makes those."""
    q = (call.query["q"] or "").strip()
    if not q or not call.bench.indexed():
        return None
    reader, number = call.reader, call.query["page"]
    call.query["q"] = q
    try:
        found = _found(call, PER_PAGE, (number - 1) * PER_PAGE, facets=True)
    except PolicykitError:
        return None
    with reader.searching() as session:
        terms = session.highlighted(q)
    shown = hits_of(reader, (*found.hits, *found.partial))
    return found.total, found.relaxed, found.suggestions, found.facets, len(found.partial), shown, terms


def _found_html(call: Call, q: str) -> Markup:
    """What was found, as the page shows it to everybody. Raises QueryError, UsageError."""
    number = call.query["page"]
    results = _found(call, PER_PAGE, (number - 1) * PER_PAGE, facets=True)
    last = max(1, -(-results.total // PER_PAGE))
    values = {
        "q": q,
        "results": results,
        "hits": [_hit(call, h, q) for h in results.hits],
        "partial": [_hit(call, h, q) for h in results.partial],
        "facets": _facets(call, results),
        "chosen": [(v, _address(call, f=[x for x in call.query["f"] if x != v])) for v in call.query["f"]],
        "sorts": [(name, says, _address(call, sort=name)) for name, says in SORTS.items()],
        "sort": call.query["sort"],
        "group": call.query["group"],
        "ungrouped": _address(call, group=not call.query["group"]),
        "exports": [(suffix, _export_address(call, suffix)) for suffix in ("xlsx", "csv", "json")],
        "pages": {
            "number": number,
            "last": last,
            "before": _address(call, page=number - 1) if number > 1 else None,
            "after": _address(call, page=number + 1) if number < last else None,
        },
    }
    return Markup(render("search_found.html", values))


def _hit(call: Call, hit: Any, q: str) -> dict[str, Any]:
    return {
        "hit": hit,
        "address": clause_address(hit.ref.doc_id, hit.ref.address, q=q),
        "snippet": marked(hit.snippet.text, hit.snippet.highlights),
        "badge": badge(call.reader, hit.ref.doc_id),
    }


def _facets(call: Call, results: Results) -> list[dict[str, Any]]:
    chosen = call.query["f"]
    here = _address(call)
    join = "&" if "?" in here else "?"
    out = []
    for facet in results.facets:
        rows = [
            {
                "value": value,
                "count": count,
                "on": (pair := f"{facet.field}={value}") in chosen,
                "address": _address(call, f=[x for x in chosen if x != pair])
                if pair in chosen
                else f"{here}{join}{urlencode({'f': pair})}",
            }
            for value, count in facet.values[:FACET_MOST]
        ]
        out.append({"field": facet.field, "rows": rows[:FACET_ROWS], "more": rows[FACET_ROWS:]})
    return out


def _pairs(call: Call, f: Sequence[str], sort: str, group: bool) -> list[tuple[str, str | int | None]]:
    pairs: list[tuple[str, str | int | None]] = [("q", call.query["q"]), *(("f", v) for v in f)]
    pairs.append(("sort", sort if sort != "relevance" else None))
    return [*pairs, ("group", "1" if group else None)]


def _address(
    call: Call, *, f: Sequence[str] | None = None, sort: str = "", group: bool | None = None, page: int = 1
) -> str:
    """This search with one thing changed; any change but that of the page begins at the first page again."""
    pairs = _pairs(
        call,
        call.query["f"] if f is None else f,
        sort or call.query["sort"],
        call.query["group"] if group is None else group,
    )
    return with_query("/search", [*pairs, ("page", page if page > 1 else None)])


def _export_address(call: Call, suffix: str) -> str:
    pairs = _pairs(call, call.query["f"], call.query["sort"], call.query["group"])
    return with_query("/api/v1/search/export", [*pairs, ("format", suffix)])


PAGES = (Page("/search", "search.html", page, (QUERY, FILTER, SORT, GROUP, PAGE), shared=alike, ground=_ground),)
ENDPOINTS = (
    Endpoint(
        "GET", "/search", "检索条款", search, RESULTS, (ASKED, FILTER, SORT, GROUP, LIMIT, OFFSET), tag="检索"
    ),
    Endpoint("GET", "/search/suggestions", "输入时的提示", suggest, SUGGESTIONS, (QUERY,), tag="检索", shared=True),
    Endpoint(
        "GET", "/search/export", f"检索结果存成文件（最多 {MOST_EXPORTED} 条）", export, None,
        (ASKED, FILTER, SORT, GROUP, FORMAT), tag="检索",
    ),
)  # fmt: skip
