"""名称: organs that no longer exist under the printed name, by the list in renamed_organs.tsv."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from policykit.check.model import Answer, Finding, Severity, Subject, shortened
from policykit.check.tables import TEXT

NAME = "机构名称"
# A title keeps the names of its day, and 原 says itself that the name is former.
_MASKED = re.compile(r"《[^《》]{1,200}》|“[^“”]{1,60}”|城乡建设部")  # and names that hold a former one
_FORMER = ("原", "原来的", "撤销", "不再保留")
# 农业部门, 文化部分 and 工商局面 name no organ.
_GOES_ON = {"部": "门队署分位件", "局": "面限部势", "办": "法理事学案公"}
_PROFILE = "单位概况"


@dataclass(frozen=True, slots=True)
class Renamed:
    """An old name and what took its place; `since` is the year, `source` the decision that says so."""

    old: str
    now: str
    since: str
    source: str


@lru_cache(maxsize=1)
def _list() -> tuple[re.Pattern[str], dict[str, Renamed]]:
    lines = files("policykit.check").joinpath("renamed_organs.tsv").read_text("utf-8").splitlines()
    rows = [Renamed(*line.split("\t")) for line in lines if line and not line.startswith("#")]
    known = {r.old: r for r in rows}
    names = sorted(known, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names))), known


def former_names(text: str) -> tuple[Renamed, ...]:
    """The former organs a text names as if they still were."""
    pattern, known = _list()
    masked = _MASKED.sub(lambda m: "□" * len(m[0]), text)
    found = (known[m[0]] for m in pattern.finditer(masked) if _stands(masked, m.start(), m.end()))
    return tuple(dict.fromkeys(found))


def _stands(text: str, start: int, end: int) -> bool:
    after = text[end : end + 1]
    goes_on = bool(after) and after in _GOES_ON.get(text[end - 1], "")
    return not goes_on and not text[max(0, start - 6) : start].endswith(_FORMER)


def check(subject: Subject) -> Iterable[Answer]:
    staff = subject.staff
    named = [staff.name, *staff.units, *(p for posts in staff.units.values() for p in posts)]
    for name in named:
        yield from _told(_PROFILE, name, former_names(name))
    seen: set[tuple[str, str]] = set()
    for table in subject.tables:
        for row in table.rows:
            found = former_names("\n".join(row.cells.values()))
            said = (c for c in row.cells.values() if not c.strip().isdigit())  # not the 序号
            yield from _told(row.place, row.get(*TEXT) or next(said, ""), found)
            seen.update((row.place, r.old) for r in found)
    for file, place, text in subject.prose:
        yield from _told(f"{file} {place}", shortened(text), former_names(text))
    if subject.records:
        for demand in subject.demands:
            if demand.binding:
                words = "\n".join((demand.text, demand.unit, *demand.helpers))
                yield from _told(demand.place, demand.text, former_names(words))


def _told(place: str, text: str, found: Iterable[Renamed]) -> Iterable[Answer]:
    for renamed in found:
        yield Finding(
            NAME,
            "organ.former",
            Severity.WARNING,
            place,
            shortened(text),
            f"“{renamed.old}”已不用这个名称：{renamed.since}年{renamed.now}（{renamed.source}）",
            "核对现在由哪个机构承担；来文的原话要保留的，在后面注明现在的名称。",
        )
