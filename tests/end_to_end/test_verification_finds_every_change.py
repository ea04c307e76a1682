"""The promise of the whole tool: a plan and a table verify clean, and one changed character is found at its line.

Drafted from two of the real documents for a department of our own making; the places to change are drawn at random.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from policykit.draft import build, compose
from policykit.extract import extract_bytes
from policykit.model.address import ClauseRef
from policykit.model.document import Document
from policykit.model.store import DocumentSummary
from policykit.pipeline import process
from policykit.profile import Profile, load_profile
from policykit.render import write
from policykit.verify import verify_file

PLACES = 50
PLAN_SOURCE = "001_aa020bf537e5be70.txt"
TABLE_SOURCE = "003_6a93c291ef6f8a67.txt"
PROFILE = Path(__file__).resolve().parents[2] / "templates" / "示例单位概况.yaml"


@dataclass
class Store:
    """A collection of one document, as the corpus holds it now."""

    document: Document

    def summaries(self) -> tuple[DocumentSummary, ...]:
        d = self.document
        return (DocumentSummary(d.id, d.source.path, d.source.sha256, d.metadata),)

    def load(self, doc_id: str) -> Document | None:
        return self.document if doc_id == self.document.id else None

    def find_text(self, quote: str) -> Iterator[ClauseRef]:
        for clause in self.document.clauses:
            if quote in clause.text or quote in (clause.heading or ""):
                yield ClauseRef(self.document.id, clause.address)


def read_text(raw: str, name: str, doc_id: str | None = None) -> Document:
    from dataclasses import replace

    document = process(extract_bytes(raw.encode(), name))
    return replace(document, id=doc_id) if doc_id else document


@pytest.fixture(scope="module")
def profile() -> Profile:
    return load_profile(PROFILE)


def other(character: str, draw: random.Random) -> str:
    return next(c for c in draw.sample("甲乙丙丁", 4) if c != character)


@pytest.mark.shared
def test_untouched_files_verify_clean(shared: Path, profile: Profile, tmp_path: Path) -> None:
    for name, output in ((PLAN_SOURCE, "plan"), (TABLE_SOURCE, "table")):
        document = read_text((shared / "seeds" / name).read_text("utf-8"), name)
        made = compose("实施方案", profile, [document]) if output == "plan" else build("任务分工表", None, [document])
        # A plan has no .csv form: that holds one table.
        for suffix in (".docx", ".xlsx", ".md", *((".csv",) if output == "table" else ())):
            (path, *_) = write(made, tmp_path / f"{output}{suffix}")
            report = verify_file(path, Store(document))
            assert report.found == report.checked > 20, report.summary()
            assert report.clean, [f.reason for f in report.findings]


@pytest.mark.shared
def test_a_changed_character_of_a_line_is_found(shared: Path, profile: Profile, tmp_path: Path) -> None:
    document = read_text((shared / "seeds" / PLAN_SOURCE).read_text("utf-8"), PLAN_SOURCE)
    (path,) = write(compose("实施方案", profile, [document]), tmp_path / "方案.docx")
    data = path.read_bytes()
    body = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    printed = list(re.finditer(r"<w:t[^>]*>([^<]+)</w:t>", body))
    draw = random.Random(2026)
    for _ in range(PLACES):
        run = draw.choice(printed)
        at = draw.randrange(run.start(1), run.end(1))
        new = other(body[at], draw)
        changed = tmp_path / "改动.docx"
        changed.write_bytes(with_body(data, body[:at] + new + body[at + 1 :]))
        report = verify_file(changed, Store(document))
        found = [f for f in report.findings if f.serious]
        assert report.exit_status == 1 and found, f"not found: {body[at]} -> {new} in {run[1][:30]}"
        assert any(unit_at(body, at) in f.units for f in found), (unit_at(body, at), run[1][:30], found)


@pytest.mark.shared
def test_a_changed_character_of_a_source_clause_is_found(shared: Path, tmp_path: Path) -> None:
    raw = (shared / "seeds" / TABLE_SOURCE).read_text("utf-8")
    document = read_text(raw, TABLE_SOURCE)
    table = build("任务分工表", None, [document])
    (path,) = write(table, tmp_path / "分工表.docx")
    used = {s.address for row in table.rows for s in row.sources}
    spans = [
        raw_span
        for clause in document.clauses
        if clause.address in used
        for paragraph in clause.paragraphs
        for raw_span in document.text.raw_spans(paragraph)
    ]
    draw = random.Random(626)
    for _ in range(PLACES):
        span = draw.choice(spans)
        at = draw.choice([i for i in range(span.start, span.end) if raw[i].strip()])
        now = read_text(raw[:at] + other(raw[at], draw) + raw[at + 1 :], TABLE_SOURCE, document.id)
        report = verify_file(path, Store(now))
        assert any(f.serious and f.units for f in report.findings), raw[max(0, at - 10) : at + 10]


def unit_at(body: str, at: int) -> str:
    """The line or row that a place in the body belongs to: the last bookmark before it, or the header row's name."""
    marks = re.findall(r'w:name="pk_([lt0-9r]+)"', body[:at])
    row = body[body.rfind("<w:tr>", 0, at) : at] if body.rfind("<w:tr>", 0, at) > body.rfind("</w:tr>", 0, at) else ""
    if "<w:tblHeader/>" in row:
        return next(m for m in re.findall(r'w:name="pk_(t[0-9]+)r1"', body[at:])) + "h"
    return str(marks[-1])


def with_body(data: bytes, body: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for item in source.infolist():
            target.writestr(item, body.encode() if item.filename == "word/document.xml" else source.read(item))
    return out.getvalue()
