"""The corpus: taking files in, the list, removing and restoring."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import UTC, datetime
from typing import Any

from policykit.api.validity import WORDS
from policykit.web.corpus_rows import SORTS, Row, chosen, genres
from policykit.web.corpus_view import badge, document_of, stocked, title_of
from policykit.web.jobs import Job
from policykit.web.markup import clause_address, with_query
from policykit.web.pages.jobs import JOB
from policykit.web.problems import NotFound
from policykit.web.routes import Call, Download, Endpoint, Page, Param
from policykit.web.schema import INTEGER, STRING, array, nullable, one_of, record, text, whole
from policykit.web.uploading import sorted_out

PER_PAGE = 50
WORDS_IN = Param("q", text(200), "标题、文号、机关、文件名中的词")
FORCE = Param("force", one_of("", *WORDS, default=""), "效力")
GENRE = Param("genre", text(40), "文种")
SORT = Param("sort", one_of(*SORTS, default="title"), "排序")
PAGE = Param("page", whole(1, 10_000, default=1), "第几页")
LIMIT = Param("limit", whole(1, 500, default=PER_PAGE), "列出几份")
ROW = record(
    id=STRING, path=STRING, title=STRING, doc_number=nullable(STRING), issuers=array(STRING), date=nullable(STRING),
    genre=nullable(STRING), authority=nullable(STRING), force=STRING, status=STRING, url=STRING,
)  # fmt: skip
LIST = record(total=INTEGER, documents=array(ROW))
REMOVED = record(id=STRING, path=STRING, at=STRING)


def _chosen(call: Call) -> tuple[Row, ...]:
    query = call.query
    return chosen(call.reader, query["q"] or "", query["force"] or "", query["genre"] or "", query["sort"])


def _json(row: Row) -> dict[str, Any]:
    names = ("id", "path", "title", "doc_number", "date", "genre", "authority", "force")
    out = {name: getattr(row, name) for name in names}
    return {**out, "issuers": list(row.issuers), "status": WORDS[row.force], "url": clause_address(row.id)}


def documents(call: Call) -> dict[str, Any]:
    found = _chosen(call)
    at = (call.query["page"] - 1) * call.query["limit"]
    return {"total": len(found), "documents": [_json(r) for r in found[at : at + call.query["limit"]]]}


def upload(call: Call) -> dict[str, Any]:
    """Take the files of a form in; the answer is the job that reads them."""
    if not call.files:
        raise NotFound("没有选中文件", hint="把文件拖到框里，或点“选择文件”。")
    good, refused = sorted_out(call.files)
    job = call.bench.jobs.take_in(
        [(name, file.path) for name, file in good], call.person, separate=call.body.get("same_name") == "separate"
    )
    job.refused = refused
    job.title = f"收入 {len(good) + len(refused)} 份文件"
    return job.to_json()


def reindex(call: Call) -> dict[str, Any]:
    """Look at the corpus folder again: for files put there by hand."""
    return call.bench.jobs.reindex("更新索引", call.person).to_json()


def remove(call: Call) -> dict[str, Any]:
    doc_id = call.path["doc_id"]
    path, told = _original(call, doc_id)
    call.bench.workspace.corpus.remove(doc_id, path)
    call.bench.records.note("document", doc_id, f"移出资料库：{path}", call.person)
    return call.bench.jobs.reindex(f"移出{told}", call.person).to_json()


def _original(call: Call, doc_id: str) -> tuple[str, str]:
    """Where an original lies and how it is called, of one that could not be read too. Raises NotFound."""
    for entry in call.bench.workspace.corpus.entries():
        if entry.id == doc_id and any(f.path == entry.path for f in call.reader.catalog.failures()):
            return entry.path, f" {entry.path}"
    document = document_of(call.reader, doc_id)
    return document.source.path, f"《{title_of(document.metadata, document.source.path)}》"


def restore(call: Call) -> dict[str, Any]:
    doc_id = call.path["doc_id"]
    path = call.bench.workspace.corpus.restore(doc_id)
    call.bench.records.note("document", doc_id, f"恢复：{path}", call.person)
    return call.bench.jobs.reindex(f"恢复 {path}", call.person).to_json()


def trash(call: Call) -> dict[str, Any]:
    return {"removed": _removed(call)}


def original(call: Call) -> Download:
    document = document_of(call.reader, call.path["doc_id"])
    path = call.bench.workspace.corpus.file(document.source.path)
    if not path.is_file():
        raise NotFound(f"原件不在了：{document.source.path}", hint="可能刚被移出或改名；更新索引后再看。")
    return Download(path, path.name)


def _removed(call: Call) -> list[dict[str, str]]:
    found = call.bench.workspace.corpus.trash()
    return [{"id": r.id, "path": r.path, "at": datetime.fromtimestamp(r.at_ns / 1e9, UTC).isoformat()} for r in found]


def page(call: Call) -> dict[str, Any]:
    values: dict[str, Any] = {
        "title": "资料库", "indexed": call.bench.indexed(), "rows": [], "total": 0, "failures": (), "genres": (),
        "stocked": False,
        "forces": tuple(WORDS.items()), "sorts": tuple(SORTS.items()), "query": call.query, "pages": None,
        "jobs": [{"id": j.id, "title": j.title, "state": j.state} for j in _jobs(call)],
    }  # fmt: skip
    if not values["indexed"]:
        return values
    reader, number = call.reader, call.query["page"]
    found = _chosen(call)
    shown = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    last = max(1, -(-len(found) // PER_PAGE))
    return {
        **values,
        "rows": [{"row": r, "badge": badge(reader, r.id)} for r in shown],
        "total": len(found),
        "failures": _failures(call),
        "stocked": stocked(call.bench),
        "genres": genres(reader),
        "pages": {
            "number": number,
            "last": last,
            "before": _address(call, number - 1) if number > 1 else None,
            "after": _address(call, number + 1) if number < last else None,
        },
    }


def _failures(call: Call) -> list[dict[str, str]]:
    """Files that could not be read, with the id by which one can be taken out again."""
    failed = call.reader.catalog.failures()
    ids = {e.path: e.id for e in call.bench.workspace.corpus.entries()} if failed else {}
    return [{"path": f.path, "message": f.message, "id": ids.get(f.path, "")} for f in failed]


def _address(call: Call, number: int) -> str:
    kept = [(name, call.query[name]) for name in ("q", "force", "genre", "sort")]
    return with_query("/corpus", [*kept, ("page", number)])


def trash_page(call: Call) -> dict[str, Any]:
    return {"title": "回收站", "removed": _removed(call)}


def _jobs(call: Call) -> list[Job]:
    """The jobs shown above the list."""
    return [j for j in call.bench.jobs.latest()[:5] if j.state != "done" or j.files]


def _shown(call: Call) -> Hashable:
    return tuple((j.id, j.title, j.state) for j in _jobs(call))


PAGES = (
    Page("/corpus", "corpus.html", page, (WORDS_IN, FORCE, GENRE, SORT, PAGE), shared=_shown),
    Page("/corpus/trash", "trash.html", trash_page),
)
_SAME = one_of("version", "separate", says="同名而内容不同的文件：作为新版本，还是另一份")
ENDPOINTS = (
    Endpoint(
        "GET", "/documents", "资料库的文件", documents, LIST, (WORDS_IN, FORCE, GENRE, SORT, PAGE, LIMIT), tag="资料库"
    ),
    Endpoint(
        "POST", "/documents", "收入文件（multipart，字段 files）", upload, JOB, body=record({"same_name": _SAME}),
        files=True, person=True, status=202, tag="资料库",
    ),
    Endpoint("POST", "/index", "更新索引", reindex, JOB, body=record(), person=True, status=202, tag="资料库"),
    Endpoint(
        "DELETE", "/documents/{doc_id}", "移出资料库（可以恢复）", remove, JOB, body=record(), person=True, status=202,
        tag="资料库",
    ),
    Endpoint("GET", "/documents/{doc_id}/original", "下载原件", original, None, tag="资料库"),
    Endpoint("GET", "/trash", "回收站", trash, record(removed=array(REMOVED)), tag="资料库"),
    Endpoint(
        "POST", "/trash/{doc_id}/restore", "恢复", restore, JOB, body=record(), person=True, status=202, tag="资料库"
    ),
)  # fmt: skip
