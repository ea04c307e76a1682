"""Names of files that others chose (in archives, letters, uploads) made safe for every system, and kept apart."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 180  # bytes of a name in UTF-8: file systems take 255, and a mark may be added
LONGEST_PATH = 600  # bytes of all names of a path
UNNAMED = "未命名"
_BAD = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ue000-\uf8ff\ufffe\uffff]')
_DRIVE = re.compile(r"^[A-Za-z]:")
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file: devices whatever the suffix
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)", re.I)


def safe_name(given: str) -> str:
    """A file name that means the same on every system: no folders, no control or direction marks, never hidden."""
    name = unicodedata.normalize("NFC", given.encode("utf-8", "replace").decode("utf-8"))
    name = _BAD.sub("", name.replace("\\", "/").rpartition("/")[2]).strip().lstrip(".~$ ").rstrip(". ")
    if _DEVICE.match(name):
        name = f"_{name}"
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix.encode()) > 20:
        stem, dot, suffix = name, "", ""
    room = LONGEST - len((dot + suffix).encode())
    stem = stem.strip().encode()[:room].decode("utf-8", "ignore").rstrip() or UNNAMED
    return f"{stem}{dot}{suffix}"


def safe_path(given: str) -> str:
    """A path below some folder: drives, roots and `..` gone, every name safe; of one too long, inner folders go."""
    parts = _DRIVE.sub("", given.replace("\\", "/")).split("/")
    *folders, last = parts
    kept = [safe_name(f) for f in folders if f.strip(" .") and not _DRIVE.fullmatch(f.strip())]
    name = safe_name(last)
    while kept and len("/".join([*kept, name]).encode()) > LONGEST_PATH:
        kept.pop()
    return "/".join([*kept, name])


class Places:
    """Paths given out so far below one folder: none twice, whatever the case, and none both a file and a folder."""

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._folders: set[str] = set()

    def take(self, path: str) -> str:
        """The path, or one like it that is free, with numbers."""
        *folders, name = path.split("/")
        made = ""
        for folder in folders:
            made = _numbered(made, folder, self._files)
            self._folders.add(made.casefold())
        made = _numbered(made, name, self._files | self._folders, suffixed=True)
        self._files.add(made.casefold())
        return made


def _numbered(base: str, name: str, taken: set[str], *, suffixed: bool = False) -> str:
    stem, dot, suffix = name.rpartition(".") if suffixed and "." in name else (name, "", "")
    number, made = 1, name
    while (path := f"{base}/{made}" if base else made).casefold() in taken:
        number += 1
        made = f"{stem}（{number}）{dot}{suffix}"
    return path
