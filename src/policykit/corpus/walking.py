"""Which files a folder or a given path stands for, and why the others are left out."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from policykit.corpus.model import Added, AddStatus, Job
from policykit.extract import supported_suffixes
from policykit.extract.other_kinds import what_it_is

BUNDLES = (".zip", ".eml")  # looked into for the documents in them
CLOSED = (*BUNDLES, ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".msg")  # no document in itself
FOLDER_NOTE = "README.md"  # at the top of a folder it tells about the folder; it is no document of it


def work_of(given: Path, own: frozenset[Path]) -> Iterator[Added | Job]:
    """The files a given path stands for, each with its path inside the corpus, and the answers for those that are not
    taken; not those of the workspace itself. Archives and letters are among the jobs, still closed."""
    if given.is_dir():
        name = given.resolve().name
        left_out: list[tuple[str, str]] = []
        taken: list[Job] = []
        suffixes = frozenset((*supported_suffixes(), *BUNDLES))
        for relative, name_of in sorted(files_below(given, left_out, own, renaming=True)):
            file = Path(name_of)
            if file.suffix.lower() in suffixes:
                taken.append(Job(file, f"{name}/{relative}" if name else relative, shown(str(file))))
            else:
                left_out.append((relative, unreadable(file.suffix)))
        yield from (Added(str(given / p), AddStatus.REFUSED, message=m) for p, m in left_out)
        yield from taken
        if not taken and not left_out:
            yield Added(str(given), AddStatus.REFUSED, message="文件夹里没有可以收入的文件")
    elif not given.exists():
        yield Added(str(given), AddStatus.REFUSED, message="没有这个文件或文件夹")
    elif not given.is_file():
        yield Added(str(given), AddStatus.REFUSED, message="不是普通文件")
    elif reason := bad_name(readable(given.name)) or closed(given.suffix):
        yield Added(shown(str(given)), AddStatus.REFUSED, message=reason)
    else:
        yield Job(given, readable(given.name), shown(str(given)))


def closed(suffix: str) -> str:
    """What to do with an archive or a letter that is not looked into, empty for anything else."""
    return unreadable(suffix) if suffix.lower() in CLOSED and suffix.lower() not in BUNDLES else ""


def unreadable(suffix: str) -> str:
    """Why a file with this suffix is not taken in, and what to do about it."""
    if not suffix:
        return "没有扩展名，看不出是什么文件；请按它的类型补上（如 .docx、.pdf、.txt）再收入"
    if (known := what_it_is(suffix)) is not None:
        return f"是{known[0]}（{suffix}），没有收入；{known[1]}"
    return f"不是能读的格式（{suffix}），没有收入；请另存为 .docx、.pdf 或 .txt 再收入"


def readable(name: str) -> str:
    """A path with names that are no UTF-8 (a Chinese archive unpacked elsewhere) read as GB18030; else as it is."""
    if name.isascii() or not re.search("[\udc80-\udcff]", name):
        return name
    return "/".join(map(_part, name.split("/")))


def _part(name: str) -> str:
    if not re.search("[\udc80-\udcff]", name):
        return name
    try:
        return name.encode("utf-8", "surrogateescape").decode("gb18030")
    except UnicodeError:
        return name


def shown(name: str) -> str:
    """A name as a message can bear it: what cannot be printed written out, all else as it is."""
    return re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", lambda m: m.group().encode("unicode_escape").decode(), name)


def files_below(
    root: Path, left_out: list[tuple[str, str]], own: frozenset[Path] = frozenset(), *, renaming: bool = False
) -> Iterator[tuple[str, str]]:
    """Regular files below `root` by relative path; hidden ones, editors' lock files and the folders `own` left out.

    `renaming`: the path given is the one a copy will have, with names in GB18030 made readable.
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
            if reason := bad_name(readable(relative) if renaming else relative):
                left_out.append((shown(relative), reason))
                continue
            file = os.path.join(folder, name)
            mode = os.lstat(file).st_mode
            if stat.S_ISLNK(mode):
                left_out.append((relative, "是链接，不是文件本身，没有收入"))
            elif stat.S_ISREG(mode):
                yield readable(relative) if renaming else relative, file
            else:
                left_out.append((relative, "不是普通文件（管道、设备之类），没有收入"))


def bad_name(name: str) -> str | None:
    if re.search(r"[\x00-\x1f\x7f\ud800-\udfff]", name):
        return "文件名含有控制字符或不能识别的编码，请改名后再收入"
    if len(name.encode("utf-8", "replace")) > 1000:
        return "路径太长，请缩短后再收入"
    return None
