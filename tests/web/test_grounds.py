"""Pages kept from one state of the corpus to the next: never when anything that they show has become another."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from sitting import Client, wait_for

from policykit.web.printing import Composing

LAW = (
    "云川省浮桥管理办法\n\n第一条　浮桥应当验收。\n第二条　浮桥由交通部门管理，见《云川省渡口条例》第三条。\n"
    "第三条　本办法自2019年1月1日起施行。\n"
)
REPEAL = "关于废止《云川省浮桥管理办法》的决定\n\n第一条　自2025年1月1日起废止《云川省浮桥管理办法》。\n"
TARGET = "云川省渡口条例\n\n第一条　渡口。\n第二条　渡船。\n第三条　浮桥另行规定。\n"
CITING = "望河区浮桥细则\n\n第一条　依照《云川省浮桥管理办法》第一条验收浮桥。\n"
OTHER = "青石县路灯办法\n\n第一条　路灯应当明亮。\n"


def _taken(client: Client, name: str, text: str) -> str:
    answer = client.post(
        "/api/v1/documents",
        files=[("files", (f"{name}.txt", text.encode(), "text/plain"))],
        headers={"X-CSRF-Token": client.csrf},
    )
    job = wait_for(client, answer.json()["id"])
    assert job["state"] == "done"
    return str(job["files"][0]["id"])


@pytest.fixture
def kept(client: Client) -> tuple[Client, str]:
    """A person, and the id of LAW, whose pages have all been asked for."""
    law = _taken(client, "浮桥", LAW)
    for address in _addresses(law).values():
        assert client.get(address).status_code == 200
    return client, law


def _addresses(law: str) -> dict[str, str]:
    return {
        "read": f"/doc/{law}", "marked": f"/doc/{law}/{quote('第一条')}?q={quote('浮桥')}", "part": f"/part/{law}/0",
        "pair": f"/corpus/{law}", "cited": f"/cited/{law}", "found": f"/search?q={quote('浮桥 验收')}",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (REPEAL, {"read": "已废止", "marked": "已废止", "pair": "已废止", "found": "已废止"}),
        (TARGET, {"read": 'class="cite" href="/doc/', "part": 'class="cite" href="/doc/'}),
        (CITING, {"cited": "望河区浮桥细则", "found": "望河区浮桥细则"}),
        (LAW.replace("验收", "检验"), {"read": "检验", "part": "检验", "pair": "检验"}),
    ],
    ids=["repealed", "linked", "cited", "changed"],
)
def test_what_a_change_shows_is_shown_at_once(kept: tuple[Client, str], change: str, shown: dict[str, str]) -> None:
    client, law = kept
    before = {name: client.get(address).text for name, address in _addresses(law).items()}
    _taken(client, "浮桥" if change.startswith("云川省浮桥") else "另一", change)
    after = {name: client.get(address).text for name, address in _addresses(law).items()}
    for name, words in shown.items():
        assert words in after[name] and words not in before[name], name


def test_a_correction_is_shown_at_once(kept: tuple[Client, str]) -> None:
    client, law = kept
    body = {"values": {"title": "云川省浮桥安全办法"}, "version": 0}
    wait_for(client, client.change("PATCH", f"/api/v1/documents/{law}/metadata", body).json()["id"])
    for name in ("read", "marked", "pair", "cited", "found"):
        assert "云川省浮桥安全办法" in client.get(_addresses(law)[name]).text, name


def test_a_change_elsewhere_leaves_pages_alone(kept: tuple[Client, str], monkeypatch: pytest.MonkeyPatch) -> None:
    client, law = kept
    before = {name: client.get(address).text for name, address in _addresses(law).items()}
    _taken(client, "路灯", OTHER)
    made: list[Any] = []
    composed = Composing.pieces
    monkeypatch.setattr(Composing, "pieces", lambda self, text: made.append(text) or composed(self, text))
    after = {name: client.get(address).text for name, address in _addresses(law).items()}
    assert after == before and not made


def test_a_version_that_comes_from_elsewhere_is_listed(kept: tuple[Client, str], tmp_path: Path) -> None:
    client, law = kept
    assert "旧文件" not in client.get(f"/doc/{law}").text
    _taken(client, "浮桥", LAW.replace("2019", "2021"))
    assert "旧文件" in client.get(f"/doc/{law}").text
