"""What people work on, kept in the workspace: small JSON records with a version, and who changed what when.

    workbench/work.sqlite    baskets, drafts, settings; not rebuildable, unlike indexes/

A record is changed only by who has seen its latest version: any other gets `Conflict`, with the present state.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from policykit.web.problems import Conflict, NotFound

TABLES = """
CREATE TABLE IF NOT EXISTS records (
    kind TEXT NOT NULL, key TEXT NOT NULL, version INTEGER NOT NULL, data TEXT NOT NULL,
    person TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (kind, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS changes (
    n INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, key TEXT NOT NULL, version INTEGER NOT NULL,
    what TEXT NOT NULL, person TEXT NOT NULL, at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS changes_of ON changes (kind, key);
"""
HISTORY = 200  # changes that are listed


@dataclass(frozen=True, slots=True)
class Record:
    """One record in its present state. `version` counts from 1; `at` is UTC, ISO 8601."""

    kind: str
    key: str
    version: int
    data: Any
    person: str
    at: str

    def to_json(self) -> dict[str, Any]:
        """As the API gives it: key, version, person, at and the data."""
        return {"key": self.key, "version": self.version, "person": self.person, "at": self.at, "data": self.data}


@dataclass(frozen=True, slots=True)
class Change:
    """Who did what to a record; `what` is Chinese, for people."""

    kind: str
    key: str
    version: int
    what: str
    person: str
    at: str


class Records:
    """The records of a workspace. Safe to use from several threads and processes."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._file = file
        self._local = threading.local()
        self._connection().executescript(f"PRAGMA journal_mode = WAL; {TABLES}")

    def get(self, kind: str, key: str) -> Record | None:
        """The record, or None."""
        row = (
            self._connection()
            .execute("SELECT kind, key, version, data, person, at FROM records WHERE kind = ? AND key = ?", (kind, key))
            .fetchone()
        )
        return _record(row) if row else None

    def version(self, kind: str, key: str) -> int:
        """The record's version, 0 for none: what is made of it need be made again only with another."""
        row = (
            self._connection().execute("SELECT version FROM records WHERE kind = ? AND key = ?", (kind, key)).fetchone()
        )
        return int(row[0]) if row else 0

    def all(self, kind: str) -> tuple[Record, ...]:
        """Every record of a kind, the latest changed first."""
        rows = self._connection().execute(
            "SELECT kind, key, version, data, person, at FROM records WHERE kind = ? ORDER BY at DESC, key", (kind,)
        )
        return tuple(map(_record, rows))

    def put(self, kind: str, key: str, data: Any, *, version: int, person: str, what: str = "修改") -> Record:
        """Store a record over its version `version`; 0 makes a new one. Raises Conflict where it is at another."""
        at = now()
        made = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            held = self.get(kind, key)
            if (held.version if held else 0) != version:
                raise _conflict(held)
            connection.execute(
                "INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?, ?)", (kind, key, version + 1, made, person, at)
            )
            self._note(kind, key, version + 1, what, person, at)
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        return Record(kind, key, version + 1, json.loads(made), person, at)

    def remove(self, kind: str, key: str, *, version: int, person: str, what: str = "删除") -> None:
        """Delete a record at this version. Raises NotFound, Conflict."""
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            held = self.get(kind, key)
            if held is None:
                raise NotFound("这份内容已经不在了", hint="刷新页面再看。")
            if held.version != version:
                raise _conflict(held)
            connection.execute("DELETE FROM records WHERE kind = ? AND key = ?", (kind, key))
            self._note(kind, key, version, what, person, now())
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise

    def note(self, kind: str, key: str, what: str, person: str) -> None:
        """Write down who did something that is kept elsewhere (a correction, a file removed)."""
        self._note(kind, key, 0, what, person, now())

    def history(self, kind: str, key: str | None = None) -> tuple[Change, ...]:
        """The latest changes of one record, or of all of a kind; the newest first."""
        rows = self._connection().execute(
            "SELECT kind, key, version, what, person, at FROM changes WHERE kind = ?1 AND (?2 IS NULL OR key = ?2)"
            f" ORDER BY n DESC LIMIT {HISTORY}",
            (kind, key),
        )
        return tuple(Change(*row) for row in rows)

    def latest(self, kind: str, key: str) -> int:
        """The number of the latest change of a record, 0 for none."""
        row = (
            self._connection().execute("SELECT max(n) FROM changes WHERE kind = ? AND key = ?", (kind, key)).fetchone()
        )
        return int(row[0] or 0)

    def _note(self, kind: str, key: str, version: int, what: str, person: str, at: str) -> None:
        self._connection().execute(
            "INSERT INTO changes (kind, key, version, what, person, at) VALUES (?, ?, ?, ?, ?, ?)",
            (kind, key, version, what, person, at),
        )

    def _connection(self) -> sqlite3.Connection:
        held: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if held is None:
            held = sqlite3.connect(self._file, timeout=30.0, isolation_level=None)
            held.execute("PRAGMA synchronous = NORMAL")
            self._local.connection = held
        return held


def now() -> str:
    """The time of a change: UTC to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _record(row: Any) -> Record:
    kind, key, version, data, person, at = row
    return Record(kind, key, version, json.loads(data), person, at)


def _conflict(held: Record | None) -> Conflict:
    if held is None:
        return Conflict("这份内容已被别人删除，您的修改没有保存", hint="把自己的修改另存，再刷新页面。")
    return Conflict(
        f"这份内容刚被 {held.person or '别人'} 改过（现在是第 {held.version} 版），您的修改没有保存",
        hint="刷新页面看最新内容，把自己的修改补上再保存。",
        current=held.to_json(),
    )
