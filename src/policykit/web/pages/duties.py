"""The duties of a work's sources over the API: the table of the department, saving decisions, who decided what when."""

from __future__ import annotations

from typing import Any

from policykit.api.assigning import DutyTable, Event, RowChange, duty_history, save_duties
from policykit.api.duty_rows import DutyRow
from policykit.api.works import profile_of
from policykit.decisions import Decision
from policykit.errors import ConflictError, UsageError
from policykit.web.dropped import laid_out
from policykit.web.pages.works import work_of
from policykit.web.plan import table_of
from policykit.web.problems import Conflict
from policykit.web.routes import Call, Endpoint, Page
from policykit.web.schema import BOOLEAN, INTEGER, STRING, array, nullable, record, text, whole

EARLIER = record(
    quote=STRING, spoken=STRING, by=STRING, at=STRING, choice=STRING, unit=STRING,
    pieces=array(array(STRING), says="与现在文字的差别：每段为 [种类, 文字]"),
)  # fmt: skip
ROW = record(
    key=STRING, ref=STRING, doc_id=STRING, title=STRING, address=STRING, spoken=STRING, heading=STRING, text=STRING,
    bodies=array(record(role=STRING, names=array(STRING))), modality=STRING, binds=BOOLEAN, why=STRING,
    source_deadline=STRING, state=STRING, keep=BOOLEAN, reason=STRING, unit=STRING, helpers=array(STRING),
    post=STRING, people=array(STRING), deadline=STRING, own_deadline=STRING, basis=STRING, rule=STRING,
    proposed_unit=STRING, version=INTEGER, by=STRING, at=STRING, earlier=nullable(EARLIER),
    tabled=BOOLEAN, also=array(STRING, says="来文另外写着同一项任务的地方"), refused=STRING,
)  # fmt: skip
PLAIN = (
    "key", "ref", "doc_id", "title", "address", "spoken", "heading", "text", "modality", "binds", "why",
    "source_deadline", "keep", "reason", "unit", "post", "deadline", "own_deadline", "basis", "rule", "proposed_unit",
    "version", "by", "at", "tabled", "refused",
)  # fmt: skip
UNITS = array(record(name=STRING, posts=array(record(name=STRING, people=array(STRING)))))
TABLE = record(department=STRING, version=INTEGER, rows=array(ROW), units=UNITS)
MOST = 2000  # characters of a reason, a basis or an added line
CHANGE = record(
    {
        "take_back": BOOLEAN, "keep": BOOLEAN, "reason": text(MOST), "unit": text(60), "helpers": array(text(60), 30),
        "post": text(60), "person": text(60), "deadline": text(100), "basis": text(MOST), "text": text(MOST),
        "name": text(100), "doc_id": text(20), "address": text(100),
    },
    key=text(40, says="空着表示增加一项"),
    expected=whole(0, says="改之前看到的版本"),
)  # fmt: skip
STEP = record(key=STRING, version=INTEGER, at=STRING, by=STRING, told=STRING)


def table_json(table: DutyTable) -> dict[str, Any]:
    """As the API gives it."""
    units = [
        {"name": name, "posts": [{"name": p, "people": list(people)} for p, people in posts]}
        for name, posts in table.units
    ]
    return {
        "department": table.department,
        "version": table.version,
        "rows": [row_json(r) for r in table.rows],
        "units": units,
    }


def row_json(row: DutyRow) -> dict[str, Any]:
    """One row as the API gives it."""
    earlier = row.earlier
    return {
        **{name: getattr(row, name) for name in PLAIN},
        "bodies": [{"role": role, "names": list(names)} for role, names in row.bodies],
        "also": list(row.also),
        "helpers": list(row.helpers),
        "people": list(row.people),
        "state": row.state.value,
        "earlier": {
            "quote": earlier.decision.quote,
            "spoken": earlier.spoken,
            "by": earlier.decision.by,
            "at": earlier.decision.at,
            "choice": earlier.decision.choice.value,
            "unit": earlier.decision.unit,
            "pieces": [list(p) for p in earlier.pieces],
        }
        if earlier
        else None,
    }


def read_table(call: Call) -> dict[str, Any]:
    return table_json(table_of(call.bench, work_of(call)))


