"""policykit init, add, index, show: set up a workspace, take documents in, read one."""

from __future__ import annotations

import json
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from pathlib import Path
from typing import Any

INDEX_HELP = """读取 corpus/ 里新增、改动、删除的文件，更新目录和检索索引。

可以随时中断，再次运行会接着做；读文件的同时别人仍可检索旧的状态。
"""

ADD_HELP = """把文件或文件夹复制进 corpus/，原件不改动。

压缩包（.zip）和邮件（.eml）会打开，里面的文件一份一份收入以它命名的文件夹；取不出、读不了的逐个说明。

文号相同，或标题、发文机关相同而日期较新的，认作已有文件的新版本：新旧两份都留着、都查得到，分工决定和成稿跟着新版本走。
文字完全相同的不重复收入；拿不准的各自收入并说明。认错了用 policykit versions --split 分开。
"""

SHOW_HELP = """显示一份文件的大纲，或其中一处的全文。

例：policykit show 临政办发〔2026〕31号                     看大纲
    policykit show 云川省行政执法监督条例~第三条           一条
    policykit show "《云川省行政执法监督条例》第十条第二款"  一款
    policykit show 临政办发〔2026〕31号~表1/第3行            表格的一行
    policykit show 临政办发〔2026〕31号 --ledger             清理时去掉和改动了什么
"""


SHOWN = 20  # files named one by one


def workspace_option(parser: ArgumentParser) -> None:
    """The option every workspace command has."""
    parser.add_argument(
        "--workspace", type=Path, default=SUPPRESS, metavar="文件夹", help="工作区所在文件夹（默认：当前文件夹）"
    )


def engine_option(parser: ArgumentParser) -> None:
    """The option of the commands that build or ask the search index."""
    parser.add_argument(
        "--engine",
        default="auto",
        choices=("auto", "whoosh", "tantivy"),
        metavar="引擎",
        help="检索引擎：auto（自动，默认）、whoosh、tantivy",
    )


def register(commands: Any) -> None:
    """Add the workspace commands."""
    init = commands.add_parser("init", help="建立工作区", description="在文件夹里建立 corpus/、indexes/、templates/。")
    init.add_argument("folder", nargs="?", type=Path, metavar="文件夹", help="默认：当前文件夹")
    init.add_argument("--json", action="store_true", help="输出 JSON")
    workspace_option(init)
    init.set_defaults(run=run_init)

    add = commands.add_parser("add", help="把文件收进 corpus/", description=ADD_HELP)
    add.add_argument("paths", nargs="+", type=Path, metavar="文件", help="一个或多个文件、文件夹")
    add.add_argument("--separate", action="store_true", help="是另一份文件，不要认作已有文件的版本")
    add.add_argument("--json", action="store_true", help="输出 JSON")
    workspace_option(add)
    add.set_defaults(run=run_add)

    index = commands.add_parser("index", help="读取文件并更新索引", description=INDEX_HELP)
    engine_option(index)
    index.add_argument("--json", action="store_true", help="输出 JSON")
    workspace_option(index)
    index.set_defaults(run=run_index)

    show = commands.add_parser("show", help="显示一份文件或其中一处", description=SHOW_HELP)
    show.add_argument("reference", metavar="文件[~地址]", help="编号、文号、标题或文件名，后面可加 ~地址")
    show.add_argument("--json", action="store_true", help="输出 JSON")
    show.add_argument("--ledger", action="store_true", help="列出清理时去掉和改动的内容")
    workspace_option(show)
    show.set_defaults(run=run_show)


def run_init(arguments: Namespace) -> int:
    from policykit.api.workspace import Workspace

    root = arguments.folder or arguments.workspace
    Workspace.create(root)
    if arguments.json:
        print(json.dumps({"workspace": str(root.resolve())}, ensure_ascii=False))
        return 0
    print(f"工作区已建立：{root.resolve()}")
    print("  下一步：policykit add 文件或文件夹，然后 policykit index")
    return 0


