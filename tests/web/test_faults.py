"""What nobody foresaw: said in Chinese, as a page where a page was asked for."""

from __future__ import annotations

import pytest
from sitting import HOST, Client


def test_an_unforeseen_error_is_a_page_for_a_person_and_json_for_a_program(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from policykit.web.workbench import Reader

    def broken(*_: object) -> None:
        raise AttributeError("x")

    monkeypatch.setattr(Reader, "once", broken)
    calm = Client(client.app, base_url=HOST, raise_server_exceptions=False)
    page = calm.get("/corpus")
    assert page.status_code == 500 and "text/html" in page.headers["content-type"]
    assert "程序内部有缺陷" in page.text and "怎么办" in page.text and "回到首页" in page.text
    said = calm.get("/api/v1/documents")
    assert said.status_code == 500 and "程序内部有缺陷" in said.json()["error"]["message"]