def save(call: Call) -> dict[str, Any]:
    """All changes or none; the table afterwards. A conflict brings the table as somebody else left it."""
    work = work_of(call)
    changes = [_change(c) for c in call.body["changes"]]
    profile = profile_of(call.bench.workspace, work)
    try:
        return table_json(save_duties(call.bench.workspace, profile, work.sources, changes, call.person))
    except ConflictError as error:
        raise Conflict(error.message, hint=error.hint, current=table_json(table_of(call.bench, work))) from error


def _change(values: dict[str, Any]) -> RowChange:
    helpers = values.get("helpers")
    return RowChange(**{**values, "helpers": tuple(helpers) if helpers is not None else None})


def history(call: Call) -> dict[str, Any]:
    work = work_of(call)
    events = duty_history(call.bench.workspace, profile_of(call.bench.workspace, work), call.path["key"])
    return {"history": [{"key": e.key, "version": e.version, "at": e.at, "by": e.by, "told": told(e)} for e in events]}


def told(event: Event) -> str:
    """What one change did, in words."""
    if event.after is None:
        return "撤回决定，恢复为规则的建议"
    return _said(event.after)


def _said(decision: Decision) -> str:
    if decision.choice.value == "drop":
        return f"不列入：{decision.reason}"
    parts = [
        ("牵头", decision.unit),
        ("配合", "、".join(decision.helpers or ())),
        ("岗位", decision.post),
        ("责任人", decision.person),
        ("时限", decision.deadline),
    ]
    filled = "；".join(f"{name}：{value}" for name, value in parts if value)
    verb = "增加" if decision.choice.value == "add" else "列入"
    return f"{verb}（{filled}）" if filled else verb


CELL = array(STRING, says="列名、原来的、改成的")
IMPORTED = record(
    read=INTEGER, unchanged=INTEGER, changed=array(record(place=STRING, key=STRING, text=STRING, cells=array(CELL))),
    refused=array(record(place=STRING, text=STRING, why=STRING)), missing=array(STRING),
    unread=array(array(STRING)), saved=BOOLEAN,
)  # fmt: skip


def import_table(call: Call) -> dict[str, Any]:
    """What a changed table says; saved only where `save` is set. Raises as `import_duties`."""
    from policykit.api.duty_import import import_duties

    work = work_of(call)
    if len(call.files) != 1:
        raise UsageError("请选一份改好的表格", hint="先下载“职责清单”，在 Excel 或 WPS 里改好再选。")
    save = bool(call.body.get("save"))
    with laid_out(call.files) as paths:
        report = import_duties(
            call.bench.workspace, profile_of(call.bench.workspace, work), paths[0], call.person, work.sources, save=save
        )
    return {
        "read": report.read,
        "unchanged": report.unchanged,
        "changed": [
            {"place": c.place, "key": c.key, "text": c.text, "cells": [list(x) for x in c.cells]}
            for c in report.changed
        ],
        "refused": [{"place": r.place, "text": r.text, "why": r.why} for r in report.refused],
        "missing": list(report.missing),
        "unread": [list(u) for u in report.unread],
        "saved": report.saved,
    }


PAGES: tuple[Page, ...] = ()
ENDPOINTS = (
    Endpoint("GET", "/works/{id}/duties", "草稿的来文里的职责：规则的建议和人的决定", read_table, TABLE, tag="起草"),
    Endpoint(
        "PATCH",
        "/works/{id}/duties",
        "保存对职责的决定：全部保存或都不保存；别人先改过时答 409",
        save,
        TABLE,
        body=record(changes=array(CHANGE, 500)),
        person=True,
        tag="起草",
    ),
    Endpoint(
        "GET",
        "/works/{id}/duties/{key}/history",
        "一项职责的决定，谁在什么时候改的",
        history,
        record(history=array(STEP)),
        tag="起草",
    ),
    Endpoint(
        "POST",
        "/works/{id}/duties/import",
        "读在 Excel 里改好的职责清单或任务分工表（multipart 表单）；save 为真时保存",
        import_table,
        IMPORTED,
        body=record({"save": BOOLEAN}),
        files=True,
        person=True,
        tag="起草",
    ),
)
