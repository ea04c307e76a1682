"""One workspace served to many browsers: readers of its present state, background jobs, and people's own records."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from policykit.api.workspace import Workspace
from policykit.errors import WorkspaceError
from policykit.web.guard.password import mark
from policykit.web.guard.sessions import Sessions
from policykit.web.guard.throttle import Throttle
from policykit.web.jobs import Jobs
from policykit.web.records import Records

if TYPE_CHECKING:
    from policykit.catalog import Catalog
    from policykit.corpus import Corpus
    from policykit.model.document import Document
    from policykit.search.session import Session

FOLDER = "workbench"  # beside corpus/ and indexes/: what people made, not rebuildable
KEPT = 400  # answers remembered for one state of the corpus

T = TypeVar("T")


class Reader:
    """The corpus as one thread sees it. `revision` is the state of catalog and index it was opened at."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self.catalog: Catalog = bench.workspace.catalog()
        self.revision = self.catalog.revision()
        try:
            self.search: Session = bench.workspace.searching()
        except BaseException:
            self.catalog.close()
            raise

    def close(self) -> None:
        self.search.close()
        self.catalog.close()

    @property
    def corpus(self) -> Corpus:
        """The folder of originals."""
        return self._bench.workspace.corpus

    def once(self, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """What `make` gives, remembered for all threads until the corpus changes. Never change what you get."""
        return self._bench.remembered(self.revision, key, make)

    def document(self, doc_id: str) -> Document | None:
        """The whole document, shared by all threads."""
        return self.once(("document", doc_id), lambda: self.catalog.load(doc_id))


class Workbench:
    """What all requests share. `inline` runs index jobs in this process, for tests."""

    def __init__(self, root: Path, *, inline: bool = False) -> None:
        self.workspace = Workspace(root)
        self.root = root
        self.folder = root / FOLDER
        self.records = Records(self.folder / "work.sqlite")
        self.sessions = Sessions(self.folder)
        self.throttle = Throttle()
        self.jobs = Jobs(self.workspace, self.folder / "incoming", self.records, inline=inline)
        self.asks_password = False
        self.own_person = _account()
        self._local = threading.local()
        self._lock = threading.Lock()
        self._revision = ""
        self._memory: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
        self._making: dict[tuple[Any, ...], threading.Lock] = {}

    def close(self) -> None:
        self.jobs.close()

    def password_mark(self) -> str:
        """Stands for the present password: logins of another no longer hold."""
        return mark(self.folder)

    def reader(self) -> Reader:
        """This thread's reader, opened anew after an index run. Raises WorkspaceError where nothing is indexed."""
        held: Reader | None = getattr(self._local, "reader", None)
        if held is not None and held.catalog.revision() == held.revision:
            return held
        if held is not None:
            self._local.reader = None
            held.close()
        for last in (False, False, True):
            try:
                made = Reader(self)
                break
            except (WorkspaceError, OSError, ValueError) as error:
                # Between reading the name of an index folder and opening it, a run may have put another in its place.
                if not self.indexed():
                    raise
                if last:
                    hint = "正在更新的话，过一会儿刷新；否则运行 policykit index 重建索引。"
                    raise WorkspaceError("检索索引暂时打不开", hint=hint) from error
        self._local.reader = made
        return made

    def indexed(self) -> bool:
        """Whether there is anything to read yet."""
        return (self.root / "indexes" / "catalog.sqlite").is_file()

    def remembered(self, revision: str, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """What `make` gives for this state of the corpus; made once, however many threads ask at the same time."""
        key = (revision, *key)
        with self._lock:
            if key in self._memory:
                self._memory.move_to_end(key)
                found: T = self._memory[key]
                return found
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if key in self._memory:
                    kept: T = self._memory[key]
                    return kept
            made = make()
            with self._lock:
                if revision > self._revision or len(revision) > len(self._revision):
                    self._revision = revision
                    for old in [k for k in self._memory if k[0] != revision]:
                        del self._memory[old]
                self._memory[key] = made
                while len(self._memory) > KEPT:
                    self._memory.popitem(last=False)
                self._making.pop(key, None)
            return made


def _account() -> str:
    """The name under which changes are recorded on a server that only this machine reaches."""
    import getpass

    try:
        return getpass.getuser()[:20] or "本机"
    except (OSError, KeyError):  # an account without a name, as in some containers
        return "本机"
