"""行政执法依据目录: the laws the department executes, by level of authority, with their articles that empower it, who
handles them and which departments take part.

Of papers among the sources the laws they rest on are listed, with the places that name them. A law whose text is in
the collection is described from that text; of any other only the name is known, and the row says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from policykit.draft.annexes.elsewhere import REASON, elsewhere
from policykit.draft.annexes.executed import (
    REPEALED,
    Law,
    LeftOut,
    amended,
    in_force,
    key,
    procedure_laws,
    rank,
    read_law,
)
from policykit.draft.annexes.left_out import missing_procedure, notes_on
from policykit.draft.annexes.matters import Matter, in_charge, matters
from policykit.draft.annexes.near import near
from policykit.draft.annexes.partners import partners
from policykit.draft.annexes.powers import NOT_OURS, ON_EXERCISE, named_unit
from policykit.draft.annexes.rows import owner, serial, titled
from policykit.draft.annexes.whose import Claims
from policykit.draft.assignment import assign
from policykit.draft.papers import is_law
from policykit.draft.placeholder import hole
from policykit.draft.provenance import of_place, of_text, within
from policykit.lang.numerals import parse
from policykit.model.address import spoken
from policykit.model.annotation import Citation, CitationKind
from policykit.model.document import Document, Metadata
from policykit.model.output import Annex, Column, Origin, OutCell, Provenance, Row
from policykit.model.span import Span
from policykit.model.store import DocumentStore
from policykit.profile import Profile

KIND = "行政执法依据目录"
COLUMNS = (
    Column("序号", 0.5),
    Column("名称", 2.6),
    Column("制定机关", 1.6),
    Column("效力级别", 1.1),
    Column("文号", 1.5),
    Column("公布/施行日期", 1.5),
    Column("相关条款", 2.2),
    Column("承办机构", 1.2),
    Column("备注", 2.0),
)
_LAW_ENDINGS = ("法", "条例", "规定", "办法", "细则", "规则")
_WORKING = ("通知", "意见", "方案", "实施方案", "行动方案", "工作方案", "计划", "规划", "要点", "函", "批复", "报告")
NO_POWER = "本单位所属系统主管，没有读出授予本单位的职权，请核对是否列入"
NAMED_ONLY = "条文提到本单位，没有授予本单位职权的条款，请核对是否列入"
NOT_NAMED = "条文没有提到本单位及其类别"
NO_NUMBER = "“文号”空白的，所收文本没有印明文号。"
UNSEEN = "资料库未收录原文，名称以外的内容未核对"
_ARTICLE = re.compile(r"第([零〇一二三四五六七八九十百千0-9]{1,9})条")
_LAST_ARTICLE = 9999
GENERAL = "通用程序法，各执法机构共同执行"
EVERYONE = "各执法机构"
SHOWN = 6  # departments that take part, named in a row


@dataclass(slots=True)
class _Basis:
    title: str
    metadata: Metadata | None = None
    articles: list[str] = field(default_factory=list)
    places: list[Provenance] = field(default_factory=list)
    number: str | None = None
    unit: str = ""
    notes: list[str] = field(default_factory=list)


def build(profile: Profile | None, sources: Sequence[Document], store: DocumentStore | None = None) -> Annex:
    """One row a law, in order of authority. With a profile, of the laws among the sources those that concern the
    department; general procedure laws of the collection are listed with them."""
    found: dict[str, _Basis] = {}
    laws, left = in_force([d for d in sources if is_law(d)], store, profile)
    listed = _executed(found, laws, profile, store)
    known = _known(store)
    repealed = {key(item.title) for item in left if item.reason == REPEALED}
    for document in _papers(sources, bool(laws)):
        if elsewhere(document.metadata, profile):
            continue
        for citation in document.citations:
            if _is_basis(citation) and key(citation.title) not in repealed:
                other = elsewhere(known.get(key(citation.title)), profile)
                if other:
                    listed.append(LeftOut(citation.title, REASON.format(other)))
                else:
                    _add(found, known, document, citation)
    ordered = sorted(found.values(), key=lambda b: _place(b, profile))
    rows = tuple(_row(n, b, profile) for n, b in enumerate(ordered, start=1))
    blank = any(b.metadata is not None and not (b.metadata.doc_number or b.number) for b in ordered)
    notes = (*((NO_NUMBER,) if blank else ()), *missing_procedure(sources, store))
    # What a paper puts in hand is listed, whatever else was said of it.
    out = [item for item in (*left, *listed) if item.articles or key(item.title) not in found]
    return Annex(KIND, f"{owner(profile)}{KIND}", COLUMNS, rows, notes=(*notes, *notes_on(out)))


def _place(basis: _Basis, profile: Profile | None) -> tuple[int, int]:
    """By level of authority; within one first the general laws, then as the profile lists the units that handle them,
    so that each unit's laws stand together."""
    units = [u.name for u in profile.units] if profile else []
    unit = -1 if basis.unit == EVERYONE else units.index(basis.unit) if basis.unit in units else len(units)
    return rank(basis.metadata.authority if basis.metadata else None), unit


def _papers(sources: Sequence[Document], beside_laws: bool) -> list[Document]:
    """The papers whose cited laws are listed; beside laws only those that put work in hand: a standard or a court's
    interpretation among the laws cites much that the department does not execute."""
    papers = [d for d in sources if not is_law(d)]
    return [d for d in papers if not beside_laws or d.metadata.genre in _WORKING]


