"""A word with a slip of the pen put right: 持正上岗 is 持证上岗, 法治审核 is 法制审核.

One character another, or one missing. What the collection often says is looked through first; where that tells
nothing, every character of it is tried in every place. Either way the word put right must stand in some clause.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from policykit.search.engine import EngineSearcher, Plan, Sequence
from policykit.search.tokens import atoms, pairs

LEAST, LONGEST = 3, 24  # characters of a word that is put right …
LONGEST_TRIED = 10  # … and of one for which every character is tried
AROUND = 3  # characters on each side of the doubtful one that must be said with it …
KNOWN = 2  # … and at least so many together
NEAR = 50  # sayings looked at for one place
LIKELY = 12  # characters asked for in one place
_HAN = re.compile(r"[㐀-䶿一-鿿]+")


class Mender:
    """Puts words right by an open index. `sayings` gives folded terms and titles; it is asked once, when first
    needed."""

    def __init__(self, index: EngineSearcher, sayings: Callable[[], Iterable[str]]) -> None:
        self._index, self._sayings = index, sayings
        self._said: str | None = None

    def mended(self, word: str) -> str:
        """The folded word put right; empty where all of it stands in some clause, or where nothing is near."""
        if not LEAST <= len(word) <= LONGEST or not _HAN.fullmatch(word) or self._stands(word):
            return ""
        if self._said is None:
            self._said = "\n".join(self._sayings())
        found = self._as_said(word, self._said) or (self._tried(word, self._said) if len(word) <= LONGEST_TRIED else {})
        return max(found, key=lambda new: (found[new], new), default="")

    def _stands(self, word: str) -> int:
        """In how many clauses the word stands as it is."""
        return self._index.count(Plan(Sequence(tuple(pairs(atoms(word))))))

    def _as_said(self, word: str, said: str) -> dict[str, int]:
        found: Counter[str] = Counter()
        for at in range(len(word)):
            for skipped in (1, 0):  # another character for the one there, or one that is missing before it
                left, after = word[max(0, at - AROUND) : at], word[at + skipped : at + skipped + AROUND]
                if len(left) + len(after) < KNOWN:
                    continue
                for one in re.findall(f"{re.escape(left)}([㐀-䶿一-鿿]){re.escape(after)}", said)[:NEAR]:
                    found[f"{word[:at]}{one}{word[at + skipped :]}"] += skipped + len(left) + len(after)
        likely = [(new, weight) for new, weight in found.most_common(LIKELY) if new != word]
        return {new: weight for new, weight in likely if self._stands(new)}

    def _tried(self, word: str, said: str) -> dict[str, int]:
        held = self._index.frequency
        characters = sorted(set("".join(_HAN.findall(said))))
        found: dict[str, int] = {}
        for at in range(len(word)):
            left, right = word[at - 1 : at], word[at + 1 : at + 2]
            often: list[tuple[int, str]] = []
            for one in characters:
                least = min(held(left + one) if left else 1 << 40, held(one + right) if right else 1 << 40)
                if least and one != word[at]:
                    often.append((least, one))
            for _, one in sorted(often, reverse=True)[:LIKELY]:
                new = f"{word[:at]}{one}{word[at + 1 :]}"
                if count := self._stands(new):
                    found[new] = count
        return found
