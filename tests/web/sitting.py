"""A person who sits at the workbench: a session in this process, the jobs it waits for, the faults a page has."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from policykit.web.app import build

HOST = "http://127.0.0.1"


class Client(TestClient):
    """A browser's session: cookies kept, the CSRF token sent with every change."""

    csrf = ""

    def named(self, person: str) -> Client:
        self.csrf = self.get("/api/v1/session").json()["csrf"]
        assert self.change("POST", "/api/v1/person", {"name": person}).status_code == 200
        return self

    def change(self, method: str, path: str, body: Any = None, **options: Any) -> Any:
        headers = {"X-CSRF-Token": self.csrf, **options.pop("headers", {})}
        return self.request(method, path, json=body, headers=headers, **options)


def client_of(root: Path, person: str = "李敏", **options: Any) -> Client:
    client = Client(build(root, inline=True, **options), base_url=HOST, raise_server_exceptions=True)
    return client.named(person) if person else client


def wait_for(client: Client, job_id: str, seconds: float = 60) -> dict[str, Any]:
    """The job when it is done or has failed."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        job: dict[str, Any] = client.get(f"/api/v1/jobs/{job_id}").json()
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.05)
    raise AssertionError(f"{job_id} did not end")


def axe(page: Any) -> list[str]:
    """The serious and critical faults axe-core finds on a page."""
    import axe_playwright_python

    source = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
    page.evaluate(source + "; 1")
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{v['id']}: {v['help']}: {[n['target'] for n in v['nodes']][:4]}"
        for v in found["violations"]
        if v["impact"] in ("serious", "critical")
    ]