def _executed(
    found: dict[str, _Basis], laws: Sequence[Document], profile: Profile | None, store: DocumentStore | None
) -> list[LeftOut]:
    """Rows of the laws among the sources; answers with those that do not concern the department."""
    claims = Claims(profile) if profile else None
    left: list[LeftOut] = []
    for document in laws:
        law = read_law(document)
        basis = _Basis(law.title, document.metadata)
        if law.general and claims is not None and not claims.own_rules(law.title):
            left.append(LeftOut(law.title, NOT_OURS))
            continue
        if law.general:
            basis.notes.append(GENERAL)
            basis.unit = EVERYONE if profile else ""
        elif law.on_exercise:
            basis.notes.append(ON_EXERCISE)
            basis.unit = EVERYONE if profile else ""
        else:
            own = list(matters(law, claims))
            if claims is not None and not own and not in_charge(claims, law):
                named = claims.named_in(document)
                left.append(LeftOut(law.title, NAMED_ONLY) if named else near(law, claims, NOT_NAMED))
                continue
            _empowering(basis, law, own, profile)
        found[key(law.title)] = basis
    if laws and store is not None:
        _procedure(found, store, profile)
    return left


def _empowering(basis: _Basis, law: Law, own: Sequence[Matter], profile: Profile | None) -> None:
    """The articles that empower the department, who handles them, who takes part."""
    articles = dict.fromkeys(m.article for m in own)
    if profile is not None and not own:
        basis.notes.append(NO_POWER)
    for address in articles:
        basis.articles.append(spoken(address))
        basis.places.append(of_place(law.document, address, spoken(address)))
    if profile is not None:
        said = "".join(m.name for m in own)
        basis.unit = named_unit(assign(profile, law.title, said).unit)
        together = partners(law, Claims(profile))
        named = []
        for name, places in list(together.items())[:SHOWN]:
            named.append(f"{name}（{'、'.join(spoken(a) for a in places[:3])}{'等' if len(places) > 3 else ''}）")
            basis.places += [of_place(law.document, a, spoken(a)) for a in places[:3]]
        if named:
            basis.notes.append(f"协同部门：{'、'.join(named)}")


def _procedure(found: dict[str, _Basis], store: DocumentStore, profile: Profile | None) -> None:
    """General procedure laws of the collection that no source gave: they apply to every executed law."""
    for summary in store.summaries():
        title = summary.metadata.title or ""
        if procedure_laws().fullmatch(key(title)) and rank(summary.metadata.authority) < 2:
            unit = EVERYONE if profile else ""
            found.setdefault(key(title), _Basis(title, summary.metadata, unit=unit, notes=[GENERAL]))


def _is_basis(citation: Citation) -> bool:
    named = citation.kind in (CitationKind.TITLE, CitationKind.BARE)
    return named and not citation.self_reference and citation.title.endswith(_LAW_ENDINGS)


def _known(store: DocumentStore | None) -> dict[str, Metadata]:
    """Documents of the corpus by their exact title, with and without 中华人民共和国; never by resemblance."""
    summaries = store.summaries() if store else ()
    return {key(s.metadata.title): s.metadata for s in summaries if s.metadata.title}


def _add(found: dict[str, _Basis], known: dict[str, Metadata], document: Document, citation: Citation) -> None:
    name = key(citation.title)
    metadata = known.get(name)
    entry = found.setdefault(name, _Basis(metadata.title if metadata and metadata.title else citation.title, metadata))
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
                place = of_text(document, clause, Span(at, at + len(words)))
                entry.places.append(place)
                entry.notes.append(f"见《{place.doc_title}》{spoken(place.address)}")


def _row(number: int, entry: _Basis, profile: Profile | None) -> Row:
    meta = entry.metadata
    cells = (
        serial(number),
        OutCell(titled(entry.title)),
        OutCell("、".join(meta.issuers) if meta and meta.issuers else hole("制定机关")),
        OutCell((meta.authority if meta else None) or hole("效力级别")),
        OutCell((meta.doc_number if meta else None) or entry.number or ""),
        OutCell(_dates(meta)),
        OutCell("、".join(sorted(entry.articles, key=_order))),
        OutCell(entry.unit or (hole("承办机构") if profile else "")),
        OutCell(_note(entry)),
    )
    places = tuple(dict.fromkeys(entry.places))
    return Row(f"r{number}", cells, Origin.SOURCE if places else Origin.COMPUTED, places)


def _order(article: str) -> int:
    """The number of 第八条第二款; others last."""
    found = _ARTICLE.match(article)
    return (parse(found[1]) if found else None) or _LAST_ARTICLE


def _dates(meta: Metadata | None) -> str:
    if meta is None or not (meta.issued_date or meta.effective_date):
        return hole("公布/施行日期")
    changed = amended(meta)
    # The text is the changed one: its first date would say it is an old text.
    first = (
        f"{_day(changed[0])}{changed[1]}" if changed else f"{_day(meta.issued_date)}公布" if meta.issued_date else ""
    )
    if not changed and meta.issued_date == meta.effective_date:
        return f"{first}、施行"
    return "，".join(d for d in (first, f"{_day(meta.effective_date)}施行" if meta.effective_date else "") if d)


def _day(iso: str | None) -> str:
    """2019-07-08 as a document prints it."""
    year, month, day = (iso or "0-0-0").split("-")
    return f"{year}年{int(month)}月{int(day)}日"


def _note(entry: _Basis) -> str:
    cited = [n for n in dict.fromkeys(entry.notes) if n.startswith("见《")]
    other = [n for n in dict.fromkeys(entry.notes) if not n.startswith("见《")]
    return "。".join(x for x in (_joined(cited[:3]), _joined(other), "" if entry.metadata else UNSEEN) if x)


_LIST = re.compile(r"；见")


def _joined(parts: Iterable[str]) -> str:
    return _LIST.sub("；", "；".join(parts))
