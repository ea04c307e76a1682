"""The API as a program uses it: every route is in the OpenAPI document, and answers agree with it."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from agreeing import agrees
from sitting import Client
from starlette.routing import Route

from policykit.web.page_table import endpoints

DOC = "d98e246b1c1"
READS = [
    ("/session", ""),
    ("/search", "?q=持证上岗"),
    ("/search", "?q=没有这样的词语啊"),
    ("/search/suggestions", "?q=行政"),
    ("/documents", "?q=执法"),
    ("/jobs", ""),
    ("/trash", ""),
    ("/basket", ""),
    ("/compare", "?old=dc9ae8b9499&new=de4c67d6d5f"),
]
PLACED = [
    ("/clauses/{ref}", f"/clauses/{DOC}~第三条"),
    ("/documents/{doc_id}", f"/documents/{DOC}"),
    ("/documents/{doc_id}/cited-by", f"/documents/{DOC}/cited-by?address=第十三条"),
    ("/documents/{doc_id}/ledger", "/documents/df4ede3efd1/ledger"),
    ("/documents/{doc_id}/history", f"/documents/{DOC}/history"),
]


def test_the_document_is_openapi_3_1_and_has_every_route(reading: Client) -> None:
    said = reading.get("/api/openapi.json").json()
    assert said["openapi"] == "3.1.0"
    routes = {
        (method, route.path.replace(":path}", "}"))
        for route in reading.app.routes
        if isinstance(route, Route) and route.path.startswith("/api/v1/")
        for method in (route.methods or set()) - {"HEAD"}
    }
    written = {(m.upper(), path) for path, methods in said["paths"].items() for m in methods}
    # A path that only other methods change also takes the POST of a form that names one of them.
    forms = {(m, p) for m, p in routes - written if m == "POST"}
    assert routes - forms == written
    assert all({m for m, p in written if p == path} & {"PUT", "PATCH", "DELETE"} for _, path in forms)
    assert len({o["operationId"] for methods in said["paths"].values() for o in methods.values()}) == len(written)


def test_every_schema_is_one(reading: Client) -> None:
    for endpoint in endpoints():
        for schema in (endpoint.answer, endpoint.body, *(p.schema for p in endpoint.params)):
            if schema is not None:
                jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(("path", "query"), READS)
def test_answers_agree(reading: Client, path: str, query: str) -> None:
    answer = reading.get(f"/api/v1{path}{query}")
    assert answer.status_code == 200, answer.text
    agrees(reading, "GET", path, answer.json())


@pytest.mark.parametrize(("path", "asked"), PLACED)
def test_answers_about_one_document_agree(reading: Client, path: str, asked: str) -> None:
    answer = reading.get(f"/api/v1{asked}")
    assert answer.status_code == 200, answer.text
    agrees(reading, "GET", path, answer.json())


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/clauses/d0000000000~第一条", None, 404),
        ("GET", f"/clauses/{DOC}~第九百条", None, 404),
        ("GET", "/documents/d0000000000", None, 404),
        ("GET", "/jobs/nothing", None, 404),
        ("GET", "/search?q=(执法", None, 400),
        ("GET", "/search", None, 422),
        ("GET", "/search?q=x&limit=many", None, 422),
        ("GET", "/search?q=x&f=颜色=红", None, 422),
        ("GET", "/nowhere", None, 404),
        ("POST", "/basket", {"refs": "第三条"}, 422),
        ("POST", "/basket", {"refs": [], "more": 1}, 422),
        ("POST", "/person", {"name": "  "}, 422),
        ("POST", "/person", [], 422),
        ("DELETE", "/documents/d0000000000", {}, 404),
        ("POST", "/trash/d0000000000/restore", {}, 503),
    ],
)
def test_what_cannot_be_done_is_said_in_chinese(
    reading: Client, method: str, path: str, body: Any, status: int
) -> None:
    answer = reading.change(method, f"/api/v1{path}", body)
    assert answer.status_code == status, answer.text
    said = answer.json()["error"]
    assert any("一" <= c <= "鿿" for c in said["message"]) and said["hint"]
    schema = reading.get("/api/openapi.json").json()["components"]["schemas"]["Error"]
    jsonschema.validate(answer.json(), schema)


def test_json_that_is_none_is_refused(reading: Client) -> None:
    headers = {"X-CSRF-Token": reading.csrf, "Content-Type": "application/json"}
    for body in (b"{", b"[" * 100_000, b"\xff\xfe"):
        assert reading.request("POST", "/api/v1/basket", content=body, headers=headers).status_code == 422
