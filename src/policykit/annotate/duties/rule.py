"""The rule `duties`: reads every clause and table of a document for who must do what, by when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from policykit.annotate.agencies import Kind, actor_at, split_actors
from policykit.annotate.duties.compose import Record, read_sentence
from policykit.annotate.duties.responsible import Answerable, notes
from policykit.annotate.duties.sections import can_bind, soft
from policykit.annotate.duties.sentences import open_label, sentences
from policykit.annotate.duties.statements import (
    binds_in_law,
    directive,
    has_duty_word,
    modality,
    permits,
    states_only,
    tells,
)
from policykit.annotate.duties.tables import table_duties
from policykit.model.address import parent
from policykit.model.annotation import Deadline, Duty, Role
from policykit.model.document import Clause, ClauseKind, Document
from policykit.model.span import Span

_LAW_KINDS = (ClauseKind.ARTICLE, ClauseKind.ITEM, ClauseKind.POINT)
_ORDERS = re.compile(
    r"(?:按照?|根据|依照|依据|结合|对|将|通过|并|及时|定期|严格|积极|依法|进一步|全面|主动)[^，。；]{0,30}(?:制定|建立|完善|健全|开展|加强|落实"
    r"|推进|组织|编制|公布|公开|调整|报送|做好|实行|履行|纳入|管理|处理|监督|检查)|(?:制定|建立|完善|健全|开展|加强|落实|推进|做好|编制|强化)"
)
_COUNTING = re.compile(r"(?:范围|内容|情形|事项|对象)(?:主要|具体)?(?:包括|如下|为|有)：")
_NO_BODY = ("机构", "队伍", "企业", "组织", "单位", "社区", "学校")  # headings that name a topic, not a body
_REQUEST = re.compile(r"(?:^|，)请")
_SELF = re.compile(r"本机关|本部门|本单位|以上内容|本科")
_ALIAS = re.compile(r"（(?:以下|下)?(?:统)?简?称为?[：:]?([^（）]{2,24})）")


def duties(document: Document) -> Document:
    """The document with its duties. Clauses, tables and deadlines must be there already."""
    return replace(document, duties=tuple(_Reader(document).read()))


@dataclass(slots=True)
class _Running:
    """The body that acts in the sentence before, and whether it may be inherited."""

    names: tuple[str, ...] = ()
    kind: Kind = Kind.BODY


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.by_address = {c.address: c for c in document.clauses}
        self.law = any(c.kind is ClauseKind.ARTICLE for c in document.clauses)
        self.deadlines: dict[str, list[Deadline]] = {}
        for d in document.deadlines:
            self.deadlines.setdefault(d.clause, []).append(d)
        self.alias: str | None = None
        self.tight = False
        self.leads: dict[str, tuple[str, ...]] = {}

    def read(self) -> list[Duty]:
        out: list[Duty] = []
        for clause in self.document.clauses:
            if not clause.paragraphs or not clause.text:
                continue
            if clause.kind in (ClauseKind.COVER, ClauseKind.PREAMBLE):
                out.extend(self._requests(clause))
            elif can_bind(clause, self.by_address):
                out.extend(self._law_clause(clause) if clause.kind in _LAW_KINDS else self._outline_clause(clause))
        out.extend(table_duties(self.document, self.deadlines))
        return out

    def _requests(self, clause: Clause) -> list[Duty]:
        """请认真组织实施 binds the addressees; nothing else in a cover or preamble does."""
        addressees = self.document.metadata.addressees
        out: list[Duty] = []
        if not addressees:
            return out
        text = self.document.text.value
        for paragraph in clause.paragraphs:
            for a, b in sentences(text, paragraph.start, paragraph.end):
                if found := _REQUEST.search(text, a, b):
                    begin = found.start() if found.start() == a else self._clause_start(text, a, found.start())
                    record = Record(begin, b, addressees, Role.RESPONSIBLE)
                    out.append(self._duty(clause, record, inherited=True))
        return out

    @staticmethod
    def _clause_start(text: str, a: int, at: int) -> int:
        """请 with the stretch before it (现印发给你们，请…)."""
        return max(text.rfind("，", a, at) + 1, a)

    def _law_clause(self, clause: Clause) -> list[Duty]:
        text = self.document.text.value
        out: list[Duty] = []
        running = _Running()
        item = clause.kind is not ClauseKind.ARTICLE
        for paragraph in clause.paragraphs:
            if not binds_in_law(clause.text):
                break
            for a, b in sentences(text, paragraph.start, paragraph.end):
                sentence = text[a:b]
                if not binds_in_law(sentence):
                    if running.names and _goes_on(sentence):
                        record = Record(a, b, running.names, Role.RESPONSIBLE)
                        out.append(self._duty(clause, record, True))
                    continue
                if states_only(sentence):
                    continue
                reading = read_sentence(text, a, b, False)
                for record in reading.records:
                    inherited = record.inherits
                    if inherited:
                        if item or not has_duty_word(text[record.start : record.end]):
                            continue
                        record = replace(record, actors=running.names, role=Role.RESPONSIBLE if running.names else None)
                    out.append(self._duty(clause, record, inherited and bool(record.actors)))
                if reading.acting:
                    running = _Running(reading.acting.names, reading.acting.kind)
        return out

    def _outline_clause(self, clause: Clause) -> list[Duty]:
        text = self.document.text.value
        out: list[Duty] = []
        running = self._initial(clause)
        self.tight = soft(clause.heading)
        notes_here = [n for p in clause.paragraphs for n in _placed(text, p)]
        for paragraph in clause.paragraphs:
            counting = False
            for a, b in sentences(text, paragraph.start, paragraph.end):
                if counting and not has_duty_word(text[a:b]):
                    counting = text[b - 1] == "；"
                    continue
                counting = bool(_COUNTING.search(text, a, b)) and text[b - 1] == "；"
                running = self._sentence(clause, a, b, running, notes_here, out)
        return out

    def _sentence(
        self, clause: Clause, a: int, b: int, running: _Running, noted: list[Answerable], out: list[Duty]
    ) -> _Running:
        text = self.document.text.value
        if states_only("".join(text[a:b].split())) and not has_duty_word(text[a:b]):
            return running
        start, label = open_label(text, a, b)
        end = b
        answer = next((n for n in noted if n.end > start), None)
        for note in noted:
            if note.start <= start < note.end:
                return running
            if start < note.start < b:
                end = min(end, note.start)
        while start < end and text[start] in " \u3000\t":
            start += 1
        body = text[start:end]
        if len(body.strip("。；，：、 ")) < 4:
            return running
        if label and (named := read_sentence(label[:-1], 0, len(label) - 1, False).acting):
            running = _Running(named.names, named.kind)
        reading = read_sentence(text, start, end, bool(running.names) and answer is None)
        if reading.acting and reading.acting.alias:
            self.alias = reading.acting.alias
        if body.endswith("：") and not reading.acting:
            return running
        if states_only(body) and not has_duty_word(body):
            return running
        for record in reading.records:
            inherited = record.inherits
            part = text[record.start : record.end]
            if inherited and (states_only(part) and not has_duty_word(part) or (answer is None and tells(part))):
                continue
            if self.tight and (not running.names if inherited else not has_duty_word(part)):
                continue
            if inherited and answer is not None:
                for role, names in answer.groups:
                    out.append(self._duty(clause, replace(record, actors=names, role=role), True))
                continue
            if inherited:
                names = () if reading.told else self._heir(clause, part, running)
                if not names and not (directive(part) or not permits(part)):
                    continue
                record = replace(record, actors=names, role=Role.RESPONSIBLE if names else None)
            out.append(self._duty(clause, record, inherited and bool(record.actors)))
        if reading.acting and reading.acting.kind is Kind.BODY:
            running = _Running(reading.acting.names, reading.acting.kind)
            if body.endswith("："):
                self.leads[clause.address] = running.names
        return running

    def _heir(self, clause: Clause, part: str, running: _Running) -> tuple[str, ...]:
        if running.names:
            return running.names
        above = self.by_address.get(parent(clause.address))
        context = part + (clause.heading or "") + ((above.heading or "") if above else "")
        if self.alias and _SELF.search(context):
            return (self.alias,)
        return ()

    def _initial(self, clause: Clause) -> _Running:
        """Who acts from the start: the body that the heading is, or the parent's lead-in names."""
        heading = (clause.heading or "").strip("。：； ")
        if heading and len(heading) <= 30:
            actor = actor_at(heading + "依法", 0)
            if actor and actor.kind is Kind.BODY and actor.end == len(heading) and not heading.endswith(_NO_BODY):
                return _Running(split_actors(heading), Kind.BODY)
        return _Running(self.leads.get(parent(clause.address), ()))

    def _duty(self, clause: Clause, record: Record, inherited: bool) -> Duty:
        text = self.document.text.value
        start, end = record.start, record.end
        while start < end and text[start] in " \u3000\t，":
            start += 1
        action = text[start:end]
        return Duty(
            clause=clause.address,
            actors=record.actors,
            role=record.role if record.actors else None,
            modality=modality(action),
            action=action.rstrip(),
            deadline=self._deadline(clause.address, start, end),
            span=Span(start, start + len(action.rstrip())),
            inherited=inherited,
        )

    def _deadline(self, address: str, start: int, end: int) -> str | None:
        own = self.deadlines.get(address, ())
        for d in own:
            if start <= d.span.start < end and not d.in_heading:
                return d.text
        while address:
            for d in self.deadlines.get(address, ()):
                if d.in_heading:
                    return d.text
            address = parent(address)
        return None


_PENALTY = re.compile(r"的，|处罚|罚款|处分|责令|追究|警告|赔偿|没收")


def _goes_on(sentence: str) -> bool:
    """按照不同类型制定办事指南。: an order without subject that goes on from the sentence before, in an article."""
    first = re.split("，", sentence)[0]
    return (
        not _PENALTY.search(sentence)
        and not permits(sentence)
        and not states_only(sentence)
        and bool(_ORDERS.match(first))
        and len(first) > 5
    )


def _placed(text: str, paragraph: Span) -> list[Answerable]:
    """The notes of a paragraph with offsets in the document's text."""
    at = paragraph.start
    return [Answerable(n.start + at, n.end + at, n.groups) for n in notes(text[paragraph.start : paragraph.end])]
