"""“Did you mean”: what a query without hits may have been meant to say."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence

from policykit.search.facts import DocFacts
from policykit.search.rank import Titles
from policykit.search.tokens import atoms, pairs

SIMILAR = 0.6
AT_MOST = 3


def suggestions(
    words: Sequence[str],
    facts: Mapping[int, DocFacts],
    titles: Titles,
    mended: Callable[[str], str],
    frequency: Callable[[str], int],
) -> tuple[str, ...]:
    """The words put right, titles of the collection close to a word, then words cut down to the parts that occur; at
    most three. `mended` puts one word right, or gives an empty string."""
    out: dict[str, None] = {}
    right = [mended(word) for word in words]
    if any(right):
        out[" ".join(new or word for new, word in zip(right, words, strict=True))] = None
    for word in words:
        near = {facts[n].title_key: facts[n].title for n in titles.shares(pairs(atoms(word)))}
        for match in difflib.get_close_matches(word, near, n=2, cutoff=SIMILAR):
            out[f"标题:{near[match]}"] = None
    for word in () if any(right) else words:
        part = _known_part(atoms(word), frequency)
        if part and part != word:
            out[part] = None
    return tuple(out)[:AT_MOST]


def _known_part(chars: list[str], frequency: Callable[[str], int]) -> str:
    """The longest run of the word whose pairs all occur."""
    best: list[str] = []
    run: list[str] = []
    for i, char in enumerate(chars):
        if i and frequency(chars[i - 1] + char):
            run = [*run, char] if run else [chars[i - 1], char]
        else:
            run = []
        if len(run) > len(best):
            best = run
    return "".join(best)
