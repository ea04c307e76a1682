"""How a decision finds its words again in a new version of the source: by the words themselves.

The key of words that stand once in a document is made of the words alone, so that a clause that only moved keeps its
decision. Of words that stand twice the place is part of the key: which of them was meant must never be guessed.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence

_SPACE = re.compile(r"\s+")


def squeeze(text: str) -> str:
    """The words without white space: a new line break is no new wording."""
    return _SPACE.sub("", text)


def key_of(doc_id: str, words: str, address: str = "") -> str:
    """`k` and 14 hex digits; `address` only where the words stand more than once."""
    named = "\0".join((doc_id, squeeze(words), address))
    return "k" + hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:14]


def keys_of(doc_id: str, places: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The keys of (address, words) of one document, in order. Alike words at one address are told apart by count."""
    counts = Counter(squeeze(words) for _, words in places)
    out: list[str] = []
    seen: Counter[tuple[str, str]] = Counter()
    for address, words in places:
        plain = squeeze(words)
        if counts[plain] == 1:
            out.append(key_of(doc_id, words))
            continue
        seen[address, plain] += 1
        nth = seen[address, plain]
        out.append(key_of(doc_id, words, address if nth == 1 else f"{address}#{nth}"))
    return tuple(out)
