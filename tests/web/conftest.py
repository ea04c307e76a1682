"""A workbench over the sample corpus: in-process for behaviour, live with Chromium for what a person sees."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="没有安装 policykit[web]")

from starlette.testclient import TestClient

from policykit.api.workspace import Workspace
from policykit.web.app import build

SAMPLES = Path(__file__).resolve().parents[2] / "corpus"
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


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample corpus, indexed once; not to be changed."""
    root = tmp_path_factory.mktemp("web") / "工作区"
    workspace = Workspace.create(root)
    workspace.add([SAMPLES])
    workspace.index()
    return root


@pytest.fixture
def root(indexed: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return Path(shutil.copytree(indexed, tmp_path / "工作区"))


def client_of(root: Path, person: str = "李敏", **options: Any) -> Client:
    client = Client(build(root, inline=True, **options), base_url=HOST, raise_server_exceptions=True)
    return client.named(person) if person else client


@pytest.fixture
def client(root: Path) -> Iterator[Client]:
    """A person at a workbench of their own."""
    made = client_of(root)
    yield made
    made.app.state.bench.close()


@pytest.fixture(scope="session")
def reading(indexed: Path) -> Iterator[Client]:
    """A person who only reads; shared by all tests that change nothing in the corpus."""
    made = client_of(indexed)
    yield made
    made.app.state.bench.close()


def wait_for(client: Client, job_id: str, seconds: float = 60) -> dict[str, Any]:
    """The job when it is done or has failed."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        job: dict[str, Any] = client.get(f"/api/v1/jobs/{job_id}").json()
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.05)
    raise AssertionError(f"{job_id} did not end")


@pytest.fixture
def server(root: Path) -> Iterator[str]:
    """A live workbench; its address."""
    import uvicorn

    app = build(root)
    bound = socket.create_server(("127.0.0.1", 0))
    running = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    yield f"{HOST}:{bound.getsockname()[1]}"
    running.should_exit = True
    thread.join(10)
    app.state.bench.close()


@pytest.fixture
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any, server: str) -> Iterator[Any]:
    """A page of a person who has said their name. The test fails where the console shows an error."""
    context = browser.new_context(base_url=server, locale="zh-CN", viewport={"width": 1280, "height": 900})
    made = context.new_page()
    errors: list[str] = []
    made.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    made.on("pageerror", lambda error: errors.append(str(error)))
    made.goto("/welcome")
    made.get_by_label("姓名").fill("李敏")
    made.get_by_role("button", name="开始使用").click()
    made.wait_for_url("**/search")
    yield made
    assert errors == []
    context.close()


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
