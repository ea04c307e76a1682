"""施行: from when a document holds, as its own clauses say."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policykit.lang import dates
from policykit.model.document import Clause, HistoryEntry

_TAKES_EFFECT = re.compile(r"自(?P<d>[^，。；自]{6,20}?)(?:起|之日起)[^，。；]{0,4}(?:施行|实施|执行|生效|试行)")
_LAST = 12


def effective_date(clauses: Iterable[Clause], history: Iterable[HistoryEntry], title: str | None) -> str | None:
    """The date of 自…起施行 in the closing clauses, else in the promulgation note. Relative terms give None.

    《甲办法》自…起施行 counts only if that is the document's own `title`.
    """
    found: str | None = None
    for clause in clauses:
        if "行" in clause.text or "效" in clause.text:
            for mention in _TAKES_EFFECT.finditer(clause.text):
                before = clause.text[max(0, mention.start() - 100) : mention.start()]
                date = dates.parse_date(mention["d"])
                if date and not (before.endswith("》") and not (title and before.endswith(f"《{title}》"))):
                    found = date
    if found:
        return found
    for entry in history:
        mention_in = _TAKES_EFFECT.search(entry.text + "起施行" if entry.event == "施行" else entry.text)
        if mention_in and dates.parse_date(mention_in["d"]):
            return dates.parse_date(mention_in["d"])
        if entry.event == "施行" and entry.date:
            return entry.date
    return None
