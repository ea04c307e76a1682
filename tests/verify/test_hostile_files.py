"""Files that mean harm or are merely broken: refused with a message, never a crash, never endless."""

from __future__ import annotations

import base64
import json
import zipfile
import zlib
from pathlib import Path

import pytest
from finished_files import XML, W, docx_body, packed, sign, write, write_docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sources_at_hand import NOTICE, RULES, line, plan, record, row, source

from memory_store import Memory
from policykit.errors import PolicykitError
from policykit.verify import verify_file

STORE = Memory(NOTICE, RULES)
PROVENANCE = f'{XML}<pk:provenance xmlns:pk="urn:policykit:provenance:1">{{}}</pk:provenance>'


def refused(path: Path, about: str = "。|：") -> None:
    with pytest.raises(PolicykitError, match=about) as caught:
        verify_file(path, STORE)
    assert caught.value.hint


def test_not_a_package(tmp_path: Path) -> None:
    for name in ("空.docx", "空.xlsx"):
        (tmp_path / name).write_bytes(b"")
        refused(tmp_path / name, "已损坏")
    (tmp_path / "断.docx").write_bytes(write(tmp_path / "全.docx", plan()).read_bytes()[:-200])
    refused(tmp_path / "断.docx", "已损坏")
    refused(tmp_path / "没有.docx", "打不开")
    with zipfile.ZipFile(tmp_path / "别的.docx", "w") as archive:
        archive.writestr("readme", "x")
    refused(tmp_path / "别的.docx", "不是 Word 文档")


def test_a_zip_bomb(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "弹.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 50_000_000)
    refused(tmp_path / "弹.docx", "异常大")


def test_entities_are_refused(tmp_path: Path) -> None:
    entities = '<!ENTITY a0 "不得不得不得不得不得">'
    entities += "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE d [{entities}]><w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&a11;'
    bomb += "</w:t></w:r></w:p></w:body></w:document>"
    outside = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/hostname">]><w:document xmlns:w="{W}">'
    outside += "<w:body><w:p><w:r><w:t>&f;</w:t></w:r></w:p></w:body></w:document>"
    for xml in (bomb, outside):
        write_docx(tmp_path / "实体.docx", [], plan(), {"word/document.xml": xml})
        refused(tmp_path / "实体.docx")


@pytest.mark.parametrize(
    "data",
    [
        "不是编码",
        "AAAA",
        base64.b64encode(zlib.compress(b"{")).decode(),
        base64.b64encode(zlib.compress(b"[]")).decode(),
        base64.b64encode(zlib.compress(b"null")).decode(),
        base64.b64encode(zlib.compress(b"[" * 200_000)).decode(),
        base64.b64encode(zlib.compress(b"0" * 100_000_000)).decode(),
        base64.b64encode(zlib.compress(json.dumps(plan()).encode())[:-9]).decode(),
        packed({**plan(), "format": "policykit-provenance/9"}),
        packed({**plan(), "lines": [{"id": "l1"}]}),
        packed({**plan(), "lines": [*plan()["lines"], plan()["lines"][0]]}),
        packed({**plan(), "tables": 7}),
    ],
)
def test_a_damaged_record(tmp_path: Path, data: str) -> None:
    write_docx(tmp_path / "坏.docx", docx_body(plan()), None, {"customXml/item1.xml": PROVENANCE.format(data)})
    refused(tmp_path / "坏.docx", "出处记录")


def test_two_records(tmp_path: Path) -> None:
    write_docx(tmp_path / "两份.docx", docx_body(plan()), plan(), {"customXml/item2.xml": PROVENANCE.format("AAAA")})
    refused(tmp_path / "两份.docx", "2 份出处记录")


def test_deep_nesting(tmp_path: Path) -> None:
    deep = "<w:sdt><w:sdtContent>" * 50_000 + "</w:sdtContent></w:sdt>" * 50_000
    write_docx(tmp_path / "深.docx", [deep], plan())
    refused(tmp_path / "深.docx")
    cells = "<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 60
    write_docx(tmp_path / "表中表.docx", [*docx_body(plan()), cells], plan())
    assert verify_file(tmp_path / "表中表.docx", STORE).findings == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), suffix=st.sampled_from([".docx", ".md", ".xlsx"]))
def test_any_flipped_byte_gives_a_report_or_a_refusal(tmp_path: Path, data: st.DataObject, suffix: str) -> None:
    whole = bytearray(write(tmp_path / f"全{suffix}", plan()).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / f"坏{suffix}"
    path.write_bytes(bytes(whole))
    try:
        report = verify_file(path, STORE)
    except PolicykitError as error:
        assert str(error)
    else:
        assert report.found >= report.checked
        assert report.exit_status in (0, 1)


def test_large_files_are_verified_row_by_row(tmp_path: Path) -> None:
    """5,000 rows, every bookmark lost and every twentieth row edited."""
    quote = "每季度末报送进展情况。"
    for size in (2_500, 5_000):
        rows = [row([str(i), f"任务第{i}项", quote], sources=[source(NOTICE, "二", quote)]) for i in range(size)]
        written = record([line("任务分工表")], [(["序号", "任务", "措施"], rows)])
        shown = record([line("任务分工表")], [(["序号", "任务", "措施"], [dict(r) for r in rows])])
        for i in range(0, size, 20):
            shown["tables"][0]["rows"][i]["cells"] = [str(i), f"任务第{i}项", quote.replace("季度", "月")]
        write_docx(tmp_path / "大.docx", docx_body(shown, marks=False), sign(written))
        report = verify_file(tmp_path / "大.docx", STORE)
        assert len(report.findings) == size // 20
        assert report.checked == report.found == size + 1


def test_a_file_in_which_everything_was_rewritten(tmp_path: Path) -> None:
    lines = [line(f"第{i}段原来写的是这样一句话") for i in range(800)]
    other = [line(f"{i}号内容完全另起炉灶彼此无关") for i in range(800)]
    write_docx(tmp_path / "另.docx", docx_body(record(other, []), marks=False), record(lines, []))
    report = verify_file(tmp_path / "另.docx", STORE)
    assert report.exit_status == 1
