"""A part that is repealed: the check, who cites what, the graph and the status say the same of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from test_check_cases import checker

from policykit.annotate.citations.mentions import mentions
from policykit.cite.articles import expand
from policykit.cite.citator import references
from policykit.cite.graph import graph
from policykit.cite.parts import effect, expand_places, pending
from policykit.cite.resolve import Verdict
from policykit.cite.status import Force, status
from policykit.pipeline import read

DAY = date(2026, 1, 1)
DRAFT = (
    "望河区民政局关于示范工作的实施方案\n\n依据《社会福利机构示范规定》第二十条、第十二条第一款，"
    "《临江市社区老年食堂管理暂行规定》第十一条、第十条和《云川省养老服务条例》第五十二条办理。\n"
)


@pytest.mark.parametrize(
    ("place", "articles", "frames"),
    [
        ("第四十条第二款、第四十二条", ["第四十条第二款", "第四十二条"], []),
        ("第三章", [], [("第三章",)]),
        ("第三章第二节、第四十条", ["第四十条"], [("第三章", "第二节")]),
        ("第三章至第五章", [], [("第三章",), ("第四章",), ("第五章",)]),
        ("第28条至第30条", ["第二十八条", "第二十九条", "第三十条"], []),
        ("中有关看守所的规定", [], []),
    ],
)
def test_places(place: str, articles: list[str], frames: list[tuple[str, ...]]) -> None:
    found = expand_places(place)
    assert ([str(a) for a in found[0]], list(found[1])) == (articles, frames)


def test_check_references_graph_and_status_agree(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    document, known = read(draft), checker("cite_care")
    checked = {(e.title, e.article): e.verdict for e in known.check(document, DAY).entries}
    told = {(r.title, r.article): r.verdict for r in references(mentions(document), known.index, DAY, known.store.load)}
    assert checked == told
    gone = {key for key, verdict in told.items() if verdict is Verdict.REPEALED}
    assert gone == {
        ("社会福利机构示范规定", "第二十条"),
        ("临江市社区老年食堂管理暂行规定", "第十一条"),
        ("云川省养老服务条例", "第五十二条"),
    }
    edges = {(e.target, e.kind, e.article) for e in graph(known.index, mentions(document), DAY).edges}
    for title, _ in gone:
        entry = known.index.named(title)[0]
        found = status(known.index, entry.id, DAY)
        assert found.force is Force.IN_FORCE and found.parts
        assert (entry.id, "repeals", None) not in edges  # never the whole for a part
        assert any(target == entry.id and kind == "repeals" and article for target, kind, article in edges)


def test_a_text_of_the_day_of_the_change_bears_it() -> None:
    index = checker("cite").index
    entry = index.named("云川省消防示范条例")[0]
    assert index.changes_of(entry.title, DAY) and not pending(index, entry.title, [entry], DAY)


def test_a_part_of_an_article_changed_is_told_for_the_article() -> None:
    index = checker("cite_care").index
    title = "社会福利机构示范规定"
    changes = pending(index, title, index.named(title), DAY)
    whole, part = (expand(p) for p in ("第十二条", "第十二条第二款"))
    assert whole and part
    told = [effect(changes, place[0]) for place in (whole, part)]
    assert [e.kind if e else "" for e in told] == ["amends", "repeals"]
