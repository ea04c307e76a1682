"""policykit duties, annex: who must do what, and the tables made of it."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from policykit.cli.assigning import register_under
from policykit.cli.workspace import workspace_option

ANNEX_HELP = """生成附件表，每行都有依据条款。种类：
  任务分工表、时限台账、指标台账、组织机构表、行政执法依据目录（执法依据目录）、职责分解表、岗位责任表、
  执法职责分类表、权责清单、裁量权基准

例：policykit annex 任务分工表 --profile 单位概况.yaml --source 来文标题 -o 任务分工表.xlsx
    policykit annex 执法职责分类表 --profile 单位概况.yaml --source 全部 -o 执法职责分类表.xlsx
"""


def register(commands: Any) -> None:
    """Add the drafting commands."""
    duties = commands.add_parser(
        "duties", help="列出来文中的职责", description="列出来文中的职责，以及哪些约束本单位。"
    )
    duties.add_argument(
        "--for", "--profile", dest="profile", type=Path, metavar="单位概况", help="标出约束本单位的职责"
    )
    duties.add_argument("--source", nargs="+", default=[], metavar="文件", help="只看这些文件（默认：全部）")
    duties.add_argument("--json", action="store_true", help="输出 JSON")
    workspace_option(duties)
    duties.add_argument(
        "-o", "--output", type=Path, metavar="成稿", help="写成职责清单（.xlsx 等）：改好分工后用 duties import 读回"
    )
    duties.add_argument("--force", action="store_true", help="成稿已存在时覆盖")
    duties.set_defaults(run=run_duties)
    register_under(duties)

    annex = commands.add_parser("annex", help="生成附件表", description=ANNEX_HELP)
    annex.add_argument("kind", metavar="种类", help="附件种类，见上面")
    annex.add_argument("--profile", type=Path, metavar="单位概况", help="单位概况文件（不给则列出来文的全部任务）")
    _output_options(annex)
    annex.set_defaults(run=run_annex)


def _output_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--source", nargs="+", required=True, metavar="文件", help="来文：编号、文号、标题或文件名，可以几份"
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="成稿", help=".docx、.xlsx、.csv 或 .md")
    parser.add_argument("--force", action="store_true", help="成稿已存在时覆盖")
    parser.add_argument("--json", action="store_true", help="输出 JSON（生成了哪些文件、写入和没有列入多少）")
    workspace_option(parser)


def run_duties(arguments: Namespace) -> int:
    from policykit.api.drafting import duties
    from policykit.api.workspace import Workspace
    from policykit.cli.assigning import write_list

    if arguments.output is not None:
        return write_list(arguments)
    found = duties(Workspace(arguments.workspace), arguments.source, arguments.profile)
    if arguments.json:
        print(json.dumps([d.to_json() for d in found], ensure_ascii=False))
        return 0
    title = ""
    for duty in found:
        if duty.title != title:
            title = duty.title
            print(f"\n《{title}》")
        mark = {True: "● ", False: "○ ", None: ""}[duty.binds]
        who = f"［{'、'.join(duty.actors)}·{duty.role}］" if duty.actors else "［未写明主体］"
        limit = f"（{duty.deadline}）" if duty.deadline else ""
        print(f"{mark}{duty.spoken}{who}{duty.action}{limit}")
        if duty.binds is False:
            print(f"    {duty.reason}")
    if arguments.profile:
        print(f"\n共 {len(found)} 项，其中约束本单位的（●）{sum(d.binds is True for d in found)} 项")
    else:
        print(f"\n共 {len(found)} 项")
    return 0


def run_annex(arguments: Namespace) -> int:
    from policykit.api.drafting import annex, write_output
    from policykit.api.workspace import Workspace

    workspace = Workspace(arguments.workspace)
    made = annex(workspace, arguments.kind, arguments.profile, arguments.source)
    paths = write_output(workspace, made, arguments.output, overwrite=arguments.force)
    if arguments.json:
        print(
            json.dumps(
                {"paths": [str(p) for p in paths], "title": made.title, "rows": len(made.rows)}, ensure_ascii=False
            )
        )
        return 0
    print(f"已生成：{'、'.join(str(p) for p in paths)}（{made.title}，{len(made.rows)} 行）")
    if not made.rows:
        print("  来文里没有可列的内容：请检查 --source 是否写对、单位概况的类别是否完整。")
    return 0
