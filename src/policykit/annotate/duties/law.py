"""Duties of articles, their items and points: 应当, 必须, 不得, 负责 statements, and orders that go on from them."""

from __future__ import annotations

import re
from dataclasses import replace

from policykit.annotate.duties.compose import Record, read_sentence
from policykit.annotate.duties.placing import Placer
from policykit.annotate.duties.sentences import sentences
from policykit.annotate.duties.statements import binds_in_law, binds_nobody, has_duty_word, permits
from policykit.model.annotation import Duty, Role
from policykit.model.document import Clause, ClauseKind

_ORDERS = re.compile(
    r"(?:按照?|根据|依照|依据|结合|对|将|通过|并|及时|定期|严格|积极|依法|进一步|全面|主动)[^，。；]{0,30}(?:制定|建立|完善|健全|开展|加强|落实"
    r"|推进|组织|编制|公布|公开|调整|报送|做好|实行|履行|纳入|管理|处理|监督|检查)|(?:制定|建立|完善|健全|开展|加强|落实|推进|做好|编制|强化)"
)
_PENALTY = re.compile(r"的，|处罚|罚款|处分|责令|追究|警告|赔偿|没收")


def _goes_on(sentence: str) -> bool:
    """按照不同类型制定办事指南。: an order without subject that goes on from the sentence before, in an article."""
    first = re.split("，", sentence)[0]
    return (
        not _PENALTY.search(sentence)
        and not permits(sentence)
        and not binds_nobody(sentence)
        and bool(_ORDERS.match(first))
        and len(first) > 5
    )


def article_duties(clause: Clause, placer: Placer) -> list[Duty]:
    """The duties of one article, item or point. Sentences without a word of duty are passed over early."""
    out: list[Duty] = []
    if not binds_in_law(clause.text):
        return out
    text = placer.text
    article = clause.kind is ClauseKind.ARTICLE
    acting: tuple[str, ...] = ()
    for paragraph in clause.paragraphs:
        for a, b in sentences(text, paragraph.start, paragraph.end):
            sentence = text[a:b]
            if not binds_in_law(sentence):
                if acting and _goes_on(sentence):
                    out.append(placer.duty(clause.address, Record(a, b, acting, Role.RESPONSIBLE), True))
                continue
            if binds_nobody(sentence):
                continue
            reading = read_sentence(text, a, b, False)
            for record in reading.records:
                if record.inherits:
                    if not article or not has_duty_word(text[record.start : record.end]):
                        continue
                    record = replace(record, actors=acting, role=Role.RESPONSIBLE if acting else None)
                out.append(placer.duty(clause.address, record, record.inherits))
            if reading.acting:
                acting = reading.acting.names
    return out
