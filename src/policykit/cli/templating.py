"""policykit template: list, copy and check the templates that draft uses."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from policykit.cli.workspace import workspace_option


def register(commands: Any) -> None:
    """Add the template commands."""
    template = commands.add_parser(
        "template", help="模板：列出、复制、检查", description="列出、复制、检查起草用的模板。"
    )
    actions = template.add_subparsers(dest="action", metavar="动作", title="动作", required=True)

    listing = actions.add_parser("list", help="列出模板", description="列出可用的模板，工作区自己的在前。")
    workspace_option(listing)
    listing.set_defaults(run=run_list)

    new = actions.add_parser(
        "new",
        help="复制一个模板来改",
        description="把模板复制到工作区的 templates/ 里再改。\n例：policykit template new 实施方案 我局实施方案",
    )
    new.add_argument("name", metavar="模板", help="照着哪个模板")
    new.add_argument("new_name", metavar="新名称", help="新模板叫什么")
    workspace_option(new)
    new.set_defaults(run=run_new)

    check = actions.add_parser(
        "check", help="检查模板能不能用", description="用一份试用来文检查模板，有错会指出在哪里。"
    )
    check.add_argument("name", metavar="模板", help="模板名称或 .md 文件")
    workspace_option(check)
    check.set_defaults(run=run_check)


def run_list(arguments: Namespace) -> int:
    from policykit.api.templating import templates

    for line in templates(arguments.workspace):
        whose = "工作区" if line.own else "内置"
        annexes = f"（附件：{'、'.join(line.annexes)}）" if line.annexes else ""
        print(f"{line.name}［{whose}］{line.description}{annexes}")
        if line.carries:
            print(f"    后面接着所印发的方案：{line.carries}（draft 的 --carry 可以换成别的，或写“无”）")
        if line.gates:
            print(f"    没有内容时省略并说明理由：{'、'.join(heading for heading, _ in line.gates)}")
    return 0


def run_new(arguments: Namespace) -> int:
    from policykit.api.templating import copy_template

    path = copy_template(arguments.workspace, arguments.name, arguments.new_name)
    print(f"已复制：{path}")
    print(f"  下一步：改好后运行 policykit template check {arguments.new_name}")
    return 0


def run_check(arguments: Namespace) -> int:
    from policykit.api.templating import check_template

    draft = check_template(arguments.workspace, arguments.name)
    print(f"模板可以使用：试写出 {len(draft.lines)} 段、附表 {len(draft.annexes)} 张")
    for heading, reason in draft.omitted:
        print(f"  试用来文没有内容，省略了“{heading}”：{reason}")
    for hole in draft.placeholders:
        print(f"  会留待填写：{hole}")
    return 0
