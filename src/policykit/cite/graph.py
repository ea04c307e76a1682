"""The corpus as a graph: documents, and who cites, repeals or amends whom; as JSON-able data and as Graphviz DOT."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from policykit.cite import names
from policykit.cite.citator import Reference, references
from policykit.cite.index import CorpusIndex, Entry
from policykit.cite.status import Force, status
from policykit.model.annotation import Mention

_AMENDS = re.compile(r"(?:修改|修正|修订)(?:部分)?[《〈]([^《》〈〉]{3,80})[》〉]")
_COLOURS = {Force.REPEALED: "gray60", Force.REPLACED: "gray60", Force.NOT_YET: "steelblue"}
_STYLES = {"repeals": 'color=red, label="废止', "amends": 'color=orange, label="修改', "cites": 'label="'}


@dataclass(frozen=True, slots=True)
class Node:
    """A document, or a title that the corpus lacks: then `id` is the title and `force` is None."""

    id: str
    title: str
    doc_number: str | None
    force: Force | None
    successor: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """`source` names `target` (both node ids). `clause` is where, `article` which part of the target is named."""

    source: str
    target: str
    kind: str  # cites, repeals, amends
    clause: str | None = None
    article: str | None = None
    verdict: str | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes in the order of the corpus, then titles it lacks; edges in the order of their source's print."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain data: {"nodes": […], "edges": […]}, each with the fields of Node and Edge."""
        nodes = [
            {
                "id": n.id,
                "title": n.title,
                "doc_number": n.doc_number,
                "status": n.force.value if n.force else None,
                "successor": n.successor,
            }
            for n in self.nodes
        ]
        edges = [
            {
                "source": e.source,
                "target": e.target,
                "kind": e.kind,
                "clause": e.clause,
                "article": e.article,
                "verdict": e.verdict,
            }
            for e in self.edges
        ]
        return {"nodes": nodes, "edges": edges}

    def to_dot(self) -> str:
        """Graphviz text; articles that one document cites of another share an arrow, what is missing is dashed."""
        lines = ["digraph citations {", "  rankdir=LR;", "  node [shape=box];"]
        for node in self.nodes:
            look = ", style=dashed" if node.force is None else ""
            colour = _COLOURS.get(node.force) if node.force else None
            look += f", color={colour}, fontcolor={colour}" if colour else ""
            lines.append(f"  {_quoted(node.id)} [label={_quoted(node.title)}{look}];")
        arrows: dict[tuple[str, str, str], list[str]] = {}
        for edge in self.edges:
            articles = arrows.setdefault((edge.source, edge.target, edge.kind), [])
            if edge.article and edge.article not in articles:
                articles.append(edge.article)
        for (source, target, kind), articles in arrows.items():
            label = "、".join(articles[:3]) + ("等" if len(articles) > 3 else "")
            lines.append(f'  {_quoted(source)} -> {_quoted(target)} [{_STYLES[kind]}{_escaped(label)}"];')
        return "\n".join([*lines, "}"]) + "\n"


def graph(index: CorpusIndex, mentions: Iterable[Mention], on: date | None = None) -> Graph:
    """The whole collection as it stands on a day (today if None)."""
    day = on or date.today()
    nodes: dict[str, Node] = {}
    for entry in index.entries.values():
        found = status(index, entry.id, day)
        nodes[entry.id] = Node(entry.id, entry.title, entry.metadata.doc_number, found.force, found.successor)
    cited: dict[str, list[Reference]] = {}
    for reference in references(mentions, index, day):
        cited.setdefault(reference.source.doc_id, []).append(reference)
    edges: list[Edge] = []
    for entry in index.entries.values():
        for edge in _of_entry(entry, cited.get(entry.id, ()), index):
            if edge.target not in nodes:
                nodes[edge.target] = Node(edge.target, edge.target, None, None)
            edges.append(edge)
    return Graph(tuple(nodes.values()), tuple(edges))


def _of_entry(entry: Entry, cited: Iterable[Reference], index: CorpusIndex) -> Iterator[Edge]:
    """Repeals and amendments that a document says of itself, then its citations. A repealed title is not cited too."""
    special: set[str] = set()
    for title in dict.fromkeys(entry.metadata.repeals):
        special.add(names.key(title))
        older = [e for e in index.named(title) if e.id != entry.id and _not_newer(e, entry)]
        for target in [e.id for e in older] or [title]:
            yield Edge(entry.id, target, "repeals")
    for change in entry.metadata.changes:
        kind = "repeals" if change.kind in ("repeals", "deletes") else "amends"
        targets = [e.id for e in index.named(change.title) if e.id != entry.id]
        for target in targets or [change.title]:
            yield Edge(entry.id, target, kind, change.clause, change.place)
    for title in dict.fromkeys(_AMENDS.findall(entry.title)):
        special.add(names.key(title))
        for target in [e.id for e in index.named(title)] or [title]:
            yield Edge(entry.id, target, "amends")
    for ref in cited:
        if names.key(ref.title) in special and ref.article is None:
            continue
        target = ref.target.doc_id if ref.target else _known(ref.title, index)
        if target != entry.id:
            yield Edge(entry.id, target, "cites", ref.source.address, ref.article, ref.verdict.value)


def _not_newer(one: Entry, other: Entry) -> bool:
    return not (one.edition and other.edition) or one.edition <= other.edition


def _known(title: str, index: CorpusIndex) -> str:
    """The corpus document of a name that did not resolve because it is repealed; the name itself otherwise."""
    found = index.named(title)
    return found[0].id if len(found) == 1 else title


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'
