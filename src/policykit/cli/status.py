"""policykit status: whether documents are law on a day, and on what ground."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import TYPE_CHECKING, Any

from policykit.cli.arguments import day
from policykit.cli.workspace import workspace_option

if TYPE_CHECKING:
    from policykit.api.status import DocumentStatus

STATUS_HELP = """文件在某一天是不是现行有效，根据是什么：被谁、从哪天起废止或代替，哪些条款单独被废止、修改。

只按工作区里的文件判断：“现行有效”是说没有查到相反的文件。不写文件，就列出全部文件里需要注意的。
例：policykit status 云川省渡口安全条例
    policykit status 临政发〔2014〕15号 临江市夜市管理办法 --on 2021-06-30
退出状态：0 全部现行有效，1 有已废止、已有新文本、尚未施行、部分条款有变动、效力未知或没有收入的，2 用法有误。
"""
PART_VERBS = {"repeals": "废止", "deletes": "删去", "amends": "修改", "adds": "增加"}
MOST_PARTS = 12  # parts listed of one document


def register(commands: Any) -> None:
    """Add the status command."""
    status = commands.add_parser("status", help="文件在某一天的效力和根据", description=STATUS_HELP)
    status.add_argument("names", nargs="*", metavar="文件", help="编号、文号、标题或文件名，可以写几个；不写则查全部")
    status.add_argument("--on", type=day, metavar="日期", help="哪一天的效力，如 2026-01-31（默认今天）")
    status.add_argument("--json", action="store_true", help="输出 JSON")
    workspace_option(status)
    status.set_defaults(run=run_status)


def run_status(arguments: Namespace) -> int:
    from policykit.api.status import statuses
    from policykit.api.workspace import Workspace

    found = statuses(Workspace(arguments.workspace), arguments.names, arguments.on)
    doubtful = [s for s in found if not s.plain]
    if arguments.json:
        print(json.dumps([s.to_json() for s in found], ensure_ascii=False))
        return 1 if doubtful else 0
    for one in found if arguments.names else doubtful:
        print("\n".join(_lines(one)))
    when = f"{arguments.on.isoformat()} 时" if arguments.on else "今天"
    print(f"共 {len(found)} 份，{when}现行有效的 {len(found) - len(doubtful)} 份（只按工作区里的文件判断）。")
    return 1 if doubtful else 0


def _lines(one: DocumentStatus) -> list[str]:
    repealed = any(p.kind in ("repeals", "deletes") for p in one.parts)
    some = ("，部分条款已废止" if repealed else "，部分条款已修改") if one.parts else ""
    since = f"  自 {one.since} 起" if one.since and one.force != "undated" else ""
    text = f"  文本 {one.edition}" if one.edition else ""
    where = f"  {one.path}" if one.path else ""
    out = [f"{one.word}{some}{since}  《{one.title}》{one.doc_number or ''}{text}{where}"]
    if one.by_title and one.force == "repealed":
        out.append(f"    根据：《{one.by_title}》{one.ground}")
    elif one.by_title:
        out.append(f"    根据：工作区里有更新的文本《{one.by_title}》")
    if one.successor and one.force == "repealed":
        out.append(f"    现行文件：《{one.successor}》")
    if one.expired:
        out.append(f"    该文件自定的有效期到 {one.expired} 为止，是否延续请核实")
    for part in one.parts[:MOST_PARTS]:
        begins = f"自 {part.since} 起" if part.since else ""
        out.append(f"    {part.place}：被《{part.by_title}》{begins}{PART_VERBS[part.kind]}")
    if len(one.parts) > MOST_PARTS:
        out.append(f"    ……共 {len(one.parts)} 处，全部见 --json")
    if one.force == "absent":
        out.append("    工作区里没有这份文件，也没有文件废止它；请检查标题有没有写全。")
    return out
