"""Reading files: one document, or many on all cores."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from policykit.contract import json_line, parse_json
from policykit.errors import PolicykitError, UnreadableInput
from policykit.model.address import spoken
from policykit.model.document import Document

__all__ = ["ParsedLine", "expand", "outline", "parse_json", "parse_lines", "read"]

FILES_PER_TASK = 4  # small enough that a few long laws do not leave one core idle


@dataclass(frozen=True, slots=True)
class ParsedLine:
    """The outcome for one file: its JSON line, or the message that says why there is none."""

    path: str
    line: str | None
    error: str | None = None


def read(path: Path) -> Document:
    """Read one file. Raises UnreadableInput or UnsupportedFormat."""
    from policykit.pipeline import read as read_file

    return read_file(path)


def expand(paths: Iterable[Path]) -> list[Path]:
    """Files as given, folders as the readable files in them, sorted. Raises UnreadableInput for a missing path."""
    from policykit.extract import supported_suffixes

    suffixes = supported_suffixes()
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (p for p in path.rglob("*") if p.suffix.lower() in suffixes and p.is_file())
            files.extend(sorted(p for p in inside if not _hidden(p.relative_to(path))))
        elif path.exists():
            files.append(path)
        else:
            raise UnreadableInput(f"没有这个文件：{path}", hint="检查路径和文件名是否写对。")
    return files


def _hidden(relative: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in relative.parts)


def parse_lines(files: Sequence[Path]) -> Iterator[ParsedLine]:
    """One outcome a file, in the order given, read on all cores."""
    workers = min(os.cpu_count() or 1, len(files))
    if workers <= 1:
        yield from map(_parse_line, files)
        return
    from policykit.catalog.worker import begin

    # A worker must not outlive a killed parent.
    with ProcessPoolExecutor(workers, initializer=begin, initargs=(os.getpid(),)) as pool:
        yield from pool.map(_parse_line, files, chunksize=FILES_PER_TASK)


def _parse_line(path: Path) -> ParsedLine:
    try:
        return ParsedLine(str(path), json_line(read(path)))
    except PolicykitError as error:
        return ParsedLine(str(path), None, str(error))


def outline(document: Document) -> str:
    """The document for people: title, number, date, then one line a clause, then what was noticed."""
    meta = document.metadata
    lines = [f"《{meta.title}》" if meta.title else f"（没有读出标题）{document.source.path}"]
    facts = [
        ("文号", meta.doc_number),
        ("发文机关", "、".join(meta.issuers)),
        ("成文日期", meta.issued_date),
        ("文种", meta.genre),
        ("主送", "，".join(meta.addressees)),
    ]
    lines += [f"  {name}：{value}" for name, value in facts if value]
    for clause in document.clauses:
        own = clause.heading or clause.text.replace("\n", " ")[:36]
        lines.append(f"  {'  ' * clause.level}{spoken(clause.address)} {own}")
    for table in document.tables:
        lines.append(f"  {table.address} {table.caption or '（没有表名）'}：{table.rows - table.header_rows} 行")
    lines.append(
        f"  共 {len(document.clauses)} 条、引用 {len(document.citations)} 处、时限 {len(document.deadlines)} 处、"
        f"职责 {len(document.duties)} 项、表格 {len(document.tables)} 张"
    )
    lines += [f"  提示：{d.message}" for d in document.diagnostics]
    return "\n".join(lines)
