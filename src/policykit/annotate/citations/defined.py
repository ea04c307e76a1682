"""Short names that a draft lays down for itself: （以下简称《条例》）."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from policykit.annotate.citations.grammar import squeeze
from policykit.model.document import Document

_LAYS_DOWN = re.compile(
    r"[（(，,]\s{0,2}(?:(?:以下|下文|下)(?:统一)?(?:简称|称)|简称)(?:为|作)?[：:]?\s?(?:[\u4e00-\u9fff]{2,10}(?=《))?"
    r"[《“\"‘「]?([^》”\"’」《（）()，。；]{2,40}|(?<=[《“])[\u4e00-\u9fff](?=[》”])|[^》”\"’」《（）()，。；]{1,20}[”\"’」][\u4e00-\u9fff]{1,16})(?:[》”\"’」]?\s{0,2}[）)]|[》”](?=[，。；]))"
)


_SAID = re.compile("简称|下文?(?:统一|分别)?称")  # in every match of the pattern above and the one below
_EACH = re.compile(
    r"[（(，,]\s{0,2}(?:以下|下文|下)分别(?:简称|称)(?:为|作)?(?P<names>(?:[《“][^《》“”]{2,40}[》”]\s?[、和]?\s?){2,6})[）)]"
)
_NAME_OF_EACH = re.compile(r"[《“]([^《》“”]{2,40})[》”]")
"""《甲法》《乙条例》（以下分别简称《甲》《乙》): as many names as the titles just before."""


@dataclass(frozen=True, slots=True)
class Full:
    """What a short name stands for, and the characters that stood before the full name."""

    title: str
    doc_number: str | None
    version: str | None
    before: str


@dataclass(frozen=True, slots=True)
class Defined:
    """Short names with the place from which each holds, in order of print."""

    by_name: dict[str, list[tuple[int, Full]]]

    def full(self, name: str, at: int) -> Full | None:
        """What `name` printed at `at` stands for: the last definition before it."""
        known = self.by_name.get(squeeze(name), ())
        index = bisect_left(known, at, key=lambda entry: entry[0])
        return known[index - 1][1] if index else None


def defined_names(document: Document) -> Defined:
    """Every 以下简称 that follows a citation. Short names of bodies and systems follow none and are not taken."""
    text = document.text.value
    out: dict[str, list[tuple[int, Full]]] = {}
    citations = [c for c in document.citations if not c.self_reference]
    if not citations or not _SAID.search(text):
        return Defined({})
    starts = [c.span.start for c in citations]
    for found in _LAYS_DOWN.finditer(text):
        for index in range(bisect_left(starts, found.start()) - 1, -1, -1):
            c = citations[index]
            if c.span.start < found.start() and (
                found.start() <= c.span.end or _only_brackets(text[c.span.end : found.start() + 1])
            ):
                before = text[max(0, c.span.start - 24) : c.span.start]
                full = Full(c.title, c.doc_number, c.version, before)
                if squeeze(found[1]) != squeeze(c.title):
                    out.setdefault(squeeze(found[1]), []).append((found.start(), full))
                break
            if c.span.start < found.start() - 200:
                break
    for found in _EACH.finditer(text) if "分别" in text else ():
        short = [squeeze(n) for n in _NAME_OF_EACH.findall(found["names"])]
        last = bisect_left(starts, found.start())
        for name, c in zip(reversed(short), reversed(citations[max(0, last - len(short)) : last]), strict=False):
            before = text[max(0, c.span.start - 24) : c.span.start]
            out.setdefault(name, []).append((found.start(), Full(c.title, c.doc_number, c.version, before)))
    for known in out.values():
        known.sort(key=lambda entry: entry[0])
    return Defined(out)


def _only_brackets(between: str) -> bool:
    return len(between) <= 80 and bool(
        re.fullmatch(r"\s*(?:[（(][^（）()]*[）)]\s*)*(?:[（(][^（）()]*|[，,])", between)
    )
