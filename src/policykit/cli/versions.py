"""policykit versions: which texts of a document the workspace has, and joining or parting them."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any

from policykit.cli.workspace import workspace_option

VERSIONS_HELP = """列出一份文件在工作区里的各个版本，旧的在前，现用的在最后。

认漏了，用 --join 记上；认错了，用 --split 分开。原件都不改动。
例：policykit versions 临政办发〔2026〕31号
    policykit versions --join 旧版的编号 新版的编号
    policykit versions --split 编号
"""


def register(commands: Any) -> None:
    """Add the versions command."""
    versions = commands.add_parser("versions", help="一份文件的各个版本", description=VERSIONS_HELP)
    versions.add_argument("name", nargs="?", default="", metavar="文件", help="编号、文号、标题或文件名")
    change = versions.add_mutually_exclusive_group()
    change.add_argument("--join", nargs=2, metavar=("旧", "新"), help="记下：新的是旧的新版本")
    change.add_argument("--split", metavar="文件", help="分开：这份不是别的文件的版本")
    versions.add_argument("--json", action="store_true", help="输出 JSON")
    workspace_option(versions)
    versions.set_defaults(run=run_versions)


def run_versions(arguments: Namespace) -> int:
    from policykit.api.versions import join, split, versions
    from policykit.api.workspace import Workspace
    from policykit.errors import UsageError

    workspace = Workspace(arguments.workspace)
    if arguments.join or arguments.split:
        said = join(workspace, *arguments.join) if arguments.join else split(workspace, arguments.split)
        print(json.dumps({"message": said}, ensure_ascii=False) if arguments.json else said)
        return 0
    if not arguments.name:
        raise UsageError("没有写明是哪份文件", hint="可以写编号、文号、标题或文件名。")
    found = versions(workspace, arguments.name)
    if arguments.json:
        print(json.dumps([v.to_json() for v in found], ensure_ascii=False))
        return 0
    print(f"《{found[-1].title}》有 {len(found)} 个版本：")
    for one in found:
        mark = "现用" if one.in_use else "旧版"
        print(f"{mark}  {one.name}  {one.date or '没有日期'}  {one.path}" + (f"\n      {one.why}" if one.why else ""))
    if len(found) > 1:
        print("看改了什么：policykit diff 编号；对分工和成稿的影响：policykit impact 编号 --for 单位概况.yaml")
    return 0
