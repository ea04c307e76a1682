"""What an opened bundle (an archive, a letter) holds, whatever kind it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

SYSTEM_NAMES = frozenset(("thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx", "$recycle.bin"))


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside. `name` is its path there, decoded but not made safe; `size` bytes as declared.

    `read` gives the bytes; it raises UnreadableInput, and extract.ziparchive.Bomb for one that gives the whole away as
    one. `refusal` says in Chinese why there is no use in reading, `note` what else there is to say of it. `letter`: it
    is a letter, whatever its name.
    """

    name: str
    size: int
    read: Callable[[], bytes]
    refusal: str = ""
    note: str = ""
    letter: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A bundle: `kind` in Chinese, `note` what there is to say of it as a whole, `litter` how many files that systems
    leave behind (and pictures inside a letter's text) were passed over."""

    kind: str
    members: tuple[Member, ...]
    litter: int = 0
    note: str = ""


def is_litter(path: str) -> bool:
    """Whether a path is one that systems and editors leave behind: hidden, a lock, a preview."""
    parts = [p for p in path.replace("\\", "/").split("/") if p.strip(". ")]
    return any(p.startswith((".", "~$")) or p.casefold() in SYSTEM_NAMES for p in parts)
