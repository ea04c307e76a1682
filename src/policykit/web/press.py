"""A second process that makes pages, so that a second core does: where many people read at once, one waits long.

It is started when requests first queue, and only for pages that show everybody the same. What it makes goes to the
shelf of the first as if made there. It reads the workspace and changes nothing; where it is in another state of the
corpus than the first, or cannot make a page, the first makes it.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Hashable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from policykit.errors import PolicykitError
from policykit.web.making import Asked, PageMaker
from policykit.web.page_table import pages
from policykit.web.printing import Piece, Shelf
from policykit.web.routes import Call, Page
from policykit.web.workbench import Workbench

QUEUED = 2  # requests in the threads or waiting for one, from which it is worth a process
SHELF_BYTES = 32_000_000
Made = tuple[Hashable, tuple[Piece, ...]]
"""What a page is made of, as far as that is known, and its pieces."""


@dataclass(frozen=True, slots=True)
class Order:
    """A page to be made: its path in the table, the values of its address, and what it depends on beside the corpus."""

    page: str
    path: dict[str, str]
    query: dict[str, Any]
    asked: Asked
    person: str
    asks_password: bool
    more: Hashable
    revision: str


class Press:
    """The first process's side. Pages are asked for by the thread that reads and sends alone."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._pool: ProcessPoolExecutor | None = None
        self._state: str | None = None  # the state of the corpus that it is ready for
        self._readying: Future[str | None] | None = None
        self._lock = threading.Lock()
        self._broken = (os.cpu_count() or 1) < 2
        self.waiting = 0

    def take(self, order: Order, queued: int) -> Future[Made | None] | None:
        """The page to come, None inside where it could not be made; None where the threads are to make it."""
        if self._broken or queued < QUEUED or self.waiting >= 2 * queued:
            return None
        try:
            if not self._ready_for(order.revision):
                return None
            assert self._pool is not None
            made = self._pool.submit(_make, order)
        except (BrokenProcessPool, RuntimeError, OSError):
            self._broken = True
            return None
        self.waiting += 1
        return made

    def prepare(self, revision: str) -> None:
        """The first process makes this state ready: the second, if there is one, does so at the same time."""
        if self._pool is not None and not self._broken:
            try:
                self._ready_for(revision)
            except (BrokenProcessPool, RuntimeError, OSError):
                self._broken = True

    def close(self) -> None:
        self._broken = True
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def _ready_for(self, revision: str) -> bool:
        with self._lock:
            if self._readying is not None and self._readying.done():
                failed = self._readying.exception()
                self._state = None if failed else self._readying.result()
                self._broken = failed is not None
                self._readying = None
            if self._broken or (self._readying is None and self._state == revision):
                return not self._broken
            if self._pool is None:
                # Spawned, as everywhere on Windows: a fork of a process with threads might wait for one for ever.
                self._pool = ProcessPoolExecutor(
                    1, mp_context=get_context("spawn"), initializer=_begin, initargs=(str(self._root), os.getpid())
                )
            if self._readying is None:
                self._readying = self._pool.submit(_ready)
            return False


class _Maker:
    """The second process's side."""

    def __init__(self, root: Path) -> None:
        self._bench = Workbench(root, beside=True)
        self._bench.alone = True
        self._bench.shelf = Shelf(SHELF_BYTES)
        self._pages: dict[str, Page] = {page.path: page for page in pages()}
        self._maker = PageMaker(self._bench, set(self._pages))

    def ready(self) -> str | None:
        """The state it is in after it has made sure that there is no newer one."""
        with self._bench.workspace.catalog() as catalog:
            newest = catalog.revision()
        if self._bench.current_state() != newest:
            self._bench.warm()
        return self._bench.current_state()

    def make(self, order: Order) -> Made | None:
        self._bench.asks_password = order.asks_password
        page = self._pages[order.page]
        call = Call(self._bench, order.person, order.path, order.query)
        self._bench.begin()
        try:
            if call.reader.revision != order.revision or self._maker.shared(page, call) != order.more:
                return None
            return self._maker.kept(page, call, order.asked, order.more)
        except PolicykitError:  # the first process finds the same, and says it to the person
            return None
        finally:
            self._bench.end()


_maker: _Maker | None = None


def _begin(root: str, parent: int) -> None:
    global _maker  # one in this process, which is there for nothing else
    from policykit.catalog.worker import begin

    if os.name != "nt":  # there a process whose parent is gone finds its pipe closed
        begin(parent)
    _maker = _Maker(Path(root))


def _ready() -> str | None:
    assert _maker is not None
    return _maker.ready()


def _make(order: Order) -> Made | None:
    assert _maker is not None
    return _maker.make(order)
