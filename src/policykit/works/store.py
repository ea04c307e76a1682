"""The works of a workspace in one SQLite file, each change whole or not at all, with its history.

    works.sqlite     works: the present state of each; history: every change, never altered

Like the decisions this is people's work and cannot be rebuilt; nothing is ever deleted, only marked as removed.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from policykit.errors import ConflictError, WorkspaceError
from policykit.keeping import KeptFile
from policykit.works.model import EDITABLE, Event, State, Work

FILE = "works.sqlite"
SCHEMA = 1
_TABLES = """
CREATE TABLE IF NOT EXISTS works(id TEXT PRIMARY KEY, body TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS history(
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, version INTEGER NOT NULL,
  at TEXT NOT NULL, by TEXT NOT NULL, before TEXT, after TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS history_id ON history(id);
"""


class Works:
    """The works of a workspace folder. Reading where none was ever made makes no file."""

    def __init__(self, root: Path) -> None:
        self.file = root / FILE
        self._kept = KeptFile(self.file, "草稿", _TABLES, SCHEMA)

    def all(self, *, removed: bool = False) -> tuple[Work, ...]:
        """Every work that is not removed (or those that are), the latest changed first."""
        found = (_work(body) for (body,) in self._kept.read("SELECT body FROM works ORDER BY at DESC, id"))
        return tuple(w for w in found if (w.state is State.REMOVED) == removed)

    def get(self, work_id: str) -> Work | None:
        """The work of this id, removed ones included."""
        found = self._kept.read("SELECT body FROM works WHERE id = ?", work_id)
        return _work(found[0][0]) if found else None

    def create(self, work: Work, by: str) -> Work:
        """Keep a new work under an id of its own."""
        now = _now()
        made = replace(work, id="w" + secrets.token_hex(6), version=1, by=by, at=now, made_by=by, made_at=now)
        with self._kept.writing() as connection:
            _write(connection, None, made)
        return made

    def save(self, work: Work, expected: int, by: str) -> Work:
        """Keep a changed work over its version `expected`; what says the same as before is left as it is.

        Raises ConflictError where it is at another version, WorkspaceError where there is none of this id.
        """
        with self._kept.writing() as connection:
            rows = connection.execute("SELECT body FROM works WHERE id = ?", (work.id,)).fetchall()
            if not rows:
                raise WorkspaceError(f"没有这份草稿：{work.id}", hint="回到草稿列表再打开。")
            held = _work(rows[0][0])
            if held.version != expected:
                raise ConflictError(
                    f"草稿“{held.name}”刚被 {held.by or '别人'} 改过（现在是第 {held.version} 版），您的修改没有保存",
                    hint="刷新页面，看过别人的改动后再改。",
                )
            if all(getattr(held, n) == getattr(work, n) for n in EDITABLE):
                return held
            kept = replace(work, version=held.version + 1, by=by, at=_now(), made_by=held.made_by, made_at=held.made_at)
            _write(connection, held, kept)
        return kept

    def history(self, work_id: str, limit: int = 500) -> tuple[Event, ...]:
        """The changes of one work, last first."""
        rows = self._kept.read(
            "SELECT number, id, version, at, by, before, after FROM history WHERE id = ? ORDER BY number DESC LIMIT ?",
            work_id,
            limit,
        )
        return tuple(Event(n, i, v, at, by, _work(b) if b else None, _work(a)) for n, i, v, at, by, b, a in rows)


def _write(connection: sqlite3.Connection, before: Work | None, after: Work) -> None:
    connection.execute("INSERT OR REPLACE INTO works VALUES (?, ?, ?)", (after.id, _body(after), after.at))
    connection.execute(
        "INSERT INTO history(id, version, at, by, before, after) VALUES (?, ?, ?, ?, ?, ?)",
        (after.id, after.version, after.at, after.by, _body(before) if before else None, _body(after)),
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _body(work: Work) -> str:
    return json.dumps(work.to_json(), ensure_ascii=False, sort_keys=True)


def _work(body: str) -> Work:
    return Work.of_json(json.loads(body))
