"""The record of what was generated from what: one line a file in the workspace, each chained to the one before.

`records.jsonl` is only ever appended to. Each entry holds the SHA-256 of the entry before it and its own, so that an
entry changed, removed or put in between is found by `policykit verify --record`. It cannot show that the last entries
were cut off: keep a copy of the last line's `hash` elsewhere where that matters.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policykit.errors import WorkspaceError

if TYPE_CHECKING:
    from policykit.model.output import Annex, Draft

FILE = "records.jsonl"
FIRST = "0" * 64  # what the first entry is chained to
_WAIT = 10.0  # seconds for another writer
_TAIL = 4_000_000  # bytes: no entry is longer


def record(root: Path, output: Draft | Annex, paths: Sequence[Path]) -> dict[str, Any]:
    """Append an entry for files just written; answers with it. Raises WorkspaceError where it cannot be written."""
    body = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "files": [{"path": _shown(p, root), "sha256": sha256(p.read_bytes()).hexdigest()} for p in paths],
        **_content(output),
    }
    try:
        with _locked(root / FILE) as handle:
            number, previous = _last(handle, root / FILE)
            entry: dict[str, Any] = {"n": number + 1, "prev": previous, **body}
            entry["hash"] = sha256(canonical(entry).encode()).hexdigest()
            os.write(handle, (canonical(entry) + "\n").encode())
            os.fsync(handle)
    except OSError as error:
        raise WorkspaceError(
            f"成稿已经写好，但生成记录写不进去：{root / FILE}（{error.strerror or error}）",
            hint="检查工作区的写入权限和磁盘空间，再生成一次（加 --force）。",
        ) from error
    return entry


def canonical(entry: dict[str, Any]) -> str:
    """An entry as the one text that its hash is taken of: keys in order, no white space."""
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _content(output: Draft | Annex) -> dict[str, Any]:
    from policykit.model.output import Draft

    if isinstance(output, Draft):
        sources = [{"doc_id": s.doc_id, "sha256": s.sha256, "title": s.title} for s in output.sources]
        settings = dict(output.settings)
        return {"kind": output.template, "title": output.title, "sources": sources, "settings": settings}
    seen = {p.doc_id: (p.doc_sha256, p.doc_title) for row in output.rows for p in row.sources}
    sources = [{"doc_id": i, "sha256": digest, "title": title} for i, (digest, title) in seen.items()]
    return {"kind": output.kind, "title": output.title, "sources": sources, "settings": {}}


def _shown(path: Path, root: Path) -> str:
    from policykit.corpus.walking import shown

    whole, base = Path(os.path.realpath(path)), root.resolve()
    # A name in another encoding is written out: the record is UTF-8.
    return shown(whole.relative_to(base).as_posix() if whole.is_relative_to(base) else str(whole))


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    """The record open for reading and appending, held against other writers."""
    from policykit.catalog.lock import take

    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o644)
    try:
        until = time.monotonic() + _WAIT
        while not take(handle):
            if time.monotonic() > until:
                raise WorkspaceError("另一个进程正在写生成记录", hint="请等它结束后再试。")
            time.sleep(0.05)
        yield handle
    finally:
        os.close(handle)


def _last(handle: int, path: Path) -> tuple[int, str]:
    """Number and hash of the last entry. A broken last line is never built on."""
    size = os.lseek(handle, 0, os.SEEK_END)
    if size == 0:
        return 0, FIRST
    os.lseek(handle, max(0, size - _TAIL), os.SEEK_SET)
    data = b""
    while chunk := os.read(handle, 1 << 20):
        data += chunk
    try:
        if not data.endswith(b"\n"):
            raise ValueError
        entry = json.loads(data.rstrip(b"\n").rpartition(b"\n")[2])
        return int(entry["n"]), str(entry["hash"])
    except (ValueError, KeyError, TypeError) as error:
        raise WorkspaceError(
            f"成稿已经写好，但生成记录的最后一条已损坏，没有接着记：{path}",
            hint="运行 policykit verify --record 看坏在哪里；把它改名另存后，会从头记新的一份。",
        ) from error
