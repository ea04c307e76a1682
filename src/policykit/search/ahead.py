"""An index written while the files are still being read.

Reading takes every core, but not all of the time: its processes wait for files and for each other, and an engine has
threads of its own. So where everything is new, documents go on to the engine as soon as the catalog has them for good.
Nobody reads the folder yet, and one that is never finished is swept away by the next run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from policykit.search.engine import Engine, IndexUnit

WORTH = 300  # files; fewer are indexed in no time
LOOK_EVERY = 0.1  # seconds

Units = Callable[[Iterable[int]], Iterator[IndexUnit]]
"""The units of document versions."""


class Ahead:
    """Writes an index in a thread of its own, begun with the first documents: the processes that read are there then.

    `take` what the catalog has, then `finish` or `give_up`.
    """

    def __init__(self, engine: Engine, folder: Path, units: Units) -> None:
        self._waiting: SimpleQueue[int | None] = SimpleQueue()
        self._given_up = False
        self._error: BaseException | None = None
        self._thread = Thread(target=self._write, args=(engine, folder, units), daemon=True)
        self.taken: set[int] = set()

    def take(self, documents: Iterable[int]) -> None:
        """Add these document versions, which the catalog has and the state to come will have."""
        for n in documents:
            self.taken.add(n)
            self._waiting.put(n)
        if not self._thread.ident:
            self._thread.start()

    def finish(self, rest: Iterable[int], progress: Callable[[int, int, str], None] | None = None) -> None:
        """Add the rest and wait for the index, telling of documents left. Raises what went wrong in writing it."""
        self.take(rest)
        self._waiting.put(None)
        while self._thread.is_alive():
            self._thread.join(LOOK_EVERY)
            if progress:
                progress(max(0, len(self.taken) - self._waiting.qsize()), len(self.taken), "")
        if self._error is not None:
            raise self._error

    def give_up(self) -> None:
        """Stop, if it has not come to its end; what is written is of no use."""
        self._given_up = True
        self._waiting.put(None)
        if self._thread.ident:
            self._thread.join()

    def _write(self, engine: Engine, folder: Path, units: Units) -> None:
        try:
            engine.write(folder, units(self._documents()), frozenset())
        except BaseException as error:  # raised again by the thread that waits for it
            self._error = error

    def _documents(self) -> Iterator[int]:
        while (n := self._waiting.get()) is not None and not self._given_up:
            yield n
        if self._given_up:
            raise _GivenUp


class _GivenUp(Exception):
    """Nobody waits for the index any more."""
