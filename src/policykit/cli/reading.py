"""policykit parse: read files and print what was read."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from policykit.cli.system_messages import in_chinese
from policykit.errors import PolicykitError, UsageError

PARSE_HELP = """读取文件，输出条款、引用、时限、职责等。不需要工作区，不改动文件。

例：policykit parse 通知.docx              看大纲
    policykit parse 通知.docx --json       输出完整结果（JSON）
    policykit parse 文件夹 --jsonl         逐个文件输出，一行一份
"""


def register(commands: Any) -> None:
    """Add the reading commands."""
    parse = commands.add_parser("parse", help="读取文件，输出条款和标注", description=PARSE_HELP)
    parse.add_argument("paths", nargs="+", metavar="文件", help="一个或多个文件、文件夹")
    form = parse.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="输出 JSON（一个文件）")
    form.add_argument("--jsonl", action="store_true", help="每份文件一行 JSON，用全部处理器")
    parse.set_defaults(run=run_parse)


def run_parse(arguments: Namespace) -> int:
    from policykit.api import reading

    paths = [Path(p) for p in arguments.paths]
    if arguments.jsonl:
        return _print_lines(paths)
    files = reading.expand(paths)
    if not files and not arguments.json:
        raise _nothing(paths)
    if arguments.json:
        if len(files) != 1:
            raise UsageError(f"--json 一次读一个文件，这里有 {len(files)} 个", hint="多个文件请改用 --jsonl。")
        print(json.dumps(reading.parse_json(reading.read(files[0])), ensure_ascii=False))
        return 0
    failed = 0
    for file in files:
        try:
            print(reading.outline(reading.read(file)))
        except PolicykitError as error:
            if len(files) == 1:
                raise
            failed += 1
            _not_read(str(file), str(error))
    if failed:
        print(f"共 {len(files)} 份，读成 {len(files) - failed} 份，没有读成 {failed} 份", file=sys.stderr)
    return 2 if failed else 0


def _nothing(paths: list[Path]) -> PolicykitError:
    from policykit.extract import supported_suffixes

    suffixes = " ".join(sorted(supported_suffixes()))
    return UsageError(f"这里没有能读的文件：{'、'.join(str(p) for p in paths)}", hint=f"能读的扩展名：{suffixes}。")


def _not_read(path: str, message: str) -> None:
    print(f"没有读成：{path}\n  {in_chinese(message)}", file=sys.stderr)


def _print_lines(paths: list[Path]) -> int:
    from policykit.api import reading
    from policykit.cli.progress import Progress

    files = reading.expand(paths)
    if not files:
        raise _nothing(paths)
    failed = 0
    with Progress("正在读取") as progress:
        for done, result in enumerate(reading.parse_lines(files), start=1):
            if result.line is not None:
                sys.stdout.write(result.line + "\n")
            else:
                failed += 1
                _not_read(result.path, result.error or "")
            progress(done, len(files), result.path)
    if failed:
        print(f"共 {len(files)} 份，读成 {len(files) - failed} 份，没有读成 {failed} 份", file=sys.stderr)
    return 2 if failed else 0
