"""The profile in the browser: changed in the version one has seen, faults beside their fields, people from a table."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from agreeing import agrees

SAMPLE = Path(__file__).resolve().parents[2] / "templates" / "示例单位概况.yaml"
PATH = "/api/v1/profiles/示例单位概况"


@pytest.fixture
def editing(root: Path, client: Any) -> Any:
    shutil.copy(SAMPLE, root / "templates")
    return client


def held(client: Any) -> dict[str, Any]:
    found: dict[str, Any] = agrees(client, "GET", "/profiles/{name}", client.get(PATH).json())
    return found


def test_a_change_is_saved_and_told_of(editing: Any, root: Path) -> None:
    kept = held(editing)
    values = {**kept["values"], "自称": "本局"}
    now = editing.change("PUT", PATH, {"version": kept["version"], "values": values})
    assert agrees(editing, "PUT", "/profiles/{name}", now.json())["values"]["自称"] == "本局"
    assert "# 成稿里怎样称呼本单位" in (root / "templates" / "示例单位概况.yaml").read_text("utf-8")
    page = editing.get("/profile/示例单位概况").text
    assert "李敏" in page and "改了自称" in page


def test_saving_what_was_read_changes_not_a_byte(editing: Any, root: Path) -> None:
    kept = held(editing)
    editing.change("PUT", PATH, {"version": kept["version"], "values": kept["values"]})
    assert (root / "templates" / "示例单位概况.yaml").read_bytes() == SAMPLE.read_bytes()
    assert not (root / "templates" / "旧版").exists()


def test_the_slower_of_two_is_told(editing: Any) -> None:
    kept = held(editing)
    first = {"version": kept["version"], "values": {**kept["values"], "自称": "本局"}}
    assert editing.change("PUT", PATH, first).status_code == 200
    refused = editing.change("PUT", PATH, {**first, "values": {**kept["values"], "自称": "我单位"}})
    assert refused.status_code == 409
    assert refused.json()["error"]["current"]["values"]["自称"] == "本局"


def test_faults_are_said_beside_their_fields_and_nothing_is_saved(editing: Any, root: Path) -> None:
    kept = held(editing)
    values = {**kept["values"], "牵头科室": "没有的科", "盖章": "也许"}
    checked = editing.change("POST", f"{PATH}/check", {"values": values}).json()
    faults = agrees(editing, "POST", "/profiles/{name}/check", checked)["faults"]
    assert {f["at"] for f in faults} == {"牵头科室", "盖章"}
    assert editing.change("PUT", PATH, {"version": kept["version"], "values": values}).status_code >= 400
    assert (root / "templates" / "示例单位概况.yaml").read_bytes() == SAMPLE.read_bytes()


def test_the_table_given_out_is_read_and_nothing_is_imported_by_reading(editing: Any, root: Path) -> None:
    table = editing.get(f"{PATH}/people.xlsx")
    assert table.status_code == 200
    answer = editing.post(
        f"{PATH}/people", files=[("files", ("人员.xlsx", table.content))], headers={"X-CSRF-Token": editing.csrf}
    ).json()
    read = agrees(editing, "POST", "/profiles/{name}/people", answer)
    assert read["units"] == held(editing)["values"]["科室"]
    assert (read["added"], read["missing"], read["problems"]) == ([], [], [])
    assert (root / "templates" / "示例单位概况.yaml").read_bytes() == SAMPLE.read_bytes()


def test_what_is_no_table_says_what_to_do(editing: Any) -> None:
    for name, data in (("人员.docx", b"x"), ("人员.xlsx", b"x")):
        refused = editing.post(
            f"{PATH}/people", files=[("files", (name, data))], headers={"X-CSRF-Token": editing.csrf}
        )
        assert refused.status_code in (400, 422)
        assert refused.json()["error"]["hint"]


def test_a_new_profile_opens_and_lists(editing: Any) -> None:
    made = editing.change("POST", "/api/v1/profiles", {"name": "青石县司法局"})
    assert made.status_code == 201
    agrees(editing, "POST", "/profiles", made.json())
    assert "青石县司法局" in editing.get("/profile").text
    assert 'value="青石县司法局"' in editing.get("/profile/青石县司法局").text
    listed = agrees(editing, "GET", "/profiles", editing.get("/api/v1/profiles").json())
    assert "青石县司法局" in listed["profiles"]


def test_a_profile_nobody_made_is_not_found(editing: Any) -> None:
    assert editing.get("/profile/没有").status_code == 404
    assert editing.get("/api/v1/profiles/..%2F..%2Fetc").status_code == 404


def test_the_page_shows_every_entry(editing: Any) -> None:
    page = editing.get("/profile/示例单位概况").text
    for words in ("临江市城市管理局", "案卷评查岗", "云J0200011", "各行政执法机关要", "沈若川"):
        assert words in page


def test_a_new_profile_opens_at_once(client: Any) -> None:
    form = {"csrf": client.csrf, "next": "/profile", "name": "青石县司法局"}
    answer = client.post("/api/v1/profiles", data=form, headers={"Accept": "text/html"}, follow_redirects=False)
    assert answer.status_code == 303
    assert "青石县司法局" in client.get(answer.headers["location"]).text


def test_a_profile_beside_the_templates_is_found_too(client: Any) -> None:
    root = client.app.state.bench.root
    (root / "单位概况.yaml").write_text("名称: 青石县司法局\n", encoding="utf-8")
    (root / "别的.yaml").write_text("不是: 概况\n", encoding="utf-8")
    listed = client.get("/profile").text
    assert "单位概况" in listed and "别的" not in listed


def _send(client: Any, name: str, data: bytes) -> Any:
    files = [("files", (name, data, "application/yaml"))]
    return client.post("/api/v1/profiles/file", files=files, headers={"X-CSRF-Token": client.csrf})


def test_a_file_somebody_has_is_taken_in_as_it_is_written(client: Any, root: Path) -> None:
    sent = _send(client, "市城管局.yaml", SAMPLE.read_bytes())
    assert sent.status_code == 201
    made = agrees(client, "POST", "/profiles/file", sent.json())
    assert made["name"] == "市城管局" and made["values"]["科室"]
    assert (root / "templates" / "市城管局.yaml").read_bytes() == SAMPLE.read_bytes()
    assert "从文件收入" in client.get("/profile/市城管局").text
    again = _send(client, "市城管局.yaml", b"")
    assert again.status_code >= 400 and "已经有" in again.json()["error"]["message"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("表.xlsx", b"PK"),
        ("坏.yaml", "名称: [".encode()),
        ("空.yaml", b""),
        ("错.yaml", "名称: 临江市城市管理局\n牵头科室: 没有的科\n".encode()),
    ],
)
def test_what_is_no_profile_is_refused_and_not_kept(client: Any, root: Path, name: str, data: bytes) -> None:
    sent = _send(client, name, data)
    assert 400 <= sent.status_code < 500 and sent.json()["error"]["message"]
    assert not (root / "templates" / name).exists()
