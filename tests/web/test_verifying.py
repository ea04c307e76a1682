"""Verifying dropped files and checking citations: every line with its state, and nothing kept unless asked."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from agreeing import agrees

PAPER = "临政办发〔2026〕18号"
PROFILE = Path(__file__).resolve().parents[2] / "templates" / "示例单位概况.yaml"


@pytest.fixture
def drafting(root: Path, client: Any) -> Any:
    shutil.copy(PROFILE, root / "templates")
    return client


def finished(client: Any, query: str = "format=docx") -> bytes:
    work = client.change(
        "POST",
        "/api/v1/works",
        {"name": "质量提升", "template": "实施方案", "profile": "示例单位概况", "sources": [PAPER]},
    ).json()
    content: bytes = client.get(f"/api/v1/works/{work['id']}/file?{query}").content
    return content


def verified(client: Any, *files: tuple[str, bytes], **values: str) -> Any:
    return client.post(
        "/api/v1/verifications",
        files=[("files", f) for f in files],
        data=values,
        headers={"X-CSRF-Token": client.csrf},
    )


def edited(docx: bytes, before: str, after: str) -> bytes:
    """The file with one word of its text changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                assert before.encode() in data
                data = data.replace(before.encode(), after.encode(), 1)
            new.writestr(name, data)
    return out.getvalue()


def test_every_line_of_an_untouched_file_is_listed_and_fine(drafting: Any) -> None:
    report = agrees(drafting, "POST", "/verifications", verified(drafting, ("方案.docx", finished(drafting))).json())
    assert report["clean"]
    assert (report["name"], report["found"]) == ("方案.docx", report["checked"])
    assert len([line for line in report["lines"] if not line["header"]]) == report["found"]
    assert {line["verdict"] for line in report["lines"]} == {"ok"}
    assert all(s["link"].startswith("/doc/") for line in report["lines"] for s in line["sources"])


def test_a_changed_word_is_shown_beside_the_old_one(drafting: Any) -> None:
    report = verified(drafting, ("方案.docx", edited(finished(drafting), "应当列明", "可以列明"))).json()
    agrees(drafting, "POST", "/verifications", report)
    assert not report["clean"]
    (line,) = [line for line in report["lines"] if line["verdict"] == "edited" and line["kind"] != "row"]
    assert ["delete", "应当"] in line["pieces"] and ["insert", "可以"] in line["pieces"]
    assert report["counts"]["edited"] >= 1


def test_a_line_that_is_gone_and_one_that_was_added(drafting: Any) -> None:
    docx = finished(drafting)
    xml = zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml").decode()
    paragraphs = re.findall(r"<w:p[ >].*?</w:p>", xml, re.S)
    gone = next(p for p in paragraphs if "指导思想" in p)
    added = re.sub(r"<w:t[^>]*>[^<]*</w:t>", "<w:t>另行安排一项工作。</w:t>", gone, count=1)
    added = re.sub(r"<w:bookmark(Start|End)[^>]*/>|<w:comment[^>]*/>", "", added)
    report = verified(drafting, ("方案.docx", edited(docx, gone, added))).json()
    verdicts = {line["verdict"] for line in report["lines"]}
    assert "missing" in verdicts or "edited" in verdicts
    assert not report["clean"]


def test_a_csv_comes_with_its_sidecar(drafting: Any, root: Path, tmp_path: Path) -> None:
    from policykit.api.drafting import annex, write_output
    from policykit.api.workspace import Workspace

    workspace = Workspace(root)
    made = annex(workspace, "任务分工表", PROFILE, [PAPER])
    write_output(workspace, made, tmp_path / "表.csv")
    files = [(p.name, p.read_bytes()) for p in sorted(tmp_path.glob("表.csv*"))]
    assert verified(drafting, *files).json()["clean"]
    alone = verified(drafting, files[0])
    assert alone.status_code == 422
    assert alone.json()["error"]["hint"]


@pytest.mark.parametrize(("name", "data"), [
    ("自己写的.docx", b"PK\x03\x04 not a package"),
    ("说明.txt", "一段文字".encode()),
    ("空.xlsx", b""),
])  # fmt: skip
def test_what_cannot_be_verified_says_why(drafting: Any, name: str, data: bytes) -> None:
    refused = verified(drafting, (name, data))
    assert refused.status_code == 422
    assert refused.json()["error"]["message"] and refused.json()["error"]["hint"]
    assert "/tmp" not in refused.json()["error"]["message"]


def test_one_file_at_a_time(drafting: Any) -> None:
    assert verified(drafting, ("甲.md", b"x"), ("乙.md", b"y")).status_code == 422


def test_nothing_is_kept_unless_asked(drafting: Any, root: Path) -> None:
    docx = finished(drafting)
    before = {p for p in root.rglob("*") if p.is_file()}
    assert verified(drafting, ("方案.docx", docx)).json()["kept"] == ""
    assert {p for p in root.rglob("*") if p.is_file()} - before == set()
    assert "留存的结果" not in drafting.get("/verify").text
    kept = verified(drafting, ("方案.docx", docx), keep="true").json()["kept"]
    assert kept and "留存的结果" in drafting.get("/verify").text
    held = agrees(drafting, "GET", "/verifications/{key}", drafting.get(f"/api/v1/verifications/{kept}").json())
    assert held["found"] == held["checked"]
    assert drafting.change("DELETE", f"/api/v1/verifications/{kept}", {}).status_code == 200
    assert drafting.get(f"/api/v1/verifications/{kept}").status_code == 404


def checked(client: Any, **given: Any) -> Any:
    return client.post("/api/v1/citations/check", headers={"X-CSRF-Token": client.csrf}, **given)


def test_citations_of_a_pasted_text(reading: Any) -> None:
    text = "依据《云川省行政执法监督条例》第三条、第九百条和《没有这个办法》第二条。"
    answer = agrees(reading, "POST", "/citations/check", checked(reading, data={"text": text}).json())
    verdicts = [c["verdict"] for c in answer["citations"]]
    assert verdicts == ["verified", "no_such_article", "unknown_document"]
    assert answer["citations"][0]["link"].startswith("/doc/")
    assert (answer["found"], answer["checked"], answer["clean"]) == (3, 2, False)


def test_citations_of_a_dropped_file(reading: Any) -> None:
    file = ("files", ("稿子.txt", "依据《云川省行政执法监督条例》第三条。".encode()))
    answer = checked(reading, files=[file]).json()
    assert (answer["name"], answer["clean"]) == ("稿子.txt", True)


def test_a_file_or_a_text_not_both(reading: Any) -> None:
    assert checked(reading, data={"text": " "}).status_code == 422
    file = ("files", ("稿子.txt", b"x"))
    assert checked(reading, files=[file], data={"text": "依据"}).status_code == 422


def test_the_day_whose_law_counts_is_looked_at(reading: Any) -> None:
    assert checked(reading, data={"text": "依据《某办法》。", "on": "昨天"}).status_code == 422
    assert checked(reading, data={"text": "依据《某办法》。", "on": "2020-01-01"}).json()["on"] == "2020-01-01"


def test_names_of_files_cannot_lead_elsewhere(drafting: Any) -> None:
    report = verified(drafting, ("../../../方案.docx", finished(drafting)))
    assert report.json()["name"] == "方案.docx"
    assert verified(drafting, ("..", b"x")).status_code == 422
