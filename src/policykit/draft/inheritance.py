"""What a draft took over from its sources: kept word for word, localised, left out and why, added and on what basis."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policykit.draft.account import Printed
from policykit.draft.places import Place, places
from policykit.draft.provenance import of_place
from policykit.model.document import Document
from policykit.model.output import Draft, Dropped, Kind, Line, Localisation, Origin, Provenance

_UNIT = re.compile(r"（责任科室：[^（）]{1,200}）")
_OWN_BASIS = "依据："
_FURNITURE = (
    Kind.ISSUER_MARK,
    Kind.DOC_NUMBER,
    Kind.HEAD_MARK,
    Kind.TITLE,
    Kind.SALUTATION,
    Kind.ATTACHMENT_NOTE,
    Kind.SIGNATURE,
    Kind.DATE,
    Kind.IMPRINT,
)
BASIS = {
    Origin.PROFILE: "单位概况",
    Origin.COMPUTED: "按方案的内容生成",
    Origin.PLACEHOLDER: "待填写，由人补上后说明依据",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """Words of a source that the draft prints, the paragraph they stand in, and what was changed."""

    source: Provenance
    line: str
    changes: tuple[Localisation, ...] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """Words that are in no source, and what they rest on; an empty basis has to be supplied."""

    text: str
    basis: str


@dataclass(frozen=True, slots=True)
class Inheritance:
    """`missing` are duties of the sources that are neither printed nor left out with a reason; there should be none."""

    kept: tuple[Taken, ...]
    localised: tuple[Taken, ...]
    dropped: tuple[Dropped, ...]
    added: tuple[Added, ...]
    missing: tuple[Provenance, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing of the sources is unaccounted for and nothing stands there without a basis."""
        return not self.missing and all(d.reason for d in self.dropped) and all(a.basis for a in self.added)


def inheritance(draft: Draft, sources: Iterable[Document]) -> Inheritance:
    """Sort everything the draft prints, and every duty of its sources, into the four."""
    kept: list[Taken] = []
    localised: list[Taken] = []
    added: list[Added] = []
    for line in draft.lines:
        for source in line.sources:
            made = tuple(c for c in line.changes if c.before in source.quote)
            (localised if made else kept).append(Taken(source, line.text, made))
        if line.sources:
            added += [Added(m[0], "单位概况的科室职责，时限依来文") for m in _UNIT.finditer(line.text)]
        elif line.kind not in _FURNITURE:
            added.append(Added(line.text, _basis(line, draft.template)))
    return Inheritance(tuple(kept), tuple(localised), draft.dropped, tuple(added), tuple(_missing(draft, sources)))


def _basis(line: Line, template: str) -> str:
    own = next((r.partition(_OWN_BASIS)[2] for r in line.remarks if _OWN_BASIS in r), None)
    if own is not None:
        return "" if own.startswith("没有写明") else own
    return BASIS.get(line.origin, f"模板《{template}》的固定用语")


def _missing(draft: Draft, sources: Iterable[Document]) -> Iterable[Provenance]:
    printed = Printed(p for line in draft.lines for p in line.sources)
    left = {(d.source.doc_id, d.source.address, d.source.quote) for d in draft.dropped}
    for document in sources:
        for place in places(document):
            for source in _sources(document, place):
                known = (source.doc_id, source.address, source.quote) in left
                if not known and not printed.holds(source):
                    yield source


def _sources(document: Document, place: Place) -> Sequence[Provenance]:
    if place.sentence is not None:
        return (place.sentence.source, *(p.source for p in place.items))
    return tuple(of_place(document, d.clause, d.action) for d in place.duties)
