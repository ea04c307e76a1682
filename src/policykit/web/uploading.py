"""Names of uploaded files made safe, and which of them can be read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from policykit.corpus import FOLDER_NOTE
from policykit.extract import supported_suffixes
from policykit.web.routes import Upload

LONGEST = 180  # bytes of a name in UTF-8: file systems take 255, and a mark may be added
_BAD = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')


def clean_name(given: str) -> str:
    """A file name that means the same on every system: no folders, no control or direction marks, never hidden."""
    name = unicodedata.normalize("NFC", given.encode("utf-8", "replace").decode("utf-8"))
    name = _BAD.sub("", name.replace("\\", "/").rpartition("/")[2]).strip().lstrip(".~$ ").rstrip(". ")
    stem, dot, suffix = name.rpartition(".")
    if not dot:
        stem, suffix = name, ""
    room = LONGEST - len((dot + suffix).encode())
    stem = stem.strip().encode()[: max(room, 20)].decode("utf-8", "ignore") or "未命名"
    name = f"{stem}{dot}{suffix}"[:LONGEST]
    return f"说明_{name}" if name == FOLDER_NOTE else name


def sorted_out(files: Iterable[Upload]) -> tuple[list[tuple[str, Upload]], list[dict[str, object]]]:
    """Files to take in, each with its clean name, no name twice; and the answers for those that cannot be."""
    suffixes = supported_suffixes()
    good: list[tuple[str, Upload]] = []
    refused: list[dict[str, object]] = []
    taken: set[str] = set()
    for file in files:
        name = clean_name(file.name)
        suffix = f".{name.rpartition('.')[2].lower()}" if "." in name else ""
        why = ""
        if suffix not in suffixes:
            why = f"不是能读的格式（{suffix or '没有扩展名'}）；能读的有：{'、'.join(sorted(suffixes))}"
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
