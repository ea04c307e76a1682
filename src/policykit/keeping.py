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
            f"{self.what}不能读写：{self.file}（{error}）",
            hint="检查文件夹权限和磁盘空间；文件损坏时从备份恢复，不要删除。",
        )