def run_add(arguments: Namespace) -> int:
    from policykit.api.workspace import Workspace
    from policykit.cli.progress import Progress
    from policykit.cli.system_messages import in_chinese
    from policykit.corpus import AddStatus
    from policykit.model.codec import encode

    with Progress("正在收入") as progress:
        added = Workspace(arguments.workspace).add(arguments.paths, progress, separate=arguments.separate)
    refused = [a for a in added if a.status is AddStatus.REFUSED]
    if arguments.json:
        print(json.dumps([encode(a) for a in added], ensure_ascii=False))
        return 2 if refused else 0
    words = {
        AddStatus.ADDED: "新收入",
        AddStatus.NEW_VERSION: "新版本",
        AddStatus.DUPLICATE: "重复",
        AddStatus.UNCHANGED: "没有变化",
        AddStatus.REFUSED: "没有收入",
        AddStatus.UNPACKED: "已打开",
    }
    for item in added:
        note = f"（{in_chinese(item.message)}）" if item.message else ""
        name = item.given if item.status is AddStatus.DUPLICATE else item.path or item.given
        print(f"{words[item.status]}  {item.id or '-':11}  {name}{note}")
    taken = sum(a.status in (AddStatus.ADDED, AddStatus.NEW_VERSION) for a in added)
    following = "下一步：policykit index" if taken else "没有新的内容，不必重新建立索引"
    files = len(added) - sum(a.status is AddStatus.UNPACKED for a in added)
    known = files - taken - len(refused)
    print(f"共 {files} 份：收入 {taken} 份，已有 {known} 份，没有收入 {len(refused)} 份。{following}")
    if any(not p.exists() for p in arguments.paths):
        print('  路径里有空格时，要整个用英文双引号 " 括起来，如 policykit add "我的 文档"。', file=sys.stderr)
    return 2 if refused else 0


def run_index(arguments: Namespace) -> int:
    from policykit.api.workspace import Workspace
    from policykit.cli.progress import Progress
    from policykit.cli.system_messages import in_chinese
    from policykit.model.codec import encode

    with Progress("") as progress:
        report = Workspace(arguments.workspace).index(progress.step, engine=arguments.engine)
    if arguments.json:
        print(json.dumps(encode(report), ensure_ascii=False))
        return 1 if report.failures else 0
    print(
        f"新增 {len(report.added)} 份，更新 {len(report.changed)} 份，移除 {len(report.removed)} 份，"
        f"未变 {report.unchanged} 份"
    )
    print(f"工作区现有 {report.documents} 份文件、{report.units} 条可检索的条款（引擎：{report.engine}）")
    for path, message in report.recognised[:SHOWN]:
        print(f"{path}：{message}")
    if len(report.recognised) > SHOWN:
        print(f"……还有 {len(report.recognised) - SHOWN} 份，见 policykit index --json 或 policykit versions")
    for name in report.behind:
        print(f"{name} 的索引这次没有跟着更新；要用它检索时，运行 policykit index --engine {name}")
    for path, message in report.left_out:
        print(f"没有收录：{path}（{message}）")
    for path, message in report.failures:
        print(f"没有读成：{path}\n  {in_chinese(message)}")
    if not report.documents:
        print("  工作区里还没有文件：先运行 policykit add 文件或文件夹，或把文件放进 corpus 文件夹。")
    return 1 if report.failures else 0


def run_show(arguments: Namespace) -> int:
    from policykit.api.showing import clause_text, ledger_json, ledger_text, show_json
    from policykit.api.workspace import Workspace

    workspace = Workspace(arguments.workspace)
    with workspace.catalog() as catalog:
        reference = workspace.reference(arguments.reference, catalog)
        document = workspace.load(reference.doc_id, catalog)
    if arguments.ledger:
        print(json.dumps(ledger_json(document), ensure_ascii=False) if arguments.json else ledger_text(document))
    elif arguments.json:
        print(json.dumps(show_json(document, reference.address), ensure_ascii=False))
    else:
        print(clause_text(document, reference.address))
    return 0
