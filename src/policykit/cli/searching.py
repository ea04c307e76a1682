"""policykit search: find clauses by query, or answer a batch of plain questions."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from policykit.cli.arguments import whole_number
from policykit.cli.workspace import engine_option, workspace_option

LARGEST_BATCH = 100_000_000  # bytes

SORTS = {
    "relevance": "relevance",
    "date": "date",
    "level": "level",
    "相关度": "relevance",
    "日期": "date",
    "效力级别": "level",
}

SEARCH_HELP = """检索条款。繁体简体、全角半角都可以。

写法：
  持证上岗                 含有这个词的条款
  "谁执法谁公示"            一字不差的短语
  公示 AND 记录 NOT 公告     与、或（OR）、非（NOT），可用括号
  标题:实施意见  机关:司法局  文号:18号  年份:2026  文种:办法  引用:行政处罚法
  地区: 层级: 责任主体: 时限: 状态: 条:   其他字段
"""


def register(commands: Any) -> None:
    """Add the search command."""
    search = commands.add_parser("search", help="检索条款", description=SEARCH_HELP)
    search.add_argument("query", nargs="?", metavar="检索式", help="见上面的写法")
    search.add_argument("--batch", type=Path, metavar="文件", help='一行一个问题 {"qid","text"} 的 JSONL，逐行输出结果')
    search.add_argument("--limit", type=whole_number(1), default=10, metavar="条数", help="最多列出几条（默认 10）")
    search.add_argument("--offset", type=whole_number(0), default=0, metavar="条数", help="跳过前几条（翻页用）")
    search.add_argument(
        "--sort",
        choices=tuple(SORTS),
        default="relevance",
        metavar="次序",
        help="排序：相关度（relevance，默认）、日期（date）、效力级别（level）",
    )
    search.add_argument("--group", action="store_true", help="每份文件只列最相关的一条")
    search.add_argument("--facets", action="store_true", help="附上各字段的分布")
    search.add_argument(
        "--filter",
        action="append",
        default=[],
        metavar="字段=值",
        help="只要这些：机关、年份、文种、地区、层级、状态（可以写几次）",
    )
    search.add_argument("--like", metavar="编号", help="找与这一条相近的条款，如 --like d98e246b1c1~第三条")
    search.add_argument("-o", "--output", type=Path, metavar="文件", help="把结果写成 .xlsx、.csv、.docx、.md 或 .json")
    search.add_argument("--force", action="store_true", help="文件已存在时覆盖")
    search.add_argument("--profile", "--for", dest="profile", type=Path, metavar="单位概况", help="用于“责任主体:我局”")
    engine_option(search)
    search.add_argument("--json", action="store_true", help="输出 JSON")
    workspace_option(search)
    search.set_defaults(run=run_search)


def run_search(arguments: Namespace) -> int:
    from policykit.api.searching import export, filters
    from policykit.api.workspace import Workspace
    from policykit.errors import UsageError

    if sum(x is not None for x in (arguments.query, arguments.batch, arguments.like)) != 1:
        raise UsageError(
            "要给出检索式，或用 --batch 给出问题文件，或用 --like 给出一条", hint="例：policykit search 持证上岗"
        )
    workspace = Workspace(arguments.workspace)
    with workspace.searching(arguments.engine, arguments.profile) as session:
        if arguments.batch is not None:
            return _batch(session, arguments.batch, arguments.limit)
        if arguments.like is not None:
            results = _like(workspace, session, arguments)
        else:
            results = session.search(
                arguments.query,
                limit=arguments.limit,
                offset=arguments.offset,
                sort=SORTS[arguments.sort],
                group=arguments.group,
                facets=arguments.facets,
                filters=filters(arguments.filter),
                partial=arguments.output is None,
            )
    if arguments.output is not None:
        path = export(results, arguments.output, overwrite=arguments.force)
        print(f"已写出：{path}（共 {results.total} 条，列出 {len(results.hits)} 条）")
    elif arguments.json:
        from policykit.search.result import results_json

        print(json.dumps(results_json(results), ensure_ascii=False))
    else:
        _print(results, arguments.offset)
    return 0


def _like(workspace: Any, session: Any, arguments: Namespace) -> Any:
    """Clauses like one that the user names, as results of a search."""
    from policykit.search.result import Results

    with workspace.catalog() as catalog:
        reference = workspace.reference(arguments.like, catalog)
    hits = session.more_like(reference, limit=arguments.limit)
    return Results(f"与 {arguments.like} 相近", len(hits), hits)


def _batch(session: Any, file: Path, limit: int) -> int:
    from policykit.cli.progress import Progress
    from policykit.errors import UnreadableInput
    from policykit.given_file import read_given
    from policykit.search.result import batch_json

    try:
        data = read_given(file, LARGEST_BATCH)
        if len(data) > LARGEST_BATCH:
            raise UnreadableInput(f"问题文件过大：{file}", hint="分成几个文件，一次问一个。")
        lines = data.decode("utf-8-sig").splitlines()
        questions = [(q["qid"], str(q["text"])) for q in (json.loads(line) for line in lines if line.strip())]
    except OSError as error:
        raise UnreadableInput(f"不能读取 {file}：{error.strerror or error}", hint="检查路径。") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableInput(
            f"{file} 不是一行一个 JSON 的问题文件", hint='每行写成 {"qid": "1", "text": "问题"}。'
        ) from error
    with Progress("正在检索") as progress:
        for done, (qid, text) in enumerate(questions, start=1):
            sys.stdout.write(json.dumps(batch_json(qid, session.ask(text, limit=limit)), ensure_ascii=False) + "\n")
            progress(done, len(questions))
    return 0


def _print(results: Any, offset: int = 0) -> None:
    if not results.total:
        print(f"没有找到：{results.query}")
        print("  怎么办：换个说法或少写几个词；字段的写法见 policykit search --help。")
        if results.suggestions:
            print(f"  是不是要找：{'、'.join(results.suggestions)}")
        return
    if results.relaxed:
        print("没有一条含有全部词语，以下含有其中一部分：")
    if not results.hits:
        print(f"共 {results.total} 条，没有第 {offset + 1} 条以后的；请把 --offset 改小。")
        return
    last = offset + len(results.hits)
    listed = "" if last - offset == results.total else f"，列出第 {offset + 1} 到第 {last} 条"
    print(f"共 {results.total} 条{listed}")
    _list(results.hits, offset + 1)
    if results.partial:
        print("\n以下只含有其中一部分词语，可能相关：")
        _list(results.partial, len(results.hits) + 1)
    for facet in results.facets:
        print(f"\n{facet.field}：" + "，".join(f"{value} {count}" for value, count in facet.values[:8]))


def _list(hits: Any, start: int) -> None:
    for number, hit in enumerate(hits, start=start):
        facts = "，".join(x for x in (hit.doc_number, hit.dated, hit.status) if x)
        print(f"\n{number}. 《{hit.title}》{hit.spoken}" + (f"（{facts}）" if facts else ""))
        if hit.path:
            print(f"   {' > '.join(hit.path)}")
        print(f"   {_marked(hit.snippet)}")
        print(f"   {hit.ref}" + (f"（本文件还有 {hit.more} 条）" if hit.more else ""))


def _marked(snippet: Any) -> str:
    """The snippet with its highlights: in colour on a terminal, in 【】 elsewhere."""
    before, after = ("\x1b[1;31m", "\x1b[0m") if sys.stdout.isatty() else ("【", "】")
    out, at = [], 0
    for start, end in snippet.highlights:
        out += [snippet.text[at:start], before, snippet.text[start:end], after]
        at = end
    return "".join([*out, snippet.text[at:]]).replace("\n", " ")
