"""Archives and letters dropped on the corpus page: what became of each document in them."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from sitting import Client, wait_for

from corpus.bundles import encrypted, packed

LETTER = "各县（区）司法局：请于2026年3月31日前报送浮桥管理工作情况，并附有关材料，逾期不报的予以通报。"


def _upload(client: Client, *files: tuple[str, bytes], **form: str) -> dict[str, dict[str, Any]]:
    answer = client.post(
        "/api/v1/documents",
        files=[("files", (name, data, "application/octet-stream")) for name, data in files],
        data=form,
        headers={"X-CSRF-Token": client.csrf},
    )
    assert answer.status_code == 202, answer.text
    job = wait_for(client, answer.json()["id"])
    page = client.get(f"/jobs/{job['id']}").text
    assert all(file["name"] in page for file in job["files"])
    return {file["name"]: file for file in job["files"]}


def _text(title: str) -> bytes:
    return f"云川省{title}\n\n第一条　{title}所称浮桥应当验收。\n第二条　自2026年1月1日起施行。\n".encode()


def test_each_document_is_taken_in_and_found(client: Client, root: Path) -> None:
    letter = EmailMessage()
    letter["Subject"], letter["From"] = "关于浮桥的函", "a@example.cn"
    letter.set_content(LETTER)
    letter.add_attachment(_text("丙办法"), maintype="application", subtype="octet-stream", filename="丙.txt")
    members = [("夹/甲.txt", _text("甲办法")), ("乙.txt", _text("乙办法")), ("照片.jpg", b"\xff\xd8")]
    told = _upload(client, ("来文.zip", packed(members)), ("来信.eml", letter.as_bytes()), ("旧.rar", b"Rar!"))
    assert {name: file["state"] for name, file in told.items()} == {
        "来文.zip": "unpacked", "来文.zip/夹/甲.txt": "added", "来文.zip/乙.txt": "added",
        "来文.zip/照片.jpg": "refused", "来信.eml": "unpacked", "来信.eml/关于浮桥的函.txt": "added",
        "来信.eml/丙.txt": "added", "旧.rar": "refused",
    }  # fmt: skip
    assert "解压" in told["旧.rar"]["message"] and "图片" in told["来文.zip/照片.jpg"]["message"]
    assert (
        told["来文.zip/夹/甲.txt"]["path"] == "来文/夹/甲.txt"
        and (root / "corpus" / "来文" / "夹" / "甲.txt").is_file()
    )
    found = {hit["ref"].partition("~")[0] for hit in client.get("/api/v1/search?q=浮桥").json()["hits"]}
    assert found == {file["id"] for file in told.values() if file["id"]}


@pytest.mark.parametrize(
    ("data", "says"),
    [(packed([("甲.txt", b"x")])[:-9], "打不开"), (encrypted(packed([("甲.txt", b"x")])), "密码")],
    ids=["damaged", "encrypted"],
)
def test_one_that_cannot_be_opened_says_what_to_do(data: bytes, says: str, client: Client, root: Path) -> None:
    before = sorted((root / "corpus").rglob("*.txt"))
    told = _upload(client, ("来文.zip", data), ("好.txt", _text("好办法")))
    assert told["来文.zip"]["state"] == "refused" and says in told["来文.zip"]["message"]
    assert told["好.txt"]["state"] == "added" and len(sorted((root / "corpus").rglob("*.txt"))) == len(before) + 1


def test_kept_apart_where_a_person_says_so(client: Client) -> None:
    _upload(client, ("来文.zip", packed([("甲.txt", _text("甲办法"))])))
    changed = _text("甲办法").replace("验收".encode(), "年检".encode())
    told = _upload(client, ("来文.zip", packed([("甲.txt", changed)])), same_name="separate")
    assert told["来文.zip/甲.txt"]["state"] == "added" and told["来文.zip/甲.txt"]["path"] == "来文/甲（2）.txt"
