"""One workspace served to many browsers: readers of its present state, background jobs, and people's own records."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from policykit.api.workspace import Workspace
from policykit.errors import WorkspaceError
from policykit.web.guard.password import mark
from policykit.web.guard.sessions import Sessions
from policykit.web.guard.throttle import Throttle
from policykit.web.jobs import Jobs
from policykit.web.printing import Shelf
from policykit.web.records import Records

if TYPE_CHECKING:
    from policykit.catalog import Catalog
    from policykit.corpus import Corpus
    from policykit.model.document import Document
    from policykit.search.session import Session

FOLDER = "workbench"  # beside corpus/ and indexes/: what people made, not rebuildable
KEPT = 6000  # answers remembered for one state of the corpus
COMMON = "规定"
LOOK = 1.0  # seconds for which pages are sent without asking whether somebody has run `policykit index`
HEAVY = {"document": 600, "view": 600, "stretches": 400}  # kinds of which fewer are: whole documents, written ones

T = TypeVar("T")


class Reader:
    """One state of the corpus, read by all threads; `revision` is its name. It closes when the last one lets it go."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self.catalog: Catalog = bench.workspace.catalog()
        self.revision = self.catalog.revision()
        self._file = self.catalog.file.stat().st_ino  # in another file the numbers of documents mean others
        try:
            self._search: Session = bench.workspace.searching()
        except BaseException:
            self.catalog.close()
            raise
        self._turn = threading.Lock()
        weakref.finalize(self, _close, self._search, self.catalog)

    @contextmanager
    def searching(self) -> Iterator[Session]:
        """The search session, for this thread alone: not every engine can be asked by several at once."""
        with self._turn:
            yield self._search

    def prepare(self, before: Reader | None) -> None:
        """Read now what the first search and the first suggestion would have to wait for: a common word is in nearly
        every document, so that the facets of nearly all are known after it. What is as in the state before is shared.
        """
        if before is not None:
            self._search.take_over(before._search)
        with self.searching() as session:
            session.search(COMMON, limit=1, facets=True)
            session.suggestions(COMMON, 1)

    @property
    def corpus(self) -> Corpus:
        """The folder of originals."""
        return self._bench.workspace.corpus

    def once(self, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """What `make` gives, remembered for all threads until the corpus changes. Never change what you get."""
        return self._bench.remembered(self.revision, key, make)

    def lasting(self, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """The same for what a change of the corpus leaves as it is: of one version of one document."""
        return self._bench.remembered("", key, make)

    def version(self, doc_id: str) -> tuple[int, int] | None:
        """What stands for the present version of a document, in this catalog file; None where there is none."""
        n = self.catalog.version(doc_id)
        return None if n is None else (self._file, n)

    def document(self, doc_id: str) -> Document | None:
        """The whole document, shared by all threads, as long as it does not change."""
        version = self.version(doc_id)
        if version is None:
            return None
        found = self.lasting(("document", version), lambda: (self.catalog.load(doc_id), self.version(doc_id)))
        return found[0] if found[1] == version else self.catalog.load(doc_id)  # changed in between


class Workbench:
    """What all requests share. `inline` runs index jobs in this process, for tests; `beside` is for a process that
    reads what another serves, and must leave its uploads alone."""

    def __init__(self, root: Path, *, inline: bool = False, beside: bool = False) -> None:
        self.workspace = Workspace(root)
        self.root = root
        self.folder = root / FOLDER
        self.records = Records(self.folder / "work.sqlite")
        self.sessions = Sessions(self.folder)
        self.throttle = Throttle()
        incoming = self.folder / "incoming"
        self.jobs = Jobs(self.workspace, incoming, self.records, self.warm, inline=inline, resume=not beside)
        self.asks_password = False
        self.own_person = _account()
        self._local = threading.local()
        self._lock = threading.Lock()
        self.beginning: Callable[[str], None] = lambda revision: None  # called when a state begins to be made ready
        self.alone = False  # whether this process does nothing else than serve
        self._ready: Reader | None = None  # the state that requests are answered from
        self._opening = threading.Lock()
        self._warming = threading.Lock()
        self._memory: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
        self._heavy: dict[str, OrderedDict[tuple[Any, ...], None]] = {kind: OrderedDict() for kind in HEAVY}
        self._making: dict[tuple[Any, ...], threading.Lock] = {}
        self.shelf = Shelf()
        self._looked = 0.0

    def close(self) -> None:
        self.jobs.close()

    def password_mark(self) -> str:
        """Stands for the present password: logins of another no longer hold."""
        return mark(self.folder)

    def begin(self) -> None:
        """A request begins in this thread: until its `end`, `reader` answers with one state."""
        self._local.reader, self._local.asked = None, True

    def end(self) -> None:
        """The request is answered: it holds no state any longer."""
        self._local.reader, self._local.asked = None, False

    def reader(self) -> Reader:
        """The present state; within a request always the same. Raises WorkspaceError where nothing is indexed.

        After an index run it is the old state until the new one has been made ready in the background.
        """
        held: Reader | None = getattr(self._local, "reader", None)
        if held is not None:
            return held
        found = self._ready
        if found is None:
            with self._opening:
                found = self._ready = self._ready or self._opened()
        elif found.catalog.revision() != found.revision:
            self._warm_later()  # somebody has run `policykit index`
        if getattr(self._local, "asked", False):
            self._local.reader = found
        return found

    def current(self) -> str | None:
        """The name of the present state, None before the first. Now and then it makes one look for a newer state, for
        pages kept ready are sent without a reader."""
        if self._ready is None:
            return None
        if time.monotonic() - self._looked > LOOK:
            self._looked = time.monotonic()
            return None
        return self._ready.revision

    def current_state(self) -> str | None:
        """The name of the state that requests are answered from, None before the first."""
        return self._ready.revision if self._ready is not None else None

    def warm(self) -> None:
        """Make a reader of the newest state, with what every page needs of it, and let the threads have it."""
        from policykit.web.corpus_rows import rows

        if not self.indexed():
            return
        with self._warming:
            made = self._opened()
            self.beginning(made.revision)
            rows(made)
            made.prepare(self._ready)
            with self._lock:
                self._ready = made
                self._forget(("", made.revision))
            if self.alone:
                gc.collect(1)
                gc.freeze()  # what is kept is large and has no cycles: looking through it would hold everybody up

    def _forget(self, revisions: tuple[str, ...]) -> None:
        """Let go what is remembered of other states: only when requests are answered from the new one, or those that
        still read the old would make all of it again."""
        for old in [k for k in self._memory if k[0] not in revisions]:
            self._let_go(old)

    def _let_go(self, key: tuple[Any, ...]) -> None:
        del self._memory[key]
        if key[1] in HEAVY:
            self._heavy[key[1]].pop(key, None)

    def _warm_later(self) -> None:
        if not self._warming.locked():
            threading.Thread(target=self.warm, name="warm", daemon=True).start()

    def _opened(self) -> Reader:
        for last in (False, False, True):
            try:
                return Reader(self)
            except (WorkspaceError, OSError, ValueError) as error:
                # Between reading the name of an index folder and opening it, a run may have put another in its place.
                if not self.indexed():
                    raise
                if last:
                    hint = "正在更新的话，过一会儿刷新；否则运行 policykit index 重建索引。"
                    raise WorkspaceError("检索索引暂时打不开", hint=hint) from error
        raise AssertionError("unreachable")

    def indexed(self) -> bool:
        """Whether there is anything to read yet."""
        return (self.root / "indexes" / "catalog.sqlite").is_file()

    def known(self, revision: str, key: tuple[Any, ...]) -> tuple[Any] | None:
        """What is remembered for this state of the corpus, alone in a tuple; None for nothing."""
        with self._lock:
            return (self._memory[revision, *key],) if (revision, *key) in self._memory else None

    def remembered(self, revision: str, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """What `make` gives for this state of the corpus; made once, however many threads ask at the same time."""
        key = (revision, *key)
        with self._lock:
            if key in self._memory:
                self._memory.move_to_end(key)
                if key[1] in HEAVY:
                    self._heavy[key[1]].move_to_end(key)
                found: T = self._memory[key]
                return found
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if key in self._memory:
                    kept: T = self._memory[key]
                    return kept
            try:
                made = make()
            finally:
                with self._lock:
                    self._making.pop(key, None)
            with self._lock:
                self._memory[key] = made
                if (heavy := self._heavy.get(key[1])) is not None:
                    heavy[key] = None
                    if len(heavy) > HEAVY[key[1]]:
                        self._memory.pop(heavy.popitem(last=False)[0], None)
                while len(self._memory) > KEPT:
                    self._let_go(next(iter(self._memory)))
            return made


def _close(search: Session, catalog: Catalog) -> None:
    search.close()
    catalog.close()


def _account() -> str:
    """The name under which changes are recorded on a server that only this machine reaches."""
    import getpass

    try:
        return getpass.getuser()[:20] or "本机"
    except (OSError, KeyError):  # an account without a name, as in some containers
        return "本机"
