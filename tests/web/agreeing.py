"""Whether an answer is what the OpenAPI document says of it; and another person at the same workspace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jsonschema
from starlette.testclient import TestClient

from policykit.web.app import build


def agrees(client: Any, method: str, path: str, answer: Any) -> Any:
    """The answer, having been checked against the schema of `path` as the OpenAPI document writes it."""
    operation = client.get("/api/openapi.json").json()["paths"]["/api/v1" + path][method.lower()]
    said = next(r for code, r in operation["responses"].items() if code.startswith("2"))
    jsonschema.validate(answer, said["content"]["application/json"]["schema"])
    return answer


@contextmanager
def at_work(root: Path, person: str) -> Iterator[TestClient]:
    """Another person, at a server of their own over the same workspace; their token goes with every change."""
    client = TestClient(build(root, inline=True), base_url="http://127.0.0.1")
    client.headers["X-CSRF-Token"] = client.get("/api/v1/session").json()["csrf"]
    assert client.post("/api/v1/person", json={"name": person}).status_code == 200
    yield client
    client.app.state.bench.close()  # type: ignore[attr-defined]
