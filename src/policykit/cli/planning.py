"""policykit draft: a plan made of the superior's documents, and the report on it."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

from policykit.cli.arguments import day, whole_number
from policykit.cli.workspace import workspace_option

HELP = """按模板、单位概况和来文起草方案。来文中约束本单位的任务逐项写入，每句都有出处；
没有列入的列出理由；不知道的写成【待填写：……】。送审稿用 Word 批注标明每段的来源，定稿（--final）没有任何标注。

例：policykit draft 实施方案 --profile 单位概况.yaml --source 来文标题 -o 实施方案.docx
    policykit draft 印发通知 --carry 专项行动方案 --profile 单位概况.yaml --source 来文标题 -o 通知.docx
    policykit draft 工作总结 --progress 进展.xlsx --profile 单位概况.yaml --source 来文标题 -o 总结.docx
"""
MARKS = {"批注": "comments", "对照表": "table", "无": "none"}


def register(commands: Any) -> None:
    """Add the draft command."""
    draft = commands.add_parser("draft", help="起草方案", description=HELP)
    draft.add_argument("template", metavar="模板", help="模板名称（如 实施方案）或 .md 文件")
    draft.add_argument("--profile", type=Path, required=True, metavar="单位概况", help="单位概况文件（.yaml）")
    draft.add_argument("--date", type=day, metavar="日期", help="成文日期，如 2026-04-10（不给则留空待填）")
    draft.add_argument("--printed", type=day, metavar="日期", help="印发日期，写在版记里（不给则留空待填）")
    draft.add_argument("--final", action="store_true", help="定稿：没有批注、对照表和未列入清单")
    draft.add_argument(
        "--marks",
        choices=list(MARKS),
        default="批注",
        metavar="方式",
        help="送审稿怎样标明来源：批注（默认）、对照表、无",
    )
    draft.add_argument("--carry", default="", metavar="模板", help="印发通知所附的方案（默认实施方案；无：只要通知）")
    draft.add_argument("--progress", type=Path, metavar="进展表", help="工作总结用：有“完成情况”一列的 .xlsx 或 .csv")
    draft.add_argument(
        "--budget",
        type=whole_number(1),
        default=4_000,
        metavar="字数",
        help="篇幅上限（默认 4000），超出会说明",
    )
    draft.add_argument("--report", type=Path, metavar="文件", help="起草情况另存为 .md 或 .json")
    draft.add_argument(
        "--source", nargs="+", required=True, metavar="文件", help="来文：编号、文号、标题或文件名，可以几份"
    )
    draft.add_argument("-o", "--output", type=Path, required=True, metavar="成稿", help=".docx、.xlsx、.csv 或 .md")
    draft.add_argument("--force", action="store_true", help="成稿已存在时覆盖")
    draft.add_argument("--json", action="store_true", help="输出 JSON（生成了哪些文件、写入和没有列入多少、起草情况）")
    workspace_option(draft)
    draft.set_defaults(run=run_draft)


def run_draft(arguments: Namespace) -> int:
    from policykit.api.drafting import write_output
    from policykit.api.plan_report import summary, write_report
    from policykit.api.planning import Wishes, plan
    from policykit.api.workspace import Workspace

    workspace = Workspace(arguments.workspace)
    wishes = Wishes(
        arguments.date,
        arguments.final,
        MARKS[arguments.marks],
        arguments.carry,
        arguments.printed,
        arguments.progress,
        arguments.budget,
    )
    made = plan(workspace, arguments.template, arguments.profile, arguments.source, wishes)
    draft = made.draft
    paths = [*write_output(workspace, draft, arguments.output, overwrite=arguments.force)]
    if arguments.report:
        paths.append(write_report(made.report, draft.title, arguments.report, overwrite=arguments.force))
    carried = sum(1 for line in draft.lines for s in line.sources if s.span is not None)
    if arguments.json:
        told = {
            "paths": [str(p) for p in paths],
            "title": draft.title,
            "carried": carried,
            "dropped": [{"source": f"{d.source.doc_id}~{d.source.address}", "reason": d.reason} for d in draft.dropped],
            "annexes": [{"title": a.title, "rows": len(a.rows)} for a in draft.annexes],
            "placeholders": list(draft.placeholders),
            "report": made.report.to_json(),
        }
        print(json.dumps(told, ensure_ascii=False))
        return 0
    print(f"已生成：{'、'.join(str(p) for p in paths)}")
    print(f"  写入来文原句 {carried} 处，没有列入 {len(draft.dropped)} 处，附表 {len(draft.annexes)} 张")
    reasons: dict[str, int] = {}
    for item in draft.dropped:
        reasons[item.reason] = reasons.get(item.reason, 0) + 1
    for reason, count in sorted(reasons.items(), key=lambda r: -r[1])[:8]:
        print(f"    没有列入 {count} 处：{reason}")
    if len(reasons) > 8:
        print(f"    还有 {len(reasons) - 8} 种理由，见成稿后附的清单")
    for line in summary(made.report):
        print(f"  {line}")
    if draft.placeholders:
        print(f"  还有 {len(draft.placeholders)} 项待填写：{'、'.join(draft.placeholders)}")
    print(f'  下一步：核定责任科室，补上待填写的内容；policykit verify "{paths[0]}" 可逐行核对出处')
    return 0
