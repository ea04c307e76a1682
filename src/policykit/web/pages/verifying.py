"""核验: a finished file against its record and the sources now; and 引用核对: every citation of any text.

Of what is dropped nothing is kept: the file lies in a temporary folder until the answer is sent. Where the person
asks for it, the report (never the file) is kept.
"""

from __future__ import annotations

import secrets
from datetime import date
from typing import TYPE_CHECKING, Any

from policykit.api.citing import check_file, check_text
from policykit.api.verifying import verify
from policykit.errors import UsageError
from policykit.model.address import spoken
from policykit.web.dropped import laid_out
from policykit.web.markup import clause_address
from policykit.web.problems import NotFound
from policykit.web.routes import Call, Endpoint, Page, Param
from policykit.web.schema import BOOLEAN, INTEGER, STRING, array, nullable, record, text
from policykit.web.verified import REPORT, VERDICTS, report_json

if TYPE_CHECKING:
    from policykit.cite.check import CheckEntry, CheckReport

KIND = "verification"  # of the records
SIDECAR = ".policykit.json"
LONGEST = 200_000  # characters of a pasted text
CITATIONS = {
    "verified": "已核对，有这一条",
    "no_such_article": "没有这一条",
    "repealed": "已废止",
    "unknown_document": "未核对：资料库没有这份文件",
    "ambiguous": "未核对：不能确定是哪一份",
}


def verify_page(call: Call) -> dict[str, Any]:
    kept = [
        {"key": r.key, "name": r.data["name"], "summary": r.data["summary"], "person": r.person, "at": r.at}
        for r in call.bench.records.all(KIND)
    ]
    return {"title": "核验", "kept": kept, "verdicts": VERDICTS, "open": call.query["kept"] or ""}


def citations_page(call: Call) -> dict[str, Any]:
    return {"title": "引用核对", "verdicts": CITATIONS, "longest": LONGEST}


def verify_files(call: Call) -> dict[str, Any]:
    """Raises UsageError for no or several files, and as `verify`."""
    with laid_out(call.files) as paths:
        finished = [p for p in paths if not p.name.endswith(SIDECAR)]
        if len(finished) != 1:
            raise UsageError(
                f"一次核验一份成稿，收到 {len(finished)} 份" if finished else "没有收到成稿",
                hint="拖进一份 .docx、.xlsx、.md；.csv 要连同旁边的 .policykit.json 一起拖进来。",
            )
        made = report_json(verify(call.bench.workspace, finished[0]), finished[0].name)
    if call.body.get("keep"):
        made["kept"] = secrets.token_hex(6)
        call.bench.records.put(KIND, made["kept"], made, version=0, person=call.person, what="保存核验结果")
    return made


def kept_report(call: Call) -> dict[str, Any]:
    held = call.bench.records.get(KIND, call.path["key"])
    if held is None:
        raise NotFound("没有这份核验结果", hint="可能已被删除，刷新页面再看。")
    found: dict[str, Any] = held.data
    return found


def forget_report(call: Call) -> dict[str, Any]:
    call.bench.records.remove(KIND, call.path["key"], version=1, person=call.person, what="删除核验结果")
    return {"removed": call.path["key"]}


def check_citations(call: Call) -> dict[str, Any]:
    """Raises UsageError for neither or both of a file and a text, UnreadableInput for the file."""
    day = _day(call.body.get("on"))
    words = call.body.get("text") or ""
    if bool(words.strip()) == bool(call.files) or len(call.files) > 1:
        raise UsageError("请拖进一份文稿，或者粘贴一段文字", hint="两样选一样，一次一份。")
    if not call.files:
        return _citations(check_text(call.bench.workspace, words, day), "粘贴的文字", day)
    with laid_out(call.files) as paths:
        return _citations(check_file(call.bench.workspace, paths[0], day), paths[0].name, day)


def _day(given: str | None) -> date | None:
    if not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise UsageError(f"日期写法不对：{given}", hint="写成 2026-06-30 这样。") from error


def _citations(report: CheckReport, name: str, day: date | None) -> dict[str, Any]:
    entries = [_entry(e, internal=False) for e in report.entries] + [_entry(e, internal=True) for e in report.internal]
    return {
        "name": name,
        "on": (day or date.today()).isoformat(),
        "found": report.found,
        "checked": report.checked,
        "clean": report.clean,
        "citations": entries,
    }


def _entry(entry: CheckEntry, *, internal: bool) -> dict[str, Any]:
    resolved = entry.resolved if not internal else None
    return {
        "surface": entry.surface,
        "title": entry.title,
        "article": entry.article,
        "verdict": entry.verdict.value,
        "word": CITATIONS.get(entry.verdict.value, entry.verdict.value),
        "reason": entry.reason,
        "successor": entry.successor,
        "place": spoken(entry.citation.clause) if entry.citation.clause else "",
        "internal": internal,
        "link": clause_address(resolved.doc_id, resolved.address) if resolved else None,
        "quote": {"quoted": entry.quote.quoted, "actual": entry.quote.actual or "", "same": entry.quote.same}
        if entry.quote
        else None,
    }


CITATION = record(
    surface=STRING, title=STRING, article=nullable(STRING), verdict=STRING, word=STRING, reason=STRING,
    successor=nullable(STRING), place=STRING, internal=BOOLEAN, link=nullable(STRING),
    quote=nullable(record(quoted=STRING, actual=STRING, same=BOOLEAN)),
)  # fmt: skip
CHECKED = record(name=STRING, on=STRING, found=INTEGER, checked=INTEGER, clean=BOOLEAN, citations=array(CITATION))
PAGES = (
    Page("/verify", "verify.html", verify_page, params=(Param("kept", text(40)),)),
    Page("/verify/citations", "citations.html", citations_page),
)
ENDPOINTS = (
    Endpoint(
        "POST",
        "/verifications",
        "核验一份成稿（multipart 表单）：逐行的结果；文件不留存，keep 为真时只留结果",
        verify_files,
        REPORT,
        body=record({"keep": BOOLEAN}),
        files=True,
        person=True,
        tag="核验",
    ),
    Endpoint("GET", "/verifications/{key}", "留存的一份核验结果", kept_report, REPORT, tag="核验"),
    Endpoint(
        "DELETE",
        "/verifications/{key}",
        "删除留存的核验结果",
        forget_report,
        record(removed=STRING),
        body=record(),
        person=True,
        tag="核验",
    ),
    Endpoint(
        "POST",
        "/citations/check",
        "核对一份文稿（multipart 表单）或一段文字（text）里的每处引用；on 是按哪一天的法律",
        check_citations,
        CHECKED,
        body=record({"text": text(LONGEST), "on": text(10)}),
        files=True,
        tag="核验",
    ),
)
