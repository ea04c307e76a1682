"""Which files a folder or a given path stands for, and why the others are left out."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from policykit.corpus.model import Added, AddStatus
from policykit.extract import supported_suffixes

FOLDER_NOTE = "README.md"  # at the top of a folder it tells about the folder; it is no document of it


def jobs_of(given: Path, out: list[Added], own: frozenset[Path]) -> Iterator[tuple[Path, str]]:
    """The files a given path stands for, each with its path inside the corpus; not those of the workspace itself."""
    if given.is_dir():
        name = given.resolve().name
        left_out: list[tuple[str, str]] = []
        taken = 0
        suffixes = supported_suffixes()
        for relative, name_of in sorted(files_below(given, left_out, own)):
            file = Path(name_of)
            if file.suffix.lower() in suffixes:
                taken += 1
                yield file, f"{name}/{relative}" if name else relative
            else:
                left_out.append((relative, f"不是能读的格式（{file.suffix or '没有扩展名'}），没有收入"))
        out.extend(Added(str(given / p), AddStatus.REFUSED, message=m) for p, m in left_out)
        if not taken and not left_out:
            out.append(Added(str(given), AddStatus.REFUSED, message="文件夹里没有可以收入的文件"))
    elif not given.exists():
        out.append(Added(str(given), AddStatus.REFUSED, message="没有这个文件或文件夹"))
    elif not given.is_file():
        out.append(Added(str(given), AddStatus.REFUSED, message="不是普通文件"))
    elif reason := bad_name(given.name):
        out.append(Added(str(given), AddStatus.REFUSED, message=reason))
    else:
        yield given, given.name


def files_below(
    root: Path, left_out: list[tuple[str, str]], own: frozenset[Path] = frozenset()
) -> Iterator[tuple[str, str]]:
    """Regular files below `root` by relative path; hidden ones, editors' lock files and the folders `own` left out.

    The files themselves are strings: a Path of each costs more than the rest of the walk.
    """
    if not root.is_dir():
        return
    for folder, folders, names in os.walk(root, followlinks=False):
        folders[:] = sorted(f for f in folders if f[0] != "." and not (own and Path(folder, f).resolve() in own))
        below = os.path.relpath(folder, root).replace(os.sep, "/")
        for name in sorted(names):
            relative = name if below == "." else f"{below}/{name}"
            if name.startswith((".", "~$")) or relative == FOLDER_NOTE:
                continue
            if reason := bad_name(relative):
                left_out.append((relative.encode("unicode_escape", "replace").decode(), reason))
                continue
            file = os.path.join(folder, name)
            mode = os.lstat(file).st_mode
            if stat.S_ISLNK(mode):
                left_out.append((relative, "是链接，不是文件本身，没有收入"))
            elif stat.S_ISREG(mode):
                yield relative, file


def bad_name(name: str) -> str | None:
    if re.search(r"[\x00-\x1f\x7f\ud800-\udfff]", name):
        return "文件名含有控制字符或不能识别的编码，请改名后再收入"
    if len(name.encode("utf-8", "replace")) > 1000:
        return "路径太长，请缩短后再收入"
    return None
