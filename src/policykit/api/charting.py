"""What the charts show, as plain values: time limits on a line, duties by unit, and what surrounds a document.

limits(workspace, ["临政办发〔2026〕18号"])
load(workspace, Path("单位概况.yaml"), ["临政办发〔2026〕18号"])
surroundings(workspace, "云川省行政执法监督条例")
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from policykit.api.workspace import Workspace
from policykit.model.address import spoken

if TYPE_CHECKING:
    from policykit.api.assigning import DutyTable
    from policykit.api.citing import CitedPlace
    from policykit.api.validity import Standing
    from policykit.catalog import Catalog
    from policykit.model.document import Document

SENTENCE_ENDS = "。；\n"
LONGEST = 120  # characters of the words around a limit


@dataclass(frozen=True, slots=True)
class Limit:
    """One time limit. `end` and `start` are ISO days, `end` None where it has no day of the calendar (每季度, 30日内);
    `words` the sentence it stands in, `unit` who bears it where that is known."""

    ref: str
    title: str
    spoken: str
    text: str
    words: str
    start: str | None
    end: str | None
    recurring: bool
    unit: str = ""

    def to_json(self) -> dict[str, Any]:
        """The fields by name."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class UnitLoad:
    """How many duties a unit leads and helps with, and how many of those it leads have a time limit."""

    unit: str
    leads: int
    helps: int
    limited: int

    def to_json(self) -> dict[str, Any]:
        """The fields by name."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A document next to another. `id` is None where the corpus lacks it; `articles` are what is named of the cited
    one, `places` where the citing one names it, `count` how often; `force` of cite.status, empty where unknown."""

    id: str | None
    title: str
    articles: tuple[str, ...]
    places: tuple[str, ...]
    count: int
    force: str

    def to_json(self) -> dict[str, Any]:
        """The fields by name."""
        return {**asdict(self), "articles": list(self.articles), "places": list(self.places)}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A document, what it cites and what cites it, each in order of how often."""

    id: str
    title: str
    force: str
    cites: tuple[Neighbour, ...]
    cited_by: tuple[Neighbour, ...]

    def to_json(self) -> dict[str, Any]:
        """The fields by name."""
        return {
            "id": self.id,
            "title": self.title,
            "force": self.force,
            "cites": [n.to_json() for n in self.cites],
            "cited_by": [n.to_json() for n in self.cited_by],
        }


def limits(workspace: Workspace, sources: Sequence[str]) -> tuple[Limit, ...]:
    """The time limits that documents print, the dated ones first, by day. Raises UsageError."""
    with workspace.catalog() as catalog:
        ids = dict.fromkeys(workspace.find(name, catalog) for name in sources)
        return limits_of(workspace.load(doc_id, catalog) for doc_id in ids)


def limits_of(documents: Iterable[Document]) -> tuple[Limit, ...]:
    """The same of documents at hand."""
    found = []
    for document in documents:
        title = document.metadata.title or document.source.path
        for d in document.deadlines:
            words = _sentence(document.text.value, d.span.start, d.span.end)
            found.append(
                Limit(f"{document.id}~{d.clause}", title, spoken(d.clause), d.text, words, d.start, d.end, d.recurring)
            )
    return _ordered(found)


def department_limits(workspace: Workspace, table: DutyTable) -> tuple[Limit, ...]:
    """The time limits of what a department takes on, as decided, with who bears each."""
    from policykit.check.limits import due

    found = []
    years = _years(workspace, {r.doc_id for r in table.rows})
    for row in table.rows:
        limits = (row.own_deadline or row.deadline).split("；")
        for said in limits if row.keep and limits[0] else ():
            when = due(said, years.get(row.doc_id, 0))
            unit = "" if row.unit.startswith("【") else row.unit
            words = f"{row.heading}。{row.text}" if row.heading else row.text
            found.append(
                Limit(row.ref, row.title, row.spoken, said, _shortened(words), None, when.last, when.recurring, unit)
            )
    return _ordered(found)


def load(table: DutyTable) -> tuple[UnitLoad, ...]:
    """The duties a department takes on by unit, in the profile's order, those of nobody last."""
    leads: Counter[str] = Counter()
    helps: Counter[str] = Counter()
    limited: Counter[str] = Counter()
    for row in table.rows:
        if not row.keep:
            continue
        unit = "" if row.unit.startswith("【") else row.unit
        leads[unit] += 1
        limited[unit] += bool(row.own_deadline or row.deadline)
        helps.update(row.helpers)
    names = [name for name, _ in table.units]
    names += sorted(u for u in {*leads, *helps} if u and u not in names)
    out = [UnitLoad(n, leads[n], helps[n], limited[n]) for n in names]
    return (*out, UnitLoad("", leads[""], 0, limited[""])) if leads[""] else tuple(out)


