"""Work that outlasts a request: taking in uploaded files and indexing them, or anything a page hands over.

Uploaded files are moved to `incoming/` before the answer is sent, so that nothing is lost should the server stop:
what lies there is taken in at the next start. One thread takes them into the corpus and runs the index; files that
come meanwhile wait for its next round.
"""

from __future__ import annotations

import json
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
from policykit.web.index_run import indexed
from policykit.web.records import Records, now
from policykit.web.uploading import free_name

if TYPE_CHECKING:
    from policykit.api.workspace import Workspace

TURN, TURNS = 1.0, 600  # seconds between looks at another index run, and how many
SPACING = 5.0  # seconds from the beginning of one round to the next: every round makes readers open a new state
SHARE, LONGEST = 3.0, 20.0  # of a large corpus: rounds take this part of the time at most; nobody waits longer
KEPT = 200  # finished jobs that can still be asked for
WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
WORDS = {
    "added": "已收入",
    "new_version": "作为新版本收入",
    "duplicate": "内容重复，没有再收",
    "unchanged": "没有变化",
    "refused": "没有收入",
}


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
            "files": [*map(dict, self.files), *self.refused],
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
    ) -> None:
        """`indexed` is called after every index run, before its jobs are done."""
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
        for folder in sorted(f for f in incoming.iterdir() if f.is_dir()):
            if (folder / "files.json").is_file():
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
        note = {"person": person, "files": names, "separate": separate}
        (folder / "files.json").write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")
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
            self._next = began + min(max(SPACING, SHARE * took - SPACING), took + LONGEST)

    def _round(self, jobs: list[Job]) -> None:
        for job in jobs:
            job.tell("收入文件")
            folder = self._incoming / job.id
            if (folder / "files.json").is_file():
                job.files = self._add(folder, job.person)
                shutil.rmtree(folder)

        def tell(step: str, done: int, total: int, current: str) -> None:
            for job in jobs:  # of who has sent files, only these are named: others may be read in the same round
                own = not job.files or any(current == file["path"] for file in job.files)
                job.tell(step, done, total, current if own else "")

        report = self._index(tell)
        self._indexed()
        said = dict([*report["left_out"], *report["failures"]])
        for job in jobs:
            for file in job.files:
                if file["state"] in ("added", "new_version", "unchanged", "duplicate"):
                    failed = said.get(file["path"])
                    file["state"], file["message"] = ("unread", failed) if failed else (file["state"], file["message"])
            job.result = {"documents": report["documents"], "units": report["units"]}
            job.state, job.step, job.current = DONE, "完成", ""

    def _index(self, tell: Callable[[str, int, int, str], None]) -> dict[str, Any]:
        """Run the index; where somebody else runs it, wait for them."""
        for _ in range(TURNS):
            try:
                return indexed(self._workspace, tell, inline=self._inline)
            except WorkspaceError as error:
                if not error.message.startswith("另一个进程"):
                    raise
                tell("等另一个索引进程结束", 0, 0, "")
                time.sleep(TURN)
        return indexed(self._workspace, tell, inline=self._inline)

    def _add(self, folder: Path, person: str) -> list[dict[str, Any]]:
        note = json.loads((folder / "files.json").read_text("utf-8"))
        names = note["files"]
        paths = [folder / str(n) / name for n, name in enumerate(names)]
        if note["separate"]:
            paths = [self._apart(path) for path in paths]
        added = {a.given: a for a in self._workspace.add(paths, separate=bool(note["separate"]))}
        out = []
        for name, one in ((path.name, added[str(path)]) for path in paths):
            status = one.status.value
            message = WORDS[status] + (f"：{one.message}" if one.message else "")
            out.append({"name": name, "state": status, "message": message, "id": one.id, "path": one.path})
            if one.id and status in ("added", "new_version"):
                self._records.note("document", one.id, f"{WORDS[status]}：{one.path}", person)
        return out

    def _apart(self, path: Path) -> Path:
        """The file under a name that the corpus has not, unless it has these very bytes there."""
        corpus = self._workspace.corpus
        place = corpus.file(path.name)
        if not place.exists() or place.read_bytes() == path.read_bytes():
            return path
        taken = (p.name for p in corpus.root.iterdir())
        return path.rename(path.with_name(free_name(path.name, taken)))


def _note_of(folder: Path) -> str:
    try:
        return str(json.loads((folder / "files.json").read_text("utf-8"))["person"])
    except (OSError, ValueError, KeyError):
        return ""
