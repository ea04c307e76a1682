"""Pieces of drafting over the API: made, saved as they go, removed, restored; the draft and its files."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from policykit.api import works as api
from policykit.api.drafting import write_output
from policykit.api.works import Event, Work
from policykit.errors import ConflictError, UsageError
from policykit.web.plan import draft_json, plan_of
from policykit.web.problems import Conflict, NotFound
from policykit.web.routes import Call, Download, Endpoint, Page, Param
from policykit.web.schema import BOOLEAN, INTEGER, STRING, array, mapping, nullable, one_of, record, text, whole

FIELDS = {
    "name": text(api.LONGEST),
    "template": text(60),
    "profile": text(60),
    "sources": array(text(200), api.MOST_SOURCES),
    "day": text(10, says="成文日期，如 2026-06-30；空着表示待填写"),
    "final": BOOLEAN,
    "note": text(2000),
    "state": one_of("open", "done"),
    "marks": one_of("comments", "table", "none", says="来源怎样标：Word 批注、文末对照表、不标"),
    "carry": text(60, says="印发通知承载哪个模板的方案；“无”表示只要通知"),
    "printed_on": text(10, says="印发日期"),
}
WORK = record(
    id=STRING, name=STRING, template=STRING, profile=STRING, sources=array(STRING), day=STRING, final=BOOLEAN,
    note=STRING, state=STRING, marks=STRING, carry=STRING, printed_on=STRING,
    version=INTEGER, by=STRING, at=STRING, made_by=STRING, made_at=STRING,
)  # fmt: skip
STEP = record(version=INTEGER, at=STRING, by=STRING, changed=array(STRING), work=WORK)
SOURCE = record(doc_id=STRING, title=STRING, address=STRING, spoken=STRING, quote=STRING)
NOTE = record(level=STRING, text=STRING)
LINE = record(
    id=STRING, kind=STRING, text=STRING, origin=STRING, sources=array(SOURCE),
    changes=array(record(rule=STRING, before=STRING, after=STRING)),
    notes=array(NOTE),
)  # fmt: skip
DRAFT = record(
    title=STRING,
    template=STRING,
    lines=array(LINE),
    annexes=array(record(kind=STRING, title=STRING, columns=array(STRING), rows=array(array(STRING)))),
    dropped=array(record(doc_id=STRING, title=STRING, address=STRING, spoken=STRING, quote=STRING, reason=STRING)),
    omitted=array(record(heading=STRING, reason=STRING)),
    placeholders=array(STRING),
)
CHECKED = record(
    found=INTEGER, checked=INTEGER, clean=BOOLEAN, summary=STRING, duties=mapping(array(NOTE)), others=array(NOTE)
)
FORMATS = ("docx", "xlsx", "md")
MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "md": "text/markdown; charset=utf-8",
}
VERSION = whole(0, says="改之前看到的版本")


def work_of(call: Call) -> Work:
    """The work that the address names. Raises NotFound."""
    try:
        return api.read_work(call.bench.workspace, call.path["id"])
    except UsageError as error:
        raise NotFound(error.message, hint=error.hint) from error


def locked(call: Call, save: Callable[[], Work]) -> dict[str, Any]:
    """What saving gives; where somebody was faster, their state comes back with the refusal."""
    try:
        return save().to_json()
    except ConflictError as error:
        raise Conflict(error.message, hint=error.hint, current=work_of(call).to_json()) from error


def list_works(call: Call) -> dict[str, Any]:
    found = api.works(call.bench.workspace, removed=call.query["removed"])
    return {"works": [w.to_json() for w in found]}


def create(call: Call) -> dict[str, Any]:
    return api.create_work(call.bench.workspace, call.body, call.person).to_json()


def read_one(call: Call) -> dict[str, Any]:
    return work_of(call).to_json()


def save(call: Call) -> dict[str, Any]:
    work_id, version = work_of(call).id, call.body["version"]
    return locked(
        call, lambda: api.save_work(call.bench.workspace, work_id, version, call.body["changes"], call.person)
    )


def remove(call: Call) -> dict[str, Any]:
    work_id = work_of(call).id
    return locked(call, lambda: api.remove_work(call.bench.workspace, work_id, call.body["version"], call.person))


def restore(call: Call) -> dict[str, Any]:
    work_id = work_of(call).id
    return locked(call, lambda: api.restore_work(call.bench.workspace, work_id, call.body["version"], call.person))


def history(call: Call) -> dict[str, Any]:
    return {"history": [_step(e) for e in api.work_history(call.bench.workspace, work_of(call).id)]}


def _step(event: Event) -> dict[str, Any]:
    return {
        "version": event.version,
        "at": event.at,
        "by": event.by,
        "changed": list(event.changed),
        "work": event.after.to_json(),
    }


def compose(call: Call) -> dict[str, Any]:
    return draft_json(plan_of(call.bench, work_of(call)))


def check(call: Call) -> dict[str, Any]:
    plan = plan_of(call.bench, work_of(call))
    if plan.checked is None:
        raise UsageError(f"没有检查：{plan.unchecked}", hint="补齐来文和单位概况后再试。")
    return plan.checked.to_json()


def file(call: Call) -> Download:
    """The draft, or one annex of it alone, as a file with its record of sources."""
    work, kind, suffix = work_of(call), call.query["annex"], call.query["format"]
    if kind:
        made: Any = api.annex_of(call.bench.workspace, work, kind)
        title = made.title
    else:
        made = plan_of(call.bench, work).draft
        title = made.title
    downloads = call.bench.folder / "downloads"
    downloads.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=downloads) as folder:
        path = Path(folder) / f"{_file_name(title)}.{suffix}"
        write_output(call.bench.workspace, made, path)
        return Download(path.read_bytes(), path.name, MEDIA[suffix])


def report(call: Call) -> Download:
    """The report on the draft, for the file that goes with it."""
    plan = plan_of(call.bench, work_of(call))
    text = plan.report.to_markdown(plan.draft.title)
    return Download(text.encode(), f"{_file_name(plan.draft.title)}（起草情况）.md", MEDIA["md"])


def _file_name(title: str) -> str:
    plain = "".join("_" if c in '/\\:*?"<>|' or not c.isprintable() else c for c in title).strip(". ")
    return plain[:80] or "成稿"


REMOVED = Param("removed", {"type": "boolean", "default": False}, "true 列出已移除的")
PAGES: tuple[Page, ...] = ()
ENDPOINTS = (
    Endpoint(
        "GET", "/works", "草稿列表，最近改的在前", list_works, record(works=array(WORK)), params=(REMOVED,), tag="起草"
    ),
    Endpoint(
        "POST",
        "/works",
        "新建草稿；来文可以写编号、文号或标题",
        create,
        WORK,
        body=record({k: v for k, v in FIELDS.items() if k not in ("name", "state")}, name=text(api.LONGEST, least=1)),
        person=True,
        status=201,
        tag="起草",
    ),
    Endpoint("GET", "/works/{id}", "一份草稿", read_one, WORK, tag="起草"),
    Endpoint(
        "PUT",
        "/works/{id}",
        "修改草稿：只写要改的几项；别人先改过时答 409",
        save,
        WORK,
        body=record(version=VERSION, changes=record(FIELDS)),
        person=True,
        tag="起草",
    ),
    Endpoint(
        "DELETE", "/works/{id}", "移除草稿（可以恢复）", remove, WORK, body=record(version=VERSION), person=True,
        tag="起草",
    ),
    Endpoint(
        "POST", "/works/{id}/restore", "恢复已移除的草稿", restore, WORK, body=record(version=VERSION), person=True,
        tag="起草",
    ),
    Endpoint(
        "GET", "/works/{id}/history", "谁在什么时候改了什么", history, record(history=array(STEP)), tag="起草"
    ),
    Endpoint("GET", "/works/{id}/draft", "现在的成稿：各行的来源和提示、附件、未列入清单", compose, DRAFT, tag="起草"),
    Endpoint(
        "GET", "/works/{id}/check", "检查分工：有没有漏项、含糊、超期等，按职责列出", check, CHECKED, tag="起草"
    ),
    Endpoint("GET", "/works/{id}/report", "下载起草情况：照录、改动、没有列入、增加的", report, None, tag="起草"),
    Endpoint(
        "GET",
        "/works/{id}/file",
        "下载成稿；写 annex 时只下载这一种附件",
        file,
        None,
        params=(
            Param("format", one_of(*FORMATS, default="docx")),
            Param("annex", nullable(text(20)), "附件种类，如 任务分工表"),
        ),
        tag="起草",
    ),
)  # fmt: skip
