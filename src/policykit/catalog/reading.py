"""Files read into rows of the catalog, on all cores; a file that cannot be read is a record, not a stop."""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, fields, replace
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from typing import Any

from policykit.annotate.citations.defined import defined_names
from policykit.annotate.citations.mentions import mention
from policykit.catalog.pack import pack
from policykit.catalog.units import SEPARATOR, UnitRow, units
from policykit.catalog.worker import begin
from policykit.errors import PolicykitError
from policykit.model.codec import encode
from policykit.model.document import Document, Metadata

CHUNK_BYTES = 400_000  # files are handed to a worker in lots of about this size
ALONE = 3  # so few files are not worth starting workers for …
ALONE_BYTES = 1_000_000  # … unless they are large
_COLUMNS = attrgetter(*(f.name for f in fields(UnitRow)))
PLAIN_JOIN = "\x00"  # between the clauses of `documents.plain`; no reader lets it through


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read. `path` is relative to the corpus, `stamp` what it is read with."""

    file: str
    path: str
    id: str
    sha256: str
    stamp: str
    size: int
    corrections: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """What one document is in the tables, without the document's number."""

    job: Job
    document: tuple[Any, ...]  # id, path, sha256, stamp, title, doc_number, metadata, plain, body
    units: tuple[tuple[Any, ...], ...]
    citations: tuple[tuple[Any, ...], ...]
    duties: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be read, with the message for the user."""

    job: Job
    message: str


def rows_of(document: Document, job: Job) -> Rows:
    """The rows of a document that was read for `job`."""
    document = replace(
        document,
        id=job.id,
        source=replace(document.source, path=job.path, sha256=job.sha256),
        metadata=corrected(document.metadata, job.corrections),
    )
    meta = document.metadata
    head = (
        document.id,
        job.path,
        job.sha256,
        job.stamp,
        meta.title,
        meta.doc_number,
        json.dumps(encode(meta), ensure_ascii=False),
        plain_of(document),
        pack(document),
    )
    defined = defined_names(document)
    citations = tuple(
        (
            c.clause,
            c.surface,
            c.title,
            c.doc_number,
            c.article,
            c.span.start,
            c.span.end,
            c.kind._value_,
            int(c.self_reference),
            c.version,
            m.title,
            m.doc_number,
            m.version,
            m.before,
            int(m.defined),
        )
        for c in document.citations
        for m in (mention(document, c, defined),)
    )
    duties = tuple(
        (
            d.clause,
            SEPARATOR.join(d.actors),
            d.role._value_ if d.role else None,
            d.modality._value_,
            d.action,
            d.deadline,
            d.span.start,
            d.span.end,
            int(d.inherited),
        )
        for d in document.duties
    )
    return Rows(job, head, tuple(map(_COLUMNS, units(document))), citations, duties)


def plain_of(document: Document) -> str:
    """The words of the clauses as `documents.plain` keeps them."""
    return PLAIN_JOIN.join(part for c in document.clauses for part in (c.heading, c.text) if part)


def corrected(metadata: Metadata, corrections: dict[str, Any]) -> Metadata:
    """The metadata with a person's corrections; unknown names are passed over, lists become tuples."""
    values: dict[str, Any] = {}
    for name, value in corrections.items():
        if name in Metadata.__dataclass_fields__ and name not in ("spans", "history"):
            many = isinstance(getattr(metadata, name), tuple)
            items = value if isinstance(value, list) else [value]
            values[name] = tuple(str(v) for v in items) if many else None if value is None else str(value)
    return replace(metadata, **values) if values else metadata


def read_job(job: Job) -> Rows | Unread:
    """Read one file. Never raises."""
    from policykit.pipeline import read

    try:
        return rows_of(read(Path(job.file)), job)
    except PolicykitError as error:
        return Unread(job, str(error).replace(job.file, job.path))  # where the workspace lies is nobody's concern
    except Exception as error:  # a fault of a reader must not stop the others
        return Unread(job, f"读取时程序出错（{type(error).__name__}: {error}），这份文件没有收入目录库")


def _read_lot(jobs: Sequence[Job]) -> list[Rows | Unread]:
    return [read_job(job) for job in jobs]


def read_all(jobs: Sequence[Job], workers: int | None = None) -> Iterator[Rows | Unread]:
    """Read every job, in no particular order. A worker that dies costs only the file it died of."""
    workers = workers or os.cpu_count() or 1
    if workers == 1 or (len(jobs) <= ALONE and sum(j.size for j in jobs) <= ALONE_BYTES):
        yield from map(read_job, jobs)
        return
    import_module("policykit.pipeline")  # once, before workers are forked, not once in each of them
    suspects: list[Job] = []
    yield from _pooled(_lots(jobs), workers, suspects.extend)
    for job in suspects:
        dead: list[Job] = []
        yield from _pooled([[job]], 1, dead.extend)
        for gone in dead:
            yield Unread(gone, "读取这份文件时进程崩溃（可能内存不足），没有收入目录库")


def _pooled(lots: Sequence[list[Job]], workers: int, lost: Callable[[list[Job]], None]) -> Iterator[Rows | Unread]:
    """Results of the lots; those in hand when a worker dies are reported through `lost`."""
    waiting = deque(lots)
    running: dict[Future[list[Rows | Unread]], list[Job]] = {}
    order: deque[Future[list[Rows | Unread]]] = deque()
    with ProcessPoolExecutor(workers, initializer=begin, initargs=(os.getpid(),)) as pool:
        try:
            while waiting or order:
                while waiting and len(order) < workers * 4:
                    lot = waiting.popleft()
                    future = pool.submit(_read_lot, lot)
                    running[future] = lot
                    order.append(future)
                future = order.popleft()
                yield from future.result()
                del running[future]
        except BrokenProcessPool:
            for lot in (*running.values(), *waiting):
                lost(lot)


def _lots(jobs: Sequence[Job]) -> list[list[Job]]:
    """Jobs in lots of about CHUNK_BYTES, the largest files first so that no long one is left to the end."""
    out: list[list[Job]] = []
    size = 0
    for job in sorted(jobs, key=lambda j: -j.size):
        if not out or size + job.size > CHUNK_BYTES or len(out[-1]) >= 64:
            out.append([])
            size = 0
        out[-1].append(job)
        size += job.size
    return out
