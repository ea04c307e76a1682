"""`policykit index`: corpus to catalog to search engine, in one step that readers see whole or not at all.

The engine writes into a new folder that begins as hard links to the one in use; one transaction of the catalog
then names the new folder together with the documents it holds. Killed at any moment, the old state stands.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policykit.catalog.lock import index_lock
from policykit.catalog.schema import discard
from policykit.catalog.update import Pending, read_pending, turn_on, writing
from policykit.corpus import Corpus, Scan
from policykit.errors import PolicykitError, UsageError, WorkspaceError
from policykit.keeping import is_damage
from policykit.search.ahead import WORTH, Ahead
from policykit.search.engine import Engine, IndexUnit
from policykit.search.engines import choose
from policykit.search.engines.state import mark_damaged
from policykit.search.facts import KEPT, Stored, keep, out_of_date, said_of
from policykit.search.shown import ShownWriter
from policykit.search.standing import Tell
from policykit.search.terms import TermCounter

Progress = Callable[[str, int, int, str], None]
UNIT_BYTES = 400  # of a file to a unit, about: what is expected of files that nobody has read yet
BROUGHT_ALONG = 50  # document versions added and removed; more would keep a person waiting for an engine not asked for


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What an index run did. Paths are relative to the corpus; `failures` and `left_out` are (path, message)."""

    engine: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    failures: tuple[tuple[str, str], ...]
    left_out: tuple[tuple[str, str], ...]
    documents: int
    units: int
    behind: tuple[str, ...] = ()  # engines whose index was not brought along: asked for, they say so
    recognised: tuple[tuple[str, str], ...] = ()  # (path, message) of new documents that are versions of others

    @property
    def touched(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def index(
    workspace: Path,
    engine: str = "auto",
    progress: Progress | None = None,
    workers: int | None = None,
    tell: Tell | None = None,
    retell: bool = False,
) -> IndexReport:
    """Bring the workspace's catalog and search index up to date with its corpus folder.

    `progress` is called with (step in Chinese, done, total, current file); `tell` says which documents are law,
    `retell` that it would say something else today than it did. Raises WorkspaceError where another run is under way.
    """
    indexes = workspace / "indexes"
    chosen = choose(engine)
    corpus = Corpus(workspace)

    with index_lock(indexes):
        scan = corpus.scan(_told(progress, "清点文件"))
        run = _Run(indexes, corpus, scan, chosen, progress, workers, tell)
        if retell:
            for facts in indexes.glob(f"*/{KEPT}"):
                facts.unlink(missing_ok=True)
        try:
            return run.bring_up()
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            discard(run.catalog)  # broken, and nothing is in it that is not in the corpus folder
            return run.bring_up()


def _told(progress: Progress | None, step: str) -> Callable[[int, int, str], None] | None:
    return (lambda done, total, what: progress(step, done, total, what)) if progress else None


@dataclass(frozen=True, slots=True)
class _Run:
    """One index run, under the lock."""

    indexes: Path
    corpus: Corpus
    scan: Scan
    chosen: Engine
    progress: Progress | None
    workers: int | None
    tell: Tell | None

    @property
    def catalog(self) -> Path:
        return self.indexes / "catalog.sqlite"

    def bring_up(self) -> IndexReport:
        """Read what is new, build the engine's folder, and turn both on."""
        indexes, chosen = self.indexes, self.chosen
        with writing(self.catalog) as connection:
            in_use, behind = _folders(connection, "engine"), _folders(connection, "behind")
            had = {**behind, **in_use}
            _sweep(indexes, set(had.values()))
            for name, folder in had.items():
                _look_into(indexes, name, folder)
            current = had.get(chosen.name)
            with _begun(indexes, chosen, current, [entry.size for entry in self.scan.entries]) as begun:
                pending = read_pending(
                    connection,
                    self.scan.entries,
                    self.corpus.file,
                    _corrections(self.corpus),
                    _told(self.progress, "读取文件"),
                    self.workers,
                    begun.ahead.take if begun else None,
                )
                folder = _engine(
                    connection, indexes, chosen, current, pending, _told(self.progress, "建立索引"), self.tell, begun
                )
            folders, left = {chosen.name: folder}, dict[str, str]()
            for name, other in had.items():
                if name != chosen.name:
                    fresh = _brought_along(connection, indexes, name, other, pending, self.tell)
                    (folders if fresh else left)[name] = fresh or other
            report = pending.report
            known = set(connection.execute("SELECT path, message FROM failures"))
            same = pending.numbers == pending.live and (folders, left) == (in_use, behind)
            if not same or known != set(report.failures):
                turn_on(connection, pending, folders, left)
            marks = "SELECT count(*) FROM units u JOIN documents d ON d.n = u.doc WHERE d.live"
            units = int(connection.execute(marks).fetchone()[0])
        return IndexReport(
            chosen.name,
            report.added,
            report.changed,
            report.removed,
            report.unchanged,
            report.failures,
            self.scan.left_out,
            len(pending.numbers),
            units,
            tuple(sorted(left)),
        )


def _corrections(corpus: Corpus) -> Callable[[str], dict[str, Any]]:
    """`corpus.corrections`, without asking the disk for every document that has none."""
    have = {file.stem for file in (corpus.side / "metadata").glob("*.yaml")}
    return lambda doc_id: corpus.corrections(doc_id) if doc_id in have else {}


def _folders(connection: sqlite3.Connection, state: str) -> dict[str, str]:
    """Engine → folder: `engine` those that hold the present state, `behind` those that an earlier run left behind."""
    rows = connection.execute("SELECT key, value FROM meta WHERE key LIKE ?", (f"{state}.%",)).fetchall()
    return {key.removeprefix(f"{state}."): value for key, value in rows}


def _look_into(indexes: Path, name: str, folder: str) -> None:
    """Open an index once: one that is damaged is marked so, holds nothing from then on, and is made anew."""
    with suppress(WorkspaceError, UsageError):  # UsageError: an engine that is not installed here
        choose(name).open(indexes / folder).close()


def _brought_along(
    connection: sqlite3.Connection, indexes: Path, name: str, folder: str, pending: Pending, tell: Tell | None
) -> str | None:
    """Another engine's index brought to the pending state too, where little has changed; None where it stays behind."""
    try:
        engine = choose(name)
    except UsageError:  # built on another machine, or before the engine was taken off
        return None
    held = engine.documents(indexes / folder)
    if held is None or len(held ^ pending.numbers) > BROUGHT_ALONG:
        return None
    return _engine(connection, indexes, engine, folder, pending, None, tell)


class _Making:
    """A new folder for an index, and what is kept beside the index, taken down from the units on their way to it."""

    def __init__(self, indexes: Path, engine: Engine, expected: int) -> None:
        self.folder = _free(indexes, engine.name)
        self._terms, self._shown = TermCounter(expected), ShownWriter(self.folder)
        self.ahead = Ahead(engine, self.folder, lambda docs: self.units(indexes / "catalog.sqlite", docs))

    def noted(self, units: Callable[[ShownWriter], Iterator[IndexUnit]]) -> Iterator[IndexUnit]:
        return self._terms.noting(units(self._shown))

    def units(self, catalog: Path, docs: Iterable[int]) -> Iterator[IndexUnit]:
        with writing(catalog) as connection:
            yield from self.noted(lambda shown: _units(connection, docs, shown=shown))

    def keep(self, gone: Iterator[IndexUnit]) -> None:
        self._shown.keep()
        self._terms.keep(self.folder, gone)


@contextmanager
def _begun(indexes: Path, engine: Engine, current: str | None, sizes: list[int]) -> Iterator[_Making | None]:
    """An index begun before the files are read, where all of it will be new and there is much of it."""
    anew = not current or engine.documents(indexes / current) is None
    if not (anew and engine.threads and len(sizes) >= WORTH):
        yield None
        return
    begun = _Making(indexes, engine, sum(sizes) // UNIT_BYTES)
    try:
        yield begun
    except BaseException:
        begun.ahead.give_up()
        raise


def _engine(
    connection: sqlite3.Connection,
    indexes: Path,
    engine: Engine,
    current: str | None,
    pending: Pending,
    progress: Callable[[int, int, str], None] | None,
    tell: Tell | None,
    begun: _Making | None = None,
) -> str:
    """The folder of an index that holds exactly the pending documents."""
    held = engine.documents(indexes / current) if current else None
    if current and held == pending.numbers:
        if out_of_date(indexes / current, tell):
            keep(indexes / current, pending.numbers, lambda numbers: _metadata(connection, numbers), tell)
        return current
    if held is not None and len(held & pending.numbers) * 2 < len(pending.numbers):
        held = None  # most is new: made at one go, an index is in fewer pieces and answers faster
    wanted = sorted(pending.numbers - (held or frozenset()))
    gone = (held or frozenset()) - pending.numbers
    making = begun or _Making(indexes, engine, _expected(connection, wanted))
    if current and held is not None:
        _link(indexes / current, making.folder)
    elif not begun:
        making.folder.mkdir(parents=True)
    if begun:
        begun.ahead.finish(sorted(pending.numbers - begun.ahead.taken), progress)
    else:
        try:
            engine.write(making.folder, making.noted(lambda shown: _units(connection, wanted, progress, shown)), gone)
        except Exception as error:
            if not current or held is None or isinstance(error, (PolicykitError, OSError, sqlite3.Error)):
                raise
            # What the new one goes on from cannot be read: it is made anew from the catalog.
            mark_damaged(indexes / current)
            shutil.rmtree(making.folder, ignore_errors=True)
            return _engine(connection, indexes, engine, current, pending, progress, tell)
    making.keep(_units(connection, sorted(gone)))
    keep(making.folder, pending.numbers, lambda numbers: _metadata(connection, numbers), tell)
    return making.folder.name


def _expected(connection: sqlite3.Connection, docs: list[int]) -> int:
    """About how many units these document versions have."""
    if not docs:
        return 0
    total, every = connection.execute(
        "SELECT (SELECT count(*) FROM units), (SELECT count(*) FROM documents)"
    ).fetchone()
    return int(total * len(docs) / max(1, every))


def _metadata(connection: sqlite3.Connection, numbers: list[int]) -> Iterator[Stored]:
    for n in numbers:
        for doc_id, path, data in connection.execute("SELECT id, path, metadata FROM documents WHERE n = ?", (n,)):
            yield n, doc_id, path, json.loads(data)


def catalog_units(catalog: Path, docs: list[int]) -> Iterator[IndexUnit]:
    """The retrieval units of these document versions, from a catalog file."""
    with writing(catalog) as connection:
        yield from _units(connection, docs)


def _units(
    connection: sqlite3.Connection,
    docs: Iterable[int],
    progress: Callable[[int, int, str], None] | None = None,
    shown: ShownWriter | None = None,
) -> Iterator[IndexUnit]:
    """`progress` needs documents that can be counted."""
    total = len(docs) if progress and isinstance(docs, Sized) else 0
    for done, doc in enumerate(docs):
        if progress:
            progress(done, total, "")
        found = connection.execute("SELECT path, metadata FROM documents WHERE n = ?", (doc,)).fetchone()
        when, title = said_of(*found) if found else (0, "")
        for n, address, path, heading, text in connection.execute(
            "SELECT n, address, path, heading, text FROM units WHERE doc = ? ORDER BY n", (doc,)
        ):
            if shown is not None:
                shown.add(n, address, path, heading, text)
            yield IndexUnit(n, doc, f"{heading}\n{text}", path, when, title)
    if progress and total:
        progress(total, total, "")


def _free(indexes: Path, name: str) -> Path:
    number = 1
    while (indexes / f"{name}-{number}").exists():
        number += 1
    return indexes / f"{name}-{number}"


def _link(source: Path, target: Path) -> None:
    """`target` with the files of `source` as hard links, or copies where the file system has none."""
    target.mkdir(parents=True)
    for file in source.iterdir():
        if not file.is_file() or file.suffix in (".lock", ".part"):
            continue
        try:
            os.link(file, target / file.name)
        except OSError:
            shutil.copy2(file, target / file.name)


def _sweep(indexes: Path, in_use: set[str]) -> None:
    """Delete engine folders of earlier states; readers of those have had a whole index run's time to move on."""
    for folder in indexes.iterdir():
        if folder.is_dir() and folder.name not in in_use:
            shutil.rmtree(folder, ignore_errors=True)
