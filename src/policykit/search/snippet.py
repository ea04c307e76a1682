"""The part of a clause that shows why it was found, with the ranges to highlight."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import overload

from policykit.model.slots import direct
from policykit.search.tokens import GAPS, atoms, fold, pairs

WIDTH = 120  # characters of a snippet, before it is stretched to the marks around it
_ENDS = "。；！？\n"
_END = re.compile(f"[{_ENDS}]")


@direct
@dataclass(frozen=True, slots=True)
class Snippet:
    """`text` as printed, `…` where cut; `highlights` are [start, end) in it."""

    text: str
    highlights: tuple[tuple[int, int], ...]


class Snippets(Sequence[Snippet]):
    """The snippets of a page of texts, made together when the first of them is looked at: a program that goes through
    hits for their addresses needs none.

    Where none of the words stands in a text, pairs of their characters are shown instead.
    """

    __slots__ = ("_made", "_patterns", "_texts", "_words")

    def __init__(self, texts: Sequence[str], words: Sequence[str], patterns: Sequence[str] = ()) -> None:
        self._texts, self._words, self._patterns = texts, words, patterns
        self._made: list[Snippet] | None = None

    def _all(self) -> list[Snippet]:
        if self._made is None:
            loose = tuple(dict.fromkeys([t for w in self._words for t in pairs(atoms(w))]))
            self._made = snippets(self._texts, self._words, self._patterns, loose)
        return self._made

    @overload
    def __getitem__(self, at: int) -> Snippet: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Snippet]: ...
    def __getitem__(self, at: int | slice) -> Snippet | Sequence[Snippet]:
        return self._all()[at]

    def __len__(self) -> int:
        return len(self._texts)


def highlights(text: str, words: Iterable[str], patterns: Iterable[str] = ()) -> tuple[tuple[int, int], ...]:
    """Where the folded words stand in a printed text, punctuation between their characters allowed."""
    return _marks(fold(text), tuple(words), patterns)


def snippets(
    texts: Sequence[str], words: Sequence[str], patterns: Sequence[str] = (), loose: Sequence[str] = ()
) -> list[Snippet]:
    """The stretch with the most highlights of each text. `loose` words count only where no other is found."""
    folded = fold("\n".join(texts))  # all at once, which is faster; folding keeps every place
    out: list[Snippet] = []
    at = 0
    for text, found, missing in zip(texts, *_places(folded, [len(t) + 1 for t in texts], words), strict=True):
        end = at + len(text)
        marks = _finished(folded[at:end], found, missing, patterns) if missing or patterns else _merged(found)
        if not marks:
            own = folded[at:end]
            marks = _merged([(place, place + len(w)) for w in loose for place in _all(own, w)])
        out.append(_snippet(text, marks))
        at = end + 1
    return out


def _marks(folded: str, words: Sequence[str], patterns: Iterable[str]) -> tuple[tuple[int, int], ...]:
    (found,), (missing,) = _places(folded, [len(folded) + 1], words)
    return _finished(folded, found, missing, patterns)


def _places(
    folded: str, sizes: Sequence[int], words: Sequence[str]
) -> tuple[list[list[tuple[int, int]]], list[list[str]]]:
    """Of each text, one after another in `folded`: where the words stand in it, and which of them nowhere do."""
    found: list[list[tuple[int, int]]] = [[] for _ in sizes]
    missing: list[list[str]] = [[] for _ in sizes]
    for word in words:
        size = len(word)
        if not size:
            continue
        begin = 0
        at = folded.find(word)
        for i, length in enumerate(sizes):
            end = begin + length
            if at < 0 or at >= end:
                if size > 1:
                    missing[i].append(word)
            else:
                places = found[i]
                while 0 <= at < end:
                    places.append((at - begin, at - begin + size))
                    at = folded.find(word, at + size)
            begin = end
    return found, missing


def _finished(
    folded: str, found: list[tuple[int, int]], missing: Sequence[str], patterns: Iterable[str]
) -> tuple[tuple[int, int], ...]:
    """What stands in a text, with the words that only punctuation keeps apart and the patterns."""
    if missing:
        found += _apart(folded, missing)
    for pattern in patterns:
        found.extend(m.span() for m in re.finditer(pattern, folded) if m.end() > m.start())
    return _merged(found)


def _apart(folded: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where words stand with punctuation or white space between their characters.

    They are looked for in what is left without such marks: a pattern for each word takes longer to make than that.
    """
    close = GAPS.sub("", folded)
    found: list[tuple[int, int]] = []
    places: list[int] = []
    for word in words:
        at = close.find(word)
        if at >= 0 and not places:
            end = 0
            for gap in GAPS.finditer(folded):
                places += range(end, gap.start())
                end = gap.end()
            places += range(end, len(folded))
        while at >= 0:
            found.append((places[at], places[at + len(word) - 1] + 1))
            at = close.find(word, at + len(word))
    return found


def _snippet(text: str, marks: tuple[tuple[int, int], ...]) -> Snippet:
    size = len(text)
    if size <= WIDTH:
        return Snippet(text, marks)
    begin = _back(text, _best(marks))
    end = min(size, begin + WIDTH)
    if stop := _END.search(text, end - 1, min(size, end + 40) - 1):
        end = stop.end()
    lead, tail = "…" if begin else "", "…" if end < size else ""
    shift = len(lead) - begin
    inside = [
        ((a if a > begin else begin) + shift, (b if b < end else end) + shift)
        for a, b in marks
        if a < end and b > begin
    ]
    return Snippet(f"{lead}{text[begin:end].rstrip()}{tail}", tuple(inside))


def _all(text: str, word: str) -> Iterable[int]:
    at = text.find(word) if word else -1
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def _merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    if len(spans) < 2:
        return tuple(spans)
    spans.sort()
    out: list[tuple[int, int]] = []
    first, last = spans[0]
    for start, end in spans:
        if start <= last:
            if end > last:
                last = end
        else:
            out.append((first, last))
            first, last = start, end
    out.append((first, last))
    return tuple(out)


def _best(marks: tuple[tuple[int, int], ...]) -> int:
    """The start of the window that covers the most highlighted characters."""
    best, at, covered, first = 0, 0, 0, 0
    for i, (start, end) in enumerate(marks):
        covered += end - start
        while marks[first][0] < end - WIDTH and first < i:
            covered -= marks[first][1] - marks[first][0]
            first += 1
        if covered > best:
            best, at = covered, marks[first][0]
    return at


def _back(text: str, at: int) -> int:
    """A place at or a little before `at` where a sentence begins."""
    first = max(0, at - 40)
    last = max(map(text[first:at].rfind, _ENDS))
    if last >= 0:
        return first + last + 1
    return max(0, at - 20)
