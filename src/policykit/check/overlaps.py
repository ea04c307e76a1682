"""交叉: one duty led by two units, and duties almost alike that different units lead."""

from __future__ import annotations

from collections.abc import Iterable

from policykit.check.model import Answer, Borne, Finding, Severity, Subject, shortened
from policykit.check.tables import names_in
from policykit.check.words import Alike, differences, plain

NAME = "交叉"
NEAR = 0.86  # two duties more alike than this are, but for a word or two, one


def check(subject: Subject) -> Iterable[Answer]:
    for table in dict.fromkeys(b.table for b in subject.borne):
        rows = [b for b in subject.borne if b.table == table and b.kept and names_in(b.unit)]
        if any(b.post is not None and b.row is not None for b in rows):
            continue  # people of one unit share its duties
        yield from _same(rows)
        yield from _near(rows)


def _same(rows: list[Borne]) -> Iterable[Answer]:
    """The same words under two leads; within one source that is told as standing twice."""
    first: dict[str, Borne] = {}
    for borne in rows:
        before = first.setdefault(plain(borne.text), borne)
        if before is not borne and _lead(before) != _lead(borne):
            yield _overlap(borne, before, "lead.two", "同一项职责", Severity.ERROR)


def _near(rows: list[Borne]) -> Iterable[Answer]:
    alike = Alike(b.text for b in rows)
    for at, borne in enumerate(rows):
        if len(plain(borne.text)) < 12:
            continue
        for other, likeness in alike.near(borne.text):
            near = likeness >= NEAR and plain(rows[other].text) != plain(borne.text)
            if other < at and near and _lead(rows[other]) != _lead(borne) and _one_matter(rows[other], borne):
                yield _overlap(borne, rows[other], "lead.near", "几乎相同的职责", Severity.WARNING)
                break


def _one_matter(one: Borne, other: Borne) -> bool:
    """Whether two texts differ in small words only; a different number or body makes another duty."""
    return all(d.code in ("words", "scope") for d in differences(one.text, other.text))


def _lead(borne: Borne) -> str:
    return "".join(names_in(borne.unit)[:1])


def _overlap(borne: Borne, before: Borne, code: str, what: str, severity: Severity) -> Finding:
    return Finding(
        NAME,
        code,
        severity,
        borne.place,
        shortened(borne.text),
        f"与{before.place}是{what}，那里由“{_lead(before)}”牵头，这里由“{_lead(borne)}”牵头",
        "定一个科室牵头，另一个配合。",
        borne.key,
    )
