"""权责清单: the department's powers with what it owes in using them. What no source says is left to be filled in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policykit.annotate.powers import PowerKind
from policykit.draft.annexes.executed import key
from policykit.draft.annexes.left_out import notes_on
from policykit.draft.annexes.matters import Matter
from policykit.draft.annexes.powers import EMPTY, ORDER, collect, note, unit_of
from policykit.draft.annexes.rows import owner, serial
from policykit.draft.annexes.whose import entries
from policykit.draft.placeholder import hole
from policykit.draft.provenance import of_place, of_text
from policykit.model.address import spoken
from policykit.model.document import ClauseKind, Document
from policykit.model.output import Annex, Column, Origin, OutCell, Provenance, Row
from policykit.model.span import Span
from policykit.model.store import DocumentStore
from policykit.profile import Profile

KIND = "权责清单"
COLUMNS = (
    Column("序号", 0.5),
    Column("职权名称", 2.0),
    Column("类型", 0.9),
    Column("实施依据", 3.6),
    Column("实施主体", 1.2),
    Column("承办机构", 1.1),
    Column("责任事项", 1.4),
    Column("责任事项依据", 1.8),
    Column("追责情形", 2.4),
    Column("监督电话", 0.9),
    Column("备注", 1.2),
)
_BLAME = re.compile(
    r"[^。\n]{0,160}(?:工作人员|行政机关|主管部门|监督管理部门|管理机构|登记机关)[^。\n]{0,160}(?:滥用职权|玩忽职守|徇私舞弊|处分)[^。\n]{0,160}。?"
)
Duty = tuple[str, str, Provenance]  # the step, the law's title with the article, the record


def build(profile: Profile | None, sources: Sequence[Document], store: DocumentStore | None = None) -> Annex:
    """One row a power. 责任事项 are the steps of the general procedure laws of the collection, 追责情形 the law's own
    article on its officials; both are left to be filled in where no text says them, as is the telephone."""
    found, left = collect(profile, sources, store)
    steps = _Steps(sources, store)
    blamed: dict[str, Provenance | None] = {}
    rows: list[Row] = []
    for matter in sorted(found, key=lambda m: ORDER.index(m.kind)):
        document = matter.law.document
        if document.id not in blamed:
            blamed[document.id] = _blame(document)
        rows.append(_row(len(rows) + 1, matter, profile, steps.of(matter.kind), blamed[document.id]))
    notes = (*notes_on(left), *(() if rows else (EMPTY,)))
    return Annex(KIND, f"{owner(profile)}{KIND}", COLUMNS, tuple(rows), notes=notes)


class _Steps:
    """The steps of each kind of power, looked up once in the general laws at hand."""

    def __init__(self, sources: Sequence[Document], store: DocumentStore | None) -> None:
        self._sources = {key(d.metadata.title or ""): d for d in sources}
        self._store = store
        self._ids = {key(s.metadata.title or ""): s.id for s in store.summaries()} if store else {}
        self._found: dict[PowerKind, tuple[Duty, ...]] = {}

    def of(self, kind: PowerKind) -> tuple[Duty, ...]:
        if kind not in self._found:
            self._found[kind] = tuple(self._look(kind))
        return self._found[kind]

    def _look(self, kind: PowerKind) -> list[Duty]:
        out: list[Duty] = []
        for line in entries("procedures.tsv"):
            named, step, title, words = line.split("\t")
            document = self._law(title) if named == kind.value else None
            for clause in document.clauses if document else ():
                if words in clause.text and document is not None:
                    where = f"《{document.metadata.title}》{spoken(clause.address)}"
                    out.append((step, where, of_place(document, clause.address, spoken(clause.address))))
                    break
        return out

    def _law(self, title: str) -> Document | None:
        if title not in self._sources and self._store is not None and title in self._ids:
            loaded = self._store.load(self._ids[title])
            if loaded is not None:
                self._sources[title] = loaded
        return self._sources.get(title)


def _blame(document: Document) -> Provenance | None:
    """The last sentence of a law that says for what its officials answer."""
    for clause in reversed(document.clauses):
        if clause.kind is ClauseKind.ARTICLE and (found := _BLAME.search(clause.text)):
            return of_text(document, clause, Span(found.start(), found.end()))
    return None


def _row(number: int, matter: Matter, profile: Profile | None, duties: Sequence[Duty], blame: Provenance | None) -> Row:
    basis = f"《{matter.law.title}》{spoken(matter.article)}：{matter.printed}"
    steps = "；".join(f"{n}.{step}" for n, (step, _, _) in enumerate(duties, start=1))
    cells = (
        serial(number),
        OutCell(matter.name),
        OutCell(matter.kind.value),
        OutCell(basis),
        OutCell(profile.name if profile else matter.holder or hole("实施主体")),
        OutCell(unit_of(profile, matter)),
        OutCell(steps or hole("责任事项")),
        OutCell("；".join(dict.fromkeys(where for _, where, _ in duties)) or hole("责任事项依据")),
        OutCell(f"{blame.quote}（{spoken(blame.address)}）" if blame else hole("追责情形")),
        OutCell(hole("监督电话")),
        OutCell(note(matter)),
    )
    sources = (*matter.pieces, *(place for _, _, place in duties), *((blame,) if blame else ()))
    return Row(f"r{number}", cells, Origin.SOURCE, tuple(dict.fromkeys(sources)))
