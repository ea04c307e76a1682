"""Duties of outline documents: units with headings, notes of responsible bodies, and actors that go on acting."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from policykit.annotate.agencies import Kind, actor_at, split_actors
from policykit.annotate.duties.compose import Reading, read_sentence
from policykit.annotate.duties.placing import Placer
from policykit.annotate.duties.responsible import Answerable, notes
from policykit.annotate.duties.roles import inherited_role
from policykit.annotate.duties.sections import soft
from policykit.annotate.duties.sentences import open_label, sentences
from policykit.annotate.duties.statements import binds_nobody, has_duty_word, tells
from policykit.model.address import parent
from policykit.model.annotation import Duty, Role
from policykit.model.document import Clause, ClauseKind

_AIMED_AT = r"(?:^|，|并)(?:支持|鼓励|引导|督促|指导|推动|要求|帮助|监督|组织|责令)(?:各类?|有关|相关)?"
_SELF = re.compile(r"本机关|本部门|本单位|以上内容|本科")
_COUNTED = re.compile(r"方面共?[0-9一二三四五六七八九十]{1,2}项：")  # 科技金融方面3项：…；…。
_COUNTING = re.compile(
    r"方面共?[0-9一二三四五六七八九十]{1,2}项：|(?:范围|内容|情形|事项|对象)(?:主要|具体)?(?:包括|如下|为|有)："
)
_LIST = re.compile(r"(?:下列|以下|如下|之一的?)[^。；：]{0,40}：(?=$|\n)")
# 符合下列条件的，予以保留：，重点是： — the items below say whom or what, not what to do.
_CRITERIA = re.compile(
    r"(?:符合|具备|满足|达到|存在|具有|属于|有)(?:下列|以下|如下)[^。；：，]{0,12}(?:要求|条件|情形|问题|行为|情况|标准|规定)之?一?的?"
    r"(?:(?!按|依照|下列|以下|如下)[^。；：\n]){0,30}[：。]?$"
    r"|(?:重点|范围|对象|条件|情形|材料)(?:主要|分别)?(?:是|为|包括|有|如下)：$"
)
_TASKS_OF = re.compile(r"(?:及其|的)?(?:主要|工作|具体)?(?:职责|任务|职能)(?:分工|任务)?$")
_CASE = re.compile(r"的(?:其他[^，。；]{1,6})?[；。]?\s*$")
# 有下列行为之一的，依照规定处理。 and the items below it say which.
_CASES_BELOW = re.compile(r"(?:下列|以下|如下)[^。；：\n]{2,80}。$")
# 涉及民生的企业: a class of regulated parties, which does not act on in the next sentence.
_REGULATED = re.compile(
    r"(?:涉及|符合|不?具备|没有|未|从事|存在|不?满足)[^，。；]*的(?:企业|单位|场所|商户|项目|学校)$"
)
_NO_BODY = ("机构", "队伍", "企业", "组织", "单位", "社区", "学校")  # headings that name a topic, not a body
_BLANK = " \u3000\t"
_FIRST_LEADS = re.compile(r"(?:列|排)(?:名|在|于)?(?:首位|第一位?|第一)[的者]?(?:单位|部门)?(?:为|是)牵头")


class OutlineReader:
    """Reads the units of one document in order: names given in one (以下简称…) hold for the next."""

    def __init__(self, placer: Placer, by_address: dict[str, Clause]) -> None:
        self._placer = placer
        self._by_address = by_address
        self._alias: str | None = None
        self._leads: dict[str, tuple[str, ...]] = {}
        self._cases: set[str] = set()  # units that end in 下列…：, so that items ending in 的 are cases
        self._criteria: set[str] = set()  # units whose items are conditions, not orders
        self._first_leads = bool(_FIRST_LEADS.search(placer.text))

    def duties(self, clause: Clause) -> list[Duty]:
        """The duties of one unit, in print order."""
        unit = _Unit(self._initial(clause), self._tight(clause), self._notes(clause))
        out: list[Duty] = []
        text = self._placer.text
        criterion = parent(clause.address) in self._criteria
        listed = criterion or parent(clause.address) in self._cases or _LIST.search(clause.text) is not None
        if _CRITERIA.search(clause.text or clause.heading or ""):
            self._criteria.add(clause.address)
        if _CASES_BELOW.search(clause.text):
            self._cases.add(clause.address)
        for paragraph in clause.paragraphs:
            counting = False  # inside 范围包括：…；…； where the parts are no orders
            for a, b in sentences(text, paragraph.start, paragraph.end):
                if listed and _CASE.search(text, a, b):
                    continue
                if criterion and not has_duty_word(text[a:b]):
                    continue
                if counting and not has_duty_word(text[a:b]):
                    counting = text[b - 1] == "；"
                    continue
                counting = text[b - 1] == "；" and bool(_COUNTING.search(text, a, b))
                if counting and _COUNTED.search(text, a, b):
                    continue
                out.extend(self._sentence(clause, a, b, unit))
        return out

    def _sentence(self, clause: Clause, a: int, b: int, unit: _Unit) -> Iterable[Duty]:
        text = self._placer.text
        if binds_nobody("".join(text[a:b].split())):
            return
        start, label = open_label(text, a, b)
        answer = unit.answer(start)
        if answer is not None and answer.start <= start:
            # A note stands behind the full stop of its own sentence: what follows it is another.
            start, label = open_label(text, min(answer.end, b), b)
            answer = unit.answer(start)
        end = b
        if answer is not None and answer.start < b:
            if answer.start <= start:
                return
            end = answer.start
        while start < end and text[start] in _BLANK:
            start += 1
        body = text[start:end]
        if len(body.strip("。；，：、 ")) < 4 or binds_nobody(body):
            return
        if label and (named := read_sentence(label[:-1], 0, len(label) - 1, ()).acting):
            unit.acting = named.names
        reading = read_sentence(text, start, end, unit.acting if answer is None else ())
        if _LIST.search(body):
            self._cases.add(clause.address)
        if body.endswith("：") and not reading.acting:
            return
        yield from self._records(clause, reading, unit, answer)
        if reading.acting and body.endswith("；"):
            unit.same = reading.acting.names
        elif not body.endswith("；"):
            unit.same = ()
        if unit.tight and not has_duty_word(body):
            return  # 多年来，各地区积极探索…: who acted, not who must
        acting = reading.acting or reading.allowed
        if reading.held:
            unit.acting = ()
        if reading.assisting and unit.acting:
            return  # 县水利局牵头整治；县公安局配合；月底前完成: the one named before goes on
        if acting and acting.kind is Kind.BODY and acting.names != ("企业",) and not _REGULATED.match(acting.names[0]):
            unit.acting = acting.names
            self._alias = acting.alias or self._alias
            if body.endswith("："):
                self._leads[clause.address] = unit.acting

    def _records(self, clause: Clause, reading: Reading, unit: _Unit, answer: Answerable | None) -> Iterable[Duty]:
        for record in reading.records:
            part = self._placer.text[record.start : record.end]
            if record.inherits and answer is not None:
                if not binds_nobody(part):
                    for role, names in answer.groups:
                        noted = replace(record, actors=names, role=role)
                        yield self._placer.duty(clause.address, noted, True)
                continue
            if record.inherits and tells(part):
                continue
            if unit.tight and (not unit.acting if record.inherits else not has_duty_word(part)):
                continue
            if record.inherits:
                names = () if reading.told else self._heir(clause, part, unit.acting) or unit.same
                record = replace(record, actors=names, role=inherited_role(part) if names else None)
            yield self._placer.duty(clause.address, record, record.inherits)

    def _heir(self, clause: Clause, part: str, acting: tuple[str, ...]) -> tuple[str, ...]:
        """Who goes on acting: the body before in the unit, else the one the text calls 本机关 and has named."""
        if any(re.search(_AIMED_AT + re.escape(name), part) for name in acting):
            return ()  # 支持保险机构加快创新: it is spoken to by somebody else
        if acting or not self._alias:
            return acting
        above = self._by_address.get(parent(clause.address))
        context = part + (clause.heading or "") + ((above.heading or "") if above else "")
        return (self._alias,) if _SELF.search(context) else ()

    def _initial(self, clause: Clause) -> tuple[str, ...]:
        """Who acts from the start: the body that the heading is, or the one the parent's lead-in names."""
        heading = (clause.heading or "").strip("。：； ")
        if heading:  # a titled unit is a section of its own
            return self._titled(heading)
        # A bare item goes on with the sentence above it, or is one of the tasks the heading above gives to a body.
        above = parent(clause.address)
        if above in self._leads or above not in self._by_address:
            return self._leads.get(above, ())
        over = self._by_address[above].heading or ""
        return self._titled(over.strip("。：； ")) if _TASKS_OF.search(over) else ()

    def _titled(self, heading: str) -> tuple[str, ...]:
        """The body that a heading is (市司法局), or whose tasks it announces (市司法局主要职责)."""
        body = _TASKS_OF.sub("", heading)
        if 1 < len(body) <= 30 and not body.endswith(_NO_BODY):
            actor = actor_at(body + "依法", 0)
            if actor and actor.kind is Kind.BODY and actor.end == len(body):
                return split_actors(body)
        return ()

    def _tight(self, clause: Clause) -> bool:
        """Whether the unit, or one above it, speaks of importance, or is a notice's own words: there only an order to
        somebody binds."""
        if clause.kind is ClauseKind.COVER:
            return True
        address = clause.address
        while address:
            here = self._by_address.get(address)
            if here is not None and soft(here.heading):
                return True
            address = parent(address)
        return False

    def _notes(self, clause: Clause) -> list[Answerable]:
        out: list[Answerable] = []
        for paragraph in clause.paragraphs:
            at = paragraph.start
            for note in notes(paragraph.of(self._placer.text)):
                groups = _first_leading(note.groups) if self._first_leads else note.groups
                out.append(Answerable(note.start + at, note.end + at, groups))
        return sorted(out, key=lambda n: n.end)


class _Unit:
    """What holds while one unit is read: who acts, whether it is a section on importance, the notes behind items."""

    def __init__(self, acting: tuple[str, ...], tight: bool, noted: list[Answerable]) -> None:
        self.acting = acting
        self.tight = tight
        self.same: tuple[str, ...] = ()  # who acts in the parts of one sentence, persons too
        self._noted = noted
        self._ends = [n.end for n in noted]

    def answer(self, at: int) -> Answerable | None:
        """The first note that ends behind `at`: it answers for what stands before it."""
        index = bisect_right(self._ends, at)
        return self._noted[index] if index < len(self._noted) else None


def _first_leading(groups: tuple[tuple[Role, tuple[str, ...]], ...]) -> tuple[tuple[Role, tuple[str, ...]], ...]:
    """列首位的为牵头单位: the first of several bodies leads, the others answer."""
    if len(groups) == 1 and groups[0][0] is Role.RESPONSIBLE and len(groups[0][1]) > 1:
        first, *others = groups[0][1]
        return ((Role.LEAD, (first,)), (Role.RESPONSIBLE, tuple(others)))
    return groups
