"""The corpus in the browser: files taken in and read, original beside text, corrections, trash; nothing lost."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
from sitting import Client, client_of, wait_for

from policykit.api.workspace import Workspace
from policykit.catalog import Catalog
from policykit.web.reading_parts import parts_of
from policykit.web.side_by_side import original, owners, windows

PREVIEW = "dc92846267e"  # pages out of order, spaces, marks of a preview site


def _upload(client: Client, *files: tuple[str, bytes], **form: str) -> dict[str, Any]:
    answer = client.post(
        "/api/v1/documents",
        files=[("files", (name, data, "application/octet-stream")) for name, data in files],
        data=form,
        headers={"X-CSRF-Token": client.csrf},
    )
    assert answer.status_code == 202, answer.text
    return wait_for(client, answer.json()["id"])


def _text(title: str, words: str = "内容") -> bytes:
    return f"{title}\n\n第一条　{words}。\n第二条　自2026年1月1日起施行。\n".encode()


def test_a_file_is_taken_in_read_and_found(client: Client, root: Path) -> None:
    job = _upload(client, ("新办法.txt", _text("云川省新办法", "应当持有新式徽章")))
    assert job["state"] == "done" and job["files"][0]["state"] == "added"
    doc_id = job["files"][0]["id"]
    assert (root / "corpus" / "新办法.txt").read_bytes() == _text("云川省新办法", "应当持有新式徽章")
    hits = client.get("/api/v1/search?q=新式徽章").json()["hits"]
    assert [h["ref"] for h in hits] == [f"{doc_id}~第一条"]
    assert "李敏" in client.get(f"/corpus/{doc_id}").text


def test_of_several_files_each_says_what_became_of_it(client: Client) -> None:
    same = (next(Path(__file__).parents[2].glob("corpus/云川省行政执法监督条例.txt"))).read_bytes()
    job = _upload(
        client,
        ("好.txt", _text("好办法")),
        ("坏.docx", b"PK\x03\x04broken"),
        ("照片.jpg", b"\xff\xd8"),
        ("空.txt", b""),
        ("同.txt", same),
    )
    states = {f["name"]: f["state"] for f in job["files"]}
    assert states == {
        "好.txt": "added",
        "坏.docx": "unread",
        "照片.jpg": "refused",
        "空.txt": "refused",
        "同.txt": "duplicate",
    }
    assert all(f["message"] for f in job["files"])
    assert "坏.docx" in client.get("/corpus").text


def test_two_files_of_one_name_are_two_documents(client: Client) -> None:
    job = _upload(client, ("通知.txt", _text("甲通知")), ("通知.txt", _text("乙通知")))
    assert sorted(f["path"] for f in job["files"]) == ["通知.txt", "通知（2）.txt"]


def test_a_file_of_a_name_taken_is_a_version_or_another_as_one_says(client: Client) -> None:
    first = _upload(client, ("通知.txt", _text("甲通知")))["files"][0]
    version = _upload(client, ("通知.txt", _text("甲通知改")))["files"][0]
    assert (version["state"], version["id"]) == ("new_version", first["id"])
    other = _upload(client, ("通知.txt", _text("乙通知")), same_name="separate")["files"][0]
    assert other["state"] == "added" and other["id"] != first["id"] and other["path"] == "通知（2）.txt"


def test_a_new_version_under_another_name_says_what_it_was_taken_for(client: Client) -> None:
    words = "应当持有编号一致的徽章，徽章遗失的应当三日内补领"
    dated = "云川省徽章管理办法\n\n第一条　{}。\n第二条　自{}年1月1日起施行。\n云川省人民政府\n{}年11月2日\n"
    first = _upload(client, ("徽章.txt", dated.format(words, 2022, 2021).encode()))["files"][0]
    newer = dated.format(words.replace("三日", "五日"), 2026, 2025)
    version = _upload(client, ("徽章新.txt", newer.encode()))["files"][0]
    assert (version["state"], version["id"]) == ("new_version", first["id"])
    assert "已在资料库中" in version["message"] and "旧版本保留" in version["message"]
    hits = client.get("/api/v1/search?q=云川省徽章管理办法 AND 补领").json()["hits"]
    assert {h["ref"].partition("~")[0] == first["id"]: h["status"] for h in hits} == {
        True: "现行有效",
        False: "已有新文本",
    }
    same = _upload(client, ("徽章又存.txt", newer.encode("gb18030")))["files"][0]
    assert same["state"] == "duplicate" and "同一份文件" in same["message"]


def test_progress_names_ones_own_files_only(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    named: list[str] = []
    index = Workspace.index

    def told(workspace: Workspace, tell: Any) -> Any:
        for path in ("别人的.txt", "通知.txt"):
            tell("读取文件", 1, 2, path)
            named.append(client.app.state.bench.jobs.latest()[0].current)
        return index(workspace, tell)

    monkeypatch.setattr(Workspace, "index", told)
    _upload(client, ("通知.txt", _text("甲通知")))
    assert named == ["", "通知.txt"]


def test_what_was_uploaded_before_a_stop_is_taken_in_after_it(root: Path, tmp_path: Path) -> None:
    client = client_of(root)
    jobs = client.app.state.bench.jobs
    jobs._later = lambda job: None  # the server stops right after its answer
    client.post(
        "/api/v1/documents",
        files=[("files", ("急件.txt", _text("急件办法"), "text/plain"))],
        headers={"X-CSRF-Token": client.csrf},
    )
    client.app.state.bench.close()
    again = client_of(root)
    wait_for(again, again.get("/api/v1/jobs").json()["jobs"][0]["id"])
    assert again.get("/api/v1/documents?q=急件办法").json()["total"] == 1
    again.app.state.bench.close()


def test_every_character_of_the_original_is_shown_once(indexed: Path) -> None:
    with Catalog.of(indexed) as catalog:
        for summary in catalog.summaries():
            document = catalog.load(summary.id)
            owned = owners(document)
            shown = "".join(str(original(document, w, owned)) for w in windows(document, parts_of(document), owned))
            cut = re.sub(r"<del [^>]*>.*?</del>", "", shown, flags=re.S)
            kept = html.unescape(re.sub(r"<[^>]+>", "", cut))
            for clause in document.clauses:
                for span in clause.paragraphs:
                    for raw in document.text.raw_spans(span):
                        piece = raw.of(document.raw)
                        if len(piece) < 60 and not any(
                            r.raw_span.start < raw.end and raw.start < r.raw_span.end for r in document.ledger.removed
                        ):
                            assert piece in kept, (summary.path, piece)


def test_both_sides_name_the_same_clause(reading: Client) -> None:
    page = reading.get(f"/corpus/{PREVIEW}").text
    left = set(re.findall(r'<span data-pair="([^"]+)"', page))
    right = set(re.findall(r'<div class="pair-clause[^>]* data-pair="([^"]+)"', page))
    assert len(left) > 5 and left - {"meta"} <= right
    assert "<del " in page and "页序有误" in page


def test_metadata_is_corrected_and_taken_back(client: Client) -> None:
    doc_id = _upload(client, ("办法.txt", _text("读错的标题")))["files"][0]["id"]

    def correct(version: int, **values: str) -> Any:
        return client.change("PATCH", f"/api/v1/documents/{doc_id}/metadata", {"values": values, "version": version})

    answer = correct(0, title="云川省更正办法", issuers="云川省人民政府、云川省司法厅", issued_date="2026年3月1日")
    wait_for(client, answer.json()["id"])
    meta = client.get(f"/api/v1/documents/{doc_id}").json()["document"]["metadata"]
    assert meta["title"] == "云川省更正办法" and meta["issuers"] == ["云川省人民政府", "云川省司法厅"]
    assert meta["issued_date"] == "2026-03-01"
    assert correct(0, title="别人改的").status_code == 409
    assert correct(1, issued_date="后天").status_code == 422
    wait_for(client, correct(1, title="").json()["id"])
    assert client.get(f"/api/v1/documents/{doc_id}").json()["title"] == "读错的标题"
    assert "更正标题" in client.get(f"/corpus/{doc_id}").text


def test_a_document_is_removed_and_restored_under_its_id(client: Client, root: Path) -> None:
    doc_id = _upload(client, ("办法.txt", _text("某办法", "独一无二的词")))["files"][0]["id"]
    _upload(client, ("办法.txt", _text("某办法", "独一无二的词改")))
    wait_for(client, client.change("DELETE", f"/api/v1/documents/{doc_id}", {}).json()["id"])
    assert client.get("/api/v1/search?q=独一无二的词").json()["total"] == 0
    assert client.get(f"/doc/{doc_id}").status_code == 404
    assert [r["id"] for r in client.get("/api/v1/trash").json()["removed"]] == [doc_id]
    wait_for(client, client.change("POST", f"/api/v1/trash/{doc_id}/restore", {}).json()["id"])
    assert client.get(f"/doc/{doc_id}").status_code == 200
    assert client.get("/api/v1/trash").json()["removed"] == []
    said = [c["what"] for c in client.get(f"/api/v1/documents/{doc_id}/history").json()["changes"]]
    assert [s[:2] for s in said[:2]] == ["恢复", "移出"]


@pytest.mark.parametrize(("query", "force"), [("force=repealed", "repealed"), ("force=in_force", "in_force")])
def test_the_list_is_narrowed_by_validity(reading: Client, query: str, force: str) -> None:
    found = reading.get(f"/api/v1/documents?{query}").json()
    assert found["total"] > 0 and {d["force"] for d in found["documents"]} == {force}


def test_readers_see_the_old_or_the_new_state_while_files_come(client: Client) -> None:
    before = client.get("/api/v1/documents").json()["total"]
    answer = client.post(
        "/api/v1/documents",
        files=[("files", (f"{n}.txt", _text(f"第{n}号办法"), "text/plain")) for n in range(8)],
        headers={"X-CSRF-Token": client.csrf},
    )
    seen = set()
    while client.get(f"/api/v1/jobs/{answer.json()['id']}").json()["state"] != "done":
        seen.add(client.get("/api/v1/documents").json()["total"])
    assert seen <= {before, before + 8}
    assert client.get("/api/v1/documents").json()["total"] == before + 8


def test_what_is_indexed_from_a_shell_meanwhile_is_seen_soon(client: Client, root: Path) -> None:
    import time

    from policykit.api.workspace import Workspace

    before = client.get("/api/v1/documents").json()["total"]
    (root / "corpus" / "另放.txt").write_bytes(_text("另放的办法"))
    Workspace(root).index()
    end = time.monotonic() + 20
    while client.get("/api/v1/documents").json()["total"] == before and time.monotonic() < end:
        time.sleep(0.02)
    assert client.get("/api/v1/documents").json()["total"] == before + 1


def test_an_index_run_elsewhere_is_waited_for(client: Client, root: Path) -> None:
    import threading
    import time

    from policykit.catalog.lock import index_lock

    free = threading.Event()

    def hold() -> None:
        with index_lock(root / "indexes"):
            free.wait(20)

    holder = threading.Thread(target=hold)
    holder.start()
    time.sleep(0.1)
    answer = client.change("POST", "/api/v1/index", {})
    time.sleep(0.3)
    assert client.get(f"/api/v1/jobs/{answer.json()['id']}").json()["state"] == "running"
    free.set()
    holder.join()
    assert wait_for(client, answer.json()["id"])["state"] == "done"


def test_one_request_sees_one_state(client: Client) -> None:
    bench = client.app.state.bench
    bench.begin()
    before = bench.reader()
    _upload(client, ("另一.txt", _text("另一办法")))
    assert bench.reader() is before
    bench.begin()
    assert bench.reader().revision != before.revision


def test_a_repealed_article_shows_on_the_badge_and_the_rest_stays_in_force(client: Client) -> None:
    note = "（2015年5月1日云川省人民代表大会常务委员会通过　自2015年6月1日起施行）"
    old = f"云川省渡船条例\n\n{note}\n\n第一条　甲。\n第二条　乙。\n"
    new = "云川省渡船办法\n\n第一条　丙。\n第二条　本办法自2020年1月1日起施行，《云川省渡船条例》第二条同时废止。\n"
    job = _upload(client, ("旧.txt", old.encode()), ("新.txt", new.encode()))
    old_id = job["files"][0]["id"]
    said = client.get(f"/api/v1/documents/{old_id}").json()["validity"]
    assert said["force"] == "in_force" and said["parts"] == ["第二条已被《云川省渡船办法》自2020-01-01起废止"]
    assert "部分条款已废止" in client.get(f"/doc/{old_id}").text
