"""行政执法依据目录: the laws the sources rest on, by level of authority, with the places that name them.

A law whose text is in the corpus is described from that text; of any other only the name is known, and the row
says so instead of guessing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from policykit.draft.annexes.rows import owner, serial
from policykit.draft.papers import is_law
from policykit.draft.placeholder import hole
from policykit.draft.provenance import of_text, within
from policykit.model.address import spoken
from policykit.model.annotation import Citation, CitationKind
from policykit.model.document import Document, Metadata
from policykit.model.output import Annex, Column, Origin, OutCell, Provenance, Row
from policykit.model.span import Span
from policykit.model.store import DocumentStore
from policykit.profile import Profile

COLUMNS = (
    Column("序号", 0.5),
    Column("名称", 2.6),
    Column("制定机关", 1.6),
    Column("效力级别", 1.1),
    Column("文号", 1.5),
    Column("公布/施行日期", 1.5),
    Column("相关条款", 1.4),
    Column("承办机构", 1.2),
    Column("备注", 1.8),
)
# The order in which bases are listed; other normative documents come after, apart.
LEVELS = ("法律", "行政法规", "地方性法规", "部门规章", "地方政府规章", "司法解释", "规范性文件")
_LAW_ENDINGS = ("法", "条例", "规定", "办法", "细则", "规则")
UNSEEN = "语料库未收录原文，名称以外的内容未核对"
NATIONAL = "中华人民共和国"


@dataclass(slots=True)
class _Basis:
    title: str
    metadata: Metadata | None = None
    articles: list[str] = field(default_factory=list)
    places: list[Provenance] = field(default_factory=list)
    number: str | None = None


def build(profile: Profile | None, sources: Sequence[Document], store: DocumentStore | None = None) -> Annex:
    """One row a law, in order of authority; sources that are laws themselves are rows too."""
    found: dict[str, _Basis] = {}
    known = _known(store)
    for document in sources:
        meta = document.metadata
        if is_law(document) and meta.title:
            found.setdefault(_key(meta.title), _Basis(meta.title, meta))
        for citation in document.citations:
            if _is_basis(citation):
                _add(found, known, document, citation)
    ordered = sorted(found.values(), key=lambda b: _rank(b.metadata))
    rows = tuple(_row(n, b, profile) for n, b in enumerate(ordered, start=1))
    return Annex("行政执法依据目录", f"{owner(profile)}行政执法依据目录", COLUMNS, rows)


def _is_basis(citation: Citation) -> bool:
    named = citation.kind in (CitationKind.TITLE, CitationKind.BARE)
    return named and not citation.self_reference and citation.title.endswith(_LAW_ENDINGS)


def _known(store: DocumentStore | None) -> dict[str, Metadata]:
    """Documents of the corpus by their exact title, with and without 中华人民共和国; never by resemblance."""
    summaries = store.summaries() if store else ()
    return {_key(s.metadata.title): s.metadata for s in summaries if s.metadata.title}


def _key(title: str) -> str:
    return title.removeprefix(NATIONAL)


def _add(found: dict[str, _Basis], known: dict[str, Metadata], document: Document, citation: Citation) -> None:
    key = _key(citation.title)
    metadata = known.get(key)
    entry = found.setdefault(key, _Basis(metadata.title if metadata and metadata.title else citation.title, metadata))
    entry.number = entry.number or citation.doc_number
    if citation.article and citation.article not in entry.articles:
        entry.articles.append(citation.article)
    clause = document.clause(citation.clause)
    span = within(clause, citation.span) if clause else None
    if clause is not None and span is not None:
        # The row prints title, number and article in cells of their own, so each is quoted by itself.
        for words in (citation.title, citation.article):
            at = clause.text.find(words, span.start, span.end) if words else -1
            if words and at >= 0:
                entry.places.append(of_text(document, clause, Span(at, at + len(words))))


def _rank(metadata: Metadata | None) -> int:
    authority = metadata.authority if metadata else None
    return LEVELS.index(authority) if authority in LEVELS else len(LEVELS)


def _row(number: int, entry: _Basis, profile: Profile | None) -> Row:
    meta = entry.metadata
    cells = (
        serial(number),
        OutCell(f"《{entry.title}》"),
        OutCell("、".join(meta.issuers) if meta and meta.issuers else hole("制定机关")),
        OutCell((meta.authority if meta else None) or hole("效力级别")),
        OutCell((meta.doc_number if meta else None) or entry.number or ""),
        OutCell(_dates(meta)),
        OutCell("、".join(entry.articles)),
        OutCell(hole("承办机构") if profile else ""),
        OutCell(_note(entry)),
    )
    return Row(f"r{number}", cells, Origin.SOURCE if entry.places else Origin.COMPUTED, tuple(entry.places))


def _dates(meta: Metadata | None) -> str:
    if meta is None or not (meta.issued_date or meta.effective_date):
        return hole("公布/施行日期")
    return " / ".join(d for d in (meta.issued_date, meta.effective_date) if d)


def _note(entry: _Basis) -> str:
    where = "；".join(_places(entry.places))
    seen = "" if entry.metadata else UNSEEN
    return "。".join(x for x in (f"见{where}" if where else "", seen) if x)


def _places(places: Iterable[Provenance]) -> list[str]:
    named = [f"《{p.doc_title}》{spoken(p.address)}" for p in places]
    return list(dict.fromkeys(named))[:3]
