"""Duties of the sources that are likely one task stated twice, which nobody has looked at yet.

What is certain was merged when the duties were read; here a person is asked: a row of a task table and a sentence of
the body whose words agree while the time limit or the body differs, and sentences of two sources almost alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from policykit.check.model import Answer, Demand, DemandState, Finding, Severity, shortened
from policykit.check.words import Alike, dice, differences, plain

NAME = "全面"
WITHIN = 0.85  # of the pairs of characters of a table's row, in a sentence of the body
ALIKE = 0.86  # of two sentences of two sources
SHORTEST = 5
LONG = 14  # characters: shorter sentences of two sources may well say the same of two things


def likely_twice(demands: Sequence[Demand]) -> Iterable[Answer]:
    """Pairs of binding duties that a person has to look at; once both were decided about, they are left alone."""
    bound = [d for d in demands if d.binding and d.state is DemandState.STANDING]
    if not any(d.tabled for d in bound) and len({d.title for d in bound}) < 2:
        return
    alike = Alike(d.text for d in bound)
    for at, demand in enumerate(bound):
        for n, _ in alike.near(demand.text):
            other = bound[n]
            if n == at or (demand.decided and other.decided):
                continue
            if _row_and_sentence(demand, other) or (n < at and _of_two_sources(demand, other)):
                yield Finding(
                    NAME,
                    "task.twice",
                    Severity.WARNING,
                    demand.place,
                    shortened(demand.text),
                    f"与{other.place}的“{shortened(other.text)}”像是同一项任务{_apart(demand, other)}，现在各列了一行",
                    "是同一项任务的，留一行，另一行写“不列入”和理由；不是的，两行都确认一次分工，以后不再提示。",
                    demand.key,
                )
                break


def _row_and_sentence(row: Demand, sentence: Demand) -> bool:
    if row.title != sentence.title or not row.tabled or sentence.tabled or len(plain(row.text)) < SHORTEST:
        return False
    words, said = _pairs(row.text), _pairs(sentence.text)
    return sum((words & said).values()) >= WITHIN * sum(words.values())


def _of_two_sources(one: Demand, other: Demand) -> bool:
    if one.title == other.title or min(len(plain(one.text)), len(plain(other.text))) < LONG:
        return False
    near = dice(_pairs(one.text), _pairs(other.text)) >= ALIKE
    return near and all(d.code in ("words", "scope") for d in differences(one.text, other.text))


def _apart(one: Demand, other: Demand) -> str:
    limits = (one.source_deadline, other.source_deadline)
    if all(limits) and plain(limits[0]) != plain(limits[1]):
        return f"而时限不同（“{limits[0]}”和“{limits[1]}”）"
    return ""


def _pairs(text: str) -> Counter[str]:
    words = plain(text)
    return Counter(words[i : i + 2] for i in range(max(1, len(words) - 1)))
