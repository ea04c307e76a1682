"""policykit duties, draft, annex: who must do what, and the plan and tables made of it."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from policykit.cli.arguments import day
from policykit.cli.assigning import register_under
from policykit.cli.workspace import workspace_option

DRAFT_HELP = """按模板、单位概况和来文起草方案。来文中约束本单位的任务逐项写入，每句都有出处；
没有列入的列出理由；不知道的写成【待填写：……】。

例：policykit draft 实施方案 --profile 单位概况.yaml --source 来文标题 -o 实施方案.docx
"""
ANNEX_HELP = """生成附件表，每行都有依据条款。种类：
  任务分工表、时限台账、指标台账、组织机构表、行政执法依据目录（执法依据目录）、职责分解表、岗位责任表

例：policykit annex 任务分工表 --profile 单位概况.yaml --source 来文标题 -o 任务分工表.xlsx
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

    draft = commands.add_parser("draft", help="起草方案", description=DRAFT_HELP)
    draft.add_argument("template", metavar="模板", help="模板名称（如 实施方案）或 .md 文件")
    draft.add_argument("--profile", type=Path, required=True, metavar="单位概况", help="单位概况文件（.yaml）")
    draft.add_argument("--date", type=day, metavar="日期", help="成文日期，如 2026-04-10（不给则留空待填）")
    draft.add_argument("--final", action="store_true", help="定稿：不附条款来源对照表和未列入清单")
    _output_options(draft)
    draft.set_defaults(run=run_draft)

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


def run_draft(arguments: Namespace) -> int:
    from policykit.api.drafting import draft, write_output
    from policykit.api.workspace import Workspace

    workspace = Workspace(arguments.workspace)
    made = draft(
        workspace,
        arguments.template,
        arguments.profile,
        arguments.source,
        arguments.date,
        final=arguments.final,
    )
    paths = write_output(workspace, made, arguments.output, overwrite=arguments.force)
    carried = sum(1 for line in made.lines for s in line.sources if s.span is not None)
    if arguments.json:
        told = {
            "paths": [str(p) for p in paths],
            "title": made.title,
            "carried": carried,
            "dropped": [{"source": f"{d.source.doc_id}~{d.source.address}", "reason": d.reason} for d in made.dropped],
            "annexes": [{"title": a.title, "rows": len(a.rows)} for a in made.annexes],
            "placeholders": list(made.placeholders),
        }
        print(json.dumps(told, ensure_ascii=False))
        return 0
    print(f"已生成：{'、'.join(str(p) for p in paths)}")
    print(f"  写入来文原句 {carried} 处，没有列入 {len(made.dropped)} 处，附表 {len(made.annexes)} 张")
    reasons: dict[str, int] = {}
    for item in made.dropped:
        reasons[item.reason] = reasons.get(item.reason, 0) + 1
    for reason, count in sorted(reasons.items(), key=lambda r: -r[1])[:8]:
        print(f"    没有列入 {count} 处：{reason}")
    if len(reasons) > 8:
        print(f"    还有 {len(reasons) - 8} 种理由，见成稿后附的清单")
    if made.placeholders:
        print(f"  还有 {len(made.placeholders)} 处待填写：{'、'.join(made.placeholders)}")
    print(f'  下一步：核定责任科室，补上待填写的内容；policykit verify "{paths[0]}" 可逐行核对出处')
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
