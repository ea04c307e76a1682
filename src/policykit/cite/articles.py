"""Articles as printed, read into addresses one by one: lists and ranges expanded, 款项目 and 之一 kept apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from policykit.annotate.citations.grammar import CIRCLED, NUMERAL, squeeze
from policykit.lang import numerals

MOST = 400
"""No citation means more articles than this; a longer range is taken for a misprint."""

_N = NUMERAL
_TOKEN = re.compile(
    rf"(?P<join>、|，|,|和|以及|及|与|或者|或)|(?P<range>至|到|—{{1,2}}|－|–|-|~|～)"
    rf"|之(?P<sub>{_N})(?=、|和|至|及|或|第|$|之)|第?(?P<n>{_N})(?P<unit>条(?:之(?P<of>{_N}))?|款|项|目)|第?(?:[（(](?P<e>{_N})[）)]|(?P<c>{CIRCLED}))(?P<eunit>[项目])?"
    rf"|第?(?P<bare>{_N})"
)

_RUN = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Article:
    """One place in a law. `of` is the number after 之; paragraph, item and point are 0 where not printed."""

    number: int
    of: int = 0
    paragraph: int = 0
    item: int = 0
    point: int = 0

    def __str__(self) -> str:
        """The place in Chinese numerals: 第一百二十条之一第二款第（三）项."""
        out = f"第{numerals.to_chinese(self.number)}条"
        if self.of:
            out += f"之{numerals.to_chinese(self.of)}"
        if self.paragraph:
            out += f"第{numerals.to_chinese(self.paragraph)}款"
        if self.item:
            out += f"第（{numerals.to_chinese(self.item)}）项"
        if self.point:
            out += f"第{numerals.to_chinese(self.point)}目"
        return out


@dataclass(frozen=True, slots=True)
class _Step:
    unit: str
    number: int
    of: int
    joined: bool  # a new place of the list
    ranged: bool  # the far end of a range


@lru_cache(maxsize=1 << 14)
def expand(printed: str) -> tuple[Article, ...] | None:
    """Every place that a printed run names, in order; None where it cannot be read or a range runs backwards."""
    steps = _steps(squeeze(printed))
    if not steps:
        return None
    out: list[Article] = []
    current = Article(0)
    started = False
    for i, step in enumerate(steps):
        again = started and step.unit == steps[i - 1].unit != "条"  # 第（一）（二）项
        if started and (step.joined or step.ranged or again):
            out.append(current)
        after = _set(current, step)
        if after is None:
            return None
        if step.ranged and started:
            between = _between(current, after, step.unit)
            if between is None:
                return None
            out.extend(between)
        current, started = after, True
        if len(out) > MOST:
            return None
    out.append(current)
    return tuple(out) if all(a.number for a in out) else None


def _steps(text: str) -> list[_Step]:
    """The run as steps. A number without a unit (第三、四条) takes the unit of the next that has one."""
    raw: list[tuple[str, int, int, bool, bool]] = []
    joined = ranged = False
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or found.end() == at:
            return []
        at = found.end()
        if found["join"]:
            joined = True
            continue
        if found["range"]:
            ranged = True
            continue
        unit, number, of = _unit(found)
        raw.append((unit, number, of, joined, ranged))
        joined = ranged = False
    out: list[_Step] = []
    later = ""
    for unit, number, of, j, r in reversed(raw):
        if unit in ("条", "款", "项", "目", "之"):
            later = unit
        elif not later:
            return []
        out.append(_Step(unit or later, number, of, j, r))
    return out[::-1]


def _unit(found: re.Match[str]) -> tuple[str, int, int]:
    if found["sub"]:
        return "之", _read(found["sub"]), 0
    if found["unit"]:
        return (
            found["unit"][0],
            _read(found["n"]),
            _read(found["of"]) if found["of"] else 0,
        )
    if enclosed := found["e"] or found["c"]:
        return found["eunit"] or "项", _read(enclosed), 0
    return "", _read(found["bare"]), 0


def _read(number: str) -> int:
    """The number, digits among Chinese units included (1百2十, 第1百零4条); 0 where it cannot be read."""
    found = numerals.parse(number)
    if found is None and _RUN.search(number):
        spelt = _RUN.sub(lambda run: numerals.to_chinese(int(run.group())), number)
        mixed = numerals.parse(spelt)
        found = mixed if mixed and numerals.to_chinese(mixed) == spelt else None
    return found or 0


def _set(current: Article, step: _Step) -> Article | None:
    if not step.number:
        return None
    match step.unit:
        case "条":
            return Article(step.number, step.of)
        case "之":
            return Article(current.number, step.number)
        case "款":
            return replace(current, paragraph=step.number, item=0, point=0)
        case "项":
            return replace(current, item=step.number, point=0)
    return replace(current, point=step.number)


def _between(first: Article, last: Article, unit: str) -> list[Article] | None:
    """The places strictly between two ends of a range, or None where the range runs backwards or too far."""
    if unit in ("条", "之"):
        if first.number == last.number:
            low, high = first.of, last.of
            return None if high <= low else [Article(first.number, n) for n in range(low + 1, high)]
        if last.number < first.number or last.number - first.number > MOST:
            return None
        return [Article(n) for n in range(first.number + 1, last.number)]
    name = {"款": "paragraph", "项": "item", "目": "point"}[unit]
    low, high = getattr(first, name), getattr(last, name)
    if high <= low or high - low > MOST or not low:
        return None
    return [replace(last, **{name: n}) for n in range(low + 1, high)]
