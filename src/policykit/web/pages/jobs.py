"""Work in the background: how far it is."""

from __future__ import annotations

from typing import Any

from policykit.web.problems import NotFound
from policykit.web.routes import Call, Endpoint, Page
from policykit.web.schema import ANYTHING, INTEGER, STRING, array, nullable, one_of, record

FILE = record(name=STRING, state=STRING, message=STRING, id=nullable(STRING), path=nullable(STRING))
JOB = record(
    id=STRING, title=STRING, person=STRING, at=STRING, state=one_of("waiting", "running", "done", "failed"),
    step=STRING, done=INTEGER, total=INTEGER, current=STRING, message=STRING, files=array(FILE), result=ANYTHING,
)  # fmt: skip


def job(call: Call) -> dict[str, Any]:
    found = call.bench.jobs.get(call.path["id"])
    if found is None:
        raise NotFound("没有这项工作", hint="服务器可能重新启动过；没有收完的文件会接着收。")
    return found.to_json()


def jobs(call: Call) -> dict[str, Any]:
    return {"jobs": [j.to_json() for j in call.bench.jobs.latest()[:50]]}


def page(call: Call) -> dict[str, Any]:
    """One job as a part that polls itself until the work is done."""
    return {"title": "进度", "job": job(call)}


PAGES = (Page("/jobs/{id}", "job.html", page),)
ENDPOINTS = (
    Endpoint("GET", "/jobs", "后台的工作，新的在前", jobs, record(jobs=array(JOB)), tag="资料库"),
    Endpoint("GET", "/jobs/{id}", "一项后台工作的进度和结果", job, JOB, tag="资料库"),
)
