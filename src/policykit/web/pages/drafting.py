"""起草: the list of works, the page to work at one, its preview in page layout, and the source behind a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policykit.api import works as api
from policykit.api.templating import templates
from policykit.api.works import Event, Work
from policykit.draft import KINDS
from policykit.errors import PolicykitError
from policykit.model.address import spoken
from policykit.profile.places import kept_profiles
from policykit.web.corpus_view import badge, stocked, title_of
from policykit.web.pages.works import work_of
from policykit.web.paper import broken, sheets
from policykit.web.plan import ORIGINS, Plan, plan_of, table_of
from policykit.web.problems import NotFound
from policykit.web.routes import Call, Endpoint, Page, Param
from policykit.web.schema import STRING, array, one_of, record, text, whole
from policykit.web.source_view import places_of, row_places

if TYPE_CHECKING:
    from policykit.web.workbench import Reader

VIEWS = (("both", "职责与成稿"), ("duties", "职责表"), ("paper", "成稿预览"), ("report", "取舍说明"))
FIELD_NAMES = {
    "name": "名称", "template": "模板", "profile": "单位概况", "sources": "来文", "day": "成文日期", "final": "定稿",
    "note": "备注", "state": "状态", "marks": "来源标注", "carry": "承载的方案", "printed_on": "印发日期",
}  # fmt: skip
REASONS = ("不属于本单位职责", "由上级统一部署，本单位不再分解", "已经完成", "与另一项任务重复")


def list_page(call: Call) -> dict[str, Any]:
    workspace = call.bench.workspace
    indexed = call.bench.indexed()
    removed = call.query["removed"]
    found = api.works(workspace, removed=removed)
    return {
        "title": "起草",
        "works": [(w, _titles(call.reader, w) if indexed else []) for w in found],
        "removed": removed,
        "removed_count": len(api.works(workspace, removed=True)) if not removed else 0,
        "templates": templates(call.bench.root),
        "profiles": kept_profiles(call.bench.root),
        "stocked": stocked(call.bench),
        "source": call.query["source"] or "",
    }


def work_page(call: Call) -> dict[str, Any]:
    work = work_of(call)
    view = call.query["view"]
    values: dict[str, Any] = {"table": None, "duties_problem": None, "checked": None}
    if view in ("both", "duties") and work.sources:
        try:
            values["table"] = table_of(call.bench, work)
            values["checked"] = plan_of(call.bench, work).checked
        except PolicykitError as error:
            values["duties_problem"] = error
    return {
        **values,
        **(_paper(call, work) if view != "duties" else {"plan": None, "problem": None}),
        "title": work.name,
        "work": work,
        "view": view,
        "views": VIEWS,
        "sources": _sources(call.reader, work),
        "templates": templates(call.bench.root),
        "profiles": kept_profiles(call.bench.root),
        "kinds": tuple(KINDS),
        "spoken": spoken,
        "reasons": REASONS,
        "history": [(e, _told(e)) for e in api.work_history(call.bench.workspace, work.id)[:20]],
    }


def paper_page(call: Call) -> dict[str, Any]:
    """The preview alone, to be put in place of an older one."""
    work = work_of(call)
    return {**_paper(call, work), "title": work.name, "work": work}


def _paper(call: Call, work: Work) -> dict[str, Any]:
    try:
        plan = plan_of(call.bench, work)
    except PolicykitError as error:
        return {"plan": None, "problem": error}
    return {"plan": plan, "problem": None, "sheets": sheets(plan.draft), "broken": broken, "counts": _counts(plan)}


def _counts(plan: Plan) -> dict[str, int]:
    taken = plan.report.inheritance
    notes = [n for found in plan.notes.values() for n in found]
    return {
        "source": len(taken.kept),
        "localised": len(taken.localised),
        "own": len(taken.added),
        "dropped": len(taken.dropped),
        "missing": len(taken.missing),
        "open": len(plan.draft.placeholders),
        "bad": sum(n.level == "bad" for n in notes),
        "characters": plan.report.length.characters,
    }


def source_page(call: Call) -> dict[str, Any]:
    """Where a line or a row of an annex comes from, the quoted words marked in their clause."""
    work = work_of(call)
    plan = plan_of(call.bench, work)
    name = call.query["line"] or ""
    line = plan.line(name)
    if line is not None:
        places, shown = places_of(call.reader, line.sources), line.text
        origin, changes = ORIGINS[line.origin], line.changes
    else:
        row = _row_of(plan, name)
        places, shown = row_places(call.reader, row), "　".join(c.text for c in row.cells if c.text)
        origin, changes = ORIGINS[row.origin], row.changes
    return {
        "title": "出处",
        "work": work,
        "line": name,
        "text": shown,
        "origin": origin,
        "changes": changes,
        "places": places,
        "notes": plan.notes.get(name, ()),
    }


def _row_of(plan: Plan, name: str) -> Any:
    """The row of an annex, called t2r5."""
    table, _, row = name.removeprefix("t").partition("r")
    if name.startswith("t") and table.isdecimal() and row.isdecimal() and len(name) < 14:
        found = plan.draft.annexes[int(table) - 1 : int(table)] if int(table) else ()
        if found and 1 <= int(row) <= len(found[0].rows):
            return found[0].rows[int(row) - 1]
    raise NotFound(f"成稿里没有这一行：{name}", hint="成稿可能已经变了，刷新页面再点。")


def _told(event: Event) -> str:
    if event.before is None:
        return "新建"
    if event.before.state != event.after.state:
        return {"removed": "移除", "done": "标为办结", "open": "恢复为在办"}[event.after.state.value]
    return "改了" + "、".join(FIELD_NAMES[n] for n in event.changed)


def _titles(reader: Reader, work: Work) -> list[str]:
    return [s["title"] for s in _sources(reader, work)]


def _sources(reader: Reader, work: Work) -> list[dict[str, Any]]:
    out = []
    for doc_id in work.sources:
        found = reader.catalog.lookup(doc_id)
        title = title_of(found[0].metadata, found[0].path) if found else "（已不在资料库里）"
        number = found[0].metadata.doc_number or "" if found else ""
        out.append({"id": doc_id, "title": title, "number": number, "badge": badge(reader, doc_id)})
    return out


def find_sources(call: Call) -> dict[str, Any]:
    """Documents to choose from, by words of the title or by 文号; the newest first."""
    from policykit.api.register import register
    from policykit.search.facts import key

    reader = call.reader
    wanted = [key(w) for w in (call.query["q"] or "").split() if key(w)]
    if not wanted:
        return {"documents": []}
    known = reader.once(
        ("source words",),
        lambda: [
            (key(f"{s.metadata.title or s.path}{s.metadata.doc_number or ''}"), s)
            for s in sorted(
                register(reader.catalog).summaries, key=lambda s: s.metadata.issued_date or "", reverse=True
            )
        ],
    )
    found = [s for words, s in known if all(w in words for w in wanted)]
    return {
        "documents": [
            {
                "id": s.id,
                "title": title_of(s.metadata, s.path),
                "number": s.metadata.doc_number or "",
                "date": s.metadata.issued_date or "",
                "status": badge(reader, s.id)["word"],
            }
            for s in found[: call.query["limit"]]
        ]
    }


DOCUMENT = record(id=STRING, title=STRING, number=STRING, date=STRING, status=STRING)
PAGES = (
    Page(
        "/draft",
        "draft_list.html",
        list_page,
        params=(Param("removed", {"type": "boolean", "default": False}), Param("source", text(200))),
    ),
    Page(
        "/draft/{id}",
        "draft.html",
        work_page,
        params=(Param("view", one_of(*(v for v, _ in VIEWS), default="both")),),
    ),
    Page("/draft/{id}/paper", "draft_paper.html", paper_page),
    Page("/draft/{id}/source", "draft_source.html", source_page, params=(Param("line", text(20)),)),
)
ENDPOINTS = (
    Endpoint(
        "GET",
        "/sources",
        "按标题里的词或文号找来文",
        find_sources,
        record(documents=array(DOCUMENT)),
        params=(Param("q", text(200)), Param("limit", whole(1, 50, default=10))),
        tag="起草",
    ),
)
