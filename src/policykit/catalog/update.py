"""Bringing the catalog up to date: read what is new or changed, then turn it on in one transaction."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from policykit.catalog.reading import Job, Rows, Unread, read_all
from policykit.catalog.schema import connect

Progress = Callable[[int, int, str], None]
Ready = Callable[[list[int]], None]
COMMIT_EVERY = 200  # documents between commits of rows that are not live yet
READERS = ("extract", "clean", "normalize", "parse", "annotate", "lang", "model", "pipeline", "catalog")


class SourceFile(Protocol):
    """What the catalog needs to know of an original (corpus.Entry is one)."""

    @property
    def id(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def size(self) -> int: ...


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What one run did. `failures` are (path, Chinese message)."""

    added: tuple[str, ...] = ()  # paths, relative to the corpus
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0
    failures: tuple[tuple[str, str], ...] = ()

    @property
    def touched(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class Pending:
    """A state that is fully written but not yet turned on: the numbers of its document rows."""

    numbers: frozenset[int]
    live: frozenset[int]
    report: UpdateReport


def update_catalog(
    catalog: Path,
    files: Iterable[SourceFile],
    locate: Callable[[str], Path],
    corrections: Callable[[str], dict[str, Any]] = lambda _: {},
    progress: Progress | None = None,
    workers: int | None = None,
) -> UpdateReport:
    """Bring the catalog file up to date with the files, without any search engine."""
    with writing(catalog) as connection:
        pending = read_pending(connection, files, locate, corrections, progress, workers)
        turn_on(connection, pending, {})
    return pending.report


@contextmanager
def writing(catalog: Path) -> Iterator[sqlite3.Connection]:
    """The catalog open for writing; made, or made anew where its schema is an older one."""
    connection = connect(catalog, write=True)
    try:
        yield connection
    finally:
        connection.close()


def read_pending(
    connection: sqlite3.Connection,
    files: Iterable[SourceFile],
    locate: Callable[[str], Path],
    corrections: Callable[[str], dict[str, Any]],
    progress: Progress | None = None,
    workers: int | None = None,
    ready: Ready | None = None,
) -> Pending:
    """Read what the catalog does not have yet. Readers still see the old state until `turn_on`.

    `ready` is called with the numbers of documents that were just committed, a few hundred at a time.
    """
    have: dict[tuple[str, str, str, str], int] = {}
    live: dict[int, str] = {}
    for n, doc_id, path, sha256, stamp, on in connection.execute(
        "SELECT n, id, path, sha256, stamp, live FROM documents ORDER BY live, n"
    ):
        have[doc_id, path, sha256, stamp] = n
        if on:
            live[n] = doc_id
    keep: set[int] = set()
    jobs: list[Job] = []
    for file in files:
        fixes = corrections(file.id)
        stamp = reader_stamp() + (_digest(json.dumps(fixes, sort_keys=True).encode()) if fixes else "")
        n = have.get((file.id, file.path, file.sha256, stamp))
        if n is not None:
            keep.add(n)
        else:
            jobs.append(Job(str(locate(file.path)), file.path, file.id, file.sha256, stamp, file.size, fixes))
    stale = set(have.values()) - keep - set(live)
    _drop(connection, stale)
    fresh, failures = _read(connection, jobs, progress, workers, ready)
    numbers = keep | set(fresh)
    ids = set(live.values())
    added = [path for path, doc_id in fresh.values() if doc_id not in ids]
    changed = [path for path, doc_id in fresh.values() if doc_id in ids]
    report = UpdateReport(
        tuple(sorted(added)),
        tuple(sorted(changed)),
        tuple(sorted(_removed(connection, live, numbers))),
        len(keep & set(live)),
        tuple(sorted(failures)),
    )
    return Pending(frozenset(numbers), frozenset(live), report)


def turn_on(
    connection: sqlite3.Connection, pending: Pending, engines: dict[str, str], behind: dict[str, str] | None = None
) -> None:
    """Make the pending state the one readers see, with the engine folders that belong to it.

    `behind` are folders of engines that hold an earlier state, kept to be gone on from.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        off = [(n,) for n in pending.live - pending.numbers]
        connection.executemany("UPDATE documents SET live = 0 WHERE n = ?", off)
        connection.executemany(
            "UPDATE documents SET live = 1 WHERE n = ? AND live = 0", [(n,) for n in pending.numbers - pending.live]
        )
        connection.execute("DELETE FROM failures")
        connection.executemany(
            "INSERT OR REPLACE INTO failures (path, sha256, stamp, message) VALUES (?, '', '', ?)",
            pending.report.failures,
        )
        connection.execute("DELETE FROM meta WHERE key LIKE 'engine.%' OR key LIKE 'behind.%'")
        values = [(f"engine.{name}", folder) for name, folder in engines.items()]
        values += [(f"behind.{name}", folder) for name, folder in (behind or {}).items()]
        revision = connection.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()
        values.append(("revision", str(int(revision[0]) + 1 if revision else 1)))
        connection.executemany("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", values)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


@cache
def reader_stamp() -> str:
    """A digest of the code and data that reading depends on: any change makes every file be read again."""
    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for name in READERS:
        for file in sorted((root / f"{name}.py", *(root / name).rglob("*"))):
            if "__pycache__" not in file.parts and file.is_file():
                digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def _digest(data: bytes) -> str:
    return "+" + hashlib.sha256(data).hexdigest()[:8]


def _removed(connection: sqlite3.Connection, live: dict[int, str], numbers: set[int]) -> list[str]:
    rows = connection.execute("SELECT n, id, path FROM documents").fetchall()
    now = {doc_id for n, doc_id, _ in rows if n in numbers}
    return [path for n, doc_id, path in rows if n in live and doc_id not in now]


def _drop(connection: sqlite3.Connection, numbers: set[int]) -> None:
    if numbers:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("DELETE FROM documents WHERE n = ?", [(n,) for n in numbers])
        connection.execute("COMMIT")


def _read(
    connection: sqlite3.Connection,
    jobs: list[Job],
    progress: Progress | None,
    workers: int | None,
    ready: Ready | None,
) -> tuple[dict[int, tuple[str, str]], list[tuple[str, str]]]:
    fresh: dict[int, tuple[str, str]] = {}
    failures: list[tuple[str, str]] = []
    open_rows: list[int] = []

    def commit() -> None:
        connection.execute("COMMIT")
        if ready:
            ready(open_rows)
        open_rows.clear()

    try:
        for done, result in enumerate(read_all(jobs, workers)):
            if progress:
                progress(done, len(jobs), result.job.path)
            if isinstance(result, Unread):
                failures.append((result.job.path, result.message))
                continue
            if not open_rows:
                connection.execute("BEGIN IMMEDIATE")
            n = _insert(connection, result)
            fresh[n] = (result.job.path, result.job.id)
            open_rows.append(n)
            if len(open_rows) >= COMMIT_EVERY:
                commit()
        if open_rows:
            commit()
    except BaseException:
        if connection.in_transaction:
            connection.execute("COMMIT")  # what was read stays, not live, for the next run
        raise
    if progress and jobs:
        progress(len(jobs), len(jobs), "")
    return fresh, failures


def _insert(connection: sqlite3.Connection, rows: Rows) -> int:
    n = connection.execute(
        "INSERT INTO documents (id, path, sha256, stamp, title, doc_number, metadata, plain, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows.document,
    ).lastrowid
    assert n is not None
    connection.executemany(
        "INSERT INTO units (doc, address, kind, level, path, heading, text, cited, actors, deadlines)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(n, *row) for row in rows.units],
    )
    connection.executemany(
        f"INSERT INTO citations VALUES ({', '.join('?' * 16)})", [(n, *row) for row in rows.citations]
    )
    connection.executemany(
        "INSERT INTO duties VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [(n, *row) for row in rows.duties]
    )
    return n
