"""Work that outlasts a request: taking in uploaded files and indexing them, or anything a page hands over.

Uploaded files are moved to `incoming/` before the answer is sent, so that nothing is lost should the server stop:
what lies there is taken in at the next start. One thread takes them into the corpus and runs the index; files that
come meanwhile wait for its next round.
"""

from __future__ import annotations

import secrets
import shutil
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.errors import PolicykitError, WorkspaceError
from policykit.web.index_run import Taken, Tell, indexed
from policykit.web.intake import NOTE, WORDS, Sent
from policykit.web.page_words import for_pages
from policykit.web.records import Records, now

if TYPE_CHECKING:
    from policykit.api.workspace import Workspace

TURN, TURNS = 1.0, 600  # seconds between looks at another index run, and how many
SPACING = 5.0  # seconds from the beginning of one round to the next: every round makes readers open a new state
SHARE, LONGEST = 4.0, 20.0  # of a large corpus: rounds take a quarter of the time at most; nobody waits longer
KEPT = 200  # finished jobs that can still be asked for
WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"


@dataclass(slots=True)
class Job:
    """A piece of work and how far it is. `files` is what became of each file of an upload; `result` JSON-able."""

    id: str
    title: str
    person: str
    at: str
    state: str = WAITING
    step: str = "等待"
    done: int = 0
    total: int = 0
    current: str = ""
    message: str = ""
    files: list[dict[str, Any]] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)  # of an upload, before anything else was done
    result: Any = None

    def to_json(self) -> dict[str, Any]:
        """All fields by name."""
        names = ("id", "title", "person", "at", "state", "step", "done", "total", "current", "message")
        return {
            **{n: getattr(self, n) for n in names},
            "message": for_pages(self.message),
            "files": [{**f, "message": for_pages(f["message"])} for f in (*self.files, *self.refused)],
            "result": self.result,
        }

    def tell(self, step: str, done: int = 0, total: int = 0, current: str = "") -> None:
        """Say how far it is."""
        self.state, self.step, self.done, self.total, self.current = RUNNING, step, done, total, current


