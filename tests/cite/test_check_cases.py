"""Drafts of tests/cases/cite*, each checked against its small corpus: every verdict as listed, none falsely verified.

A case is a title line `== …`, the draft, a line `--`, and the expected entries in order:
`title | article | verdict [| successor]`, `-` for null. `@ on=2020-01-01` before the draft sets the day; `@ bare`
gives the draft without a title of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from case_files import read_cases
from policykit.cite.check import Checker, CheckReport
from policykit.cite.resolve import Verdict
from policykit.model.address import ClauseRef
from policykit.model.document import Document
from policykit.model.store import DocumentSummary
from policykit.pipeline import read

CASES = Path(__file__).resolve().parents[1] / "cases"
ROOMS = ("cite", "cite_water", "cite_care", "cite_beacon")
"""Folders of cases, each with a corpus of its own."""


@dataclass(frozen=True)
class Case:
    name: str
    on: date | None
    text: str
    expected: tuple[str, ...]
    bare: bool = False
    room: str = "cite"


class Shelf:
    """The documents of a folder's corpus, read once."""

    def __init__(self, room: str = "cite") -> None:
        paths = sorted((CASES / room / "corpus").glob("*.txt"))
        self.documents = {d.id: (p.name, d) for p in paths for d in (read(p),)}

    def summaries(self) -> tuple[DocumentSummary, ...]:
        return tuple(DocumentSummary(d.id, name, d.source.sha256, d.metadata) for name, d in self.documents.values())

    def load(self, doc_id: str) -> Document | None:
        return self.documents[doc_id][1] if doc_id in self.documents else None

    def find_text(self, quote: str) -> Iterator[ClauseRef]:
        return iter(())


@cache
def checker(room: str = "cite") -> Checker:
    return Checker(Shelf(room))


ALL = [
    Case(
        f"{room}/{c.name}",
        date.fromisoformat(c.settings["on"]) if "on" in c.settings else None,
        c.text.strip("\n"),
        c.expected,
        "bare" in c.settings,
        room,
    )
    for room in ROOMS
    for c in read_cases(room)
]


def check(case: Case, tmp_path: Path) -> CheckReport:
    draft = tmp_path / "draft.txt"
    title = "" if case.bare else "望河区城市管理局关于示范工作的实施方案\n\n"
    draft.write_text(title + case.text + "\n", encoding="utf-8")
    return checker(case.room).check(read(draft), case.on or date(2026, 1, 1))


@pytest.mark.parametrize("case", ALL, ids=[c.name for c in ALL])
def test_case(case: Case, tmp_path: Path) -> None:
    report = check(case, tmp_path)
    got = [
        " | ".join([e.title, e.article or "-", e.verdict.value] + ([e.successor] if e.successor else []))
        for e in report.entries
    ]
    assert tuple(got) == case.expected


@pytest.mark.parametrize("case", ALL, ids=[c.name for c in ALL])
def test_verified_means_resolved_in_the_named_document(case: Case, tmp_path: Path) -> None:
    report = check(case, tmp_path)
    for entry in report.entries:
        assert (entry.verdict is Verdict.VERIFIED) == (entry.resolved is not None)
        if entry.resolved is not None:
            document = checker(case.room).store.load(entry.resolved.doc_id)
            assert document is not None and document.metadata.title == entry.title
        assert entry.verdict is Verdict.VERIFIED or entry.reason
    definite = sum(e.verdict not in (Verdict.UNKNOWN_DOCUMENT, Verdict.AMBIGUOUS) for e in report.entries)
    assert (report.found, report.checked) == (len(report.entries), definite)


def test_enough_cases() -> None:
    assert len(ALL) >= 200


def test_quotation_is_compared_with_the_article(tmp_path: Path) -> None:
    exact = Case("", None, "《中华人民共和国食品安全法》第四条规定：“示范生产者对其示范负责。”", ())
    wrong = Case("", None, "《中华人民共和国食品安全法》第四条规定：“示范生产者应当对其示范负全责。”", ())
    assert check(exact, tmp_path).clean
    report = check(wrong, tmp_path)
    assert not report.clean
    quote = report.entries[0].quote
    assert quote is not None and not quote.same and quote.actual == "示范生产者对其示范负责。"
    assert "引文与原文不一致" in report.entries[0].reason


def test_a_rule_past_its_own_term_is_said_to_be(tmp_path: Path) -> None:
    text = "执行《临江市露天摆卖管理规定》第四条第一款。"
    within, after = (check(Case("", day, text, ()), tmp_path) for day in (date(2026, 6, 30), date(2026, 7, 1)))
    assert within.clean and within.entries[0].expired is None
    assert not after.clean and after.entries[0].expired == "2026-06-30"
    assert after.entries[0].verdict is Verdict.VERIFIED and "有效期到2026-06-30" in after.entries[0].reason


def test_references_to_own_articles_are_checked_apart(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(
        "望河区示范管理办法\n\n第一条　为了示范，制定本办法。\n\n第二条　示范应当登记。\n\n"
        "第三条　违反本办法第二条的，予以警告；违反本办法第九条的，予以通报。\n",
        encoding="utf-8",
    )
    report = checker("cite").check(read(draft))
    assert report.entries == ()
    assert [(e.article, e.verdict.value) for e in report.internal] == [
        ("第二条", "verified"),
        ("第九条", "no_such_article"),
    ]
