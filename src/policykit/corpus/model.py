"""What is said of the originals of a corpus: what became of one, what a look at the folder found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class AddStatus(StrEnum):
    ADDED = "added"
    NEW_VERSION = "new_version"
    DUPLICATE = "duplicate"  # the same bytes are in the corpus under another path
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    UNPACKED = "unpacked"  # an archive or a letter: what became of each file inside is said of that


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file. `path` is relative to the corpus, `message` Chinese for the user.

    `container` is what was given as the archive or letter it came out of; `given` begins with that then.
    """

    given: str
    status: AddStatus
    id: str | None = None
    path: str | None = None
    message: str = ""
    container: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be taken in: where its bytes lie, the path it is to have, and for `Added` how it was given, what it
    came out of, and what there is to say of it already."""

    source: Path
    target: str
    given: str
    container: str | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One original. `path` is relative to the corpus with `/`; `sha256` is of its bytes, in hex."""

    id: str
    path: str
    sha256: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Removed:
    """An original in the trash: its id, the path it had, and when it was removed."""

    id: str
    path: str
    at_ns: int


@dataclass(frozen=True, slots=True)
class Scan:
    """The originals found, and those left out with the reason (path, Chinese message)."""

    entries: tuple[Entry, ...]
    left_out: tuple[tuple[str, str], ...] = ()


def document_id(sha256: str) -> str:
    """The id of a document at first sight: `d` and ten hex digits of the hash of its bytes."""
    return f"d{sha256[:10]}"
