"""People's own work: versions, conflicts, who did what, two writers at once."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sitting import Client

from policykit.web.problems import Conflict, NotFound
from policykit.web.records import Records

REF = "d98e246b1c1~第三条"


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return Records(tmp_path / "work.sqlite")


def test_only_who_has_seen_the_latest_version_changes_it(records: Records) -> None:
    assert records.put("draft", "甲", {"n": 1}, version=0, person="李敏").version == 1
    assert records.put("draft", "甲", {"n": 2}, version=1, person="王强").version == 2
    with pytest.raises(Conflict) as told:
        records.put("draft", "甲", {"n": 3}, version=1, person="李敏")
    assert "王强" in told.value.message and told.value.current["data"] == {"n": 2}
    assert records.get("draft", "甲").data == {"n": 2}
    assert [(c.person, c.version) for c in records.history("draft", "甲")] == [("王强", 2), ("李敏", 1)]


def test_a_new_record_does_not_replace_one_that_is_there(records: Records) -> None:
    records.put("draft", "甲", 1, version=0, person="李敏")
    with pytest.raises(Conflict):
        records.put("draft", "甲", 2, version=0, person="王强")


def test_a_record_is_removed_by_who_has_seen_it(records: Records) -> None:
    records.put("draft", "甲", 1, version=0, person="李敏")
    with pytest.raises(Conflict):
        records.remove("draft", "甲", version=2, person="王强")
    records.remove("draft", "甲", version=1, person="王强")
    assert records.get("draft", "甲") is None
    with pytest.raises(NotFound):
        records.remove("draft", "甲", version=1, person="王强")
    assert records.history("draft", "甲")[0].what == "删除"


def test_what_is_written_lasts(tmp_path: Path) -> None:
    Records(tmp_path / "work.sqlite").put("draft", "甲", {"n": 1}, version=0, person="李敏")
    assert Records(tmp_path / "work.sqlite").get("draft", "甲").person == "李敏"


def test_of_writers_at_once_every_change_counts_once(records: Records) -> None:
    def add() -> None:
        for _ in range(25):
            while True:
                held = records.get("count", "n")
                try:
                    records.put(
                        "count", "n", (held.data if held else 0) + 1, version=held.version if held else 0, person=""
                    )
                    break
                except Conflict:
                    continue

    threads = [threading.Thread(target=add) for _ in range(4)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert records.get("count", "n").data == 100


def test_the_basket_keeps_clauses_on_the_server(client: Client) -> None:
    said = client.change("POST", "/api/v1/basket", {"refs": [REF, "de4c67d6d5f~第4条"]}).json()
    assert [c["ref"] for c in said["clauses"]] == [REF, "de4c67d6d5f~第四条"] and said["added"] == 2
    assert client.change("POST", "/api/v1/basket", {"refs": [REF]}).json()["added"] == 0
    noted = client.change("PUT", f"/api/v1/basket/{REF}", {"note": "写进方案", "version": said["version"]})
    assert noted.json()["clauses"][0]["note"] == "写进方案"
    late = client.change("PUT", f"/api/v1/basket/{REF}", {"note": "晚了", "version": said["version"]})
    assert late.status_code == 409 and "没有保存" in late.json()["error"]["message"]
    page = client.get("/basket").text
    assert "《云川省行政执法监督条例》第三条" in page and "写进方案" in page
    left = client.change("DELETE", f"/api/v1/basket/{REF}", {}).json()
    assert [c["ref"] for c in left["clauses"]] == ["de4c67d6d5f~第四条"]
    assert client.change("DELETE", "/api/v1/basket", {}).json()["clauses"] == []


def test_baskets_are_of_persons(client: Client) -> None:
    client.change("POST", "/api/v1/basket", {"refs": [REF]})
    client.named("王强")
    assert client.get("/api/v1/basket").json()["clauses"] == []
    client.named("李敏")
    assert len(client.get("/api/v1/basket").json()["clauses"]) == 1


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "json", "docx"])
def test_the_basket_is_exported(client: Client, suffix: str) -> None:
    client.change("POST", "/api/v1/basket", {"refs": [REF]})
    answer = client.get(f"/api/v1/basket/export?format={suffix}")
    assert answer.status_code == 200 and answer.content
    if suffix in ("csv", "json"):
        assert "云川省行政执法监督条例" in answer.content.decode("utf-8-sig")


def test_forms_work_without_a_script(client: Client) -> None:
    client.change("POST", "/api/v1/basket", {"refs": [REF]})
    version = str(client.get("/api/v1/basket").json()["version"])
    form = {"csrf": client.csrf, "next": "/basket", "_method": "PUT", "version": version, "note": "备注"}
    answer = client.post(f"/api/v1/basket/{REF}", data=form, headers={"Accept": "text/html"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/basket")
    assert client.get("/api/v1/basket").json()["clauses"][0]["note"] == "备注"
    late = client.post(f"/api/v1/basket/{REF}", data=form, headers={"Accept": "text/html"})
    assert late.status_code == 409 and "没有保存" in late.text and late.text.startswith("<!doctype html>")


def test_on_a_server_of_this_machine_alone_changes_bear_the_name_of_the_account(root: Path) -> None:
    from sitting import client_of

    client = client_of(root, person="")
    assert client.get("/search", follow_redirects=False).status_code == 200
    session = client.get("/api/v1/session").json()
    assert session["person"]
    client.csrf = session["csrf"]
    assert client.change("POST", "/api/v1/basket", {"refs": [REF]}).status_code in (200, 201)


def test_nobody_changes_anything_without_a_name(root: Path) -> None:
    from sitting import client_of

    client = client_of(root, person="")
    client.app.state.bench.own_person = ""  # as where others reach the server
    client.csrf = client.get("/api/v1/session").json()["csrf"]
    answer = client.change("POST", "/api/v1/basket", {"refs": [REF]})
    assert answer.status_code == 403 and "姓名" in answer.json()["error"]["message"]
    assert client.get("/search", follow_redirects=False).headers["location"] == "/welcome?next=%2Fsearch"
