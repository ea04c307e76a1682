"""The manifest: path, id, hash, size and time of every original, so that only what changed is hashed again."""

from __future__ import annotations

from pathlib import Path

from policykit.corpus.disk import write
from policykit.corpus.model import Entry

HEAD = "path\tid\tsha256\tsize\tmtime_ns\n"

Entries = dict[str, Entry]
"""Relative path → original."""


def load(file: Path) -> Entries:
    """What the manifest says; empty where there is none. A damaged line is passed over."""
    out: Entries = {}
    try:
        lines = file.read_text("utf-8").splitlines()[1:]
    except (OSError, UnicodeDecodeError):
        return out
    for line in lines:
        cells = line.split("\t")
        if len(cells) == 5 and cells[3].isdecimal() and cells[4].isdecimal():
            out[cells[0]] = Entry(cells[1], cells[0], cells[2], int(cells[3]), int(cells[4]))
    return out


def written_ns(file: Path) -> int:
    """When the manifest was written; 0 where there is none."""
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


def save(file: Path, entries: Entries, before: Entries) -> None:
    """Write the manifest where it differs from `before`, or is not there."""
    if entries == before and file.exists():
        return
    rows = sorted(entries.values(), key=lambda e: e.path)
    lines = [f"{e.path}\t{e.id}\t{e.sha256}\t{e.size}\t{e.mtime_ns}\n" for e in rows]
    write(file, (HEAD + "".join(lines)).encode())
