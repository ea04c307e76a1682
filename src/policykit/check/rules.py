"""The checks in the order they are told, and running them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from policykit.check import (
    complete,
    contained,
    deadlines,
    figures,
    leaders,
    notes,
    overlaps,
    plan_marks,
    renamed,
    specific,
)
from policykit.check.model import Answer, CheckReport, Finding, Subject, Unchecked

Check = Callable[[Subject], Iterable[Answer]]

CHECKS: tuple[tuple[str, Check], ...] = (
    (complete.NAME, complete.check),
    (specific.NAME, specific.check),
    (contained.NAME, contained.check),
    (plan_marks.NAME, plan_marks.check),
    (leaders.NAME, leaders.check),
    (deadlines.NAME, deadlines.check),
    (notes.NAME, notes.check),
    (figures.NAME, figures.check),
    (overlaps.NAME, overlaps.check),
    (renamed.NAME, renamed.check),
)


def run(subject: Subject, unread: Sequence[Unchecked] = ()) -> CheckReport:
    """All checks. `unread` is what could not even be looked at: it counts as found and not checked."""
    findings: list[Finding] = []
    unchecked: list[Unchecked] = list(unread)
    ran: list[tuple[str, int]] = []
    for name, check in CHECKS:
        before = len(findings)
        for answer in check(subject):
            if isinstance(answer, Finding):
                findings.append(answer)
            else:
                unchecked.append(answer)
        ran.append((name, len(findings) - before))
    found = len(subject.demands) + sum(len(t.rows) for t in subject.tables) + len(unread)
    missed = len({(u.place, u.text) for u in unchecked})
    return CheckReport(found, max(0, found - missed), tuple(findings), tuple(unchecked), tuple(ran))
