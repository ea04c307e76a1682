"""Places a record in its document: the words of the action, its span, modality and the time limit that applies."""

from __future__ import annotations

from bisect import bisect_left

from policykit.annotate.duties.compose import Record
from policykit.annotate.duties.statements import modality
from policykit.model.address import parent
from policykit.model.annotation import Duty
from policykit.model.document import Document
from policykit.model.span import Span

_BLANK = " \u3000\t，"


class Placer:
    """Makes duties of records. A limit in the sentence holds for it; else the one in the heading of its unit."""

    def __init__(self, document: Document) -> None:
        self.text = document.text.value
        self._printed: dict[str, list[tuple[int, str]]] = {}
        self._headed: dict[str, str] = {}
        for limit in document.deadlines:
            if limit.in_heading:
                self._headed.setdefault(limit.clause, limit.text)
            else:
                self._printed.setdefault(limit.clause, []).append((limit.span.start, limit.text))
        for limits in self._printed.values():
            limits.sort()

    def duty(self, address: str, record: Record, inherited: bool) -> Duty:
        start, end = record.start, record.end
        while start < end and self.text[start] in _BLANK:
            start += 1
        action = self.text[start:end].rstrip()
        return Duty(
            clause=address,
            actors=record.actors,
            role=record.role if record.actors else None,
            modality=modality(action),
            action=action,
            deadline=self._limit(address, start, end),
            span=Span(start, start + len(action)),
            inherited=inherited and bool(record.actors),
        )

    def _limit(self, address: str, start: int, end: int) -> str | None:
        own = self._printed.get(address, [])
        at = bisect_left(own, (start, ""))
        if at < len(own) and own[at][0] < end:
            return own[at][1]
        while address and self._headed:
            if address in self._headed:
                return self._headed[address]
            address = parent(address)
        return None
