"""组织机构表: who leads and answers in the department, from its profile; without one, the organs a source sets up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policykit.draft.annexes.rows import basis, owner, serial
from policykit.draft.placeholder import HOLE, hole
from policykit.draft.provenance import of_text
from policykit.model.document import Document
from policykit.model.output import Annex, Column, Origin, OutCell, Provenance, Row
from policykit.model.span import Span
from policykit.model.store import DocumentStore
from policykit.profile import Profile, Unit

COLUMNS = (
    Column("序号", 0.5),
    Column("机构", 2.2),
    Column("职务", 1.4),
    Column("姓名", 1.6),
    Column("负责的工作", 3.0),
    Column("依据条款", 2.0),
)
FROM_PROFILE = "单位概况"


def build(profile: Profile | None, sources: Sequence[Document], store: DocumentStore | None = None) -> Annex:
    """主要负责人, 分管负责人 and heads of units; what the profile leaves empty is a visible hole."""
    made = _own(profile) if profile else _of_sources(sources)
    rows = tuple(_row(n, cells, places) for n, (cells, places) in enumerate(made, start=1))
    return Annex("组织机构表", f"{owner(profile)}组织机构表", COLUMNS, rows)


Cells = tuple[tuple[str, str, str, str, str], tuple[Provenance, ...]]


def _own(profile: Profile) -> Iterable[Cells]:
    head = profile.head
    post, name = (head.post, head.name) if head else (hole("职务"), hole("主要负责人"))
    yield (profile.name, post, name, "负总责", FROM_PROFILE), ()
    for deputy in profile.deputies:
        charge = f"分管{'、'.join(deputy.units)}" if deputy.units else hole("分管的工作")
        yield (profile.name, deputy.post, deputy.name, charge, FROM_PROFILE), ()
    if not profile.deputies:
        yield (profile.name, hole("职务"), hole("分管负责人"), hole("分管的工作"), FROM_PROFILE), ()
    for unit in profile.units:
        yield (unit.name, "负责人", unit.head or hole("科室负责人"), _posts(unit), FROM_PROFILE), ()


def _posts(unit: Unit) -> str:
    return "、".join(p.name for p in unit.posts)


def _of_sources(sources: Sequence[Document]) -> Iterable[Cells]:
    for document in sources:
        for organ in document.organs:
            clause = document.clause(organ.clause)
            for post in organ.posts:
                for name in post.names:
                    at = clause.text.find(name) if clause else -1
                    if clause is None or at < 0:
                        continue
                    place = of_text(document, clause, Span(at, at + len(name)))
                    yield (organ.name, post.role, name, "", basis(place)), (place,)


def _row(number: int, cells: tuple[str, ...], places: tuple[Provenance, ...]) -> Row:
    if places:
        source = Origin.SOURCE
    else:
        source = Origin.PLACEHOLDER if HOLE.search("".join(cells)) else Origin.PROFILE
    return Row(f"r{number}", (serial(number), *(OutCell(c) for c in cells)), source, places)
