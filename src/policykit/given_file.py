"""The bytes of a file that somebody names, whatever the name stands for: a pipe must not hang the program, nor a
device fill its memory."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


def read_given(path: Path, most: int) -> bytes:
    """At most `most` + 1 bytes of a regular file: a longer answer than `most` says that it is too large.

    Raises OSError for whatever cannot be read so, with a reason in Chinese where it is none of the system's.
    """
    try:
        # O_NONBLOCK opens a pipe that nobody writes into; O_BINARY only exists on Windows.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except ValueError:  # a NUL or half a character in the name
        raise OSError(errno.EINVAL, "文件名里有不能用的字符") from None
    with os.fdopen(handle, "rb") as file:
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "不是普通文件")
        return file.read(most + 1)
