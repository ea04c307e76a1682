"""岗位责任表 as a roster: each person of the profile has a row, under the right unit and post."""

from __future__ import annotations

from collections.abc import Iterable

from policykit.check.model import Answer, FileTable, Finding, Severity, Staff, TableRow
from policykit.check.tables import PERSON, POST, TEXT, UNIT

NAME = "具体"
CERTIFICATE = "执法证件号"


def roster(table: FileTable, staff: Staff) -> Iterable[Answer]:
    """Rows with duties are looked at with their duties; here those without, and who has no row at all."""
    seen: set[tuple[str, str, str]] = set()
    for row in table.rows:
        seat = (row.get(*UNIT), row.get(*POST), row.get(*PERSON))
        seen.add(seat)
        idle = not row.get(*TEXT) or row.get(*TEXT).startswith("【")
        if idle and not any(not part or part.startswith("【") for part in seat):
            yield from _idle(row, *seat, staff)
    for unit, posts in staff.units.items():
        for post, people in posts.items():
            for name in people:
                if (unit, post, name) not in seen:
                    wrong, advice = f"表里没有“{unit}”“{post}”的{name}", "补上这一行，或者更新单位概况。"
                    yield Finding(NAME, "person.missing", Severity.ERROR, table.place, name, wrong, advice)


def _idle(row: TableRow, unit: str, post: str, name: str, staff: Staff) -> Iterable[Answer]:
    posts = staff.units.get(unit)
    if posts is None:
        yield _about(row, name, "unit.unknown", f"单位概况里没有“{unit}”", "改为本单位的科室。")
    elif post not in posts:
        yield _about(row, name, "post.unknown", f"“{unit}”没有“{post}”", "改为该科室的岗位。")
    elif name not in posts[post]:
        yield _about(row, name, "person.unknown", f"“{name}”不在“{post}”的人员里", "改为该岗位的人员。")
    else:
        said, known = row.get(CERTIFICATE), staff.certificates.get(name, "")
        if "".join(said.split()) != "".join(known.split()):
            wrong = f"“{name}”的执法证件号写的是“{said or '（空）'}”，单位概况里是“{known or '（空）'}”"
            yield _about(row, name, "person.certificate", wrong, "核对证件号，或者更新单位概况。")


def _about(row: TableRow, name: str, code: str, wrong: str, advice: str) -> Finding:
    return Finding(NAME, code, Severity.ERROR, row.place, name, wrong, advice)
