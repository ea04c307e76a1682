"""Files dropped on the corpus page, as a person drops them in Chromium."""

from __future__ import annotations

import base64
import zipfile
from io import BytesIO
from typing import Any

import pytest
from sitting import axe

pytestmark = pytest.mark.browser

MAKE = """([held, name, bytes]) => {
  const read = Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0));
  held.items.add(new File([read], name));
}"""


def _law(name: str, word: str) -> bytes:
    return f"云川省{name}管理办法\n\n第一条　{name}应当{word}。\n第二条　自2026年1月1日起施行。\n".encode()


def _archive(**files: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        for name, data in files.items():
            out.writestr(f"{name}.txt", data)
    return made.getvalue()


def _drop(page: Any, **files: bytes) -> None:
    held = page.evaluate_handle("() => new DataTransfer()")
    for name, data in files.items():
        page.evaluate(MAKE, [held, name, base64.b64encode(data).decode()])
    page.dispatch_event("#drop", "dragover", {"dataTransfer": held})
    assert "over" in page.locator("#drop").get_attribute("class")
    page.dispatch_event("#drop", "drop", {"dataTransfer": held})
    page.locator('.job[data-state="done"]').first.wait_for(timeout=60_000)


def test_an_archive_is_opened_and_each_document_in_it_read(page: Any) -> None:
    page.goto("/corpus")
    archive = _archive(浮桥=_law("浮桥", "验收"), 渡船=_law("渡船", "年检"), 缆车=_law("缆车", "停运"))
    _drop(page, **{"来文三份.zip": archive})
    job = page.locator(".job").first.inner_text()
    assert "收入 3 份" in job and "里面有 3 份文件" in job
    assert all(f"来文三份.zip/{name}.txt" in job for name in ("浮桥", "渡船", "缆车"))
    for name in ("浮桥", "渡船", "缆车"):
        page.get_by_role("link", name=f"云川省{name}管理办法", exact=True).wait_for()
    assert axe(page) == []
    page.goto("/search?q=缆车 停运")
    page.get_by_role("link", name="云川省缆车管理办法").first.click()
    page.locator(".clause.target mark").first.wait_for()


def test_each_of_several_files_is_told_and_a_broken_one_can_be_taken_out(page: Any) -> None:
    page.goto("/corpus")
    _drop(page, **{"浮桥.txt": _law("浮桥", "验收"), "坏了.docx": b"PK\x03\x04broken", "旧件.rar": b"Rar!\x1a\x07"})
    job = page.locator(".job").first.inner_text()
    assert "收入 3 份文件" in job and "没有收 1 份" in job and "没读成 1 份" in job and "解压" in job
    page.get_by_text("有 1 份文件没有读成").click()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="移出 坏了.docx").click()
    page.get_by_text("有 1 份文件没有读成").wait_for(state="detached", timeout=60_000)
    assert axe(page) == []
