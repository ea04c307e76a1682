"""The pictures of the workbench in the README and the handbook, taken anew from the sample corpus.

    python docs/images/take_pictures.py

Needs the extras web and dev and Chromium. Writes every 工作台-….png; plan.png is no picture of the workbench.
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


def reading(page: Any) -> None:
    page.goto("/search?q=持证上岗")
    take(page, "检索")
    page.locator("main a", has_text=LAW).first.click()
    page.wait_for_url("**/doc/**")
    take(page, "阅读")
    page.goto("/corpus")
    take(page, "资料库")
    page.goto(f"/corpus/{found(page, '柳河区综合行政执法改革')}")
    page.locator(".pane.clean .pair-clause").nth(1).click()
    page.evaluate("scrollTo(0, 120)")
    take(page, "原文对照")
    old, new = found(page, "云川省行政执法证件管理办法"), found(page, LAW)
    page.goto(f"/compare?old={old}&new={new}")
    take(page, "版本对照")
    page.goto("/charts/citations?document=云川省行政执法监督条例")
    take(page, "引用关系")


def drafting(page: Any, folder: Path) -> None:
    page.goto("/draft")
    page.locator("#new-source").type("质量提升")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="新建").click()
    page.wait_for_url("**/draft/w*")
    page.locator("#paper .line").first.wait_for()
    work = page.url.rpartition("/")[2]
    page.evaluate("scrollTo(0, 150)")
    take(page, "起草")
    page.goto(f"/draft/{work}?view=paper")
    page.locator("#paper [data-line]", has_text="实行动态调整").first.click()
    page.locator("#source mark").first.wait_for()
    take(page, "出处")
    plan = folder / "质量提升方案.md"
    text = page.request.get(f"/api/v1/works/{work}/file?format=md").text()
    kept = [line for line in text.split("\n") if "（三）基本原则" not in line]
    plan.write_text("\n".join(kept).replace("应当列明", "可以列明", 1), "utf-8")
    page.goto("/verify")
    page.set_input_files("#file", plan)
    page.locator(".lines > li:not([hidden])").first.wait_for()
    take(page, "核验")
    page.goto("/profile/示例单位概况")
    page.locator("details", has_text="法制科").first.locator("summary").click()
    page.get_by_role("heading", name="科室、岗位和人员").scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, 180)")
    take(page, "单位")


def found(page: Any, words: str) -> str:
    """The id of a sample by words of its title."""
    documents = page.request.get("/api/v1/documents", params={"q": words}).json()["documents"]
    return str(documents[0]["id"])


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "工作区"
        workspace = Workspace.create(root)
        workspace.add([ROOT / "corpus"])
        workspace.index()
        shutil.copy(ROOT / "templates" / "示例单位概况.yaml", root / "templates")
        address, server = served(root)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_context(base_url=address, locale="zh-CN", viewport=WIDE).new_page()
            reading(page)
            drafting(page, Path(folder))
            small = browser.new_context(base_url=address, locale="zh-CN", viewport=NARROW).new_page()
            small.goto("/search?q=持证上岗")
            take(small, "手机")
            browser.close()
        server.should_exit = True


if __name__ == "__main__":
    main()
