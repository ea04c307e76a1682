"""policykit init, add, index, show: set up a workspace, take documents in, read one."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

INDEX_HELP = """读取 corpus/ 里新增、改动、删除的文件，更新目录和检索索引。

可以随时中断，再次运行会接着做；读文件的同时别人仍可检索旧的状态。
"""


def workspace_option(parser: ArgumentParser) -> None:
    """The option every workspace command has."""
    parser.add_argument(
        "--workspace", type=Path, default=Path(), metavar="文件夹", help="工作区所在文件夹（默认：当前文件夹）"
    )


def register(commands: Any) -> None:
    """Add the workspace commands."""
    init = commands.add_parser("init", help="建立工作区", description="在文件夹里建立 corpus/、indexes/、templates/。")
    init.add_argument("folder", nargs="?", type=Path, metavar="文件夹", help="默认：当前文件夹")
    workspace_option(init)
    init.set_defaults(run=run_init)

    add = commands.add_parser(
        "add", help="把文件收进 corpus/", description="把文件或文件夹复制进 corpus/，原件不改动。"
    )
    add.add_argument("paths", nargs="+", type=Path, metavar="文件", help="一个或多个文件、文件夹")
    add.add_argument("--json", action="store_true", help="输出 JSON")
    workspace_option(add)
    add.set_defaults(run=run_add)

    index = commands.add_parser("index", help="读取文件并更新索引", description=INDEX_HELP)
    index.add_argument(
        "--engine", default="auto", choices=("auto", "whoosh", "tantivy"), help="检索引擎（默认自动选择）"
    )
    index.add_argument("--json", action="store_true", help="输出 JSON")
    workspace_option(index)
    index.set_defaults(run=run_index)

    show = commands.add_parser(
        "show", help="显示一份文件或其中一条", description="例：policykit show 云川省行政执法监督条例~第三条"
    )
    show.add_argument("reference", metavar="文件[~地址]", help="编号、文号、标题或文件名，可加 ~地址")
    show.add_argument("--json", action="store_true", help="输出 JSON")
    show.add_argument("--ledger", action="store_true", help="列出清理时去掉和改动的内容")
    workspace_option(show)
    show.set_defaults(run=run_show)


def run_init(arguments: Namespace) -> int:
    from policykit.api.workspace import Workspace

    root = arguments.folder or arguments.workspace
    Workspace.create(root)
    print(f"工作区已建立：{root.resolve()}")
    print("  下一步：policykit add 文件或文件夹，然后 policykit index")
    return 0


def run_add(arguments: Namespace) -> int:
    from policykit.api.workspace import Workspace
    from policykit.cli.progress import Progress
    from policykit.corpus import AddStatus
    from policykit.model.codec import encode

    with Progress("正在收入") as progress:
        added = Workspace(arguments.workspace).add(arguments.paths, progress)
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
    }
    for item in added:
        note = f"（{item.message}）" if item.message else ""
        print(f"{words[item.status]}  {item.id or '-':11}  {item.path or item.given}{note}")
    print(f"共 {len(added)} 份，其中没有收入 {len(refused)} 份。下一步：policykit index")
    return 2 if refused else 0


def run_index(arguments: Namespace) -> int:
    from policykit.api.workspace import Workspace
    from policykit.cli.progress import Progress
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
    for path, message in report.left_out:
        print(f"没有收录：{path}（{message}）")
    for path, message in report.failures:
        print(f"没有读成：{path}\n  {message}")
    return 1 if report.failures else 0


def run_show(arguments: Namespace) -> int:
    from policykit.api.showing import clause_text, ledger_text, show_json
    from policykit.api.workspace import Workspace

    workspace = Workspace(arguments.workspace)
    with workspace.catalog() as catalog:
        reference = workspace.reference(arguments.reference, catalog)
        document = workspace.load(reference.doc_id, catalog)
    if arguments.json:
        print(json.dumps(show_json(document, reference.address), ensure_ascii=False))
    elif arguments.ledger:
        print(ledger_text(document))
    else:
        print(clause_text(document, reference.address))
    return 0
