"""Versions that no rule could tell, joined and parted by a person on the page of the document."""

from __future__ import annotations

from typing import Any

import pytest
from sitting import Client, axe, wait_for


def _law(title: str, year: int, words: str) -> bytes:
    return f"{title}\n\n第一条　{words}。\n第二条　自{year}年1月1日起施行。\n云川省人民政府\n{year}年1月1日\n".encode()


def _take(client: Client, name: str, data: bytes) -> str:
    answer = client.post(
        "/api/v1/documents",
        files=[("files", (name, data, "text/plain"))],
        headers={"X-CSRF-Token": client.csrf},
    )
    return str(wait_for(client, answer.json()["id"])["files"][0]["id"])


def _forces(client: Client) -> dict[str, str]:
    found = client.get("/api/v1/documents?q=云川省").json()["documents"]
    return {d["title"]: d["force"] for d in found if "浮桥" in d["title"] or "渡桥" in d["title"]}


def test_a_person_joins_two_versions_and_parts_them_again(client: Client) -> None:
    old = _take(client, "旧.txt", _law("云川省浮桥暂行规定", 2015, "浮桥应当每年验收"))
    new = _take(client, "新.txt", _law("云川省渡桥管理办法", 2024, "渡桥、栈桥应当每月巡查，发现破损的立即封闭"))
    assert _forces(client) == {"云川省浮桥暂行规定": "in_force", "云川省渡桥管理办法": "in_force"}
    job = client.change("POST", f"/api/v1/documents/{new}/versions", {"earlier": old})
    assert job.status_code == 202 and "新版本" in job.json()["title"]
    assert wait_for(client, job.json()["id"])["state"] == "done"
    assert _forces(client) == {"云川省浮桥暂行规定": "replaced", "云川省渡桥管理办法": "in_force"}
    assert client.get(f"/api/v1/documents/{old}").json()["title"] == "云川省渡桥管理办法"  # it has taken the id
    assert "分开" in client.get(f"/corpus/{old}").text
    parted = client.change("DELETE", f"/api/v1/documents/{old}/versions", {})
    assert wait_for(client, parted.json()["id"])["state"] == "done"
    assert _forces(client) == {"云川省浮桥暂行规定": "in_force", "云川省渡桥管理办法": "in_force"}


def test_what_is_no_version_of_anything_is_not_parted(client: Client) -> None:
    alone = _take(client, "旧.txt", _law("云川省浮桥暂行规定", 2015, "浮桥应当每年验收"))
    assert client.change("DELETE", f"/api/v1/documents/{alone}/versions", {}).status_code == 422
    same = client.change("POST", f"/api/v1/documents/{alone}/versions", {"earlier": alone})
    assert same.status_code == 422 and "同一份" in same.json()["error"]["message"]


@pytest.mark.browser
def test_the_earlier_version_is_chosen_from_the_list(page: Any) -> None:
    page.goto("/corpus")
    page.get_by_role("link", name="对照 云川省行政执法人员资格管理办法").click()
    page.wait_for_url("**/corpus/d*")
    page.get_by_label("它的旧版本是").type("证件管理")
    page.get_by_role("option").first.wait_for()
    assert axe(page) == []
    page.keyboard.press("Enter")
    page.get_by_role("button", name="记作旧版本").click()
    page.wait_for_url("**/corpus")
    page.get_by_role("heading", name="新版本").wait_for(timeout=60_000)
    page.locator('.job[data-state="done"]').first.wait_for(timeout=60_000)
    row = page.locator("li.doc-row", has_text="云川省行政执法证件管理办法")
    assert "现行有效" not in row.inner_text()
