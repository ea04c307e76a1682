"""The rule `duties`: reads every clause and table of a document for who must do what, by when."""

from __future__ import annotations

import re
from dataclasses import replace

from policykit.annotate.duties.compose import Record
from policykit.annotate.duties.law import LawReader
from policykit.annotate.duties.outline import OutlineReader
from policykit.annotate.duties.placing import Placer
from policykit.annotate.duties.sections import Sections
from policykit.annotate.duties.sentences import sentences
from policykit.annotate.duties.tables import table_duties
from policykit.model.annotation import Duty, Role
from policykit.model.document import Clause, ClauseKind, Document

_LAW_KINDS = (ClauseKind.ARTICLE, ClauseKind.ITEM, ClauseKind.POINT)
# 请认真组织实施, but not 请径向市司法局反映: an offer of help binds nobody.
_REQUEST = re.compile(
    r"(?:^|，)请(?!径|(?:及时|直接)?(?:向|与|同|和|拨打|致电|登录|联系|咨询)[^，。]{0,40}(?:反映|联系|咨询|沟通|查询|$))"
)


def duties(document: Document) -> Document:
    """The document with its duties. Clauses, tables and time limits must be there already."""
    placer = Placer(document)
    by_address = {c.address: c for c in document.clauses}
    sections = Sections(by_address)
    outline, law = OutlineReader(placer, by_address), LawReader(placer)
    out: list[Duty] = []
    for clause in document.clauses:
        if not clause.paragraphs or not clause.text:
            continue
        if clause.kind in (ClauseKind.COVER, ClauseKind.PREAMBLE):
            asked = _requests(clause, placer, document.metadata.addressees)
            out.extend(asked)
            if clause.kind is ClauseKind.COVER:
                said = (d for d in outline.duties(clause) if d.actors)
                out.extend(d for d in said if not any(d.span.overlaps(a.span) for a in asked))
        elif sections.can_bind(clause):
            out.extend(law.duties(clause) if clause.kind in _LAW_KINDS else outline.duties(clause))
    out.extend(table_duties(document))
    return replace(document, duties=tuple(out))


def _requests(clause: Clause, placer: Placer, addressees: tuple[str, ...]) -> list[Duty]:
    """请认真组织实施 binds the addressees."""
    out: list[Duty] = []
    if not addressees or "请" not in clause.text:
        return out
    text = placer.text
    for paragraph in clause.paragraphs:
        for a, b in sentences(text, paragraph.start, paragraph.end):
            if found := _REQUEST.search(text[a:b]):
                begin = max(text.rfind("，", a, a + found.start()) + 1, a)
                out.append(placer.duty(clause.address, Record(begin, b, addressees, Role.RESPONSIBLE), True))
    return out