def surroundings(workspace: Workspace, name: str, known: Standing | None = None) -> Surroundings:
    """A document with its neighbours in the citation graph; `known` spares asking again what is valid today.

    Raises UsageError for none or several documents.
    """
    from policykit.api.citing import cites, citing
    from policykit.api.validity import standing

    with workspace.catalog() as catalog:
        doc_id = workspace.find(name, catalog)
        force = {i: v.force for i, v in (known or standing(catalog)).validity.items()}
        title = _title(catalog, doc_id)
    forward = _gathered(((p.target, p.title, p) for p in cites(workspace, doc_id)), force, backward=False)
    back = ((p.source.partition("~")[0], p.source_title, p) for p in citing(workspace, doc_id))
    return Surroundings(
        doc_id,
        title,
        force.get(doc_id, ""),
        tuple(n for n in forward if n.id != doc_id),
        tuple(n for n in _gathered(back, force, backward=True) if n.id != doc_id),
    )


def _gathered(
    places: Iterable[tuple[str | None, str, CitedPlace]], force: dict[str, str], *, backward: bool
) -> list[Neighbour]:
    found: dict[tuple[str | None, str], list[CitedPlace]] = {}
    repealed = set()
    for target, title, place in places:
        key = (target.partition("~")[0] if target else None, title)
        found.setdefault(key, []).append(place)
        if not backward and place.verdict == "repealed":
            repealed.add(key)
    out = []
    for key, same in found.items():
        doc_id, title = key
        articles = tuple(dict.fromkeys(p.article for p in same if p.article))
        where = tuple(dict.fromkeys(p.source_spoken for p in same if p.source_spoken))
        standing = force.get(doc_id or "", "") or ("repealed" if key in repealed else "")
        out.append(Neighbour(doc_id, title, articles, where, len(same), standing))
    return sorted(out, key=lambda n: (-n.count, n.title))


def _ordered(found: list[Limit]) -> tuple[Limit, ...]:
    return tuple(sorted(found, key=lambda limit: (limit.end is None, limit.end or "")))


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}……"


def _sentence(text: str, start: int, end: int) -> str:
    first = max(text.rfind(mark, max(0, start - LONGEST), start) for mark in SENTENCE_ENDS) + 1
    first = first or max(0, start - LONGEST)
    ends = [at for mark in SENTENCE_ENDS if (at := text.find(mark, end, end + LONGEST)) >= 0]
    return text[first : min(ends, default=end)].strip()[: 2 * LONGEST]


def _years(workspace: Workspace, doc_ids: Iterable[str]) -> dict[str, int]:
    with workspace.catalog() as catalog:
        found = (s for doc_id in doc_ids for s in catalog.lookup(doc_id))
        return {s.id: int((s.metadata.issued_date or "0")[:4]) for s in found}


def _title(catalog: Catalog, doc_id: str) -> str:
    found = catalog.lookup(doc_id)
    return (found[0].metadata.title or found[0].path) if found else doc_id
