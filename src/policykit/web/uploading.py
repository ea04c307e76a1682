"""Names of uploaded files made safe, and which of them can be read."""

from __future__ import annotations

from collections.abc import Iterable

from policykit.corpus import BUNDLES, FOLDER_NOTE, safe_name, unreadable
from policykit.extract import supported_suffixes
from policykit.web.routes import Upload


def clean_name(given: str) -> str:
    """A file name that means the same on every system, and is not taken for a note about the corpus."""
    name = safe_name(given)
    return f"说明_{name}" if name == FOLDER_NOTE else name


def sorted_out(files: Iterable[Upload]) -> tuple[list[tuple[str, Upload]], list[dict[str, object]]]:
    """Files to take in, each with its clean name, no name twice; and the answers for those that cannot be."""
    suffixes = frozenset((*supported_suffixes(), *BUNDLES))
    good: list[tuple[str, Upload]] = []
    refused: list[dict[str, object]] = []
    taken: set[str] = set()
    for file in files:
        name = clean_name(file.name)
        suffix = f".{name.rpartition('.')[2].lower()}" if "." in name else ""
        why = ""
        if suffix not in suffixes:
            why = unreadable(suffix)
        elif file.size == 0:
            why = "文件是空的"
        if why:
            refused.append({"name": name, "state": "refused", "message": why, "id": None, "path": None})
            continue
        name = free_name(name, taken)
        taken.add(name)
        good.append((name, file))
    return good, refused


def free_name(name: str, taken: Iterable[str]) -> str:
    """The name, or the name with a number, that is none of those taken."""
    held = set(taken)
    stem, dot, suffix = name.rpartition(".")
    number, made = 1, name
    while made in held:
        number += 1
        made = f"{stem}（{number}）{dot}{suffix}" if dot else f"{name}（{number}）"
    return made
