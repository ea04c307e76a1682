"""What an engine's folder says of itself: the document versions in it, and the format it was written in.

Written last, so that a folder without it holds no index; written anew, never over what a link may share.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from policykit.errors import WorkspaceError
from policykit.search.engine import IndexUnit

STATE = "policykit.json"


def held(folder: Path, format: int) -> frozenset[int] | None:
    """The document versions of the index in a folder; None where there is none in this format."""
    try:
        state = json.loads((folder / STATE).read_text("utf-8"))
        return frozenset(state["documents"]) if state["format"] == format else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def must_hold(folder: Path, format: int) -> None:
    """Raises WorkspaceError where the folder holds no index, or one that another version of the program wrote."""
    if held(folder, format) is None:
        raise WorkspaceError(
            f"检索索引缺失，或者是别的版本的 policykit 建的：{folder.name}", hint="请运行 policykit index，会自动重建。"
        )


def say_held(folder: Path, format: int, documents: Iterable[int]) -> None:
    """Write down that the folder now holds these document versions in this format."""
    part = folder / f"{STATE}.part"
    part.write_text(json.dumps({"format": format, "documents": sorted(documents)}), "utf-8")
    part.replace(folder / STATE)


def noting(units: Iterable[IndexUnit], documents: set[int]) -> Iterator[IndexUnit]:
    """The units as they come; the numbers of their document versions are put into `documents`."""
    for unit in units:
        documents.add(unit.doc)
        yield unit
