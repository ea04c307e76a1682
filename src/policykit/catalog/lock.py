"""One index run at a time: a lock file that the system lets go when its holder dies."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from policykit.errors import WorkspaceError

_held: set[int] = set()


def let_go_inherited() -> None:
    """In a forked worker: close the parent's lock, which would otherwise be held as long as the worker lives."""
    while _held:
        os.close(_held.pop())


@contextmanager
def index_lock(folder: Path) -> Iterator[None]:
    """Hold the lock of an indexes folder. Raises WorkspaceError where another process holds it.

    The lock is the operating system's, on the open file: a killed holder leaves none behind, so there is
    no stale lock to judge. The file says who holds it, for the message.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / ".lock"
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    _held.add(handle)
    try:
        if not take(handle):
            holder = os.read(handle, 40).decode("ascii", "replace").strip()
            raise WorkspaceError(
                f"另一个进程正在建立索引（进程号 {holder or '不明'}）", hint="请等它结束后再试；查询和查看不受影响。"
            )
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0) if hasattr(os, "pwrite") else os.write(
            handle, str(os.getpid()).encode()
        )
        yield
    finally:
        _held.discard(handle)
        os.close(handle)


def take(handle: int) -> bool:
    """Lock an open file if nobody else has; says whether it is locked now. Closing the file lets it go."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
