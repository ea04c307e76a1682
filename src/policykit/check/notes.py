"""备注: what somebody wrote beside a duty neither weakens it nor puts it off; what no source says was not checked."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policykit.check.limits import due, later
from policykit.check.model import Answer, Borne, Demand, Finding, Severity, Subject, Unchecked, shortened
from policykit.check.tables import BEARING, NOTE
from policykit.check.words import plain

NAME = "备注"
_APART = re.compile(r"[，。；、\n]")
_WEAKER = re.compile(
    r"暂缓|缓办|可以?不|不再|视情|原则上|力争|争取|尽量|延期|延后|推迟|顺延|延至|延长|免于|无需|不必|酌情"
)


def check(subject: Subject) -> Iterable[Answer]:
    by_key = subject.by_key
    kinds = {t.place: t.kind for t in subject.tables}
    for borne in subject.borne:
        key = borne.key or borne.altered
        if borne.row is not None and key and kinds[borne.table] in BEARING:
            yield from _note(borne, borne.row.get(*NOTE), by_key[key])


def _note(borne: Borne, note: str, demand: Demand) -> Iterable[Answer]:
    said = plain(note)
    if not said or said in plain(demand.source) or said in plain(demand.text) or said == plain(demand.basis):
        return
    weaker = _WEAKER.search(note)
    limits = [part for part in _APART.split(note) if due(part, demand.year).known]
    put_off = [p for p in limits if demand.source_deadline and later(p, demand.source_deadline, demand.year)]
    if put_off:
        wrong = f"备注里的时限“{shortened(put_off[0])}”晚于来文的“{demand.source_deadline}”（{demand.place}）"
        yield _fault(borne, "note.later", wrong, "时限可以提前，不能推后；删去或者改正备注。")
    elif weaker is not None and weaker[0] not in demand.source:
        wrong = f"备注写了“{weaker[0]}”，来文没有这样说：“{shortened(demand.source)}”"
        yield _fault(borne, "note.weaker", wrong, "要求不能因备注放宽；删去或者改正备注。")
    else:
        reason = f"备注“{shortened(note)}”不在来文和分工记录里，没有核对，发文前请看一看"
        yield Unchecked(NAME, borne.place, shortened(borne.text), reason)


def _fault(borne: Borne, code: str, wrong: str, advice: str) -> Finding:
    key = borne.key or borne.altered
    return Finding(NAME, code, Severity.ERROR, borne.place, shortened(borne.text), wrong, advice, key)
