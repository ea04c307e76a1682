"""The decisions of a workspace in one SQLite file, each change whole or not at all, with its history.

    decisions.sqlite     decisions: the present state, by department and key; history: every change, never altered

Unlike indexes/ this cannot be rebuilt: it is people's work.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from policykit.decisions.model import Decision, Edit, Event
from policykit.errors import ConflictError
from policykit.keeping import KeptFile
from policykit.model.codec import decode, encode

FILE = "decisions.sqlite"
SCHEMA = 1
_TABLES = """
CREATE TABLE IF NOT EXISTS decisions(
  department TEXT NOT NULL, key TEXT NOT NULL, doc_id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY(department, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS history(
  number INTEGER PRIMARY KEY AUTOINCREMENT, department TEXT NOT NULL, key TEXT NOT NULL, version INTEGER NOT NULL,
  at TEXT NOT NULL, by TEXT NOT NULL, before TEXT, after TEXT
);
CREATE INDEX IF NOT EXISTS history_key ON history(department, key);
"""


class Decisions:
    """The decisions of a workspace folder. Reading where nothing was ever decided makes no file."""

    def __init__(self, root: Path) -> None:
        self.file = root / FILE
        self._kept = KeptFile(self.file, "职责决定", _TABLES, SCHEMA)

    def of(self, department: str) -> tuple[Decision, ...]:
        """All present decisions of a department, by document and key."""
        query = "SELECT body FROM decisions WHERE department = ? ORDER BY doc_id, key"
        return tuple(_decision(body) for (body,) in self._kept.read(query, department))

    def speak_of(self, doc_id: str) -> bool:
        """Whether any department decided anything about a document."""
        return bool(self._kept.read("SELECT 1 FROM decisions WHERE doc_id = ? LIMIT 1", doc_id))

    def version(self, department: str) -> int:
        """The number of the last change of this department's decisions; 0 where there was none."""
        rows = self._kept.read("SELECT coalesce(max(number), 0) FROM history WHERE department = ?", department)
        return int(rows[0][0]) if rows else 0

    def history(self, department: str, key: str = "", limit: int = 500) -> tuple[Event, ...]:
        """The changes, last first; of one key where it is given."""
        chosen = "AND key = ?" if key else ""
        rows = self._kept.read(
            f"SELECT number, key, version, at, by, before, after FROM history WHERE department = ? {chosen}"
            " ORDER BY number DESC LIMIT ?",
            *((department, key, limit) if key else (department, limit)),
        )
        return tuple(
            Event(n, k, v, at, by, _decision(b) if b else None, _decision(a) if a else None)
            for n, k, v, at, by, b, a in rows
        )

    def save(self, department: str, edits: Sequence[Edit], by: str) -> tuple[Decision, ...]:
        """Save all edits or none. Answers with the decisions as they now stand. A decision that says the same as
        before is left as it is. Raises ConflictError where a version is not the one expected."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._kept.writing() as connection:
            stale = [d for e in edits if (d := _conflict(connection, department, e)) is not None]
            if stale:
                told = "\n".join(f"    {d}" for d in stale[:10])
                raise ConflictError(
                    f"有 {len(stale)} 处已被别人改过，本次没有保存：\n{told}",
                    hint="重新打开列表，看过别人的改动后再改。",
                )
            out = [_apply(connection, department, e, by, now) for e in edits]
        return tuple(d for d in out if d is not None)


def _current(connection: sqlite3.Connection, department: str, key: str) -> Decision | None:
    rows = connection.execute(
        "SELECT body FROM decisions WHERE department = ? AND key = ?", (department, key)
    ).fetchall()
    return _decision(rows[0][0]) if rows else None


def _conflict(connection: sqlite3.Connection, department: str, edit: Edit) -> str | None:
    key = edit.supersedes or edit.key
    current = _current(connection, department, key)
    fresh = key == edit.key or _current(connection, department, edit.key) is None
    if fresh and (current.version if current else 0) == edit.expected:
        return None
    last = connection.execute(
        "SELECT by, at, after FROM history WHERE department = ? AND key = ? ORDER BY number DESC LIMIT 1",
        (department, key if fresh else edit.key),
    ).fetchone()
    about = edit.decision.quote if edit.decision else current.quote if current else edit.key
    what = f"{last[0] or '有人'}在 {last[1]} {'改过' if last[2] else '撤回了决定'}" if last else "还没有人作过决定"
    return f"“{about[:30]}”：{what}"


def _apply(connection: sqlite3.Connection, department: str, edit: Edit, by: str, now: str) -> Decision | None:
    if edit.supersedes and edit.supersedes != edit.key:
        old = _current(connection, department, edit.supersedes)
        if old is not None:
            _write(connection, department, edit.supersedes, old, None, by, now)
    before = _current(connection, department, edit.key)
    after = edit.decision
    if after is None:
        if before is not None:
            _write(connection, department, edit.key, before, None, by, now)
        return None
    if before is not None and replace(after, version=before.version, by=before.by, at=before.at) == before:
        return before
    version = 1 + int(
        connection.execute(
            "SELECT coalesce(max(version), 0) FROM history WHERE department = ? AND key = ?", (department, edit.key)
        ).fetchone()[0]
    )
    after = replace(after, key=edit.key, version=version, by=by, at=now)
    _write(connection, department, edit.key, before, after, by, now)
    return after


def _write(
    connection: sqlite3.Connection,
    department: str,
    key: str,
    before: Decision | None,
    after: Decision | None,
    by: str,
    now: str,
) -> None:
    if after is None:
        connection.execute("DELETE FROM decisions WHERE department = ? AND key = ?", (department, key))
    else:
        connection.execute(
            "INSERT OR REPLACE INTO decisions VALUES (?, ?, ?, ?)", (department, key, after.doc_id, _body(after))
        )
    version = after.version if after else before.version if before else 0
    connection.execute(
        "INSERT INTO history(department, key, version, at, by, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (department, key, version, now, by, _body(before) if before else None, _body(after) if after else None),
    )


def _body(decision: Decision) -> str:
    return json.dumps(encode(decision), ensure_ascii=False, sort_keys=True)


def _decision(body: str) -> Decision:
    return decode(Decision, json.loads(body))
