"""policykit cite: what a document cites, whether it still stands, and who cites a document."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

from policykit.cli.arguments import day
from policykit.cli.workspace import workspace_option

VERDICTS = {
    "verified": "已核实",
    "no_such_article": "没有这一条",
    "repealed": "已废止",
    "unknown_document": "未核对",
    "ambiguous": "未核对",
}
MISQUOTED = "引文与原文不符"
PARAPHRASED = "  注意：核对的是文件和条款在不在、是否有效，以及引号里的原文；不加引号转述的内容没有核对。"
EDGES = {"cites": "引用", "repeals": "废止", "amends": "修改"}


def register(commands: Any) -> None:
    """Add the cite commands."""
    cite = commands.add_parser("cite", help="引用：提取、核对、被谁引用", description="引用的提取、核对和反查。")
    actions = cite.add_subparsers(dest="action", metavar="动作", title="动作", required=True)

    extract = actions.add_parser(
        "extract", help="列出一个文件里的引用", description="列出一个文件里的引用，不需要工作区。"
    )
    extract.add_argument("file", type=Path, metavar="文件", help="任何能读的文件")
    extract.add_argument("--json", action="store_true", help="输出 JSON")
    extract.set_defaults(run=run_extract)

    check = actions.add_parser(
        "check", help="核对一个文件里的引用", description="逐条核对：文件、条款是否存在，是否已废止，引文是否一致。"
    )
    check.add_argument("file", type=Path, metavar="文件", help="任何能读的文件")
    check.add_argument("--on", type=day, metavar="日期", help="按哪一天的效力核对，如 2026-01-31（默认今天）")
    check.add_argument("--json", action="store_true", help="输出 JSON")
    workspace_option(check)
    check.set_defaults(run=run_check)

    of = actions.add_parser(
        "of", help="工作区里一份文件引用了什么", description="例：policykit cite of 临政发〔2026〕5号"
    )
    of.add_argument("document", metavar="文件", help="编号、文号、标题或文件名")
    of.add_argument("--json", action="store_true", help="输出 JSON")
    workspace_option(of)
    of.set_defaults(run=run_of)

    to = actions.add_parser("to", help="谁引用了一份文件", description="例：policykit cite to 云川省行政执法监督条例")
    to.add_argument("document", metavar="文件", help="编号、文号、标题，可加 ~第三条；不在工作区里的按标题查")
    to.add_argument("--json", action="store_true", help="输出 JSON")
    workspace_option(to)
    to.set_defaults(run=run_to)

    gone = actions.add_parser(
        "repealed",
        help="哪些文件还在引用已废止的文件",
        description="列出工作区里引用了已废止文件的条款。\n例：policykit cite repealed --for 单位概况.yaml",
    )
    gone.add_argument("--for", "--profile", dest="profile", type=Path, metavar="单位概况", help="只看本单位制发的文件")
    gone.add_argument("--on", type=day, metavar="日期", help="按哪一天的效力，如 2026-01-31（默认今天）")
    gone.add_argument("--json", action="store_true", help="输出 JSON")
    workspace_option(gone)
    gone.set_defaults(run=run_repealed)

    graph = actions.add_parser(
        "graph",
        help="导出引用关系图",
        description="整个工作区里谁引用、修改、废止谁。\n例：policykit cite graph -o 引用.dot",
    )
    graph.add_argument("-o", "--output", type=Path, metavar="文件", help=".dot（Graphviz）或 .json；不给则列出关系")
    graph.add_argument("--on", type=day, metavar="日期", help="按哪一天的效力，如 2026-01-31（默认今天）")
    graph.add_argument("--force", action="store_true", help="文件已存在时覆盖")
    graph.add_argument("--json", action="store_true", help="输出 JSON")
    workspace_option(graph)
    graph.set_defaults(run=run_graph)


def run_extract(arguments: Namespace) -> int:
    from policykit.api.reading import parse_json, read
    from policykit.model.address import spoken

    citations = parse_json(read(arguments.file))["citations"]
    if arguments.json:
        print(json.dumps(citations, ensure_ascii=False))
        return 0
    for c in citations:
        print(f"{spoken(c['clause'])}  《{c['title']}》{c['doc_number'] or ''}{c['article'] or ''}")
    print(f"共 {len(citations)} 处引用")
    return 0


def run_check(arguments: Namespace) -> int:
    from policykit.api.citing import check_file
    from policykit.api.workspace import Workspace

    report = check_file(Workspace(arguments.workspace), arguments.file, arguments.on)
    if arguments.json:
        print(json.dumps(report.to_json(), ensure_ascii=False))
        return 0 if report.clean else 1
    for entry in (*report.entries, *report.internal):
        name = f"《{entry.title}》{entry.doc_number or ''}{entry.article or ''}"
        misquoted = entry.quote is not None and not entry.quote.same
        print(f"{MISQUOTED if misquoted else VERDICTS[entry.verdict.value]}  {name}")
        if entry.reason:
            print(f"    {entry.reason}")
        if entry.successor:
            print(f"    现行文件：《{entry.successor}》")
    misquotes = sum(e.quote is not None and not e.quote.same for e in report.entries)
    wrong = f"，引文与原文不符的 {misquotes} 处" if misquotes else ""
    print(f"共 {report.found} 处引用，有结论的 {report.checked} 处{wrong}" + ("，全部核实。" if report.clean else "。"))
    if any(e.verdict.value == "verified" and e.article and e.quote is None for e in report.entries):
        print(PARAPHRASED)
    return 0 if report.clean else 1


def run_of(arguments: Namespace) -> int:
    from policykit.api.citing import cites
    from policykit.api.workspace import Workspace

    return _print_references(cites(Workspace(arguments.workspace), arguments.document), arguments.json)


def run_to(arguments: Namespace) -> int:
    from policykit.api.citing import citing
    from policykit.api.workspace import Workspace

    references = citing(Workspace(arguments.workspace), arguments.document)
    status = _print_references(references, arguments.json)
    if not references and not arguments.json:
        print(f"  没有查到引用“{arguments.document}”的条款；不在工作区里的文件要写完整标题，请检查有没有写错。")
    return status


def run_repealed(arguments: Namespace) -> int:
    from policykit.api.citing import repealed
    from policykit.api.workspace import Workspace

    places = repealed(Workspace(arguments.workspace), arguments.profile, arguments.on)
    if arguments.json:
        print(json.dumps([p.to_json() for p in places], ensure_ascii=False))
        return 1 if places else 0
    for place in places:
        print(f"《{place.source_title}》{place.source_spoken}  →  《{place.title}》{place.article or ''}")
        print(f"    {place.reason}" + (f"；现行文件：《{place.successor}》" if place.successor else ""))
    print(f"共 {len(places)} 处引用了已废止的文件" + ("。" if places else "（只按工作区里的废止条款判断）。"))
    return 1 if places else 0


def run_graph(arguments: Namespace) -> int:
    from policykit.api.citing import citation_graph, write_graph
    from policykit.api.workspace import Workspace

    made = citation_graph(Workspace(arguments.workspace), arguments.on)
    if arguments.output is not None:
        path = write_graph(made, arguments.output, overwrite=arguments.force)
        print(f"已写出：{path}（{len(made.nodes)} 份文件，{len(made.edges)} 处关系）")
    elif arguments.json:
        print(json.dumps(made.to_json(), ensure_ascii=False))
    else:
        titles = {n.id: n.title for n in made.nodes}
        for edge in made.edges:
            print(f"《{titles[edge.source]}》{EDGES[edge.kind]}《{titles[edge.target]}》{edge.article or ''}")
        print(f"共 {len(made.nodes)} 份文件，{len(made.edges)} 处关系")
    return 0


def _print_references(references: Any, as_json: bool) -> int:
    if as_json:
        print(json.dumps([r.to_json() for r in references], ensure_ascii=False))
        return 0
    for r in references:
        print(f"《{r.source_title}》{r.source_spoken}  →  《{r.title}》{r.article or ''}（{VERDICTS[r.verdict]}）")
    print(f"共 {len(references)} 处")
    return 0
