"""The graph of the small corpus: who cites, repeals and amends whom, and what is law on a day."""

from __future__ import annotations

import json
from datetime import date

from test_check_cases import Shelf

from policykit.annotate.citations.mentions import mentions
from policykit.cite.graph import Graph, graph
from policykit.cite.index import CorpusIndex
from policykit.cite.status import Force, status

TODAY = date(2026, 1, 1)


def of_the_shelf() -> Graph:
    shelf = Shelf()
    documents = (shelf.load(s.id) for s in shelf.summaries())
    return graph(CorpusIndex(shelf.summaries()), (m for d in documents if d for m in mentions(d)), TODAY)


def by_title(found: Graph) -> set[tuple[str, str, str, str | None]]:
    titles = {n.id: n.title for n in found.nodes}
    return {(titles[e.source], e.kind, titles[e.target], e.article) for e in found.edges}


def test_repeals_amendments_and_citations() -> None:
    edges = by_title(of_the_shelf())
    assert ("临江市停车场管理办法", "repeals", "临江市占道停车暂行办法", None) in edges
    assert ("临江市停车场管理办法", "repeals", "临江市机动车停放管理规定", None) in edges
    assert ("临江市人民政府关于废止部分规章的决定", "repeals", "临江市夜市管理办法", None) in edges
    assert ("云川省行政程序规定", "repeals", "云川省行政程序规定", None) in edges
    amending = "云川省人民代表大会常务委员会关于修改《云川省消防示范条例》的决定"
    assert (amending, "amends", "云川省消防示范条例", None) in edges
    assert (amending, "amends", "云川省消防示范条例", "第三条") in edges
    assert (amending, "repeals", "云川省消防示范条例", "第七条") in edges
    assert (amending, "repeals", "云川省消防示范条例", None) not in edges
    explaining = "云川省人民代表大会常务委员会关于《云川省消防示范条例》第四条的解释"
    assert (explaining, "cites", "云川省消防示范条例", "第四条") in edges


def test_every_end_is_a_node_and_nothing_points_at_itself() -> None:
    found = of_the_shelf()
    ids = [n.id for n in found.nodes]
    assert len(ids) == len(set(ids))
    for edge in found.edges:
        assert edge.source in ids and edge.target in ids and edge.source != edge.target
    missing = [n for n in found.nodes if n.force is None]
    assert "临江市夜市管理办法" in {n.title for n in missing}


def test_written_as_data_and_as_graphviz() -> None:
    found = of_the_shelf()
    assert json.loads(json.dumps(found.to_json(), ensure_ascii=False))["edges"]
    dot = found.to_dot()
    assert dot.startswith("digraph citations {") and dot.endswith("}\n")
    assert dot.count("{") == dot.count("}") and 'label="废止' in dot and "style=dashed" in dot


def test_status_on_a_day() -> None:
    shelf = Shelf()
    index = CorpusIndex(shelf.summaries())
    ids = {name: doc_id for doc_id, (name, _) in shelf.documents.items()}
    gone = status(index, ids["占道停车.txt"], TODAY)
    assert (gone.force, gone.since, gone.successor) == (Force.REPEALED, "2019-08-01", "临江市停车场管理办法")
    assert status(index, ids["占道停车.txt"], date(2019, 7, 31)).force is Force.IN_FORCE
    assert status(index, ids["夜市办法废止占道.txt"], date(2023, 9, 30)).force is Force.NOT_YET
    assert status(index, ids["公司法2018.txt"], TODAY).force is Force.REPLACED
    assert status(index, ids["公司法2018.txt"], date(2024, 6, 30)).force is Force.IN_FORCE
    assert status(index, ids["公司法2023.txt"], TODAY).force is Force.IN_FORCE
    revised = status(index, ids["夜市条例.txt"], date(2015, 1, 1))  # of 2010, but this is the text of 2019
    assert (revised.force, revised.since) == (Force.NOT_YET, "2019-09-27")
    assert status(index, ids["程序规定旧.txt"], TODAY).successor == "云川省行政程序规定"
