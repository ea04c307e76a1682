"""policykit verify: a finished file against its record and the corpus."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

from policykit.cli.workspace import workspace_option
from policykit.errors import UsageError

VERIFY_HELP = """逐段逐行核验成稿：有没有被改动，源条款有没有变化、移动、消失或废止。

只看成稿本身和工作区里的文件，不依赖起草时的任何中间结果。没有发现问题退出状态为 0，有问题为 1。
"""


def register(commands: Any) -> None:
    """Add the verify command."""
    verify = commands.add_parser("verify", help="核验成稿的每一行", description=VERIFY_HELP)
    verify.add_argument("file", type=Path, nargs="?", metavar="成稿", help=".docx、.xlsx、.csv 或 .md")
    verify.add_argument(
        "--record", action="store_true", help="改为核验工作区的生成记录（什么时候、由哪些来文生成了什么）有没有被改动"
    )
    verify.add_argument("--json", action="store_true", help="输出 JSON")
    workspace_option(verify)
    verify.set_defaults(run=run_verify)


def run_verify(arguments: Namespace) -> int:
    from policykit.api.verifying import verify
    from policykit.api.workspace import Workspace

    if arguments.record:
        return _run_record(arguments)
    if arguments.file is None:
        raise UsageError("没有写要核验哪份成稿", hint="policykit verify 成稿.docx；核验生成记录用 --record。")
    report = verify(Workspace(arguments.workspace), arguments.file)
    if arguments.json:
        print(json.dumps(report.to_json(), ensure_ascii=False))
        return report.exit_status
    for finding in report.findings:
        units = f"（{'、'.join(finding.units)}）" if finding.units else ""
        print(f"{'问题' if finding.serious else '提示'}  {finding.place}{units}：{finding.reason}")
        if finding.printed:
            print(f"    成稿：{finding.printed}")
        if finding.source:
            print(f"    出处：{finding.source}")
        if finding.change:
            print(f"    差别：{finding.change}")
    for item in report.unchecked:
        if not item.unit:  # what was added by hand is among the findings already
            continue
        print(f"未核对  {item.place}：{item.reason}")
    print(report.summary())
    return report.exit_status


def _run_record(arguments: Namespace) -> int:
    from policykit.api.verifying import verify_record
    from policykit.api.workspace import Workspace

    report = verify_record(Workspace(arguments.workspace))
    if arguments.json:
        print(json.dumps(report.to_json(), ensure_ascii=False))
        return 0 if report.sound else 1
    for found in report.breaks:
        print(f"问题  第 {found.line} 条：{found.reason}")
    if report.sound:
        print(f"生成记录共 {report.entries} 条，一条接一条，没有被改动。")
        print(f"  最后一条的校验值：{report.last}（另存一份，可发现末尾有没有被截去）")
        return 0
    print(f"生成记录共 {report.entries} 条，有 {len(report.breaks)} 处断开；断开之后的记录不能作准。")
    return 1
