"""施行: from when a document holds, as its own clauses say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from policykit.lang import dates
from policykit.model.document import Clause, HistoryEntry

_TAKES_EFFECT = re.compile(r"自(?P<d>[^，。；自]{6,20}?)(?:起|之日起)[^，。；]{0,4}(?:施行|实施|执行|生效|试行)")
_ON_PROMULGATION = re.compile(
    r"(?:本|自)[^，。；《》]{0,14}(?:公布|发布|颁布|印发|下发|发文|签发)之日起(?:正式)?(?:施行|实施|执行|生效|试行)"
)
_LAST = 12


def effective_date(
    clauses: Iterable[Clause], history: Sequence[HistoryEntry], title: str | None, issued: str | None = None
) -> str | None:
    """The date of 自…起施行 in the closing clauses, else in the promulgation note.

    《甲办法》自…起施行 counts only if that is the document's own `title`. 自公布之日起 is the day of promulgation: that
    of the note, or the day `issued` where there is no note. Other relative terms give None.
    """
    found: str | None = None
    promulgated = False
    for clause in clauses:
        if "行" in clause.text or "效" in clause.text:
            for mention in _TAKES_EFFECT.finditer(clause.text):
                before = clause.text[max(0, mention.start() - 100) : mention.start()]
                date = dates.parse_date(mention["d"])
                if date and not (before.endswith("》") and not (title and before.endswith(f"《{title}》"))):
                    found = date
            promulgated = promulgated or _ON_PROMULGATION.search(clause.text) is not None
    if found:
        return found
    for entry in history:
        mention_in = _TAKES_EFFECT.search(entry.text + "起施行" if entry.event == "施行" else entry.text)
        if mention_in and dates.parse_date(mention_in["d"]):
            return dates.parse_date(mention_in["d"])
        if entry.event == "施行" and entry.date:
            return entry.date
    if promulgated:
        return next((e.date for e in history if e.event == "公布" and e.date), None if history else issued)
    return None
