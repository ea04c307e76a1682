"""A .docx as editors leave it: split runs, fields, tracked changes, text boxes, merged cells, hidden text."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from finished_files import XML, W, docx_body, write_docx
from sources_at_hand import NOTICE, RULES, plan, record, row, source

from memory_store import Memory
from policykit.verify import VerifyReport, verify_file

STORE = Memory(NOTICE, RULES)
THIRD = "未经法制审核的，不得作出决定。"


def check(tmp_path: Path, body: list[str], extra: dict[str, str] | None = None) -> VerifyReport:
    write_docx(tmp_path / "改.docx", body, plan(), extra)
    return verify_file(tmp_path / "改.docx", STORE)


def changed(old: str, new: str) -> list[str]:
    body = docx_body(plan())
    assert old in body[5]
    body[5] = body[5].replace(old, new, 1)
    return body


HARMLESS = {
    "split runs with proofing marks": (
        "不得作出",
        '不</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t>得</w:t></w:r><w:r><w:t>作出',
    ),
    "soft hyphens": ("不得作出", "不</w:t><w:softHyphen/><w:t>得\u00ad作出"),
    "a rendered page break": ("不得", "不</w:t><w:lastRenderedPageBreak/><w:t>得"),
    "an inserted stretch that was accepted": (
        "不得",
        "</w:t></w:r><w:ins><w:r><w:t>不得</w:t></w:r></w:ins><w:r><w:t>",
    ),
    "a deleted stretch": ("不得", "不得</w:t></w:r><w:del><w:r><w:delText>再</w:delText></w:r></w:del><w:r><w:t>"),
    "a field": (
        "不得",
        '</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>不得</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>',
    ),
    "a content control": (
        "不得",
        "</w:t></w:r><w:sdt><w:sdtContent><w:r><w:t>不得</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>",
    ),
    "a comment": (
        "不得",
        '</w:t></w:r><w:commentRangeStart w:id="9"/><w:r><w:t>不得</w:t></w:r><w:commentRangeEnd w:id="9"/>'
        '<w:r><w:commentReference w:id="9"/></w:r><w:r><w:t>',
    ),
}
HARMFUL = {
    "hidden text": ("不得", "</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>不得</w:t></w:r><w:r><w:t>"),
    "a tracked deletion": ("不得", "</w:t></w:r><w:del><w:r><w:delText>不得</w:delText></w:r></w:del><w:r><w:t>"),
    "a tracked insertion": ("不得", "</w:t></w:r><w:ins><w:r><w:t>可以</w:t></w:r></w:ins><w:r><w:t>不得"),
    "automatic numbering": ("<w:pPr/>", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'),
}


@pytest.mark.parametrize("habit", HARMLESS)
def test_what_prints_the_same_is_the_same(tmp_path: Path, habit: str) -> None:
    assert check(tmp_path, changed(*HARMLESS[habit])).findings == ()


@pytest.mark.parametrize("habit", HARMFUL)
def test_what_prints_otherwise_is_found(tmp_path: Path, habit: str) -> None:
    report = check(tmp_path, changed(*HARMFUL[habit]))
    assert [f.units for f in report.findings] == [("l6",)]


def test_hidden_by_a_style(tmp_path: Path) -> None:
    styles = (
        f'{XML}<w:styles xmlns:w="{W}"><w:style w:type="character" w:styleId="A"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
    )
    body = changed("不得", '</w:t></w:r><w:r><w:rPr><w:rStyle w:val="B"/></w:rPr><w:t>不得</w:t></w:r><w:r><w:t>')
    assert [f.code for f in check(tmp_path, body, {"word/styles.xml": styles}).findings] == ["line.edited"]


@pytest.mark.parametrize(
    ("part", "text", "found"),
    [
        ("word/footnotes.xml", "另有规定的除外。", True),
        ("word/header1.xml", "内部资料，不得外传", True),
        ("word/footer1.xml", "— 12 —", False),
    ],
)
def test_text_outside_the_body(tmp_path: Path, part: str, text: str, found: bool) -> None:
    root = {"footnotes": "footnotes", "header1": "hdr", "footer1": "ftr"}[part[5:-4]]
    inner = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    if root == "footnotes":
        inner = f'<w:footnote w:id="1">{inner}</w:footnote>'
    xml = f'{XML}<w:{root} xmlns:w="{W}">{inner}</w:{root}>'
    report = check(tmp_path, docx_body(plan()), {part: xml})
    assert [f.code for f in report.findings] == (["line.added"] if found else [])


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>例外情形另行处理</w:t></w:r></w:p></w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    both = (
        f'<w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice Requires="wps">{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    body = docx_body(plan())
    body[5] = body[5].replace("</w:p>", f"{both}</w:p>")
    report = check(tmp_path, body)
    assert [(f.code, f.printed) for f in report.findings] == [("line.added", "例外情形另行处理")]


def test_a_picture_is_not_checked_and_said_so(tmp_path: Path) -> None:
    body = docx_body(plan())
    picture = '<w:drawing><p:pic xmlns:p="http://schemas.openxmlformats.org/drawingml/2006/picture"/></w:drawing>'
    body[5] = body[5].replace("</w:p>", f"<w:r>{picture}</w:r></w:p>")
    report = check(tmp_path, body)
    assert [(f.code, f.printed) for f in report.findings] == [("line.added", "〔图片〕")]
    assert (report.found - report.checked, report.exit_status) == (1, 1)


def merged() -> list[str]:
    """The annex with the unit of its first two rows merged: the record has the covered cell empty."""
    body = docx_body(merged_record())
    rows = [i for i, part in enumerate(body) if part.startswith("<w:tr><w:tc>")]
    for at, merge in zip(rows, ('<w:vMerge w:val="restart"/>', "<w:vMerge/>"), strict=False):
        head, cell, rest = body[at].rpartition("<w:tc>")
        body[at] = f"{head}{cell}<w:tcPr>{merge}</w:tcPr>{rest}"
    return body


def merged_record() -> dict[str, object]:
    rows = [
        row(["1", THIRD, "法制科"], sources=[source(NOTICE, "一/（三）", THIRD)]),
        row(["2", "每季度末报送进展情况。", ""], sources=[source(NOTICE, "二", "每季度末报送进展情况。")]),
    ]
    return record([], [(["序号", "具体措施", "责任单位"], rows)])


def test_merged_cells(tmp_path: Path) -> None:
    write_docx(tmp_path / "表.docx", merged(), merged_record())
    assert verify_file(tmp_path / "表.docx", STORE).findings == ()
    other = [part.replace("每季度末报送", "每月末报送") for part in merged()]
    write_docx(tmp_path / "表.docx", other, merged_record())
    assert [f.change for f in verify_file(tmp_path / "表.docx", STORE).findings] == [
        "第2列“每【季度→月】末报送进展情况。”"
    ]
    written = [part.replace("<w:vMerge/>", "") for part in merged()]
    rows = [i for i, part in enumerate(written) if part.startswith("<w:tr><w:tc>")]
    head, cell, rest = written[rows[1]].rpartition('<w:t xml:space="preserve"></w:t>')
    written[rows[1]] = f"{head}<w:t>办公室</w:t>{rest}"
    assert cell
    write_docx(tmp_path / "表.docx", written, merged_record())
    assert [f.code for f in verify_file(tmp_path / "表.docx", STORE).findings] == ["row.edited"]


@pytest.mark.libreoffice
def test_a_round_trip_through_libreoffice_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    for name, body, written in (("方案", docx_body(plan()), plan()), ("表", merged(), merged_record())):
        path = tmp_path / f"{name}.docx"
        write_docx(path, body, written)
        command = [str(shutil.which("soffice")), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
        subprocess.run(
            [*command, "--convert-to", "docx", "--outdir", str(tmp_path / "out"), str(path)],
            check=True,
            capture_output=True,
            timeout=180,
        )
        report = verify_file(tmp_path / "out" / path.name, STORE)
        assert report.findings == ()
        assert report.checked == report.found > 0
