"""A SQLite file with people's work: whole or not at all on a crash, never rebuilt, safe on network drives.

SQLite's rollback journal keeps it whole (https://www.sqlite.org/atomiccommit.html); write-ahead logging is not
used, as it fails on network drives.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policykit.errors import WorkspaceError

WAIT = 15.0  # seconds a writer waits for another
_REASONS = {
    sqlite3.SQLITE_BUSY: "别的程序正在使用",
    sqlite3.SQLITE_LOCKED: "别的程序正在使用",
    sqlite3.SQLITE_FULL: "磁盘已满",
    sqlite3.SQLITE_READONLY: "没有写入的权限",
    sqlite3.SQLITE_PERM: "没有权限",
    sqlite3.SQLITE_CANTOPEN: "打不开，没有权限或者不是文件",
    sqlite3.SQLITE_IOERR: "磁盘读写出错",
    sqlite3.SQLITE_CORRUPT: "文件已损坏",
    sqlite3.SQLITE_NOTADB: "文件已损坏",
    sqlite3.SQLITE_NOMEM: "内存不足",
}


def sqlite_reason(error: sqlite3.Error) -> str:
    """Why SQLite refused, in Chinese where it is one of the common reasons (sqlite.org/rescode.html)."""
    code = getattr(error, "sqlite_errorcode", None)
    return _REASONS.get((code or 0) & 0xFF) or str(error)


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is broken, rather than locked, full or forbidden."""
    code = getattr(error, "sqlite_errorcode", None) or 0
    return code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """`what` is in it, in Chinese, for messages; `tables` makes it where it is new, `schema` is their version.

    Every method raises WorkspaceError where the file cannot be used or a newer policykit wrote it.
    """

    file: Path
    what: str
    tables: str
    schema: int

    def read(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """All rows of a query; none where nothing was ever kept, and then no file is made."""
        if not self.file.is_file():
            return []
        try:
            with closing(self._connect()) as connection:
                return connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: kept whole at the end, or undone by any error."""
        try:
            with closing(self._connect()) as connection:
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                except BaseException:
                    connection.rollback()
                    raise
                connection.commit()
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.file, timeout=WAIT, isolation_level=None)
        try:
            found = connection.execute("PRAGMA user_version").fetchone()[0]
            if found > self.schema:
                raise WorkspaceError(
                    f"{self.what}是更新版本的 policykit 写的：{self.file}", hint="请升级 policykit 后再打开。"
                )
            connection.execute("PRAGMA synchronous = FULL")
            if found < self.schema:
                made = f"BEGIN IMMEDIATE; {self.tables} PRAGMA user_version = {self.schema}; COMMIT;"
                connection.executescript(made)
        except BaseException:
            connection.close()
            raise
        return connection

    def _unusable(self, error: sqlite3.Error) -> WorkspaceError:
        return WorkspaceError(
            f"{self.what}不能读写：{self.file}（{sqlite_reason(error)}）",
            hint="检查文件夹权限和磁盘空间；文件损坏时从备份恢复，不要删除。",
        )
