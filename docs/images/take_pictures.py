"""The pictures of searching and reading in the README and the handbook, taken anew from the sample corpus.

    python docs/images/take_pictures.py

Needs the extras web and dev and Chromium. Writes 检索, 阅读, 资料库 and 手机; nothing else is changed.
"""

from __future__ import annotations

import shutil
import socket
import tempfile
import threading
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import sync_playwright

from policykit.api.workspace import Workspace
from policykit.web.app import build

ROOT = Path(__file__).resolve().parents[2]
PICTURES = Path(__file__).resolve().parent
WIDE, NARROW = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
LAW = "云川省行政执法人员资格管理办法"


def served(root: Path) -> tuple[str, uvicorn.Server]:
    app = build(root)
    app.state.bench.own_person = "李敏"
    bound = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True).start()
    return f"http://127.0.0.1:{bound.getsockname()[1]}", server


def take(page: Any, name: str) -> None:
    page.wait_for_timeout(600)
    page.mouse.move(0, 0)
    page.screenshot(path=PICTURES / f"工作台-{name}.png")


def pages(page: Any) -> None:
    page.goto("/search?q=持证上岗")
    take(page, "检索")
    page.locator("main a", has_text=LAW).first.click()
    page.wait_for_url("**/doc/**")
    take(page, "阅读")
    page.goto("/corpus")
    take(page, "资料库")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "工作区"
        workspace = Workspace.create(root)
        workspace.add([ROOT / "corpus"])
        workspace.index()
        address, server = served(root)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_context(base_url=address, locale="zh-CN", viewport=WIDE).new_page()
            pages(page)
            small = browser.new_context(base_url=address, locale="zh-CN", viewport=NARROW).new_page()
            small.goto("/search?q=持证上岗")
            take(small, "手机")
            browser.close()
        server.should_exit = True


if __name__ == "__main__":
    main()
