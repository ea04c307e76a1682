"""Which clauses can set duties at all: aims, principles, preambles and signatures do not."""

from __future__ import annotations

import re
from functools import cache

from policykit.annotate.agencies.lexicon import lines
from policykit.model.address import parent
from policykit.model.document import Clause, ClauseKind

_ROOM = "policykit.annotate.duties"
_DUTYLESS = (ClauseKind.SIGNATURE, ClauseKind.ATTACHMENT, ClauseKind.PART, ClauseKind.CHAPTER, ClauseKind.SECTION)
_TIME_BRACKET = re.compile(r"（[^（）]*）$")


@cache
def _headings() -> re.Pattern[str]:
    return re.compile("|".join(lines("headings.txt", _ROOM)))


_SOFT = re.compile(r"^附则$|意义|重要性|必要性|形势|认识|背景|现状|基本情况")


def soft(heading: str | None) -> bool:
    """A section on importance or background: only an order to somebody (X要…) binds there."""
    return bool(heading) and bool(_SOFT.search(heading or ""))


def aimless(heading: str | None) -> bool:
    """Whether a heading announces aims, principles, background: text that sets no duty."""
    if not heading:
        return False
    bare = _TIME_BRACKET.sub("", heading.strip()).rstrip("。：；，")
    return len(bare) <= 24 and bool(_headings().search(bare)) and not re.search(r"任务|措施|要求(?!$)|分工|职责", bare)


class Sections:
    """The sections of one document. What was found of a section holds for all that stands in it."""

    def __init__(self, by_address: dict[str, Clause]) -> None:
        self._by_address = by_address
        self._aimless: dict[str, bool] = {"": False}

    def can_bind(self, clause: Clause) -> bool:
        """Whether the clause stands in a section that can set duties."""
        if clause.kind in _DUTYLESS or (clause.heading and self._aims(clause)):
            return False
        return not self._in_aims(parent(clause.address))

    def _in_aims(self, address: str) -> bool:
        chain: list[str] = []
        while address not in self._aimless:
            chain.append(address)
            address = parent(address)
        found = self._aimless[address]
        for below in reversed(chain):
            here = self._by_address.get(below)
            found = found or (here is not None and self._aims(here))
            self._aimless[below] = found
        return found

    @staticmethod
    def _aims(here: Clause) -> bool:
        return here.kind is not ClauseKind.CHAPTER and aimless(here.heading) and not soft(here.heading)
