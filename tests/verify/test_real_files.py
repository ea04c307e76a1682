"""Files as the renderers write them, drawn from the sample corpus: clean when untouched, every mutation found."""

from __future__ import annotations

import hashlib
import random
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from memory_store import Memory
from policykit.model.document import Clause, Document
from policykit.model.output import Annex, Column, Draft, Kind, Line, Origin, OutCell, Provenance, Row
from policykit.model.span import Span
from policykit.verify import VerifyReport, verify_file

pytest.importorskip("policykit.render.write", reason="渲染还没有")

from policykit.pipeline import read
from policykit.render.write import write

CORPUS = Path(__file__).parents[2] / "corpus"
SOURCE = CORPUS / "临政办发〔2026〕18号临江市行政执法质量提升三年行动实施方案.txt"
OTHERS = ("甲", "乙", "不", "得", "0", "1", "2", "9", "的", "。")


@cache
def superior() -> Document:
    return read(SOURCE)


def provenance(clause: Clause, quote: str) -> Provenance:
    at = clause.text.find(quote)
    document = superior()
    return Provenance(
        document.id,
        document.source.sha256,
        document.metadata.title or "",
        clause.address,
        Span(at, at + len(quote)) if at >= 0 else None,
        quote,
        hashlib.sha256(clause.full_text.encode()).hexdigest(),
    )


def annex() -> Annex:
    """One row a clause, units merged in pairs, a text that a spreadsheet might run among them."""
    rows = []
    for clause in superior().clauses:
        if clause.text and clause.heading:
            quote = clause.text.split("\n")[0]
            number = len(rows) + 1
            unit = OutCell("法制科", rowspan=2) if number % 2 else OutCell("", rowspan=0)
            cells = (
                OutCell(str(number), number=number),
                OutCell(clause.heading),
                OutCell(quote),
                unit,
                OutCell("=1+1"),
            )
            rows.append(Row("", cells, Origin.SOURCE, (provenance(clause, quote),)))
    columns = ("序号", "重点任务", "具体措施", "责任单位", "备注")
    even = tuple(rows[: len(rows) // 2 * 2])
    return Annex("任务分工表", "任务分工表", tuple(Column(c) for c in columns), even, 1, notes=("注：每季度更新。",))


def draft() -> Draft:
    title = "临江市城市管理局贯彻落实《临江市行政执法质量提升三年行动实施方案（2026—2028年）》的具体实施方案"
    lines = [
        Line("", Kind.DOC_NUMBER, "临城管发〔2026〕12号", Origin.PROFILE),
        Line("", Kind.TITLE, title, Origin.TEMPLATE),
        Line("", Kind.SALUTATION, "局机关各科室，综合执法支队：", Origin.PROFILE),
    ]
    for clause in superior().clauses:
        if clause.text and clause.address not in ("cover", "signature"):
            quote = clause.text.split("\n")[0]
            head = (clause.label or "") + (clause.heading or "")
            kind = Kind.HEADING_2 if head else Kind.BODY
            lines.append(Line("", kind, head + quote, Origin.SOURCE, (provenance(clause, quote),), run_in=len(head)))
    lines += [
        Line("", Kind.BODY, "联系人：【待填写：联系人】", Origin.PLACEHOLDER),
        Line("", Kind.ATTACHMENT_NOTE, "附件：任务分工表", Origin.COMPUTED),
        Line("", Kind.SIGNATURE, "临江市城市管理局", Origin.PROFILE),
        Line("", Kind.DATE, "2026年6月1日", Origin.PROFILE),
        Line("", Kind.IMPRINT, "临江市城市管理局办公室　2026年6月1日印发", Origin.PROFILE),
    ]
    return Draft(title, "实施方案", tuple(lines), (annex(),), placeholders=("【待填写：联系人】",))


def check(path: Path, document: Document | None = None) -> VerifyReport:
    return verify_file(path, Memory(document or superior()))


CASES = [(make, suffix) for make in (draft, annex) for suffix in (".docx", ".xlsx", ".csv", ".md")]


@pytest.mark.parametrize(("make", "suffix"), [c for c in CASES if c != (draft, ".csv")])
def test_an_untouched_file_is_clean(tmp_path: Path, make: Callable[[], Draft | Annex], suffix: str) -> None:
    write(make(), tmp_path / f"件{suffix}")
    report = check(tmp_path / f"件{suffix}")
    assert report.findings == ()
    assert report.found == report.checked > 20


def edited(original: Path, dice: random.Random) -> Path:
    """A copy with one printed character replaced, taken out or doubled."""
    with zipfile.ZipFile(original) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    xml = parts["word/document.xml"].decode()
    places = [i for m in re.finditer(r"<w:t(?: [^>]*)?>([^<&]+)</w:t>", xml) for i in range(m.start(1), m.end(1))]
    at = dice.choice(places)
    other = dice.choice([c for c in OTHERS if c != xml[at]])
    xml = xml[:at] + dice.choice([other, "", xml[at] + other]) + xml[at + 1 :]
    parts["word/document.xml"] = xml.encode()
    path = original.with_name("改.docx")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize("make", [draft, annex])
def test_fifty_edits_are_found_each_at_its_line(tmp_path: Path, make: Callable[[], Draft | Annex]) -> None:
    write(make(), tmp_path / "件.docx")
    dice = random.Random(11)
    for _ in range(50):
        report = check(edited(tmp_path / "件.docx", dice))
        assert [f.code.partition(".")[2] for f in report.findings] == ["edited"]
        assert report.findings[0].change


def test_fifty_changes_of_the_source_are_found_each_at_its_line(tmp_path: Path) -> None:
    """The source file itself is changed and read again, as when a corrected version is added."""
    write(draft(), tmp_path / "件.docx")
    text = SOURCE.read_text(encoding="utf-8")
    drawn = {s.address for output in (draft().lines, annex().rows) for unit in output for s in unit.sources}
    dice = random.Random(13)
    seen = 0
    while seen < 50:
        at = dice.randrange(len(text))
        if text[at].isspace():
            continue
        other = dice.choice([c for c in OTHERS if c != text[at]])
        changed = tmp_path / "来文.txt"
        changed.write_text(text[:at] + other + text[at + 1 :], encoding="utf-8")
        now = replace(read(changed), id=superior().id)
        broken = {a for a in drawn if _full(now, a) != _full(superior(), a)}
        report = check(tmp_path / "件.docx", now)
        found = {f.source for f in report.findings if f.serious}
        assert len(found) >= len(broken)
        assert bool(broken) is bool(found) is (report.exit_status == 1)
        seen += bool(broken)


def _full(document: Document, address: str) -> str | None:
    clause = document.clause(address)
    return clause.full_text if clause else None


@pytest.mark.libreoffice
@pytest.mark.parametrize("make", [draft, annex])
def test_a_round_trip_through_libreoffice(tmp_path: Path, make: Callable[[], Draft | Annex]) -> None:
    write(make(), tmp_path / "件.docx")
    command = [str(shutil.which("soffice")), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "docx", "--outdir", str(tmp_path / "out"), str(tmp_path / "件.docx")],
        check=True,
        capture_output=True,
        timeout=180,
    )
    report = check(tmp_path / "out" / "件.docx")
    assert report.findings == ()
    assert report.found == report.checked
    dice = random.Random(17)
    for _ in range(10):
        again = check(edited(tmp_path / "out" / "件.docx", dice))
        assert [f.code.partition(".")[2] for f in again.findings] == ["edited"]
