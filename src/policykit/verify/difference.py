"""Differences between two texts as a reader wants them: the smallest change, and how alike two texts are."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher

_AROUND = 8  # characters shown on either side of a change
_FINE = 400  # the longest changed stretch that is compared character by character
_SEARCHABLE = 20_000_000  # quote times text: beyond this only whole sentences are compared
_SENTENCE = re.compile(r"[^。；\n]{0,5000}[。；\n]?")


def shown(before: str, after: str) -> str:
    """The change as `…前文【原→现】后文…`; several changes one after another."""
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    if len(old) <= _FINE and len(new) <= _FINE:
        middle = "".join(
            old[a:b] if kind == "equal" else f"【{old[a:b]}→{new[c:d]}】"
            for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        )
    else:
        middle = f"【{_cut(old)}→{_cut(new)}】"
    lead = before[max(0, head - _AROUND) : head]
    rest = before[len(before) - tail :][:_AROUND]
    return f"{'…' if head > _AROUND else ''}{lead}{middle}{rest}{'…' if tail > _AROUND else ''}".replace("\n", "↵")


def _common(a: str, b: str) -> int:
    """The length of the common beginning, found by halving rather than character by character."""
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
    """The stretch of `text` most like `quote`, and how alike they are: whole sentences, or the place around the
    longest stretch the two have in common."""
    sentences = [s for s in _SENTENCE.findall(text) if s.strip()]
    width = max(1, len([s for s in _SENTENCE.findall(quote) if s.strip()]))
    windows = [
        "".join(sentences[at : at + size]).strip()
        for size in sorted({max(1, width - 1), width, width + 1})
        for at in range(max(1, len(sentences) - size + 1))
    ]
    if len(quote) * len(text) <= _SEARCHABLE:
        windows += _around_anchor(quote, text)
    goal = Profile(quote)
    scored = [(goal.likeness(Profile(window)), -n) for n, window in enumerate(windows)]
    score, at = max(scored, default=(0.0, 0))
    return (windows[-at], score) if score else ("", 0.0)


def _around_anchor(quote: str, text: str) -> list[str]:
    match = SequenceMatcher(None, quote, text, autojunk=False).find_longest_match()
    if match.size < 2:
        return []
    start, end = max(0, match.b - match.a), match.b + len(quote) - match.a
    shifts = (0, 1, -1, 2, -2)
    return [text[max(0, start + a) : end + b] for a in shifts for b in shifts if end + b > start + a]