class Jobs:
    """The jobs of a workspace."""

    def __init__(
        self,
        workspace: Workspace,
        incoming: Path,
        records: Records,
        indexed: Callable[[], None] = lambda: None,
        *,
        inline: bool = False,
        resume: bool = True,
    ) -> None:
        """`indexed` is called after every index run, before its jobs are done; `resume` takes up what lies there."""
        self._workspace, self._incoming, self._records, self._inline = workspace, incoming, records, inline
        self._indexed = indexed
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="job")
        self._intake = ThreadPoolExecutor(1, thread_name_prefix="intake")
        self._queue: list[Job] = []
        self._scheduled = False
        self._next = 0.0  # the earliest time of the next round
        self._closing = threading.Event()
        incoming.mkdir(parents=True, exist_ok=True)
        for folder in sorted(f for f in incoming.iterdir() if f.is_dir()) if resume else ():
            if (folder / NOTE).is_file():
                self._later(self._known(folder.name, "接着收入上次没有收完的文件", _note_of(folder)))
            else:
                shutil.rmtree(folder, ignore_errors=True)  # an upload that never was confirmed

    def close(self) -> None:
        self._closing.set()
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._intake.shutdown(wait=True, cancel_futures=True)

    def get(self, job_id: str) -> Job | None:
        return self._jobs.get(job_id)

    def latest(self) -> tuple[Job, ...]:
        """The newest jobs first."""
        with self._lock:
            return tuple(reversed(self._jobs.values()))

    def busy(self) -> bool:
        """Whether an index run is waiting or under way."""
        with self._lock:
            return self._scheduled

    def submit(self, title: str, person: str, run: Callable[[Job], Any]) -> Job:
        """Run something in the background; what it returns is the job's `result`, an error its `message`."""
        job = self._known(secrets.token_hex(8), title, person)
        self._pool.submit(self._do, job, run)
        return job

    def take_in(self, files: Iterable[tuple[str, Path]], person: str, *, separate: bool = False) -> Job:
        """Take files (name in the corpus, where the bytes lie) into the corpus and index them. The files are moved
        before this returns. Names must be clean already (`uploading.clean_name`). A file of a name already taken is
        a new version of that document, or with `separate` another document under a name of its own."""
        job_id = secrets.token_hex(8)
        folder = self._incoming / job_id
        folder.mkdir(parents=True)
        names = []
        for number, (name, path) in enumerate(files):
            place = folder / str(number) / name
            place.parent.mkdir(parents=True)
            shutil.move(path, place)
            names.append(name)
        Sent(person, tuple(names), separate).keep(folder)
        job = self._known(job_id, f"收入 {len(names)} 份文件", person)
        job.files = [{"name": n, "state": "waiting", "message": "等待收入", "id": None, "path": None} for n in names]
        self._later(job)
        return job

    def reindex(self, title: str, person: str) -> Job:
        """Bring the index up to date after a change of the corpus."""
        job = self._known(secrets.token_hex(8), title, person)
        self._later(job)
        return job

    def _known(self, job_id: str, title: str, person: str) -> Job:
        job = Job(job_id, title, person, now())
        with self._lock:
            self._jobs[job_id] = job
            while len(self._jobs) > KEPT:
                old = next((j for j in self._jobs.values() if j.state in (DONE, FAILED)), None)
                if old is None:
                    break
                del self._jobs[old.id]
        return job

    def _later(self, job: Job) -> None:
        with self._lock:
            self._queue.append(job)
            if self._scheduled:
                return
            self._scheduled = True
        self._intake.submit(self._rounds)

    def _do(self, job: Job, run: Callable[[Job], Any]) -> None:
        job.state = RUNNING
        try:
            job.result = run(job)
            job.state, job.step = DONE, "完成"
        except PolicykitError as error:
            job.message, job.state = str(error), FAILED
        except Exception as error:
            job.message, job.state = f"程序内部有缺陷（{type(error).__name__}：{str(error)[:200]}）", FAILED

    def _rounds(self) -> None:
        """Take in and index all that waits, again and again until nothing does."""
        while True:
            wait = self._next - time.monotonic()
            if wait > 0 and self._queue and not self._inline:
                self._closing.wait(wait)  # what comes meanwhile is taken in the same round
            with self._lock:
                jobs, self._queue = self._queue, []
                if not jobs:
                    self._scheduled = False
                    return
            began = time.monotonic()
            try:
                self._round(jobs)
            except Exception as error:
                said = str(error) if isinstance(error, PolicykitError) else f"{type(error).__name__}：{error}"
                for job in jobs:
                    job.state, job.message, job.step = FAILED, said[:500], "没有完成"
            took = time.monotonic() - began
            self._next = began + min(max(SPACING, SHARE * took), took + LONGEST)

    def _round(self, jobs: list[Job]) -> None:
        sent = {self._incoming / job.id: job for job in jobs}
        for job in jobs:
            job.tell("收入文件")

        def taken(folder: Path, files: list[dict[str, Any]]) -> None:
            job = sent[folder]
            job.files = files
            for file in files:
                if file["id"] and file["state"] in ("added", "new_version"):
                    self._records.note("document", file["id"], f"{WORDS[file['state']]}：{file['path']}", job.person)
            shutil.rmtree(folder)

        def tell(step: str, done: int, total: int, current: str) -> None:
            for job in jobs:  # of who has sent files, only these are named: others may be read in the same round
                own = not job.files or any(current == file["path"] for file in job.files)
                job.tell(step, done, total, current if own else "")

        report = self._index(list(sent), tell, taken)
        self._indexed()
        said = dict([*report["left_out"], *report["failures"]])
        for job in jobs:
            for file in job.files:
                if file["state"] in ("added", "new_version", "unchanged", "duplicate"):
                    failed = said.get(file["path"])
                    file["state"], file["message"] = ("unread", failed) if failed else (file["state"], file["message"])
            job.result = {"documents": report["documents"], "units": report["units"]}
            job.state, job.step, job.current = DONE, "完成", ""

    def _index(self, folders: list[Path], tell: Tell, taken: Taken) -> dict[str, Any]:
        """Take in what was sent and run the index; where somebody else runs it, wait for them."""
        for turn in range(TURNS + 1):
            waiting = [folder for folder in folders if (folder / NOTE).is_file()]
            try:
                return indexed(self._workspace, waiting, tell, taken, inline=self._inline)
            except WorkspaceError as error:
                if turn == TURNS or not error.message.startswith("另一个进程"):
                    raise
                tell("等另一个索引进程结束", 0, 0, "")
                time.sleep(TURN)
        raise AssertionError("unreachable")


def _note_of(folder: Path) -> str:
    try:
        return Sent.of(folder).person
    except (OSError, ValueError, KeyError):
        return ""
