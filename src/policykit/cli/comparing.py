"""policykit diff: two versions of a document, clause by clause."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

from policykit.cli.workspace import workspace_option

DIFF_HELP = """逐条比较同一文件的两个版本：哪些条款修改、新增、删除，哪些只是条号变了。

甲、乙可以是电脑上的文件，也可以是工作区里文件的编号、文号或标题。
只写一份时，与它在工作区里的上一个版本比较。没有差别退出状态为 0，有差别为 1。
例：policykit diff 旧版.docx 新版.docx -o 修改对照表.docx
    policykit diff 临政办发〔2026〕31号
"""


def register(commands: Any) -> None:
    """Add the diff command."""
    diff = commands.add_parser("diff", help="比较两个版本", description=DIFF_HELP)
    diff.add_argument("old", metavar="甲", help="旧版本；或者工作区里有旧版本的文件")
    diff.add_argument("new", nargs="?", default="", metavar="乙", help="新版本")
    diff.add_argument(
        "-o", "--output", type=Path, metavar="成稿", help="写成修改对照表：.docx、.xlsx、.csv、.md；或网页 .html"
    )
    diff.add_argument("--force", action="store_true", help="成稿已存在时覆盖")
    diff.add_argument("--json", action="store_true", help="输出 JSON")
    workspace_option(diff)
    diff.set_defaults(run=run_diff)


def run_diff(arguments: Namespace) -> int:
    from policykit.api.comparing import compare_versions, write_comparison
    from policykit.compare import as_text, summary

    comparison = compare_versions(arguments.old, arguments.new, arguments.workspace)
    if arguments.output is not None:
        path = write_comparison(comparison, arguments.output, overwrite=arguments.force)
        print(f"已生成：{path}（{summary(comparison)}）")
    elif arguments.json:
        print(json.dumps(comparison.to_json(), ensure_ascii=False))
    else:
        print(as_text(comparison))
    return 1 if comparison.differences else 0
