"""What an engine's folder says of itself: the document versions in it, and the format it was written in.

Written last, so that a folder without it holds no index; written anew, never over what a link may share.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from os import SEEK_END
from pathlib import Path
from zlib import crc32

from policykit.errors import WorkspaceError
from policykit.search.engine import IndexUnit

STATE = "policykit.json"
DAMAGED = "damaged"  # a file of this name: something in the folder could not be read
BLOCK = 4096  # bytes
BLOCKS = 16  # of a file that are looked at


def held(folder: Path, format: int) -> frozenset[int] | None:
    """The document versions of the index in a folder; None where there is no whole one in this format."""
    try:
        state = json.loads((folder / STATE).read_text("utf-8"))
        # `files` is younger than the format: without it nothing is known of the files.
        whole = not (folder / DAMAGED).exists() and state.get("files") in (None, _marks(folder))
        return frozenset(state["documents"]) if whole and state["format"] == format else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def mark_damaged(folder: Path) -> None:
    """Note that an index could not be read. Where that cannot be written down, nobody could mend it either."""
    with suppress(OSError):
        (folder / DAMAGED).touch()


def _marks(folder: Path) -> dict[str, list[int]]:
    """Size and a check over some blocks of each of the engine's own files: after a power failure files are cut, or as
    long as they were and full of zeros. What search keeps beside them is checked where it is read."""
    beside = (STATE, "facts.json", "terms.json", "shown", DAMAGED, ".")
    return {f.name: _mark(f) for f in sorted(folder.iterdir()) if not f.name.startswith(beside) and f.is_file()}


def _mark(file: Path) -> list[int]:
    with file.open("rb") as stream:
        size = stream.seek(0, SEEK_END)
        check = 0
        for at in range(0, size, max(BLOCK, size // BLOCKS)):
            stream.seek(at)
            check = crc32(stream.read(BLOCK), check)
    return [size, check]


def must_hold(folder: Path, format: int) -> None:
    """Raises WorkspaceError where the folder holds no index, or one that another version of the program wrote."""
    if held(folder, format) is None:
        raise WorkspaceError(
            f"检索索引缺失、已损坏，或者是别的版本的 policykit 建的：{folder.name}",
            hint="请运行 policykit index，会自动重建。",
        )


def say_held(folder: Path, format: int, documents: Iterable[int]) -> None:
    """Write down that the folder now holds these document versions in this format."""
    part = folder / f"{STATE}.part"
    state = {"format": format, "documents": sorted(documents), "files": _marks(folder)}
    part.write_text(json.dumps(state), "utf-8")
    part.replace(folder / STATE)


def noting(units: Iterable[IndexUnit], documents: set[int]) -> Iterator[IndexUnit]:
    """The units as they come; the numbers of their document versions are put into `documents`."""
    for unit in units:
        documents.add(unit.doc)
        yield unit
