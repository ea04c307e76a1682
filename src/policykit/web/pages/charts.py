"""图表: time limits on a line, duties by unit, and the citations around a document, each with a table of the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from policykit.api import charting, works
from policykit.api.charting import Limit, Neighbour, Surroundings, UnitLoad
from policykit.api.naming import matching
from policykit.api.works import Work
from policykit.errors import PolicykitError, UsageError
from policykit.model.store import DocumentSummary
from policykit.web.charts.bars import bars
from policykit.web.charts.star import star
from policykit.web.charts.time_line import time_line
from policykit.web.corpus_view import standing_of, stocked, title_of
from policykit.web.markup import clause_address
from policykit.web.plan import table_of
from policykit.web.routes import Call, Endpoint, Page, Param
from policykit.web.schema import BOOLEAN, INTEGER, STRING, array, nullable, record, text

WIDE, NARROW = 1180.0, 350.0  # the two widths each chart is drawn in
SOURCES = Param("source", array(text(200), 50), "来文：编号、文号或标题")
WORK = Param("work", text(20), "草稿的编号：用它的来文和单位")
DOCUMENT = Param("document", text(200), "文件：编号、文号或标题")
LIMIT = record(
    ref=STRING, title=STRING, spoken=STRING, text=STRING, words=STRING, start=nullable(STRING), end=nullable(STRING),
    recurring=BOOLEAN, unit=STRING,
)  # fmt: skip
LOAD = record(unit=STRING, leads=INTEGER, helps=INTEGER, limited=INTEGER)
NEIGHBOUR = record(
    id=nullable(STRING), title=STRING, articles=array(STRING), places=array(STRING), count=INTEGER, force=STRING
)


def _work(call: Call) -> Work | None:
    """The work that is asked for; where nothing is, the one last worked at."""
    workspace = call.bench.workspace
    if call.query["work"]:
        return works.read_work(workspace, call.query["work"])
    if call.query.get("source"):
        return None
    return next((w for w in works.works(workspace) if w.sources and w.profile), None)


def _limits(call: Call) -> tuple[Limit, ...]:
    work = _work(call)
    if work is not None:
        return charting.department_limits(call.bench.workspace, table_of(call.bench, work))
    return charting.limits(call.bench.workspace, call.query["source"])


def _loads(call: Call) -> tuple[UnitLoad, ...]:
    work = _work(call)
    if work is None:
        raise UsageError("还没有草稿，看不了分工", hint="先在“起草”页选好来文和单位。")
    return charting.load(table_of(call.bench, work))


def _both(draw: Callable[[float, str], Any]) -> dict[str, Any]:
    """The chart for a wide and for a narrow window: the page shows one of them."""
    return {"wide": draw(WIDE, "wide"), "narrow": draw(NARROW, "narrow")}


def _frame(call: Call, title: str) -> dict[str, Any]:
    found = works.works(call.bench.workspace)
    return {
        "title": title,
        "works": [w for w in found if w.sources and w.profile],
        "work": None,
        "problem": None,
        "stocked": stocked(call.bench),
    }


def deadlines_page(call: Call) -> dict[str, Any]:
    values = _frame(call, "时限图")
    values |= {"limits": (), "chart": None, "sources": _named(call, call.query["source"])}
    try:
        values["work"] = _work(call)
        if values["work"] is None and not call.query["source"]:
            return values
        found = _limits(call)
    except PolicykitError as error:
        return {**values, "problem": error}
    today = date.today()
    return {
        **values,
        "limits": [(limit, _clause(limit.ref)) for limit in found],
        "chart": _both(lambda wide, name: time_line(found, today, wide, lambda x: _clause(x.ref), name)),
        "today": today.isoformat(),
    }


def units_page(call: Call) -> dict[str, Any]:
    values = _frame(call, "各科室的职责")
    values |= {"loads": (), "chart": None}
    try:
        values["work"] = _work(call)
        if values["work"] is None:
            return values
        found = _loads(call)
    except PolicykitError as error:
        return {**values, "problem": error}
    page = f"/draft/{values['work'].id}?view=duties"
    chart = _both(lambda wide, name: bars(found, wide, lambda load: page, name))
    return {**values, "loads": found, "chart": chart, "page": page}


def citations_page(call: Call) -> dict[str, Any]:
    values = _frame(call, "引用关系图")
    asked = call.query["document"] or ""
    values |= {"asked": asked, "found": None, "chart": None, "suggested": () if asked else _most_cited(call)}
    if not asked:
        return values
    several = matching(call.reader.catalog, asked, call.bench.root) if call.bench.indexed() else ()
    if len(several) > 1:
        return {**values, "suggested": tuple((s.id, _dated(s)) for s in several[:30])}
    try:
        found = _surroundings(call, asked)
    except PolicykitError as error:
        return {**values, "problem": error}
    return {
        **values,
        "found": found,
        "chart": _both(lambda wide, name: star(found, wide, _around, name)),
        "around": _around,
        "page": clause_address(found.id),
    }


def _surroundings(call: Call, name: str) -> Surroundings:
    reader = call.reader
    known = standing_of(reader)
    return reader.once(("around", name, known.on), lambda: charting.surroundings(call.bench.workspace, name, known))


def _around(neighbour: Neighbour) -> str:
    return f"/charts/citations?document={neighbour.id}" if neighbour.id else ""


def _most_cited(call: Call) -> tuple[tuple[str, str], ...]:
    """Documents to begin with: (id, title) of the newest."""
    if not call.bench.indexed():
        return ()
    from policykit.api.register import register

    known = sorted(register(call.reader.catalog).summaries, key=lambda s: s.metadata.issued_date or "", reverse=True)
    return tuple((s.id, title_of(s.metadata, s.path)) for s in known[:8])


def _dated(summary: DocumentSummary) -> str:
    """A title with what tells versions of the same document apart."""
    meta = summary.metadata
    told = meta.issued_date or meta.doc_number or summary.path.rpartition("/")[2]
    return f"{title_of(meta, summary.path)}（{told}）"


def _named(call: Call, names: Sequence[str]) -> list[tuple[str, str, str]]:
    """The chosen documents: as asked for, title, and the address without it."""
    from policykit.web.markup import with_query

    out = []
    for name in names:
        found = call.reader.catalog.lookup(name)
        title = title_of(found[0].metadata, found[0].path) if found else name
        rest = [("source", n) for n in names if n != name]
        out.append((name, title, with_query("/charts", rest)))
    return out


def _clause(ref: str) -> str:
    doc_id, _, address = ref.partition("~")
    return clause_address(doc_id, address)


def limits_json(call: Call) -> dict[str, Any]:
    return {"limits": [limit.to_json() for limit in _limits(call)]}


def units_json(call: Call) -> dict[str, Any]:
    return {"units": [load.to_json() for load in _loads(call)]}


def citations_json(call: Call) -> dict[str, Any]:
    if not call.query["document"]:
        raise UsageError("没有写明是哪份文件", hint="用 document 写上编号、文号或标题。")
    return _surroundings(call, call.query["document"]).to_json()


PAGES = (
    Page("/charts", "chart_deadlines.html", deadlines_page, params=(SOURCES, WORK)),
    Page("/charts/units", "chart_units.html", units_page, params=(WORK,)),
    Page("/charts/citations", "chart_citations.html", citations_page, params=(DOCUMENT,)),
)
ENDPOINTS = (
    Endpoint(
        "GET", "/charts/deadlines", "时限：来文写的，或一份草稿里本单位承担的", limits_json,
        record(limits=array(LIMIT)), params=(SOURCES, WORK), tag="图表",
    ),
    Endpoint(
        "GET", "/charts/units", "一份草稿里各科室承担的职责数", units_json, record(units=array(LOAD)), params=(WORK,),
        tag="图表",
    ),
    Endpoint(
        "GET", "/charts/citations", "一份文件引用谁、被谁引用", citations_json,
        record(id=STRING, title=STRING, force=STRING, cites=array(NEIGHBOUR), cited_by=array(NEIGHBOUR)),
        params=(DOCUMENT,), tag="图表",
    ),
)  # fmt: skip
