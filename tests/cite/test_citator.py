"""Who cites what, over a handful of documents."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from test_check_cases import Shelf

from policykit.annotate.citations.mentions import mentions
from policykit.cite.citator import cited_by, references
from policykit.cite.index import CorpusIndex
from policykit.pipeline import read


def test_references_and_the_way_back(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(
        "望河区城市管理局示范实施方案\n\n一、依据\n根据《云川省行政执法监督条例》第三条、第十二条制定。\n\n"
        "二、安排\n停止适用《临江市机动车停放管理规定》。\n",
        encoding="utf-8",
    )
    document = read(plan)
    index = CorpusIndex(Shelf().summaries())
    found = list(references(mentions(document), index, date(2026, 1, 1)))
    assert [(r.source.address, r.title, r.article, r.verdict.value) for r in found] == [
        ("一", "云川省行政执法监督条例", "第三条", "verified"),
        ("一", "云川省行政执法监督条例", "第十二条", "verified"),
        ("二", "临江市机动车停放管理规定", None, "repealed"),
    ]
    target = found[0].target
    assert target is not None
    back = list(cited_by(mentions(document), index, target.doc_id, date(2026, 1, 1)))
    assert [r.article for r in back] == ["第三条", "第十二条"]
    lost = list(cited_by(mentions(document), index, "临江市机动车停放管理规定", date(2026, 1, 1)))
    assert [r.source.address for r in lost] == ["二"]
