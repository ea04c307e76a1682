"""A workbench over the sample corpus: in-process for behaviour, live with Chromium for what a person sees."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="没有安装 policykit[web]")

from sitting import HOST, Client, client_of

from policykit.api.workspace import Workspace
from policykit.web.app import build

SAMPLES = Path(__file__).resolve().parents[2] / "corpus"


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
    made.locator(".form button[type=submit]").click()
    made.wait_for_url("**/search")
    yield made
    assert errors == []
    context.close()
