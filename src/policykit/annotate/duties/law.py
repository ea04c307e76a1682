"""Duties of articles, their items and points: 应当, 必须, 不得, 负责 statements, and orders that go on from them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from policykit.annotate.agencies import Kind, lexicon
from policykit.annotate.duties.compose import Record, read_sentence
from policykit.annotate.duties.placing import Placer
from policykit.annotate.duties.sentences import sentences
from policykit.annotate.duties.statements import (
    binds_in_law,
    binds_nobody,
    has_duty_word,
    may_bind_in_law,
    permits,
)
from policykit.lang.numerals import parse
from policykit.model.address import parent
from policykit.model.annotation import Duty, Role
from policykit.model.document import Clause, ClauseKind

_ORDERS = re.compile(
    r"(?:按照?|根据|依照|依据|结合|对|将|通过|并|及时|定期|严格|积极|依法|进一步|全面|主动)[^，。；]{0,30}(?:制定|建立|完善|健全|开展|加强|落实"
    r"|推进|组织|编制|公布|公开|调整|报送|做好|实行|履行|纳入|管理|处理|监督|检查)|(?:制定|建立|完善|健全|开展|加强|落实|推进|做好|编制|强化)"
)
# 发现隐患的，责令立即排除: an order to the body that must look for them, no penalty.
_FOUND_OUT = re.compile(
    r"(?:经?检查)?发现[^，。；]{2,40}的，(?:责令|依法|予以|通报|及时|立即|要求)(?![^。；]*(?:罚|处分|追究|吊销))"
)
_PENALTY = re.compile(r"的，|处罚|罚款|处分|责令|追究|警告|赔偿|没收")
# X应当履行下列职责：the items that follow are what X must do; 有下列情形之一的：they are cases.
_TASKS = re.compile(
    r"(?:下列|以下)[^，。；：]{0,16}(?:职责|职能|工作|义务|要求|规定|措施|任务|事项|事务|制度|管理|责任)：$"
)
# 维护保养制度；: what there must be is named, and the article says that it must be set up.
_NAMED = re.compile(
    r"(?![^，。；]*(?:建立|制定|健全|完善|执行|落实|编制|遵守|组织|负责|实施|拟|履行|督促|保存|提供))[^，。；]{2,18}(?:制度|规程|守则|台账|记录|档案|规范|预案|资料|文件)[；。]?"
)
_REST = ("其他", "法律", "法规", "国家", "上级")  # （六）其他应当履行的职责
_CASE = re.compile(r"的[；。，]?$")
_NTH = re.compile(r"第([^第/]+)款$")


def _goes_on(sentence: str, same: bool) -> bool:
    """按照不同类型制定办事指南。: an order without subject that goes on from the sentence before, in an article.

    `same` says that only a semicolon parts the two, so any order goes on.
    """
    first = sentence.partition("，")[0]
    if same and "发现" in first and _FOUND_OUT.match(sentence):
        return True
    return (
        bool(_ORDERS.match(first) or (same and lexicon.order().match(first)))
        and len(first) > 5
        and not _PENALTY.search(sentence)
        and not permits(sentence)
        and not binds_nobody(sentence)
    )


class LawReader:
    """Reads the articles of one document in order: an article that ends in 下列职责： says whom its items bind."""

    def __init__(self, placer: Placer) -> None:
        self._placer = placer
        self._leads: dict[str, dict[int, tuple[str, ...]]] = {}  # article -> paragraph, from 1 -> who leads its items

    def duties(self, clause: Clause) -> list[Duty]:
        """The duties of one article, item or point. Sentences without a word of duty are passed over early."""
        lead = self._lead(clause)
        if not lead and not may_bind_in_law(clause.text):
            return []
        out: list[Duty] = []
        text = self._placer.text
        acting: tuple[str, ...] = ()
        for number, paragraph in enumerate(clause.paragraphs, 1):
            same = False
            for a, b in sentences(text, paragraph.start, paragraph.end):
                sentence = text[a:b]
                if lead:
                    out.extend(self._task(clause, a, b, lead))
                elif binds_in_law(sentence):
                    records, names = self._bound(clause, a, b, acting)
                    out.extend(records)
                    acting = names or acting
                    if acting and _TASKS.search(sentence):
                        self._leads.setdefault(clause.address, {})[number] = acting
                elif acting and _goes_on(sentence, same):
                    record = Record(a, b, acting, Role.RESPONSIBLE)
                    out.append(self._placer.duty(clause.address, record, True))
                same = sentence.endswith("；")
        return out

    def _lead(self, clause: Clause) -> tuple[str, ...]:
        """Who is bound by the list that this item stands in, if its article says so."""
        if clause.kind is not ClauseKind.ITEM or not self._leads:
            return ()
        above = parent(clause.address)
        if found := _NTH.search(above):
            return self._leads.get(parent(above), {}).get(int(parse(found.group(1)) or 0), ())
        return self._leads.get(above, {}).get(1, ())

    def _task(self, clause: Clause, a: int, b: int, lead: tuple[str, ...]) -> Iterable[Duty]:
        sentence = self._placer.text[a:b]
        if _CASE.search(sentence) or permits(sentence) or _NAMED.fullmatch(sentence):
            return
        ordered = lexicon.order().match(sentence) or _ORDERS.match(sentence)
        if ordered or (binds_in_law(sentence) and not sentence.startswith(_REST)):
            yield self._placer.duty(clause.address, Record(a, b, lead, Role.RESPONSIBLE), True)

    def _bound(self, clause: Clause, a: int, b: int, acting: tuple[str, ...]) -> tuple[list[Duty], tuple[str, ...]]:
        """The duties of one sentence with a word of duty, and who goes on acting."""
        text = self._placer.text
        article = clause.kind is ClauseKind.ARTICLE
        if binds_nobody(text[a:b]) or (not article and _CASE.search(text, a, b)):
            return [], ()
        out: list[Duty] = []
        reading = read_sentence(text, a, b, ())
        for record in reading.records:
            if record.inherits:
                if not article or not has_duty_word(text[record.start : record.end]):
                    continue
                record = replace(record, actors=acting, role=Role.RESPONSIBLE if acting else None)
            out.append(self._placer.duty(clause.address, record, record.inherits))
        who = reading.acting
        if who is None or (who.kind is Kind.PERSON and "的" in who.names[0]):
            return out, ()  # 未通过考核的人员 are spoken of in this sentence only
        return out, who.names
