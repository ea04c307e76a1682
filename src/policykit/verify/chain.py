"""The chain of the workspace's record: whether any entry was changed, removed, put in between or moved.

Reads the file alone, with code of its own. Each line is a JSON object with `n` (from 1), `prev` (the hash of the line
before, 64 zeros in the first) and `hash`, the SHA-256 of the canonical JSON of everything else in the line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from policykit.errors import UnreadableInput

FIRST = "0" * 64
LARGEST = 400_000_000  # bytes
LONGEST = 4_000_000  # characters of a line


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain breaks; `line` counts lines of the file from 1."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class ChainReport:
    """`entries` is how many lines there are; `last` the hash of the last one, to be kept elsewhere. `files` are
    (path, SHA-256) of what was generated, newest last."""

    path: str
    entries: int
    breaks: tuple[Break, ...]
    last: str
    files: tuple[tuple[str, str], ...]

    @property
    def sound(self) -> bool:
        return not self.breaks

    def to_json(self) -> dict[str, Any]:
        breaks = [{"line": b.line, "reason": b.reason} for b in self.breaks]
        return {"path": self.path, "entries": self.entries, "sound": self.sound, "breaks": breaks, "last": self.last}


def verify_chain(path: Path) -> ChainReport:
    """Check every link. Raises UnreadableInput where the file cannot be opened or is none."""
    breaks: list[Break] = []
    files: list[tuple[str, str]] = []
    previous, number, count = FIRST, 0, 0
    for count, line in enumerate(_lines(path), start=1):
        entry = _entry(line)
        if entry is None:
            breaks.append(Break(count, "这一条已损坏，读不出来"))
            number += 1
            previous = ""
            continue
        own = str(entry.get("hash"))
        body = {k: v for k, v in entry.items() if k != "hash"}
        if own != _hash(body):
            breaks.append(Break(count, f"这一条（{_told(entry)}）写入之后被改动过"))
        if previous and entry.get("prev") != previous:
            breaks.append(Break(count, f"这一条（{_told(entry)}）与上一条接不上：中间有记录被删去、插入或者调换过"))
        elif entry.get("n") != number + 1:
            wrong = f"应是 {number + 1}，写的是 {entry.get('n')}"
            breaks.append(Break(count, f"这一条（{_told(entry)}）的序号不对：{wrong}"))
        number = entry["n"] if isinstance(entry.get("n"), int) else number + 1
        previous = own
        files += _files(entry)
    return ChainReport(str(path), count, tuple(breaks), previous if count else "", tuple(files))


def _lines(path: Path) -> Iterator[str]:
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableInput(f"生成记录过大，拒绝打开：{path}", hint="请确认这是本工具的生成记录。")
        with path.open(encoding="utf-8", errors="replace", newline="\n") as file:
            while line := file.readline(LONGEST + 1):
                yield line
    except FileNotFoundError as error:
        raise UnreadableInput(
            f"工作区里还没有生成记录：{path}", hint="用 draft 或 annex 命令生成成稿后才有。"
        ) from error
    except OSError as error:
        raise UnreadableInput(f"打不开生成记录：{path}（{error.strerror or error}）", hint="检查读取权限。") from error


def _entry(line: str) -> dict[str, Any] | None:
    try:
        value = json.loads(line) if line.endswith("\n") and len(line) <= LONGEST else None
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _hash(body: dict[str, Any]) -> str:
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _told(entry: dict[str, Any]) -> str:
    return f"{str(entry.get('at'))[:25]}，{str(entry.get('title'))[:40]}"


def _files(entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    listed = entry.get("files")
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, dict):
            yield str(item.get("path")), str(item.get("sha256"))
