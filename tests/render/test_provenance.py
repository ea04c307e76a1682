"""The record inside a finished file: where it lies in each format, and that it says exactly what is printed."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import zlib
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from rendering import QUOTE, SOURCE, W, annex, draft, paragraphs, part, printed

from policykit.render import to_bytes, write


def unpacked(text: str) -> dict[str, Any]:
    found = json.loads(zlib.decompress(base64.b64decode(text)))
    assert isinstance(found, dict)
    return found


def in_docx(data: bytes) -> dict[str, Any]:
    root = part(data, "customXml/item1.xml")
    assert root.tag == "{urn:policykit:provenance:1}provenance"
    return unpacked(root.text or "")


def in_xlsx(data: bytes) -> dict[str, Any]:
    sheet = openpyxl.load_workbook(io.BytesIO(data))["_policykit"]
    assert sheet.sheet_state == "veryHidden"
    cells = [str(row[0].value) for row in sheet.iter_rows()]
    assert all(len(c) <= 30_000 for c in cells)
    return unpacked("".join(cells))


def in_markdown(data: bytes) -> dict[str, Any]:
    found = re.search(r"<!-- policykit-provenance: (\S+) -->\s*\Z", data.decode())
    assert found
    return unpacked(found[1])


READERS = {".docx": in_docx, ".xlsx": in_xlsx, ".md": in_markdown}


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_the_record_names_every_line_and_row_with_its_source(suffix: str) -> None:
    record = READERS[suffix](to_bytes(draft(annexes=(annex(),)), suffix))
    assert record["format"] == "policykit-provenance/1"
    assert [x["id"] for x in record["lines"]] == [f"l{n}" for n in range(1, len(record["lines"]) + 1)]
    task = next(x for x in record["lines"] if x["text"].startswith("（一）"))
    assert task["origin"] == "source"
    assert task["sources"] == [
        {
            "doc_id": SOURCE.doc_id,
            "doc_sha256": SOURCE.doc_sha256,
            "doc_title": SOURCE.doc_title,
            "address": "二/（一）",
            "span": [0, len(QUOTE)],
            "quote": QUOTE,
            "clause_sha256": SOURCE.clause_sha256,
        }
    ]
    changed = next(x for x in record["lines"] if x["changes"])
    assert changed["changes"] == [{"rule": "各执法单位→各科室", "before": "各执法单位", "after": "各科室"}]
    table = record["tables"][0]
    assert table["columns"] == ["序号", "重点任务", "具体措施"]
    assert [r["id"] for r in table["rows"]] == ["t1r1", "t1r2", "t1r3"]
    assert table["rows"][0]["cells"] == ["1", "案卷评查", QUOTE]
    assert record["placeholders"] == ["【待填写：成文日期】"]
    assert record["sources"][0]["doc_number"] == "临政办发〔2026〕18号"


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_the_digest_covers_everything_else(suffix: str) -> None:
    record = READERS[suffix](to_bytes(draft(annexes=(annex(),)), suffix))
    digest = record.pop("digest")
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == digest


def test_the_sidecar_of_a_csv_is_plain_json(tmp_path: Path) -> None:
    first, second = write(annex(), tmp_path / "分工.csv")
    assert second.name == "分工.csv.policykit.json"
    record = json.loads(second.read_text(encoding="utf-8"))
    assert len(record["tables"][0]["rows"]) == first.read_text(encoding="utf-8-sig").count("\n") - 1


def test_each_printed_paragraph_of_a_docx_is_a_recorded_line_under_its_bookmark() -> None:
    data = to_bytes(draft(annexes=(annex(),)), ".docx")
    lines = {x["id"]: x["text"] for x in in_docx(data)["lines"]}
    found = {}
    for paragraph in paragraphs(data):
        marks = [m.get(f"{W}name") for m in paragraph.iter(f"{W}bookmarkStart")]
        assert len(marks) == 1
        found[str(marks[0]).removeprefix("pk_")] = printed(paragraph)
    assert found == lines


def test_each_row_of_a_docx_table_has_its_bookmark_in_the_first_cell() -> None:
    data = to_bytes(annex(), ".docx")
    rows = part(data, "word/document.xml").findall(f".//{W}tr")
    names = [[m.get(f"{W}name") for m in row.iter(f"{W}bookmarkStart")] for row in rows]
    assert names == [[], ["pk_t1r1"], ["pk_t1r2"], ["pk_t1r3"]]
    assert all(row.find(f"{W}tc//{W}bookmarkStart") is not None for row in rows[1:])


def test_a_line_edited_in_the_draft_changes_the_digest() -> None:
    one, other = annex(), annex(first="案卷抽查")
    assert in_docx(to_bytes(one, ".docx"))["digest"] != in_docx(to_bytes(other, ".docx"))["digest"]
