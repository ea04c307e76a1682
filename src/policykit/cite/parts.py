"""Parts of a document that others repealed, changed or added: what they mean for one article of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from policykit.annotate.citations.grammar import NUMERAL
from policykit.cite.articles import Article, expand
from policykit.cite.index import CorpusIndex, Entry, Partial
from policykit.lang import numerals

_FRAME = rf"第{NUMERAL}(?:分?编|章|节)"
_FRAMES = re.compile(
    rf"(?:(?P<low>第{NUMERAL})?(?:分?编|章|节)?(?P<to>[至到－—-]))?(?P<frame>{_FRAME}(?:{_FRAME}){{0,2}})"
)
_JOINS = re.compile(r"^(?:、|，|和|及|以及|与)+|(?:、|，|和|及|以及|与)+$")
_DECISION = re.compile(r"修改|修正|修订")
_VERBS = {"repeals": "废止", "deletes": "删去", "amends": "修改", "adds": "增加"}


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to one article: `kind` is repeals (all of it), amends, adds, or older (other parts of the
    document were changed after this text). `reason` says so in Chinese."""

    kind: str
    reason: str
    by: Partial


def pending(index: CorpusIndex, title: str, entries: Iterable[Entry], on: date) -> list[Partial]:
    """The changes of parts of a document, in force on a day, that none of these texts of it bears yet."""
    texts = list(entries)
    return [p for p in index.changes_of(title, on) if not any(p.within(e) for e in texts)]


def effect(changes: Iterable[Partial], place: Article, frames: Iterable[str] = ()) -> Effect | None:
    """What `changes` do to an article that stands in `frames` (第三章, 第一节); what says most, None for nothing."""
    out: dict[str, Effect] = {}
    inside = frozenset(frames)
    for partial in changes:
        kind = "repeals" if partial.change.kind == "deletes" else partial.change.kind
        hit = _hit(partial.change.place, place, inside)
        if hit == "whole":
            reason = f"{_said(partial)}{_VERBS[partial.change.kind]}{partial.change.place}"
            out.setdefault(kind, Effect(kind, reason, partial))
        elif hit:
            reason = f"{_said(partial)}{_VERBS[partial.change.kind]}其中的{partial.change.place}"
            out.setdefault("amends", Effect("amends", reason, partial))
        elif is_decision(partial):
            out.setdefault("older", Effect("older", f"{_said(partial)}修改了该文件的其他条款，条序可能有变", partial))
        elif expand_places(partial.change.place) == ((), ()):
            out.setdefault("older", Effect("older", f"{_said(partial)}废止了该文件{partial.change.place}", partial))
    return next((out[k] for k in ("repeals", "adds", "amends", "older") if k in out), None)


def is_decision(partial: Partial) -> bool:
    """Whether a decision to amend made the change: its numbers are those of the text before it."""
    return _DECISION.search(partial.by.title) is not None


def named(partial: Partial) -> str:
    """What a change does, for the reader: 第四十条已被《…》自2023-01-01起废止."""
    since = f"自{partial.since}起" if partial.since else ""
    return f"{partial.change.place}已被《{partial.by.title}》{since}{_VERBS[partial.change.kind]}"


def _said(partial: Partial) -> str:
    since = f"自{partial.since}起" if partial.since else ""
    return f"《{partial.by.title}》{since}"


@lru_cache(maxsize=4096)
def expand_places(printed: str) -> tuple[tuple[Article, ...], tuple[tuple[str, ...], ...]]:
    """The articles, and the 编章节 (each with those above it), that a printed run names; both empty for words."""
    frames: list[tuple[str, ...]] = []
    for found in _FRAMES.finditer(printed):
        labels = tuple(_label(f) for f in re.findall(_FRAME, found["frame"]))
        first = numerals.parse(found["low"][1:]) if found["low"] and found["to"] else None
        last = numerals.parse(labels[0].strip("第分编章节"))
        if first and last and first < last <= first + 60:
            unit = labels[0].lstrip("第").lstrip("零一二三四五六七八九十百")
            frames += [(f"第{numerals.to_chinese(n)}{unit}",) for n in range(first, last)]
        frames.append(labels)
    rest = _JOINS.sub("", _FRAMES.sub("", printed)) if frames else printed
    return tuple(expand(rest) or ()) if rest else (), tuple(frames)


def _label(frame: str) -> str:
    found = re.fullmatch(rf"第({NUMERAL})(分?[编章节])", frame)
    number = numerals.parse(found[1]) if found else None
    return f"第{numerals.to_chinese(number)}{found[2]}" if found and number else frame


def _hit(printed: str, place: Article, frames: frozenset[str]) -> str:
    """Whether a change is of the `whole` place, of a `part` of it, or neither (empty)."""
    articles, bounds = expand_places(printed)
    if any(frames.issuperset(labels) for labels in bounds if labels):
        return "whole"
    best = ""
    for one in articles:
        if (one.number, one.of) != (place.number, place.of):
            continue
        above = all(
            a in (0, b) or (name == "paragraph" and b == 0 and one.item and one.item == place.item)
            for name, a, b in (
                ("paragraph", one.paragraph, place.paragraph),
                ("item", one.item, place.item),
                ("point", one.point, place.point),
            )
        )
        if above:
            return "whole"
        if all(
            b in (0, a) for a, b in ((one.paragraph, place.paragraph), (one.item, place.item), (one.point, place.point))
        ):
            best = "part"
    return best
