"""policykit duties -o, import, history: the list of duties for people to change, and taking their changes over."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from policykit.cli.workspace import workspace_option

IMPORT_HELP = """读回改过的任务分工表或职责清单（.xlsx）：先列出改了什么，加 --yes 才保存。

可以移动列、排序、插入空行、合并单元格、增加任务（写明依据）；职责的文字不能改，改过的行不收，逐行说明。
有不收的行时退出状态为 1。
例：policykit duties import 任务分工表.xlsx --for 单位概况.yaml
    policykit duties import 任务分工表.xlsx --for 单位概况.yaml --yes --by 林可
"""


def register_under(duties: ArgumentParser) -> None:
    """Add the commands below `policykit duties`."""
    actions = duties.add_subparsers(dest="action", metavar="操作", title="操作", required=False)
    taking = actions.add_parser("import", help="读回改过的任务分工表或职责清单", description=IMPORT_HELP)
    taking.add_argument("file", type=Path, metavar="表格", help="改过的 .xlsx")
    _profile(taking)
    taking.add_argument("--source", nargs="+", default=[], metavar="文件", help="来文（表里的出处记录丢失时才要写）")
    taking.add_argument("--by", metavar="姓名", default="", help="谁改的（默认：登录名）")
    choice = taking.add_mutually_exclusive_group()
    choice.add_argument("--yes", action="store_true", help="保存改动")
    choice.add_argument("--dry-run", action="store_true", help="只列出改动，不保存（默认）")
    taking.add_argument("--json", action="store_true", help="输出 JSON")
    workspace_option(taking)
    taking.set_defaults(run=run_import)

    told = actions.add_parser("history", help="谁在什么时候改了哪项分工", description="列出分工的改动，最近的在前。")
    told.add_argument("key", nargs="?", default="", metavar="职责编号", help="只看一项")
    _profile(told)
    told.add_argument("--json", action="store_true", help="输出 JSON")
    workspace_option(told)
    told.set_defaults(run=run_history)


def _profile(parser: Any) -> None:
    parser.add_argument(
        "--for", "--profile", dest="profile", type=Path, required=True, metavar="单位概况", help="单位概况文件"
    )


def write_list(arguments: Namespace) -> int:
    """`policykit duties --for P -o FILE`: the 职责清单 of the sources."""
    from policykit.api.drafting import annex, write_output
    from policykit.api.workspace import Workspace
    from policykit.errors import UsageError

    if arguments.profile is None:
        raise UsageError("写成职责清单要有单位概况", hint="加上 --for 单位概况.yaml 再试。")
    workspace = Workspace(arguments.workspace)
    sources = arguments.source
    if not sources:
        with workspace.catalog() as catalog:
            sources = [s.id for s in catalog.summaries()]
    made = annex(workspace, "职责清单", arguments.profile, sources)
    paths = write_output(workspace, made, arguments.output, overwrite=arguments.force)
    if arguments.json:
        print(json.dumps({"paths": [str(p) for p in paths], "rows": len(made.rows)}, ensure_ascii=False))
        return 0
    print(f"已生成：{'、'.join(str(p) for p in paths)}（{made.title}，{len(made.rows)} 行）")
    print(f'  改好分工后：policykit duties import "{paths[0]}" --for {arguments.profile}')
    return 0


def run_import(arguments: Namespace) -> int:
    from getpass import getuser

    from policykit.api.duty_import import import_duties
    from policykit.api.workspace import Workspace

    report = import_duties(
        Workspace(arguments.workspace),
        arguments.profile,
        arguments.file,
        arguments.by or getuser(),
        arguments.source,
        save=arguments.yes,
    )
    if arguments.json:
        print(json.dumps(report.to_json(), ensure_ascii=False))
        return 0 if report.clean else 1
    for row in report.changed:
        print(f"改动　{row.place}“{_short(row.text)}”")
        for label, before, after in row.cells:
            print(f"    {label}：{before or '（空）'} → {after or '（空）'}")
    for item in report.refused:
        print(f"不收　{item.place}“{_short(item.text)}”：{item.why}")
    for text in report.missing:
        print(f"缺少　“{_short(text)}”：表里没有这一行了，原来的分工不变；不由本单位承担的，写“否”和理由")
    for place, why in report.unread:
        print(f"略过　{place}：{why}")
    print(
        f"共读 {report.read} 行：改动 {len(report.changed)} 行，未改 {report.unchanged} 行，"
        f"不收 {len(report.refused)} 行，缺少 {len(report.missing)} 行"
    )
    if report.saved:
        print("改动已保存。")
    elif report.changed:
        print("  还没有保存：核对无误后加上 --yes 再运行一次。")
    return 0 if report.clean else 1


def run_history(arguments: Namespace) -> int:
    from policykit.api.assigning import duty_history
    from policykit.api.workspace import Workspace
    from policykit.model.codec import encode

    events = duty_history(Workspace(arguments.workspace), arguments.profile, arguments.key)
    if arguments.json:
        print(json.dumps([encode(e) for e in events], ensure_ascii=False))
        return 0
    for event in events:
        now = event.after
        about = now or event.before
        what = "撤回" if now is None else _told(now)
        print(f"{event.at}　{event.by}　{event.key}“{_short(about.quote if about else '')}”：{what}")
    print(f"共 {len(events)} 次改动")
    return 0


def _told(decision: Any) -> str:
    if decision.choice == "drop":
        return f"不列入（{decision.reason}）"
    said = (("牵头", decision.unit), ("岗位", decision.post), ("责任人", decision.person), ("时限", decision.deadline))
    kept = "，".join(f"{label}：{value}" for label, value in said if value)
    added = f"增加（依据：{decision.basis}）" if decision.choice == "add" else "列入"
    return f"{added}{f'，{kept}' if kept else ''}"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 30 else f"{flat[:29]}…"
