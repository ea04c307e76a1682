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


_SOFT = re.compile(r"意义|重要性|必要性|形势|认识|背景|现状|基本情况")


def soft(heading: str | None) -> bool:
    """A section on importance or background: only an order to somebody (X要…) binds there."""
    return bool(heading) and bool(_SOFT.search(heading or ""))


def aimless(heading: str | None) -> bool:
    """Whether a heading announces aims, principles, background: text that sets no duty."""
    if not heading:
        return False
    bare = _TIME_BRACKET.sub("", heading.strip()).rstrip("。：；，")
    return len(bare) <= 24 and bool(_headings().search(bare)) and not re.search(r"任务|措施|要求(?!$)|分工|职责", bare)


def can_bind(clause: Clause, by_address: dict[str, Clause]) -> bool:
    """Whether the clause stands in a section that can set duties."""
    if clause.kind in _DUTYLESS:
        return False
    address = clause.address
    while address:
        here = by_address.get(address)
        if (
            here is not None
            and here.kind is not ClauseKind.CHAPTER
            and aimless(here.heading)
            and not soft(here.heading)
        ):
            return False
        address = parent(address)
    return True
