"""Differences between two texts as a reader wants them: the smallest change, and how alike two texts are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

_AROUND = 8  # characters shown on either side of a change
_FINE = 400  # the longest changed stretch that is compared character by character
_SEARCHABLE = 20_000_000  # quote times text: beyond this only whole sentences are compared
# A number with its decimals and percent sign, and a Latin word, are never cut.
_TOKEN = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)*[%％‰]?|[A-Za-z]+|.", re.DOTALL)
_SENTENCE = re.compile(r"[^。；\n]{0,5000}[。；\n]?")


def shown(before: str, after: str) -> str:
    """The change as `…前文【原→现】后文…`; several changes one after another."""
    was, now = _TOKEN.findall(before), _TOKEN.findall(after)
    head = _common(was, now)
    tail = _common(was[head:][::-1], now[head:][::-1])
    old, new = was[head : len(was) - tail], now[head : len(now) - tail]
    if len(old) <= _FINE and len(new) <= _FINE:
        middle = "".join(
            "".join(old[a:b]) if kind == "equal" else f"【{''.join(old[a:b])}→{''.join(new[c:d])}】"
            for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        )
    else:
        middle = f"【{_cut(''.join(old))}→{_cut(''.join(new))}】"
    lead = "".join(was[max(0, head - _AROUND) : head])
    rest = "".join(was[len(was) - tail :][:_AROUND])
    return f"{'…' if head > _AROUND else ''}{lead}{middle}{rest}{'…' if tail > _AROUND else ''}".replace("\n", "↵")


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    """The length of the common beginning, found by halving rather than one by one."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:30]}……{text[-20:]}"


class Profile:
    """A text's character pairs, for quick comparison with others. Building one takes linear time."""

    __slots__ = ("counts", "size")

    def __init__(self, text: str) -> None:
        pairs = [text[i : i + 2] for i in range(len(text) - 1)] if len(text) > 4 else list(text)
        self.counts = Counter(pairs)
        self.size = len(pairs)

    def likeness(self, other: Profile) -> float:
        """0 for nothing in common, 1 for the same pairs (Dice's coefficient)."""
        if not self.size or not other.size:
            return float(self.size == other.size)
        few, many = (self, other) if len(self.counts) <= len(other.counts) else (other, self)
        shared = sum(min(n, many.counts[pair]) for pair, n in few.counts.items() if pair in many.counts)
        return 2 * shared / (self.size + other.size)


def nearest(quote: str, text: str) -> tuple[str, float]:
    """The sentences of `text` most like `quote`, whole, and how alike they are: by the sentences, or by the place in
    them around the longest stretch the two have in common."""
    sentences = [s for s in _SENTENCE.findall(text) if s.strip()]
    width = max(1, len([s for s in _SENTENCE.findall(quote) if s.strip()]))
    windows = [
        "".join(sentences[at : at + size]).strip()
        for size in sorted({max(1, width - 1), width, width + 1})
        for at in range(max(1, len(sentences) - size + 1))
    ]
    if len(quote) * len(text) <= _SEARCHABLE:
        anchored = _around_anchor(quote, text)
    else:
        anchored = []
    goal = Profile(quote)
    scored = [(goal.likeness(Profile(window)), -n) for n, window in enumerate(windows)]
    score, at = max(scored, default=(0.0, 0))
    best = windows[-at] if score else ""
    for start, end in anchored:
        alike = goal.likeness(Profile(text[start:end]))
        if alike > score:
            score, best = alike, _whole(text, start, end)
    return best, score


def _whole(text: str, start: int, end: int) -> str:
    """The sentences that the stretch is in; one it only touches with a third of itself is not counted."""
    out, at = [], 0
    for sentence in _SENTENCE.findall(text):
        inside = min(end, at + len(sentence)) - max(start, at)
        if inside > 0 and (3 * inside >= len(sentence) or 3 * inside >= end - start):
            out.append(sentence)
        at += len(sentence)
    return "".join(out).strip() or text[start:end]


def _around_anchor(quote: str, text: str) -> list[tuple[int, int]]:
    match = SequenceMatcher(None, quote, text, autojunk=False).find_longest_match()
    if match.size < 2:
        return []
    start, end = max(0, match.b - match.a), match.b + len(quote) - match.a
    shifts = (0, 1, -1, 2, -2)
    return [(max(0, start + a), min(len(text), end + b)) for a in shifts for b in shifts if end + b > start + a]
