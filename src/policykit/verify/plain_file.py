"""Text files, and what a .csv prints beside the record in its sidecar."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from policykit.errors import UnreadableInput
from policykit.given_file import read_given
from policykit.verify.printed import Printed, PrintedCell, PrintedRow
from policykit.verify.record import loads

_LIMIT = 100 * 1024 * 1024
SIDECAR = ".policykit.json"


def read_bytes(path: Path) -> bytes:
    try:
        data = read_given(path, _LIMIT)
    except OSError as error:
        raise UnreadableInput(
            f"打不开文件：{path}（{error.strerror or error}）", hint="检查路径和读取权限。"
        ) from error
    if len(data) > _LIMIT:
        raise UnreadableInput(f"文件过大，拒绝打开：{path}", hint="请确认这是由本工具生成的文件。")
    return data


def read_text(path: Path) -> str:
    """UTF-8 with or without a mark, line ends as newlines. An editor may have saved it as GB18030: read too."""
    data = read_bytes(path)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise UnreadableInput(f"文件编码无法识别：{path}", hint="请用 UTF-8 编码另存后重试。")


def read_csv(path: Path) -> Printed:
    """The rows of a .csv and the record in `<name>.csv.policykit.json` beside it."""
    text = read_text(path)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise UnreadableInput(f"表格文件读不下去：{path}（{error}）", hint="请在电子表格程序中另存后重试。") from error
    rows = tuple(
        PrintedRow(tuple(PrintedCell(cell) for cell in line), f"表1第{i}行" if i else "表1表头", 1)
        for i, line in enumerate(lines)
        if any(line)
    )
    sidecar = path.with_name(path.name + SIDECAR)
    record = loads(read_bytes(sidecar)) if sidecar.is_file() else None
    return Printed((), rows, record)
