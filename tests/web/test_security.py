"""What nobody may get past: host names, other sites, passwords, paths in uploads, scripts in titles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sitting import HOST, Client, client_of, wait_for
from starlette.testclient import TestClient

from policykit.errors import UsageError
from policykit.web.guard import password
from policykit.web.guard.hosts import known_host
from policykit.web.guard.throttle import FREE, Throttle
from policykit.web.problems import TooMany
from policykit.web.uploading import clean_name

ATTACK = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>"


def test_every_answer_carries_the_policy_that_no_foreign_script_runs(reading: Client) -> None:
    for path in ("/search", "/api/v1/session", "/static/app.js", "/nowhere", "/api/v1/nowhere"):
        headers = reading.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"


def test_no_page_has_an_inline_script_style_or_handler(reading: Client) -> None:
    import re

    doc_id = reading.get("/api/v1/documents").json()["documents"][0]["id"]
    pages = ("/search", "/search?q=执法", "/corpus", f"/corpus/{doc_id}", f"/doc/{doc_id}", "/basket", "/corpus/trash")
    for path in pages:
        text = reading.get(path).text
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", text), path
        assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", text), path


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", ""])
def test_another_host_name_gets_nothing(reading: Client, host: str) -> None:
    answer = reading.get("/search", headers={"Host": host})
    assert answer.status_code == 421
    assert "检索" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost", "[::1]:80", "10.1.2.3", "policy.lan:8765"])
def test_figures_and_named_hosts_are_known(host: str) -> None:
    assert known_host(host, frozenset({"localhost", "policy.lan"}))


def test_a_change_without_the_token_is_refused_and_changes_nothing(client: Client) -> None:
    refs = {"refs": ["d98e246b1c1~第三条"]}
    for headers in ({"X-CSRF-Token": ""}, {"X-CSRF-Token": "0" * 64}, {"X-CSRF-Token": "é" * 10}):
        raw = {k.encode(): v.encode("latin-1") for k, v in headers.items()}
        answer = client.request("POST", "/api/v1/basket", json=refs, headers=raw)
        assert answer.status_code == 403
    assert client.get("/api/v1/basket").json()["clauses"] == []


def test_the_token_of_another_session_is_refused(client: Client, root: Path) -> None:
    other = TestClient(client.app, base_url=HOST)
    token = other.get("/api/v1/session").json()["csrf"]
    assert client.request("POST", "/api/v1/index", json={}, headers={"X-CSRF-Token": token}).status_code == 403


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_a_request_from_another_site_is_refused_even_with_the_token(client: Client, headers: dict[str, str]) -> None:
    answer = client.change("POST", "/api/v1/index", {}, headers=headers)
    assert answer.status_code == 403
    assert "别的网站" in answer.json()["error"]["message"]


def test_a_forged_cookie_is_nobody(client: Client) -> None:
    held = client.cookies["policykit"]
    body, _, signature = held.partition(".")
    for forged in (f"{body}x.{signature}", f"{body}.{'0' * 64}", body, "é.é", "."):
        answer = TestClient(client.app, base_url=HOST, cookies={}).get(
            "/api/v1/session", headers={"Cookie": f"policykit={forged}".encode()}
        )
        assert answer.json()["person"] == client.app.state.bench.own_person != "李敏"


def test_the_cookie_is_hidden_from_scripts_and_other_sites(client: Client) -> None:
    said = TestClient(client.app, base_url=HOST).get("/welcome").headers["set-cookie"].lower()
    assert "httponly" in said and "samesite=strict" in said


def test_with_a_password_nothing_is_shown_before_it_is_given(root: Path) -> None:
    password.set_password(root / "workbench", "行政执法2026")
    client = client_of(root, person="", password=True)
    client.csrf = client.get("/api/v1/session").json()["csrf"]
    assert client.get("/search?q=执法", follow_redirects=False).headers["location"].startswith("/login")
    for path in ("/api/v1/search?q=执法", "/api/v1/documents", "/api/v1/basket", "/api/v1/jobs"):
        assert client.get(path).status_code == 401, path
    assert client.change("POST", "/api/v1/person", {"name": "李敏"}).status_code == 401
    assert client.change("POST", "/api/v1/login", {"password": "猜一个"}).status_code == 401
    said = client.change("POST", "/api/v1/login", {"password": "行政执法2026"})
    assert said.status_code == 200
    client.csrf = said.json()["csrf"]
    assert client.get("/api/v1/documents").status_code == 200
    password.set_password(root / "workbench", "换过的新密码2027")  # ends every login of the old one
    assert client.get("/api/v1/documents").status_code == 401


def test_the_password_is_kept_as_a_hash_only_its_owner_can_read(tmp_path: Path) -> None:
    password.set_password(tmp_path, "行政执法2026")
    file = tmp_path / password.FILE
    assert "行政执法" not in file.read_text() and "scrypt" not in password.mark(tmp_path)
    assert file.stat().st_mode & 0o077 == 0
    assert password.matches(tmp_path, "行政执法2026") and not password.matches(tmp_path, "行政执法2027")
    with pytest.raises(UsageError):
        password.set_password(tmp_path, "短")


def test_guessing_is_slowed_down_and_a_wait_forgives() -> None:
    now = [0.0]
    throttle = Throttle(lambda: now[0])
    for _ in range(FREE):
        throttle.check("10.0.0.1")
        throttle.failed("10.0.0.1")
    with pytest.raises(TooMany) as told:
        throttle.check("10.0.0.1")
    throttle.check("10.0.0.2")
    now[0] += told.value.wait
    throttle.check("10.0.0.1")
    throttle.failed("10.0.0.1")
    with pytest.raises(TooMany) as longer:
        throttle.check("10.0.0.1")
    assert longer.value.wait >= told.value.wait


def test_a_server_says_when_to_try_again(root: Path) -> None:
    password.set_password(root / "workbench", "行政执法2026")
    client = client_of(root, person="", password=True)
    client.csrf = client.get("/api/v1/session").json()["csrf"]
    answers = [client.change("POST", "/api/v1/login", {"password": f"猜{n}"}) for n in range(FREE + 1)]
    assert [a.status_code for a in answers] == [401] * FREE + [429]
    assert int(answers[-1].headers["retry-after"]) >= 1


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\windows\\通知.docx", "通知.docx"),
        ("/绝对/路径/通知.txt", "通知.txt"),
        (".隐藏.txt", "隐藏.txt"),
        ("~$通知.docx", "通知.docx"),
        ("通知\u202etxt.exe.txt", "通知txt.exe.txt"),
        ("a\x00b\n.txt", "ab.txt"),
        ("..", "未命名"),
        ("", "未命名"),
        ('a<b>:"|?*.txt', "ab.txt"),
        ("README.md", "说明_README.md"),
    ],
)
def test_names_of_uploads_lead_nowhere(given: str, name: str) -> None:
    assert clean_name(given) == name


def test_long_names_keep_their_suffix() -> None:
    made = clean_name("长" * 500 + ".docx")
    assert made.endswith(".docx") and len(made.encode()) <= 180


def _upload(client: Client, *files: tuple[str, bytes], **form: str) -> dict[str, Any]:
    answer = client.post(
        "/api/v1/documents",
        files=[("files", (name, data, "text/plain")) for name, data in files],
        data=form,
        headers={"X-CSRF-Token": client.csrf},
    )
    assert answer.status_code == 202, answer.text
    return wait_for(client, answer.json()["id"])


def test_an_upload_stays_inside_the_corpus(client: Client, root: Path) -> None:
    before = {p for p in root.parent.rglob("*") if "corpus" not in p.parts and "indexes" not in p.parts}
    job = _upload(client, ("../../../外面.txt", "第一条　内容。\n第二条　内容。\n".encode()))
    assert job["files"][0]["path"] == "外面.txt"
    assert (root / "corpus" / "外面.txt").is_file()
    after = {p for p in root.parent.rglob("*") if "corpus" not in p.parts and "indexes" not in p.parts}
    assert {p.name for p in after - before} <= {"work.sqlite-wal", "work.sqlite-shm"}


def test_a_title_with_markup_is_text_everywhere(client: Client) -> None:
    text = f"{ATTACK}的规定\n\n第一条　{ATTACK}应当备案。\n第二条　依照《{ATTACK}》第一条执行。\n"
    job = _upload(client, ("规定.txt", text.encode()))
    doc_id = job["files"][0]["id"]
    client.change("PATCH", f"/api/v1/documents/{doc_id}/metadata", {"values": {"title": ATTACK}, "version": 0})
    client.change("POST", "/api/v1/basket", {"refs": [f"{doc_id}~第一条"]})
    wait_for(client, client.get("/api/v1/jobs").json()["jobs"][0]["id"])
    paths = (f"/doc/{doc_id}", f"/corpus/{doc_id}", "/corpus", "/search?q=备案", "/basket", f"/cited/{doc_id}")
    for path in (*paths, f"/search?q={ATTACK}", f"/doc/{doc_id}?q={ATTACK}"):
        page = client.get(path).text
        assert "<img src=x" not in page and "<script>alert" not in page, path
    assert "&lt;img src=x" in client.get("/corpus").text


def test_an_original_is_given_to_keep_never_to_show(client: Client) -> None:
    row = next(d for d in client.get("/api/v1/documents?limit=500").json()["documents"] if d["path"].endswith(".html"))
    answer = client.get(f"/api/v1/documents/{row['id']}/original")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_a_form_leads_back_to_this_server_only(client: Client, address: str) -> None:
    answer = client.post(
        "/api/v1/person",
        data={"name": "李敏", "next": address, "csrf": client.csrf},
        headers={"Accept": "text/html"},
        follow_redirects=False,
    )
    assert answer.status_code == 303 and answer.headers["location"] == "/"


def test_too_much_at_once_is_refused(client: Client) -> None:
    headers = {"X-CSRF-Token": client.csrf, "Content-Type": "application/json"}
    answer = client.request(
        "POST", "/api/v1/basket", content=b'{"refs": ["' + b"x" * 5_000_000 + b'"]}', headers=headers
    )
    assert answer.status_code == 413


def test_a_link_from_another_site_opens_with_the_name_kept(client: Client) -> None:
    """A cookie of SameSite=Strict does not come with the first request of a foreign link; it must not be lost."""
    stranger = TestClient(client.app, base_url=HOST)
    answer = stranger.get("/search?q=执法", headers={"Sec-Fetch-Site": "cross-site"}, follow_redirects=False)
    assert answer.status_code == 200 and "set-cookie" not in answer.headers
    assert 'http-equiv="refresh" content="0;url=/search?q=' in answer.text


def test_a_wrong_password_is_told_above_the_form_to_try_again(root: Path) -> None:
    password.set_password(root / "workbench", "云川2026年的密码")
    client = client_of(root, person="", password=True)
    token = client.get("/api/v1/session").json()["csrf"]
    sent = {"csrf": token, "password": "不对", "next": "/corpus?q=条例"}
    page = client.post("/api/v1/login", data=sent, headers={"Accept": "text/html"}, follow_redirects=False)
    assert page.status_code == 401 and "密码不对" in page.text
    assert 'name="password"' in page.text and 'value="/corpus?q=' in page.text
    client.app.state.bench.close()


def test_a_form_that_was_refused_has_a_way_back(client: Client) -> None:
    sent = {"csrf": client.csrf, "name": "", "template": "没有的模板", "profile": "", "sources": "没有的文件"}
    headers = {"Accept": "text/html", "Referer": "http://127.0.0.1/draft?removed=false"}
    page = client.post("/api/v1/works", data=sent, headers=headers, follow_redirects=False)
    assert page.status_code == 422 and 'href="/draft?removed=false">返回' in page.text
    elsewhere = client.post(
        "/api/v1/works", data=sent, headers={**headers, "Referer": "http://example.cn/draft"}, follow_redirects=False
    )
    assert "返回" not in elsewhere.text


def test_a_way_of_asking_that_an_address_does_not_take_is_named(client: Client) -> None:
    answer = client.change("DELETE", "/api/v1/search")
    assert answer.status_code == 405 and "DELETE" in answer.json()["error"]["message"]
