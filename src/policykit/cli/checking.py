"""policykit check: is every duty distributed, to whom exactly, and does it all agree."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

from policykit.cli.workspace import workspace_option

CHECK_HELP = """检查职责分工：全面（每项职责有着落、不重复）、具体（落实到科室、岗位、责任人）、系统（岗位、科室、单位
一致，没有扩大或减轻）、负责人、时限、数字、交叉、机构名称。

不给文件时检查分工记录；给文件（.docx .xlsx .csv .md）时检查文件里的表和方案，改过的也可以。
没有发现问题退出状态为 0，有问题或有没查的为 1。
例：policykit check --for 单位概况.yaml --source 临政办发〔2026〕31号
    policykit check 任务分工表.xlsx 岗位责任表.docx --for 单位概况.yaml
"""


def register(commands: Any) -> None:
    """Add the check command."""
    check = commands.add_parser("check", help="检查职责分工", description=CHECK_HELP)
    check.add_argument("files", nargs="*", type=Path, metavar="成稿", help="要检查的文件（不给则检查分工记录）")
    check.add_argument(
        "--for", "--profile", dest="profile", type=Path, required=True, metavar="单位概况", help="单位概况文件"
    )
    check.add_argument("--source", nargs="+", default=[], metavar="文件", help="来文（默认：成稿里记着的来文）")
    check.add_argument("--json", action="store_true", help="输出 JSON")
    workspace_option(check)
    check.set_defaults(run=run_check)


def run_check(arguments: Namespace) -> int:
    from policykit.api.checking import check
    from policykit.api.workspace import Workspace

    report = check(Workspace(arguments.workspace), arguments.profile, arguments.source, arguments.files)
    if arguments.json:
        print(json.dumps(report.to_json(), ensure_ascii=False))
        return report.exit_status
    for finding in report.findings:
        print(f"{finding.check}　{finding.place}“{finding.text}”：{finding.wrong}")
        print(f"    怎么办：{finding.advice}")
    for item in report.unchecked:
        about = f"“{item.text}”" if item.text else ""
        print(f"没有查　{item.place}{about}：{item.reason}")
    told = "，".join(f"{name} {count}" for name, count in report.ran if count)
    print(report.summary() + (f"\n  {told}" if told else ""))
    return report.exit_status
