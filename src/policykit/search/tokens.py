"""What of a text is indexed: pairs of neighbouring characters, the same for every engine.

Pairs need no word list, so no new term of the field is ever missed, and a query's words only weigh them.
Punctuation and white space do not count: 公开、公平 is found by 公开公平. Latin words and numbers are one
character each and stand alone too, as does the last character, so that a single character can be found as
the beginning of a pair.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from policykit.lang.script import has_traditional, to_simplified

# Han characters and 〇 one by one; Latin letters and digits in runs, decimals whole.
_ATOM = re.compile(r"[㐀-䶿一-鿿\uf900-\ufaff〇\U00020000-\U0003ffff]|[a-z]+|[0-9]+(?:\.[0-9]+)*")
_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ．\u3000]")
# What folding could change apart from traditional characters: wide forms, and letters that have a small form.
_MAY_CHANGE = re.compile(
    r"[A-Z０-９Ａ-Ｚａ-ｚ．\u3000À-῿\u2100-\u218f\u24b6-\u24cf\u2c00-\u2dff\ua640-\uabff\U00010000-\U0010ffff]"
)
_OTHER = re.compile(r"[^㐀-䶿一-鿿\uf900-\ufaff〇\U00020000-\U0003ffff]+")
GAPS = re.compile(r"[^㐀-䶿一-鿿\uf900-\ufaff〇a-z0-9\U00020000-\U0003ffff]+")
"""What stands between atoms of folded text."""
_RUN = re.compile(r"[a-z0-9]")


def fold(text: str) -> str:
    """`text` in simplified characters, half-width letters and digits, lower case. Same length."""
    if not _MAY_CHANGE.search(text) and not has_traditional(text):
        return text
    if _WIDE.search(text):
        text = text.translate(_WIDTH)
    lower = to_simplified(text).lower()
    return lower if len(lower) == len(text) else to_simplified(text).translate(_ASCII_LOWER)  # İ becomes two characters


_ASCII_LOWER = {c: c + 32 for c in range(ord("A"), ord("Z") + 1)}


_WIDTH = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def atoms(folded: str) -> list[str]:
    """The characters that count, of a folded text."""
    return _ATOM.findall(folded)


def pairs(chars: Sequence[str]) -> list[str]:
    """Neighbouring atoms joined."""
    return [a + b for a, b in pairwise(chars)]


def index_tokens(text: str, path: str = "") -> list[str]:
    """The tokens of one retrieval unit: the pairs of its text in order, those of its path, then what stands alone.

    Pairs of the text are consecutive, so a phrase is a run of them.
    """
    return index_text(text, path).split()


def index_text(text: str, path: str = "") -> str:
    """The tokens of one retrieval unit, parted by spaces."""
    folded = fold(text)
    above, end = _path_text(path) if path else ("", "")
    if not _RUN.search(folded):  # Han characters only, as most clauses: the same as below, faster
        han = _OTHER.sub("", folded)
        return f"{_paired_han(han)}{above}{han[-1:]} {end}"
    chars = _ATOM.findall(folded)
    alone = [c for c in chars if c < "\u3000"]
    if chars and chars[-1] >= "\u3000":
        alone.append(chars[-1])
    return f"{_paired(chars)}{above}{' '.join(alone)} {end}"


@lru_cache(maxsize=256)
def _path_text(path: str) -> tuple[str, str]:
    """The pairs of a heading path, which neighbouring units share, and its last character.

    A mark before them keeps a phrase from running over from the text into the path.
    """
    chars = _ATOM.findall(fold(path))
    return f"| {_paired(chars)}", chars[-1] if chars else ""


@lru_cache(maxsize=16)
def title_text(title: str) -> str:
    """The pairs of characters of a folded title, parted by spaces."""
    return _paired(list(title))


_UTF32 = f"utf-32-{'le' if sys.byteorder == 'little' else 'be'}"
_SPACE = array("I", [0x20])


def _paired_han(text: str) -> str:
    """As `_paired`, of characters as numbers: a string for each of them would take three times as long."""
    chars = array("I", text.encode(_UTF32, "surrogatepass"))
    count = len(chars) - 1
    if count < 1:
        return ""
    out = _SPACE * (3 * count)
    out[0::3] = chars[:count]
    out[1::3] = chars[1:]
    return out.tobytes().decode(_UTF32, "surrogatepass")


def _paired(chars: list[str]) -> str:
    """The pairs of neighbours, a space after each, without making a string for every pair."""
    out = [" "] * (3 * max(0, len(chars) - 1))
    out[0::3] = chars[:-1]
    out[1::3] = chars[1:]
    return "".join(out)
