"""The part of a clause that shows why it was found, with the ranges to highlight."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policykit.search.tokens import GAPS, fold

WIDTH = 120  # characters of a snippet, before it is stretched to the marks around it
_ENDS = "。；！？\n"
_END = re.compile(f"[{_ENDS}]")


@dataclass(frozen=True, slots=True)
class Snippet:
    """`text` as printed, `…` where cut; `highlights` are [start, end) in it."""

    text: str
    highlights: tuple[tuple[int, int], ...]


def highlights(text: str, words: Iterable[str], patterns: Iterable[str] = ()) -> tuple[tuple[int, int], ...]:
    """Where the folded words stand in a printed text, punctuation between their characters allowed."""
    return _marks(fold(text), words, patterns)


def snippets(
    texts: Sequence[str], words: Sequence[str], patterns: Sequence[str] = (), loose: Sequence[str] = ()
) -> list[Snippet]:
    """The stretch with the most highlights of each text. `loose` words count only where no other is found."""
    folded = fold("\n".join(texts))  # all at once, which is faster; folding keeps every place
    out: list[Snippet] = []
    at = 0
    for text in texts:
        out.append(_snippet(text, folded[at : at + len(text)], words, patterns, loose))
        at += len(text) + 1
    return out


def _marks(folded: str, words: Iterable[str], patterns: Iterable[str]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    apart: list[str] = []
    for word in words:
        size = len(word)
        at = folded.find(word) if size else -1
        if at < 0 and size > 1:
            apart.append(word)
        while at >= 0:
            found.append((at, at + size))
            at = folded.find(word, at + size)
    if apart:
        found += _apart(folded, apart)
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


def _snippet(text: str, folded: str, words: Iterable[str], patterns: Iterable[str], loose: Iterable[str]) -> Snippet:
    marks = _marks(folded, words, patterns) or _merged([(at, at + len(w)) for w in loose for at in _all(folded, w)])
    if len(text) <= WIDTH:
        return Snippet(text, marks)
    begin = _back(text, _best(marks))
    end = min(len(text), begin + WIDTH)
    if stop := _END.search(text, end - 1, min(len(text), end + 40) - 1):
        end = stop.end()
    lead, tail = "…" if begin else "", "…" if end < len(text) else ""
    inside = tuple(
        (max(a, begin) - begin + len(lead), min(b, end) - begin + len(lead)) for a, b in marks if a < end and b > begin
    )
    return Snippet(f"{lead}{text[begin:end].rstrip()}{tail}", inside)


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
            last = max(last, end)
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
    begin = max(text.rfind(end, first, at) for end in _ENDS) + 1
    if begin:
        return begin
    return max(0, at - 20) if at > 20 else 0
