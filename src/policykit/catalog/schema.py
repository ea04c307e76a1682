"""The tables of indexes/catalog.sqlite, and how the file is opened.

A document version is one row of `documents` and its number `n` is never used again. Rows are written with
live = 0 as files are read, so that a killed run loses nothing, and one transaction turns the new ones on,
the old ones off and names the search engine's folder: a reader sees the old state or the new one.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from policykit.errors import WorkspaceError
from policykit.keeping import is_damage, sqlite_reason

VERSION = 4  # raise with any change below: an older file is rebuilt

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    stamp TEXT NOT NULL,
    live INTEGER NOT NULL DEFAULT 0,
    title TEXT,
    doc_number TEXT,
    metadata TEXT NOT NULL,
    plain TEXT NOT NULL,
    body BLOB NOT NULL
);
CREATE INDEX documents_id ON documents (id);
CREATE TABLE units (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    doc INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE,
    address TEXT NOT NULL,
    kind TEXT NOT NULL,
    level INTEGER NOT NULL,
    path TEXT NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    cited TEXT NOT NULL,
    actors TEXT NOT NULL,
    deadlines TEXT NOT NULL
);
CREATE INDEX units_doc ON units (doc, address);
CREATE INDEX units_address ON units (address, doc);
CREATE INDEX units_cited ON units (doc, cited) WHERE cited <> '';
CREATE INDEX units_actors ON units (doc, actors) WHERE actors <> '';
CREATE INDEX units_deadlines ON units (doc, deadlines) WHERE deadlines <> '';
CREATE TABLE citations (
    doc INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE,
    clause TEXT NOT NULL, surface TEXT NOT NULL, title TEXT NOT NULL, doc_number TEXT, article TEXT,
    start INTEGER NOT NULL, end INTEGER NOT NULL, kind TEXT NOT NULL, self INTEGER NOT NULL, version TEXT,
    full_title TEXT, full_number TEXT, full_version TEXT, before TEXT NOT NULL, defined INTEGER NOT NULL
);
CREATE INDEX citations_doc ON citations (doc);
CREATE INDEX citations_title ON citations (title);
CREATE INDEX citations_full ON citations (full_title) WHERE NOT self;
CREATE TABLE duties (
    doc INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE,
    clause TEXT NOT NULL, actors TEXT NOT NULL, role TEXT, modality TEXT NOT NULL, action TEXT NOT NULL,
    deadline TEXT, start INTEGER NOT NULL, end INTEGER NOT NULL, inherited INTEGER NOT NULL
);
CREATE INDEX duties_doc ON duties (doc);
CREATE TABLE failures (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, stamp TEXT NOT NULL, message TEXT NOT NULL);
"""


def connect(path: Path, *, write: bool = False) -> sqlite3.Connection:
    """Open the catalog. For writing it is made or, if its schema is another, made anew.

    For reading, raises WorkspaceError where there is none, or one of another schema.
    """
    if write:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = _open(str(path))
        if not _usable(connection):
            connection.close()
            discard(path)
            connection = _open(str(path))
        if _version(connection) == 0:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(f"BEGIN IMMEDIATE; {TABLES} PRAGMA user_version = {VERSION}; COMMIT;")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -65536")
        return connection
    if not path.is_file():
        raise WorkspaceError("还没有目录库", hint="请先运行 policykit index。")
    try:
        connection, version = _opened(path)
    except sqlite3.Error as error:
        raise unusable(path, error) from error
    if version != VERSION:
        connection.close()
        raise WorkspaceError("目录库的格式与本版本不同", hint="请运行 policykit index，会自动重建。")
    return connection


def _opened(path: Path) -> tuple[sqlite3.Connection, int]:
    try:
        connection = _open(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        return connection, _version(connection)
    except sqlite3.OperationalError:
        # A read-only folder: SQLite cannot make its side files there, and nobody writes there either.
        connection = _open(f"{path.absolute().as_uri()}?immutable=1", uri=True)
        return connection, _version(connection)


def unusable(path: Path, error: sqlite3.Error) -> WorkspaceError:
    """What to tell a person when the catalog cannot be read or written."""
    if is_damage(error):
        return WorkspaceError(
            f"目录库已损坏：{path}", hint="请删去 indexes 文件夹，再运行 policykit index 重建；原件不受影响。"
        )
    return WorkspaceError(
        f"目录库不能读写：{path}（{sqlite_reason(error)}）", hint="检查 indexes 文件夹的权限和磁盘空间，稍后再试。"
    )


def discard(path: Path) -> None:
    """Take the catalog away: it is of another schema or broken, and all of it can be made again."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _usable(connection: sqlite3.Connection) -> bool:
    try:
        return _version(connection) in (0, VERSION)
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            return False
        raise


def _open(name: str, *, uri: bool = False) -> sqlite3.Connection:
    return sqlite3.connect(name, uri=uri, timeout=30.0, isolation_level=None, check_same_thread=False)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
