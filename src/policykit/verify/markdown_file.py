"""What a .md file prints: paragraphs, headings without their marks, pipe-table rows, and the closing record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from policykit.errors import UnreadableInput
from policykit.verify.plain_file import read_text
from policykit.verify.printed import Paragraph, Printed, PrintedCell, PrintedRow
from policykit.verify.record import unpack

_RECORD = re.compile(r"<!-- policykit-provenance: ([A-Za-z0-9+/=\s]*) -->")
_HEADING = re.compile(r"#{1,6}\s+")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")  # any ASCII punctuation may stand behind a backslash (CommonMark 2.4)
_BAR = re.compile(r"(?<!\\)(?:\\\\)*\|")
_RULE = re.compile(r"\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?\s*)?")


def read(path: Path) -> Printed:
    """What the file prints. Raises UnreadableInput where it is no text or carries several records."""
    text = read_text(path)
    found = list(_RECORD.finditer(text))
    if len(found) > 1:
        raise UnreadableInput(
            f"文件里有 {len(found)} 份出处记录，不知以哪一份为准：{path}", hint="请重新生成该文件，不要合并文件。"
        )
    record: Any | None = None
    if found:
        record = unpack(found[0][1])
        text = text[: found[0].start()] + text[found[0].end() :]
    paragraphs: list[Paragraph] = []
    rows: list[PrintedRow] = []
    table = number = 0
    for kind, block in _blocks(text.split("\n")):
        if kind == "paragraph":
            paragraphs.append(Paragraph(_plain(block), f"第{len(paragraphs) + 1}段"))
            continue
        if kind == "table":
            table, number = table + 1, 0
        place = f"表{table}第{number}行" if number else f"表{table}表头"
        rows.append(PrintedRow(_cells(block), place, table))
        number += 1
    return Printed(tuple(paragraphs), tuple(rows), record)


def _blocks(lines: list[str]) -> Iterator[tuple[str, str]]:
    """`paragraph`, `table` (its first row) and `row` blocks in print order."""
    open_lines: list[str] = []
    in_table = False
    for line in lines:
        stripped = line.strip()
        is_row = stripped.startswith("|")
        heading = _HEADING.match(stripped)
        if open_lines and (not stripped or is_row or heading):
            yield "paragraph", "\n".join(open_lines)
            open_lines = []
        if is_row:
            if not _RULE.fullmatch(stripped):
                yield ("row" if in_table else "table"), stripped
            in_table = True
            continue
        in_table = False
        if heading:
            yield "paragraph", stripped[heading.end() :]
        elif stripped:
            open_lines.append(line)
    if open_lines:
        yield "paragraph", "\n".join(open_lines)


def _cells(line: str) -> tuple[PrintedCell, ...]:
    bars = [m.end() - 1 for m in _BAR.finditer(line)]
    if not bars or bars[-1] != len(line) - 1:
        bars.append(len(line))
    parts = (line[a + 1 : b].strip(" ") for a, b in pairwise(bars))
    return tuple(PrintedCell(_plain(part.replace("<br>", "\n"))) for part in parts)


def _plain(text: str) -> str:
    return _ESCAPE.sub(r"\1", text)
